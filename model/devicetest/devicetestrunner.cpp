// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
// Long because each kind of step begins, waits and fails in the same few states.
#include "model/devicetest/devicetestrunner.h"

#include "model/sending/fileplan.h"
#include "model/sending/listplan.h"

#include <utility>

namespace {

constexpr qsizetype pieceSize = 256 << 10;
constexpr qsizetype datagramSize = 8192; // of a file that is sent
constexpr qsizetype maxExcerpt = 256;    // of unexpected bytes
constexpr qsizetype maxUnmatched = 1 << 20;
constexpr int sendTimeoutMs = 10'000; // without progress

} // namespace

DeviceTestRunner::DeviceTestRunner(DeviceTest test, Session &session)
    : m_test(std::move(test)), m_cursor(m_test.steps), m_session(session), m_eventLog(session.sharedLog()),
      m_receivedLog(session.sharedLog(), pieceSize), m_nextEvent(session.log().end()), m_nextReceived(m_nextEvent)
{
    m_timeout.setSingleShot(true);
    m_timeout.setTimerType(Qt::PreciseTimer);
    connect(&m_timeout, &QTimer::timeout, this, &DeviceTestRunner::onTimeout);
    connect(&m_session, &Session::stateChanged, this, &DeviceTestRunner::onState);
    connect(&m_session, &Session::happened, this, &DeviceTestRunner::onHappened);
    connect(&m_session, &Session::sendingProgressed, this, &DeviceTestRunner::onSendingProgressed);
    connect(&m_session, &Session::sendingEnded, this, &DeviceTestRunner::onSendingEnded);
    connect(&m_session, &Session::logGrew, this, [this] {
        m_session.takeGrowth();
        readLog();
    });
}

void DeviceTestRunner::start(const EndpointUrl &url)
{
    m_datagrams = isDatagram(url.role);
    m_tls = isTls(url.role);
    m_framing = url.messages();
    if (!m_datagrams && m_framing.kind != Framing::Kind::None && m_framing.kind != Framing::Kind::Gap)
        m_cutter.emplace(m_framing);
    m_connecting = true;
    m_stepStartedNs = nowNs(); // a time stamp
    m_clock.start();
    m_address = {QHostAddress(url.remoteHost), url.remotePort};
    m_session.setEncoding(TextCodec::find(m_test.encoding).value_or(nullptr));
    if (isRelay(url.role)) {
        QMetaObject::invokeMethod(
            this, [this] { fail(tr("A device test needs an endpoint that talks to the device, not a relay.")); },
            Qt::QueuedConnection);
        return;
    }
    if (isServer(url.role))
        m_timeout.start(m_test.connectTimeoutMs);
    EndpointUrl once = url;
    once.reconnect = false;
    m_session.setMoreToCome(true); // until the last step
    m_session.open(once);
}

void DeviceTestRunner::cancel(const QString &reason)
{
    if (!m_over)
        fail(reason);
}

void DeviceTestRunner::onState()
{
    const Session::State state = m_session.state();
    if (state == Session::State::Open && m_connecting && m_datagrams)
        connected();
    if (state != Session::State::Closed)
        return;
    readLog();
    if (m_connecting && !m_over)
        fail(tr("The connection was closed."));
    if (m_over && !std::exchange(m_finishedEmitted, true))
        Q_EMIT finished(m_ok);
}

/// Any error of the session fails the current step.
void DeviceTestRunner::onHappened(const Event &event)
{
    if (isFailure(event.code) && !m_over)
        fail(eventText(event));
}

void DeviceTestRunner::readLog()
{
    for (const RecordNumber end = m_session.log().end(); m_nextEvent < end; ++m_nextEvent)
        readEvent(m_nextEvent);
    if (m_over || !m_step)
        return;
    checkExpectation();
}

void DeviceTestRunner::readEvent(RecordNumber number)
{
    const auto view = m_eventLog.view(number);
    if (!view || view->kind == RecordKind::Data)
        return;
    const auto record = m_eventLog.read(number);
    if (!record)
        return;
    if (record->event.code == EventCode::Connected && m_peer == PeerId::None && m_connecting) {
        m_peer = record->peer;
        m_address = record->remote;
        if (!m_tls)
            connected();
    } else if (record->event.code == EventCode::TlsEstablished && record->peer == m_peer && m_connecting) {
        connected();
    } else if (m_peer != PeerId::None && record->peer == m_peer
               && (isPeersEnd(record->event.code) || record->event.code == EventCode::HalfClosedTimeout)) {
        m_closed = record->event;
    }
}

void DeviceTestRunner::connected()
{
    m_connecting = false;
    m_timeout.stop();
    pass();
}

/// Through the event loop, so that a thousand quick steps do not block it.
void DeviceTestRunner::scheduleNext()
{
    QMetaObject::invokeMethod(this, &DeviceTestRunner::next, Qt::QueuedConnection);
}

void DeviceTestRunner::next()
{
    if (m_over || m_step)
        return;
    if (const TestStep *step = m_cursor.next())
        begin(*step);
    else
        end(true);
}

void DeviceTestRunner::begin(const TestStep &step)
{
    m_step = &step;
    m_hasBegun = true;
    m_stepStartedNs = nowNs(); // a time stamp
    m_clock.restart();
    m_excerpt = m_buffer.first(std::min(m_buffer.size(), maxExcerpt));
    m_receivedBytes = m_buffer.size();
    if (const auto *send = std::get_if<SendStep>(&step.what)) {
        beginSending(*send);
        return;
    }
    if (const auto *delay = std::get_if<DelayStep>(&step.what))
        m_timeout.start(delay->ms);
    else if (const auto *expect = std::get_if<ExpectStep>(&step.what); expect && !startExpecting(*expect))
        return;
    else if (const auto *close = std::get_if<ExpectCloseStep>(&step.what))
        m_timeout.start(close->timeoutMs);
    checkExpectation();
}

/// Returns false when the placeholders leave nothing to expect: the step has failed.
bool DeviceTestRunner::startExpecting(const ExpectStep &expect)
{
    auto made = expect.make(values());
    if (!made) {
        fail(made.error().message);
        return false;
    }
    m_expected = std::move(*made);
    m_timeout.start(expect.timeoutMs);
    return true;
}

TemplateValues DeviceTestRunner::values() const
{
    return {m_lastReceived, m_captures, m_address, m_expectedCount};
}

/// `message` is a whole datagram, or the match in a stream.
void DeviceTestRunner::matched(const QList<QByteArray> &captures, const QByteArray &message)
{
    m_lastReceived = message;
    ++m_expectedCount;
    if (std::get<ExpectStep>(m_step->what).isRegex)
        m_captures = captures;
    pass();
}

/// After an expected FIN, the peer can still be sent to.
bool DeviceTestRunner::canSend() const
{
    return !m_closed || (m_closeExpected && m_closed->code == EventCode::ClosedByPeer);
}

/// As a job, which ends when the connection has taken all of it.
void DeviceTestRunner::beginSending(const SendStep &send)
{
    if (!canSend()) {
        fail(eventText(*m_closed));
        return;
    }
    m_taken = 0;
    m_waiting = 0;
    m_timeout.start(sendTimeoutMs);
    SendJob job;
    job.targets = {target()};
    job.ownPace = true;
    if (send.file.isEmpty()) {
        const auto message = send.message.expand(values()).and_then([this](const QByteArray &bytes) {
            return bytes.isEmpty() ? Result<QByteArray>(bytes) : m_framing.wrapped(bytes);
        });
        if (!message) {
            fail(message.error().message);
            return;
        }
        job.makePlan = [bytes = *message] { return std::make_unique<ListPlan>(std::vector{SendMessage{bytes}}, 1); };
    } else {
        FilePlan::Options options;
        options.pieceSize = m_datagrams ? datagramSize : pieceSize;
        job.makePlan = [file = send.file, options, datagrams = m_datagrams] {
            return FilePlan::open(file, options, datagrams);
        };
    }
    m_session.startSending(job);
}

void DeviceTestRunner::onSendingProgressed(const SendProgress &progress)
{
    if (!isSending())
        return;
    // What was queued before may still have to go.
    const qint64 waiting = m_session.waiting(target());
    if (progress.bytes > std::exchange(m_taken, progress.bytes) || waiting < std::exchange(m_waiting, waiting))
        m_timeout.start(sendTimeoutMs);
}

void DeviceTestRunner::onSendingEnded(const SendOutcome &outcome)
{
    if (!isSending())
        return;
    if (outcome.kind == SendOutcome::Kind::Done && outcome.progress.failed == 0)
        pass();
    else
        fail(eventText(m_closed.value_or(Event{EventCode::NoPeer, {}})));
}

void DeviceTestRunner::checkExpectation()
{
    if (!m_step)
        return;
    if (std::holds_alternative<ExpectCloseStep>(m_step->what)) {
        m_closeExpected = m_closed.has_value();
        if (m_closed)
            pass();
        return;
    }
    const auto *expect = std::get_if<ExpectStep>(&m_step->what);
    if (!expect)
        return;
    if (m_datagrams)
        checkDatagrams(*m_expected);
    else if (m_cutter)
        checkMessages(*m_expected);
    else
        checkStream(*m_expected);
    if (m_step && !m_over && m_closed && m_nextReceived >= m_nextEvent)
        failExpectation(eventText(*m_closed));
}

void DeviceTestRunner::checkDatagrams(const Expectation &what)
{
    while (m_step && m_nextReceived < m_nextEvent) {
        const auto view = m_receivedLog.view(m_nextReceived++);
        if (!view || view->kind != RecordKind::Data || view->direction != Direction::In || view->own)
            continue;
        m_address = view->remote();
        const QByteArray datagram = view->payload.toByteArray();
        checkMessage(what, m_framing.hasBody() ? m_framing.body(datagram).value_or(datagram) : datagram);
    }
}

void DeviceTestRunner::checkMessages(const Expectation &what)
{
    do {
        while (m_step && !m_messages.empty()) {
            const QByteArray message = std::move(m_messages.front());
            m_messages.pop_front();
            checkMessage(what, message);
        }
    } while (m_step && readMessages());
}

/// Checks a datagram, or a message of a stream.
void DeviceTestRunner::checkMessage(const Expectation &what, const QByteArray &message)
{
    m_excerpt = message.first(std::min(message.size(), maxExcerpt));
    m_receivedBytes = message.size();
    QList<QByteArray> captures;
    const Expectation::Verdict verdict = what.checkDatagram(message, &captures);
    if (verdict == Expectation::Verdict::Fits)
        matched(captures, message);
    else if (verdict == Expectation::Verdict::Fails)
        failExpectation(m_datagrams ? tr("A different datagram was received.")
                                    : tr("A different message was received."));
}

/// Cuts more of the stream from the log into messages; false when there is none yet. Invalid length fields are reported
/// by the session.
bool DeviceTestRunner::readMessages()
{
    const auto take = [this](const Frame &frame) {
        if (frame.state == Frame::State::Whole || frame.state == Frame::State::TooLong)
            m_messages.push_back(frame.bytes.toByteArray());
    };
    while (m_messages.empty() && readStream())
        m_cutter->feed(std::exchange(m_buffer, {}), take);
    if (m_closed && m_nextReceived >= m_nextEvent)
        m_cutter->end(take);
    return !m_messages.empty();
}

void DeviceTestRunner::checkStream(const Expectation &what)
{
    do {
        QList<QByteArray> captures;
        const Expectation::Outcome outcome = what.check(m_buffer, &captures);
        m_buffer.remove(0, outcome.used);
        if (outcome.verdict == Expectation::Verdict::Fits)
            matched(captures, captures.value(0));
        else if (outcome.verdict == Expectation::Verdict::Fails)
            failExpectation(tr("Something else was received."));
    } while (m_step && readStream());
}

/// Appends more of the stream from the log; false when there is none yet.
bool DeviceTestRunner::readStream()
{
    const qsizetype before = m_buffer.size();
    while (m_nextReceived < m_nextEvent && m_buffer.size() - before < maxUnmatched) {
        const auto view = m_receivedLog.view(m_nextReceived++);
        if (!view || view->kind != RecordKind::Data || view->direction != Direction::In || view->peer != m_peer)
            continue;
        m_buffer.append(view->payload);
        m_receivedBytes += view->payload.size();
        if (m_excerpt.size() < maxExcerpt)
            m_excerpt.append(view->payload.first(std::min(view->payload.size(), maxExcerpt - m_excerpt.size())));
    }
    return m_buffer.size() > before;
}

void DeviceTestRunner::onTimeout()
{
    if (m_step && std::holds_alternative<DelayStep>(m_step->what))
        pass();
    else if (m_connecting)
        fail(tr("No client connected in time."));
    else if (m_step && std::holds_alternative<SendStep>(m_step->what))
        fail(tr("The peer does not read: not everything could be sent."));
    else if (m_step && std::holds_alternative<ExpectCloseStep>(m_step->what))
        fail(tr("The peer did not close in time."));
    else if (m_step)
        failExpectation(m_receivedBytes > 0 ? tr("The expected bytes were not received in time.")
                                            : tr("Nothing was received in time."));
}

StepReport DeviceTestRunner::report() const
{
    StepReport report;
    report.startedNs = m_stepStartedNs;
    report.tookNs = m_clock.nsecsElapsed();
    report.receivedBytes = -1;
    if (m_step) {
        report.number = m_step->number;
        report.rounds = m_cursor.rounds();
        report.note = m_step->note;
        report.action = m_step->describe();
    } else if (m_connecting || !m_hasBegun) {
        report.action = tr("open %1").arg(m_session.url().toString());
    } else {
        report.action = tr("continue with the next step");
    }
    return report;
}

void DeviceTestRunner::pass()
{
    StepReport passed = report();
    passed.ok = true;
    m_passed += m_step ? 1 : 0;
    m_step = nullptr;
    m_timeout.stop();
    Q_EMIT stepDone(passed);
    scheduleNext();
}

void DeviceTestRunner::failExpectation(const QString &error)
{
    StepReport failed = report();
    failed.error = error;
    failed.received = m_excerpt;
    failed.receivedBytes = m_receivedBytes;
    m_step = nullptr;
    Q_EMIT stepDone(failed);
    end(false);
}

void DeviceTestRunner::fail(const QString &error)
{
    StepReport failed = report();
    failed.error = error;
    m_step = nullptr;
    Q_EMIT stepDone(failed);
    end(false);
}

void DeviceTestRunner::end(bool ok)
{
    m_over = true;
    m_ok = ok;
    m_timeout.stop();
    if (m_session.state() == Session::State::Closed) {
        if (!std::exchange(m_finishedEmitted, true))
            Q_EMIT finished(m_ok);
    } else {
        m_session.close();
    }
}

Target DeviceTestRunner::target() const
{
    if (!m_datagrams)
        return {Target::Kind::One, m_peer, {}, 0};
    return m_session.url().remoteHost.isEmpty() ? Target{Target::Kind::LastSender, {}, {}, 0} : Target{};
}
