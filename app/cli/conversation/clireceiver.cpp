// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "app/cli/conversation/clireceiver.h"

#include "app/cli/cliconsole.h"
#include "model/log/pcapng/blockwriter.h"

#include <unistd.h>

#include <utility>

namespace {

constexpr int pauseMs = 10;
constexpr qsizetype readAhead = 1 << 20;
constexpr qsizetype maxPerTurn = 4 << 20; // then signals and input have their turn
constexpr qsizetype pieceSize = 256 << 10;
constexpr qsizetype largeRecord = 16 << 10;

CliFormatter::Style styleOf(const CliOptions &options)
{
    const bool several = !isClient(options.url.role);
    return {options.form, ::isatty(STDOUT_FILENO) == 1, options.timestamps, several};
}

/// With --raw, bytes are unchanged.
CliMessages messagesOf(const CliOptions &options)
{
    if (options.form == CliFormatter::Form::Raw)
        return {{}, {}};
    return {options.url.messages(), options.url.protocol.isEmpty() ? ChecksumFormat() : options.line.checksum};
}

/// Records whose output goes to /dev/null are not read from the log, unless they are counted.
SegmentIndex::Kinds kindsFor(const CliOptions &options, const CliOutput &output)
{
    const bool counts = options.exitAfterRecords > 0;
    return output.isDiscarded() && !counts ? SegmentIndex::Events : SegmentIndex::Events | SegmentIndex::Received;
}

} // namespace

CliReceiver::CliReceiver(const CliOptions &options, Session &session)
    : m_session(session), m_log(session.sharedLog()), m_wanted(options.exitAfterRecords), m_records(m_log, readAhead),
      m_output(STDOUT_FILENO), m_formatter(options.codec, styleOf(options)), m_messages(messagesOf(options)),
      m_kinds(kindsFor(options, m_output)), m_printsOwn(options.timestamps)
{
    // The first records at once, those that follow after a pause: waking up for each message would take processor time
    // from the I/O thread.
    connect(&m_session, &Session::logGrew, this, [this] {
        print();
        m_pause.start();
    });
    m_pause.setSingleShot(true);
    m_pause.setInterval(pauseMs);
    connect(&m_pause, &QTimer::timeout, this, [this] {
        m_session.takeGrowth();
        print();
    });
    m_idle.setSingleShot(true);
    m_idle.setTimerType(Qt::PreciseTimer);
    connect(&m_idle, &QTimer::timeout, this, &CliReceiver::printIdle);
    connect(&m_output, &CliOutput::progressed, this, [this] {
        Q_EMIT progressed();
        print();
    });
    connect(&m_output, &CliOutput::failed, this, [this](int error) {
        m_outputFailed = true;
        m_printed = m_log->end();
        Q_EMIT outputFailed(error);
    });
}

bool CliReceiver::isReadFromLog(EventCode code)
{
    return isConnectionStep(code) || isTlsStep(code) || code == EventCode::Connecting || code == EventCode::LogGap;
}

void CliReceiver::print()
{
    printUpTo(m_log->end());
}

void CliReceiver::printBefore(const Event &event)
{
    if (m_output.hasRoom())
        printUpTo(find(event));
}

/// The number of the first record with this event that is not printed yet; m_printed if there is none.
RecordNumber CliReceiver::find(const Event &event)
{
    const RecordNumber end = m_log->end();
    for (RecordNumber at = m_printed; at < end;) {
        const SegmentIndex::Stretch next = m_log->index().nextWith(SegmentIndex::Events, at, end);
        for (at = next.begin; at < next.end; ++at) {
            const auto view = m_records.view(at);
            if (!view || view->kind == RecordKind::Data)
                continue;
            const auto record = m_records.read(at);
            if (record && record->event.code == event.code && record->event.args == event.args)
                return at;
        }
    }
    return m_printed;
}

void CliReceiver::printUpTo(RecordNumber end)
{
    skipDropped();
    QByteArray out;
    qsizetype done = 0;
    while (m_printed < end && done < maxPerTurn && !hasEnough() && m_output.hasRoom()) {
        if (m_printed >= m_stretchEnd) {
            const SegmentIndex::Stretch next = m_log->index().nextWith(m_kinds, m_printed, end);
            m_printed = next.begin;
            m_stretchEnd = next.end;
            continue;
        }
        printRecord(out, m_printed++);
        if (out.size() >= pieceSize) {
            done += out.size();
            m_output.write(std::exchange(out, {}));
        }
    }
    if (isPrinted() && m_session.state() == Session::State::Closed)
        m_messages.end(into(out));
    if (hasEnough())
        m_formatter.finish(out);
    if (m_messages.waitMs() >= 0 && !m_idle.isActive())
        m_idle.start(m_messages.waitMs());
    m_output.write(out);
    if (hasEnough()) {
        m_printed = m_log->end();
        Q_EMIT enoughReceived();
    } else if (done >= maxPerTurn) {
        QMetaObject::invokeMethod(this, &CliReceiver::print, Qt::QueuedConnection);
    }
    holdTraffic();
    Q_EMIT printed();
}

void CliReceiver::printRecord(QByteArray &out, RecordNumber number)
{
    const auto view = m_records.view(number);
    if (view && view->kind == RecordKind::Data) {
        if (view->direction == Direction::Out || !m_kinds.testFlag(SegmentIndex::Received))
            return;
        ++m_takenRecords;
        m_takenBytes += quint64(view->payload.size());
        if (view->own && !m_printsOwn)
            return;
        if (out.isEmpty() && view->payload.size() >= largeRecord)
            out.reserve(pieceSize + pcapng::maxPayloadSize);
        if (m_messages.isOn() && !view->own) {
            m_messages.feed(*view, into(out));
            return;
        }
        m_formatter.append(out, *view);
        m_received += view->own ? 0 : 1;
    } else if (const auto record = m_records.read(number); record && isReadFromLog(record->event.code)) {
        if (isPeersEnd(record->event.code))
            m_messages.end(record->peer, into(out));
        m_formatter.finish(out, record->peer);
        cliconsole::report(record->event);
        Q_EMIT eventRead(record->event);
    } else if (!view) {
        if (m_skipped++ == 0)
            cliconsole::report(
                QStringLiteral("The log's file can no longer be read: records are missing in the output."));
    }
}

CliMessages::Take CliReceiver::into(QByteArray &out)
{
    return [this, &out](const CliFormatter::Message &message, bool isMessage) {
        if (hasEnough())
            return;
        m_formatter.append(out, message);
        m_received += isMessage ? 1 : 0;
    };
}

/// Nothing was received for as long as a message waits for more.
void CliReceiver::printIdle()
{
    QByteArray out;
    if (isPrinted()) // else more may have been received
        m_messages.idle(into(out));
    m_output.write(out);
    print();
}

QString CliReceiver::unprinted() const
{
    const TrafficCounters counters = m_log->counters();
    const quint64 records = isPrinted() ? 0 : counters.rxRecords - m_takenRecords;
    QStringList parts;
    if (records > 0)
        parts.append(
            QStringLiteral("%1 received records with %2 bytes").arg(records).arg(counters.rxBytes - m_takenBytes));
    if (const qsizetype rest = m_output.unwritten(); rest > 0)
        parts.append(QStringLiteral("up to %1 bytes of the output before").arg(rest));
    return parts.join(QStringLiteral(", and "));
}

/// Only datagrams can be dropped because of the quota: TCP peers are paused before, see holdTraffic().
void CliReceiver::skipDropped()
{
    const RecordNumber first = m_log->first();
    if (first <= m_printed)
        return;
    if (m_skipped == 0)
        cliconsole::report(QStringLiteral("The log dropped records before they could be printed."));
    m_skipped += first - m_printed;
    m_printed = first;
}

/// Pauses TCP peers and standard input while half of the log's quota is not printed yet.
void CliReceiver::holdTraffic()
{
    const TrafficLog::Options &limits = m_log->options();
    const RecordNumber end = m_log->end();
    if (!limits.file.isEmpty() || m_session.state() == Session::State::Closed)
        return; // nothing is ever dropped
    const auto oldest = m_printed < end ? m_log->index().groupOf(m_printed) : std::nullopt;
    const auto newest = oldest ? m_log->index().groupOf(end - 1) : std::nullopt;
    const qint64 kept = newest ? qint64(newest->segment - oldest->segment + 1) * limits.segmentBytes : 0;
    const bool lags = kept > limits.quotaBytes / (m_lagging ? 4 : 2);
    if (std::exchange(m_lagging, lags) == lags)
        return;
    m_session.pauseReceiving(lags);
    Q_EMIT lagging(lags);
}
