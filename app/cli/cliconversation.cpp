// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
// Long because it decides, for all that may end or keep up a conversation, when it ends and with which code.
#include "app/cli/cliconversation.h"

#include "app/cli/cliexit.h"
#include "model/log/pcapng/blockwriter.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

using cliexit::tell;

namespace {

constexpr int printPauseMs = 10;
constexpr int patienceMs = 2000;
constexpr qsizetype readAhead = 1 << 20;
constexpr qsizetype mostPerTurn = 4 << 20; // then signals and input have their turn
constexpr qsizetype handOver = 256 << 10;
constexpr qsizetype largeRecord = 16 << 10;
constexpr size_t mostTold = 64; // causes that are known
constexpr int tellAgainMs = 60'000;

/// Those that stand in the log only, or are told at their place in it; all others come by Session::happened().
bool isLogOnly(EventCode code)
{
    return isConnectionStep(code) || code == EventCode::LogGap;
}

CliFormatter::Style styleOf(const CliOptions &options)
{
    const bool several = options.url.role != Role::TcpClient;
    return {options.form, ::isatty(STDOUT_FILENO) == 1, options.timestamps, several};
}

/// Records whose output goes to /dev/null are not read back from the log.
SegmentIndex::Kinds kindsFor(const CliOptions &options, const CliOutput &output)
{
    const bool counts = options.exitAfterRecords > 0;
    return output.isDiscarded() && !counts ? SegmentIndex::Events : SegmentIndex::Events | SegmentIndex::Received;
}

} // namespace

CliConversation::CliConversation(CliOptions options, const std::shared_ptr<TrafficLog> &log)
    : m_options(std::move(options)), m_log(log), m_session(log), m_records(log, readAhead), m_output(STDOUT_FILENO),
      m_formatter(m_options.codec, styleOf(m_options)), m_sender(m_options, m_session),
      m_kinds(kindsFor(m_options, m_output)), m_exitOnClose(m_options.exitOnClose)
{
    connect(&m_session, &Session::stateChanged, this, &CliConversation::onState);
    connect(&m_session, &Session::peersChanged, this, &CliConversation::onPeers);
    connect(&m_session, &Session::happened, this, &CliConversation::onHappened);
    connect(&m_sender, &CliSender::jobEnded, this, [this] {
        finishSending();
        finishIfDone();
    });
    connect(&m_sender, &CliSender::inputEnded, this, &CliConversation::finishSending);
    connect(&m_sender, &CliSender::inputFailed, this, &CliConversation::onInputFailed);
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
        const bool isPrinted = m_output.isIdle() && m_printed >= m_log->end();
        if (isPrinted && --m_closeWaits > 0) { // the endpoint still sends or closes
            m_patience.start();
            return;
        }
        tell(isPrinted ? QStringLiteral("The endpoint could not be closed in time.")
                       : QStringLiteral("Standard output does not take the rest of what was received."));
        m_failed = true;
        finish();
    });
}

void CliConversation::start()
{
    m_running.start();
    m_session.setEncoding(m_options.codec);
    m_sender.feed(); // tells what is to come
    m_session.open(m_options.url);
    if (m_options.durationMs > 0)
        QTimer::singleShot(m_options.durationMs, Qt::PreciseTimer, this, &CliConversation::end);
}

void CliConversation::onState()
{
    if (m_session.state() == Session::State::Open) {
        m_wasOpen = true;
        m_openingFailed = false;
        tellRepeated();
        m_sender.feed();
    } else if (m_session.state() == Session::State::Closed) {
        m_closed = true;
        m_sender.stop();
        m_session.stopSending(); // of what is left, we are told
        print();
        finishIfDone();
    }
}

void CliConversation::onPeers()
{
    const bool none = m_session.peers().empty();
    m_hadPeer = m_hadPeer || !none;
    if (none && m_hadPeer && m_exitOnClose) {
        close();
        return;
    }
    m_sender.feed();
    finishSending();
}

void CliConversation::onHappened(const Event &event)
{
    if (!isLogOnly(event.code))
        tellEvent(event);
    m_openingFailed = m_openingFailed || (isFailure(event.code) && !m_wasOpen);
    m_failed = m_failed || isUndone(event.code);
}

void CliConversation::tellEvent(const Event &event)
{
    const bool noPeer = event.code == EventCode::NoPeer;
    if (event.code == EventCode::Listening)
        tell(QStringLiteral("listening on %1").arg(event.args.value(0)));
    else if (noPeer && m_session.state() == Session::State::Closed)
        m_sender.setRestLost(); // the connection's end was reported
    else if (noPeer && ::isatty(STDIN_FILENO) == 1)
        tell(eventText(event)); // of each line that was typed
    else if (isFailure(event.code))
        tellFailure(event);
    else
        tell(eventText(event));
}

/// Whether something that was asked for did not come about: sending, answering, receiving, or writing the capture.
bool CliConversation::isUndone(EventCode code) const
{
    if (isLogGap(code))
        return true;
    switch (code) {
    case EventCode::NoPeer:
    case EventCode::PeerTooSlow:
    case EventCode::DatagramTooLarge:
    case EventCode::KernelDrops:
    case EventCode::ReplyFailed:
    case EventCode::EchoStopped:
        return true;
    case EventCode::SendFailed:
    case EventCode::Unsent:
        return !m_sender.onlyRepeatsForEver();
    case EventCode::PortUnreachable: // one who asked and has gone since is no failure of ours
        return !m_options.url.remoteHost.isEmpty() && !m_sender.onlyRepeatsForEver();
    case EventCode::HostNotFound:
    case EventCode::LookupFailed:
    case EventCode::NotAnAddress:
    case EventCode::ScopeMissing:
    case EventCode::ScopeUnknown:
    case EventCode::FamiliesDiffer:
    case EventCode::Unreachable:
    case EventCode::Forbidden:
    case EventCode::PermissionDenied:
    case EventCode::AddressNotLocal:
    case EventCode::NoFreeFiles:
    case EventCode::Refused:
    case EventCode::Other: // of TCP, the connection's end tells what became of it
        return m_options.url.role == Role::Udp && !m_sender.onlyRepeatsForEver();
    default:
        return false;
    }
}

/// Each cause is told once. Those that follow are counted, and told of each minute and at the end.
void CliConversation::tellFailure(const Event &event)
{
    const auto known = std::find_if(m_told.begin(), m_told.end(), [&](const Told &told) {
        return told.event.code == event.code && told.event.args == event.args;
    });
    if (known == m_told.end()) {
        tell(eventText(event));
        if (m_told.size() >= mostTold)
            m_told.erase(m_told.begin());
        m_told.push_back({event, {}});
        m_told.back().event.more = 0;
        m_told.back().since.start();
        const bool opening = m_session.state() == Session::State::Opening;
        if (opening && m_options.url.role == Role::TcpClient && m_options.url.reconnect)
            tell(QStringLiteral("Trying again until the connection is there."));
    } else {
        known->event.more += 1 + event.more;
        if (!known->since.hasExpired(tellAgainMs))
            return;
        tell(eventText(known->event));
        known->event.more = 0;
        known->since.start();
    }
}

void CliConversation::tellRepeated()
{
    for (const Told &told : std::exchange(m_told, {})) {
        if (told.event.more > 0)
            tell(eventText(told.event));
    }
}

void CliConversation::onOutputFailed(int error)
{
    m_wished = m_wished || error == EPIPE; // the reader has seen enough
    if (error != EPIPE) {
        tell(QStringLiteral("Standard output cannot be written: %1").arg(qt_error_string(error)));
        m_outputFailed = true;
    }
    m_printed = m_log->end();
    end();
}

/// Says so (FIN) to all peers when nothing more will be sent; called again, also to those who came since.
void CliConversation::finishSending()
{
    if (!m_options.endsWithInput() || !m_sender.isDone())
        return;
    m_exitOnClose = true;
    m_session.finishSending();
    if (m_hadPeer && m_session.peers().empty())
        close();
}

void CliConversation::onInputFailed(int error)
{
    tell(QStringLiteral("Standard input cannot be read: %1. To receive only, take --no-stdin.")
             .arg(qt_error_string(error)));
    m_failed = true;
    close();
}

void CliConversation::print()
{
    skipDropped();
    QByteArray out;
    qsizetype done = 0;
    const auto isEnough = [this] { return m_options.exitAfterRecords > 0 && m_received >= m_options.exitAfterRecords; };
    while (m_printed < m_log->end() && done < mostPerTurn && !isEnough() && m_output.hasRoom()) {
        if (m_printed >= m_wantedEnd) {
            const SegmentIndex::Stretch wanted = m_log->index().nextWith(m_kinds, m_printed, m_log->end());
            m_printed = wanted.begin;
            m_wantedEnd = wanted.end;
            continue;
        }
        printRecord(out, m_printed++);
        if (out.size() >= handOver) {
            done += out.size();
            m_output.write(std::exchange(out, {}));
        }
    }
    if (isEnough())
        m_formatter.finish(out);
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
        if (view->direction == Direction::Out || !m_kinds.testFlag(SegmentIndex::Received))
            return;
        if (out.isEmpty() && view->payload.size() >= largeRecord)
            out.reserve(handOver + pcapng::maxPayloadSize);
        m_formatter.append(out, *view);
        ++m_received;
    } else if (const auto record = m_records.read(number); record && isLogOnly(record->event.code)) {
        const bool broken = record->event.code == EventCode::ResetByPeer || isFailure(record->event.code);
        const bool ends = m_exitOnClose || (m_options.url.role == Role::TcpClient && !m_options.url.reconnect);
        m_failed = m_failed || (broken && ends);
        if (record->event.code == EventCode::HalfClosedTimeout && ends && m_sender.awaitsInput())
            m_sender.setInputTooLate();
        m_formatter.finish(out, record->peer);
        tell(eventText(record->event));
    } else if (!view) {
        if (m_skipped++ == 0)
            tell(QStringLiteral("The log's file can no longer be read: what is missing there is not printed."));
        m_failed = true;
    }
}

/// Because of the quota only datagrams can come to this: all else waits before (see holdTraffic).
void CliConversation::skipDropped()
{
    const RecordNumber first = m_log->first();
    if (first <= m_printed)
        return;
    if (m_skipped == 0)
        tell(QStringLiteral("What the log has lost before standard output took it is not printed."));
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
    const auto oldest = m_printed < end ? m_log->index().groupOf(m_printed) : std::nullopt;
    const auto newest = oldest ? m_log->index().groupOf(end - 1) : std::nullopt;
    const qint64 kept = newest ? qint64(newest->segment - oldest->segment + 1) * limits.segmentBytes : 0;
    const bool hold = kept > limits.quotaBytes / (m_held ? 4 : 2);
    if (std::exchange(m_held, hold) == hold)
        return;
    m_session.pauseReceiving(hold);
    m_sender.hold(hold);
}

void CliConversation::stop()
{
    m_wished = true;
    end();
}

void CliConversation::end()
{
    m_patience.start();
    close();
}

void CliConversation::close()
{
    m_sender.stop();
    if (m_session.state() != Session::State::Closed) {
        m_session.close();
    } else {
        m_closed = true;
        finishIfDone();
    }
}

void CliConversation::finishIfDone()
{
    if (!m_closed || m_session.isSending() || m_printed < m_log->end() || !m_output.isIdle())
        return;
    // Whether what was handed over last was sent is told after the end: once nothing is on its way, that is queued
    // for this thread.
    if (m_session.queued() > 0)
        QTimer::singleShot(1, this, &CliConversation::finishIfDone);
    else
        QMetaObject::invokeMethod(this, &CliConversation::finish, Qt::QueuedConnection);
}

/// What the command line asks for and did not come about, unless somebody has ended it before.
void CliConversation::tellMissing()
{
    if (m_wished || m_openingFailed || m_outputFailed)
        return;
    QStringList missing;
    if (m_options.url.role == Role::TcpClient && !m_wasOpen)
        missing.append(QStringLiteral("There was no connection yet."));
    const qint64 wanted = m_options.exitAfterRecords;
    if (const QString unsent = m_sender.missing(wanted > 0 && m_received >= wanted); !unsent.isEmpty())
        missing.append(unsent);
    if (m_received < wanted)
        missing.append(QStringLiteral("Only %1 of %2 records were received.").arg(m_received).arg(wanted));
    for (const QString &line : std::as_const(missing))
        tell(line);
    m_failed = m_failed || !missing.isEmpty();
}

/// What was lost while the log goes on stands in it, and was told; this is what did not even get there.
void CliConversation::tellUnstored()
{
    const TrafficCounters counters = m_log->counters();
    if (!m_log->isStalled())
        return;
    tell(QStringLiteral("The log still cannot be written: %1 records with %2 bytes are not in it.")
             .arg(counters.notStored)
             .arg(counters.notStoredBytes));
    m_failed = true;
}

void CliConversation::finish()
{
    if (std::exchange(m_done, true))
        return;
    m_patience.stop();
    tellRepeated();
    if (m_skipped > 0)
        tell(QStringLiteral("%1 records were not printed.").arg(m_skipped));
    tellUnstored();
    tellMissing();
    if (m_options.stats) {
        const TrafficCounters counters = m_session.counters();
        const QJsonObject stats{
            {QStringLiteral("rx_bytes"), qint64(counters.rxBytes)},
            {QStringLiteral("rx_records"), qint64(counters.rxRecords)},
            {QStringLiteral("tx_bytes"), qint64(counters.txBytes)},
            {QStringLiteral("tx_records"), qint64(counters.txRecords)},
            {QStringLiteral("peers_total"), qint64(quint32(m_log->nextPeerId())) - 1},
            {QStringLiteral("kernel_drops"),
             Session::countsKernelDrops() ? QJsonValue(qint64(counters.kernelDrops)) : QJsonValue()},
            {QStringLiteral("not_stored_records"), qint64(counters.notStored)},
            {QStringLiteral("not_stored_bytes"), qint64(counters.notStoredBytes)},
            {QStringLiteral("duration_s"), double(m_running.nsecsElapsed()) / 1e9},
        };
        tell(QString::fromUtf8(QJsonDocument(stats).toJson(QJsonDocument::Compact)));
        m_failed = m_failed || std::ferror(stderr) != 0;
    }
    const bool failed = m_failed || m_openingFailed || m_outputFailed || m_sender.hasFailed();
    Q_EMIT finished(failed ? cliexit::failed : cliexit::done);
}
