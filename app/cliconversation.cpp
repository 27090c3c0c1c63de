// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "app/cliconversation.h"

#include "app/cliexit.h"
#include "model/bytes/unicodecodecs.h"
#include "model/sending/filesendplan.h"
#include "model/sending/sendplans.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <unistd.h>

#include <cerrno>
#include <utility>

namespace {

constexpr int printPauseMs = 10;
constexpr int patienceMs = 2000;
constexpr qsizetype readAhead = 1 << 20;
constexpr qsizetype mostPerTurn = 4 << 20; // then signals and input have their turn
constexpr qsizetype handOver = 256 << 10;
constexpr qsizetype largestPiece = 256 << 10;
constexpr qsizetype largestDatagram = 8192; // of standard input, as socat's
constexpr qsizetype largestLine = 1 << 20;

/// Those that stand in the log only; all others come by Session::happened() too.
bool isLogOnly(EventCode code)
{
    return code >= EventCode::Connected && code <= EventCode::ResetHere;
}

/// Of what was to be sent, something was not.
bool isLoss(EventCode code)
{
    return code == EventCode::NoPeer || code == EventCode::SendFailed || code == EventCode::Unsent
        || code == EventCode::PeerTooSlow || code == EventCode::DatagramTooLarge || code == EventCode::CaptureFailed;
}

void tell(const QString &line)
{
    std::fprintf(stderr, "%s\n", qUtf8Printable(line));
}

CliPrinter::Style styleOf(const CliOptions &options)
{
    const bool several = options.url.role != Role::TcpClient;
    return {options.form, ::isatty(STDOUT_FILENO) == 1, options.timestamps, several};
}

} // namespace

CliConversation::CliConversation(CliOptions options, const std::shared_ptr<TrafficLog> &log)
    : m_options(std::move(options)), m_log(log), m_session(log), m_records(log, readAhead), m_output(STDOUT_FILENO),
      m_printer(m_options.codec, styleOf(m_options)), m_exitOnClose(m_options.exitOnClose)
{
    connect(&m_session, &Session::stateChanged, this, &CliConversation::onState);
    connect(&m_session, &Session::peersChanged, this, &CliConversation::onPeers);
    connect(&m_session, &Session::happened, this, &CliConversation::onHappened);
    connect(&m_session, &Session::roomToSend, this, &CliConversation::feed);
    connect(&m_session, &Session::sendingEnded, this, &CliConversation::onSendingEnded);
    // At once, then what came meanwhile a little later: waking up for each message would take the processor
    // from the thread that answers them.
    connect(&m_session, &Session::logGrew, this, [this] {
        print();
        m_printPause.start();
    });
    m_printPause.setSingleShot(true);
    m_printPause.setInterval(printPauseMs);
    connect(&m_printPause, &QTimer::timeout, this, [this] {
        m_session.takeGrowth();
        print();
    });
    connect(&m_output, &CliOutput::progressed, this, [this] {
        if (m_patience.isActive())
            m_patience.start();
        print();
        finishIfDone();
    });
    connect(&m_output, &CliOutput::failed, this, &CliConversation::onOutputFailed);
    m_patience.setSingleShot(true);
    m_patience.setInterval(patienceMs);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        tell(QStringLiteral("Standard output does not take the rest of what was received."));
        m_failed = true;
        finish();
    });
}

void CliConversation::start()
{
    m_startedNs = nowNs();
    if (m_options.readStdin) {
        const bool raw = m_options.form == CliPrinter::Form::Raw;
        const bool datagrams = raw && m_options.url.role == Role::Udp;
        m_input = std::make_unique<CliInput>(raw ? CliInput::Cut::Pieces : CliInput::Cut::Lines,
                                             datagrams ? largestDatagram
                                                 : raw ? largestPiece
                                                       : largestLine);
        connect(m_input.get(), &CliInput::came, this, &CliConversation::sendInput);
        connect(m_input.get(), &CliInput::ended, this, &CliConversation::onInputEnded);
    }
    m_session.setEncoding(m_options.codec);
    m_session.open(m_options.url);
    if (m_options.durationMs > 0)
        QTimer::singleShot(m_options.durationMs, Qt::PreciseTimer, this, &CliConversation::stop);
}

void CliConversation::onState()
{
    if (m_session.state() == Session::State::Open) {
        m_wasOpen = true;
        feed();
    } else if (m_session.state() == Session::State::Closed) {
        m_closed = true;
        if (m_input)
            m_input->setWanted(false);
        print();
        finishIfDone();
    }
}

void CliConversation::onPeers()
{
    const bool none = m_session.peers().empty();
    m_hadPeer = m_hadPeer || !none;
    if (none && m_hadPeer && m_exitOnClose)
        close();
    else
        feed();
}

void CliConversation::onHappened(const Event &event)
{
    if (event.code == EventCode::Listening)
        tell(QStringLiteral("listening on %1").arg(event.args.value(0)));
    else
        tell(eventText(event));
    m_failed = m_failed || (isFailure(event.code) && !m_wasOpen) || isLoss(event.code);
}

void CliConversation::onOutputFailed(int error)
{
    if (error != EPIPE) { // a reader that has seen enough is no failure
        tell(QStringLiteral("Standard output cannot be written: %1").arg(qt_error_string(error)));
        m_failed = true;
    }
    m_printed = m_log->end();
    stop();
}

/// Whether there is somebody to send to.
bool CliConversation::isReady() const
{
    if (m_session.state() != Session::State::Open || m_stopped)
        return false;
    const bool always = m_options.url.role == Role::Udp && !m_options.url.remoteHost.isEmpty();
    return always || !m_session.peers().empty();
}

Target CliConversation::target() const
{
    const bool answers = m_options.url.role == Role::Udp && m_options.url.remoteHost.isEmpty();
    return answers ? Target{Target::Kind::LastSender, {}, {}, 0} : Target{};
}

void CliConversation::feed()
{
    const auto hasRoom = [this] { return m_session.waiting(target()) <= Session::roomBelow; };
    const bool ready = isReady();
    while (ready && !m_session.isSending() && m_sent < m_options.sends.size() && hasRoom())
        sendNext();
    if (!m_input)
        return;
    // At a terminal one is told at once that there is nobody to send to; a pipe can wait.
    const bool typed = m_session.state() == Session::State::Open && ::isatty(STDIN_FILENO) == 1;
    const bool sentAll = m_sent == m_options.sends.size() && (!m_session.isSending() || m_options.count == 0);
    m_input->setWanted(!m_stopped && !m_held && (ready ? sentAll : typed) && hasRoom());
}

void CliConversation::sendNext()
{
    SendJob job;
    job.targets = {target()};
    if (m_options.repeats()) {
        std::vector<SendMessage> messages;
        for (const CliOptions::Send &send : m_options.sends)
            messages.push_back({send.bytes});
        messages.back().pause = std::chrono::milliseconds(m_options.everyMs);
        m_sent = m_options.sends.size();
        job.makePlan = [messages, rounds = m_options.count] { return std::make_unique<ListPlan>(messages, rounds); };
        m_session.startSending(job);
    } else if (const CliOptions::Send &send = m_options.sends[m_sent++]; send.file.isEmpty()) {
        m_session.send(target(), send.bytes);
    } else {
        const bool datagrams = m_options.url.role == Role::Udp;
        FileSendPlan::Options options;
        if (datagrams)
            options.pieceSize = largestDatagram;
        job.ownPace = true;
        job.makePlan = [file = send.file, options, datagrams] { return FileSendPlan::open(file, options, datagrams); };
        m_session.startSending(job);
    }
}

void CliConversation::onSendingEnded(const SendOutcome &outcome)
{
    using How = SendOutcome::How;
    const bool cut = outcome.how == How::Closed && !m_stopped && !m_options.everyMs;
    m_failed = m_failed || outcome.how == How::Failed || outcome.how == How::PeerGone || cut;
    feed();
}

void CliConversation::sendInput(const QByteArray &bytes)
{
    if (m_options.form == CliPrinter::Form::Raw) {
        m_session.send(target(), bytes);
    } else if (++m_lines; validUtf8(bytes) == bytes.size()) {
        sendLine(QString::fromUtf8(bytes));
    } else {
        tell(QStringLiteral("Line %1 of standard input was not sent, as it is not written in UTF-8. To send bytes as "
                            "they are, take --raw.")
                 .arg(m_lines));
        m_failed = true;
    }
    feed();
}

void CliConversation::sendLine(QString line)
{
    using Ending = PayloadFormat::LineEnding;
    PayloadFormat format = m_options.line;
    const Ending came = line.endsWith(u"\r\n") ? Ending::CrLf : line.endsWith(u'\n') ? Ending::Lf : Ending::None;
    line.chop(came == Ending::CrLf ? 2 : came == Ending::Lf ? 1 : 0);
    const bool hex = format.input == PayloadFormat::Input::Hex;
    if (hex && line.trimmed().isEmpty())
        return;
    if (m_options.keepLineEnding && !hex)
        format.lineEnding = came;
    if (const auto bytes = buildPayload(line, format, *m_options.codec)) {
        m_session.send(target(), *bytes);
        return;
    } else {
        tell(QStringLiteral("Line %1 of standard input was not sent: %2").arg(m_lines).arg(bytes.error().message));
        m_failed = true;
    }
}

void CliConversation::onInputEnded()
{
    if (m_options.form != CliPrinter::Form::Raw || m_options.url.role == Role::Udp)
        return;
    m_exitOnClose = true;
    m_session.finishSending();
    if (m_session.peers().empty())
        close();
}

void CliConversation::print()
{
    skipDropped();
    QByteArray out;
    qsizetype done = 0;
    const auto isEnough = [this] { return m_options.exitAfterRecords > 0 && m_received >= m_options.exitAfterRecords; };
    while (m_printed < m_log->end() && done < mostPerTurn && !isEnough() && m_output.hasRoom()) {
        printRecord(out, m_printed++);
        if (out.size() >= handOver) {
            done += out.size();
            m_output.write(std::exchange(out, {}));
        }
    }
    m_output.write(out);
    if (isEnough()) {
        m_printed = m_log->end();
        close();
    } else if (done >= mostPerTurn) {
        QMetaObject::invokeMethod(this, &CliConversation::print, Qt::QueuedConnection);
    }
    holdTraffic();
    finishIfDone();
}

void CliConversation::printRecord(QByteArray &out, RecordNumber number)
{
    const auto view = m_records.view(number);
    if (view && view->kind == RecordKind::Data) {
        if (view->direction == Direction::Out)
            return;
        m_printer.append(out, *view);
        ++m_received;
    } else if (const auto record = m_records.read(number); record && isLogOnly(record->event.code)) {
        const bool reset = record->event.code == EventCode::ResetByPeer;
        m_failed = m_failed || (reset && m_options.url.role == Role::TcpClient && !m_options.url.reconnect);
        m_printer.finish(out, record->peer);
        tell(eventText(record->event));
    }
}

/// Only datagrams can come to this: all else waits before (see holdTraffic).
void CliConversation::skipDropped()
{
    const RecordNumber first = m_log->first();
    if (first <= m_printed)
        return;
    if (m_skipped == 0)
        tell(QStringLiteral("Standard output is too slow: what the log had to drop is not printed."));
    m_skipped += first - m_printed;
    m_printed = first;
    m_failed = true;
}

/// Holds TCP peers and standard input back while so much is not printed that the log might drop some of it.
void CliConversation::holdTraffic()
{
    const TrafficLog::Options &limits = m_log->options();
    const RecordNumber end = m_log->end();
    if (!limits.file.isEmpty() || m_closed)
        return; // nothing is ever dropped
    const auto oldest = m_printed < end ? m_log->groupOf(m_printed) : std::nullopt;
    const auto newest = oldest ? m_log->groupOf(end - 1) : std::nullopt;
    const qint64 kept = newest ? qint64(newest->segment - oldest->segment + 1) * limits.segmentBytes : 0;
    const bool hold = kept > limits.quotaBytes / (m_held ? 4 : 2);
    if (std::exchange(m_held, hold) == hold)
        return;
    m_session.pauseReceiving(hold);
    feed();
}

void CliConversation::stop()
{
    m_stopped = true;
    m_patience.start();
    close();
}

void CliConversation::close()
{
    if (m_input)
        m_input->setWanted(false);
    if (m_session.state() != Session::State::Closed) {
        m_session.close();
    } else {
        m_closed = true;
        finishIfDone();
    }
}

void CliConversation::finishIfDone()
{
    if (m_closed && m_printed >= m_log->end() && m_output.isIdle())
        finish();
}

void CliConversation::finish()
{
    if (std::exchange(m_done, true))
        return;
    m_patience.stop();
    if (m_skipped > 0)
        tell(QStringLiteral("%1 records were not printed.").arg(m_skipped));
    if (m_options.stats) {
        const TrafficCounters counters = m_session.counters();
        const QJsonObject stats{
            {QStringLiteral("rx_bytes"), qint64(counters.rxBytes)},
            {QStringLiteral("rx_records"), qint64(counters.rxRecords)},
            {QStringLiteral("tx_bytes"), qint64(counters.txBytes)},
            {QStringLiteral("tx_records"), qint64(counters.txRecords)},
            {QStringLiteral("peers_total"), qint64(quint32(m_log->nextPeerId())) - 1},
            {QStringLiteral("kernel_drops"), qint64(counters.kernelDrops)},
            {QStringLiteral("duration_s"), double(nowNs() - m_startedNs) / 1e9},
        };
        tell(QString::fromUtf8(QJsonDocument(stats).toJson(QJsonDocument::Compact)));
    }
    Q_EMIT finished(m_failed ? cliexit::failed : cliexit::done);
}
