// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "app/cli/conversation/cliconversation.h"

#include "app/cli/cliconsole.h"
#include "model/log/pcapng/blockwriter.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cerrno>
#include <iterator>
#include <utility>

using cliconsole::report;

namespace {

constexpr int closingMs = 2000; // for standard output; without an end by the user, since it last took something
constexpr int lastReportsMs = 500;

} // namespace

CliConversation::CliConversation(CliOptions options, const std::shared_ptr<TrafficLog> &log)
    : m_options(std::move(options)), m_session(log), m_receiver(m_options, m_session), m_sender(m_options, m_session),
      m_exitOnClose(m_options.exitOnClose)
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
    connect(&m_receiver, &CliReceiver::eventRead, this, &CliConversation::onEventRead);
    connect(&m_receiver, &CliReceiver::printed, this, &CliConversation::finishIfDone);
    connect(&m_receiver, &CliReceiver::enoughReceived, this, &CliConversation::close);
    connect(&m_receiver, &CliReceiver::outputFailed, this, &CliConversation::onOutputFailed);
    connect(&m_receiver, &CliReceiver::lagging, &m_sender, &CliSender::hold);
    connect(&m_receiver, &CliReceiver::progressed, this, [this] {
        if (m_closingTimer.isActive() && !m_stopped)
            m_closingTimer.start();
    });
    m_closingTimer.setSingleShot(true);
    m_closingTimer.setInterval(closingMs);
    connect(&m_closingTimer, &QTimer::timeout, this, &CliConversation::onClosingTimeout);
}

void CliConversation::start()
{
    m_running.start();
    m_session.setEncoding(m_options.codec);
    m_sender.feed(); // the session learns that there is something to send
    m_session.open(m_options.url);
    if (m_options.durationMs > 0)
        QTimer::singleShot(m_options.durationMs, Qt::PreciseTimer, this, &CliConversation::end);
}

void CliConversation::onState()
{
    if (m_session.state() == Session::State::Open) {
        m_wasOpen = true;
        m_openingFailed = false;
        m_events.reportRepeated();
        m_sender.feed();
    } else if (m_session.state() == Session::State::Closed) {
        m_closed = true;
        m_sender.stop();
        m_session.stopSending(); // sendingEnded() says what was left
        m_receiver.print();
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
    if (event.code == EventCode::RelayTotals)
        m_relayTotals = event.args;
    const bool isReadFromLog = CliReceiver::isReadFromLog(event.code);
    if (!isReadFromLog)
        m_receiver.printBefore(event);
    if (event.code == EventCode::NoPeer && m_session.state() == Session::State::Closed)
        m_sender.setRestLost(); // the connection's end was reported
    else if (!isReadFromLog)
        m_events.report(event);
    m_openingFailed = m_openingFailed || (isFailure(event.code) && !m_wasOpen);
    m_failed = m_failed || isTaskFailure(event.code);
}

void CliConversation::onEventRead(const Event &event)
{
    const bool isBroken =
        event.code == EventCode::ResetByPeer || event.code == EventCode::TlsTruncated || isFailure(event.code);
    const bool ends = m_exitOnClose || (isClient(m_options.url.role) && !m_options.url.reconnect);
    m_failed = m_failed || (isBroken && ends);
    if (event.code == EventCode::HalfClosedTimeout && ends && m_sender.awaitsInput())
        m_sender.setInputTooLate();
}

/// Whether something that was asked for was not done: sending, replying, receiving, or writing the capture.
bool CliConversation::isTaskFailure(EventCode code) const
{
    if (isLogGap(code))
        return true;
    const bool relays = isRelay(m_options.url.role); // what its peers do is no failure of the relay
    switch (code) {
    case EventCode::NoPeer:
    case EventCode::PeerTooSlow:
    case EventCode::DatagramTooLarge:
    case EventCode::KernelDrops:
    case EventCode::ReplyFailed:
    case EventCode::EchoStopped:
    case EventCode::GroupNotJoined:
    case EventCode::ReconnectGaveUp:
        return true;
    case EventCode::SendFailed:
    case EventCode::Unsent:
        return !relays && !m_sender.onlyRepeatsForever();
    case EventCode::PortUnreachable: // a client of a UDP server that has gone is no failure
        return !m_options.url.remoteHost.isEmpty() && !relays && !m_sender.onlyRepeatsForever();
    case EventCode::HostNotFound:
    case EventCode::NameHasNoAddress:
    case EventCode::NoNameServer:
    case EventCode::NoWayToNameServer:
    case EventCode::NameServerFailed:
    case EventCode::NameServerSilent:
    case EventCode::LookupFailed:
    case EventCode::NotAnAddress:
    case EventCode::ScopeMissing:
    case EventCode::ScopeUnknown:
    case EventCode::FamiliesDiffer:
    case EventCode::Unreachable:
    case EventCode::NoRoute:
    case EventCode::Forbidden:
    case EventCode::PermissionDenied:
    case EventCode::AddressNotLocal:
    case EventCode::NoFreeFiles:
    case EventCode::Refused:
    case EventCode::Other: // with TCP, the end of the connection decides
        return isDatagram(m_options.url.role) && !relays && !m_sender.onlyRepeatsForever();
    default:
        return false;
    }
}

void CliConversation::onOutputFailed(int error)
{
    if (error == EPIPE) { // the reader has seen enough
        m_stopped = true;
    } else {
        report(QStringLiteral("Standard output cannot be written: %1").arg(qt_error_string(error)));
        m_outputFailed = true;
    }
    end();
}

void CliConversation::onInputFailed(int error)
{
    report(QStringLiteral("Standard input cannot be read: %1. To receive only, use --no-stdin.")
               .arg(qt_error_string(error)));
    m_failed = true;
    close();
}

/// Sends FIN to all peers once everything was sent; called again for peers that connect later.
void CliConversation::finishSending()
{
    if (!m_options.endsWithInput() || !m_sender.isDone())
        return;
    m_exitOnClose = true;
    m_session.finishSending();
    if (m_hadPeer && m_session.peers().empty())
        close();
}

void CliConversation::stop()
{
    m_stopped = true;
    end();
}

void CliConversation::end()
{
    if (!m_ending.isValid())
        m_ending.start();
    m_closingTimer.start();
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

void CliConversation::onClosingTimeout()
{
    if (m_receiver.isIdle() && --m_closingRounds > 0) { // the endpoint still sends or closes
        m_closingTimer.start();
        return;
    }
    cliconsole::reportLast();
    if (m_receiver.isIdle()) {
        report(QStringLiteral("The endpoint could not be closed in time."));
        m_failed = true;
    } else {
        reportUnprinted();
    }
    finish();
}

void CliConversation::finishIfDone()
{
    if (!m_closed || m_session.isSending() || !m_receiver.isIdle())
        return;
    // The session reports after its end whether the last bytes were sent. When none are queued any more, that report is
    // in this thread's event queue.
    if (m_session.queued() > 0)
        QTimer::singleShot(1, this, &CliConversation::finishIfDone);
    else
        QMetaObject::invokeMethod(this, &CliConversation::finish, Qt::QueuedConnection);
}

/// Reports what the command line asks for and was not done, unless the user has ended it before.
void CliConversation::reportMissing()
{
    if (m_stopped || m_openingFailed || m_outputFailed)
        return;
    QStringList missing;
    if (isClient(m_options.url.role) && !m_wasOpen)
        missing.append(QStringLiteral("There was no connection yet."));
    if (const QString unsent = m_sender.missing(m_receiver.hasEnough()); !unsent.isEmpty())
        missing.append(unsent);
    if (m_receiver.received() < m_options.exitAfterRecords)
        missing.append(QStringLiteral("Only %1 of %2 records were received.")
                           .arg(m_receiver.received())
                           .arg(m_options.exitAfterRecords));
    for (const QString &line : std::as_const(missing))
        report(line);
    m_failed = m_failed || !missing.isEmpty();
}

/// If the user has ended the program, nothing is missing, but it is said.
void CliConversation::reportUnprinted()
{
    QString line = QStringLiteral("Standard output did not take everything within %1 s. Not printed: %2.")
                       .arg(closingMs / msPerSecond)
                       .arg(m_receiver.unprinted());
    if (!m_options.url.captureFile.isEmpty() && !m_session.log().isStalled())
        line += QStringLiteral(" The capture has all of it.");
    report(line);
    m_failed = m_failed || !m_stopped;
}

/// Reports what is not in the log because it still cannot be written. Earlier losses are in the log and were reported.
void CliConversation::reportUnstored()
{
    if (!m_session.log().isStalled())
        return;
    const TrafficCounters counters = m_session.log().counters();
    report(QStringLiteral("The log still cannot be written: %1 records with %2 bytes are not in it.")
               .arg(counters.notStored)
               .arg(counters.notStoredBytes));
    m_failed = true;
}

QJsonObject CliConversation::socketOptions() const
{
    QJsonObject options;
    for (const QString &text : m_session.options().toText()) {
        const QString value = text.section(u'=', 1);
        bool isNumber = false;
        const int number = value.toInt(&isNumber);
        options.insert(text.section(u'=', 0, 0), isNumber ? QJsonValue(number) : QJsonValue(value));
    }
    return options;
}

void CliConversation::printStats()
{
    const TrafficCounters counters = m_session.counters();
    QJsonObject stats{
        {QStringLiteral("rx_bytes"), qint64(counters.rxBytes)},
        {QStringLiteral("rx_records"), qint64(counters.rxRecords)},
        {QStringLiteral("tx_bytes"), qint64(counters.txBytes)},
        {QStringLiteral("tx_records"), qint64(counters.txRecords)},
        {QStringLiteral("peers_total"), qint64(quint32(m_session.log().nextPeerId())) - 1},
        {QStringLiteral("kernel_drops"),
         Session::countsKernelDrops() ? QJsonValue(qint64(counters.kernelDrops)) : QJsonValue()},
        {QStringLiteral("not_stored_records"), qint64(counters.notStored)},
        {QStringLiteral("not_stored_bytes"), qint64(counters.notStoredBytes)},
        {QStringLiteral("socket_options"), socketOptions()},
        {QStringLiteral("duration_s"), double(m_running.nsecsElapsed()) / 1e9},
    };
    const char *const relayed[] = {"relay_dropped", "relay_overflowed", "relay_duplicated", "relay_overtaken",
                                   "relay_delayed"}; // as EventCode::RelayTotals
    for (qsizetype i = 0; isRelay(m_options.url.role) && i < std::ssize(relayed); ++i)
        stats.insert(QLatin1StringView(relayed[i]), m_relayTotals.value(i).toLongLong());
    report(QString::fromUtf8(QJsonDocument(stats).toJson(QJsonDocument::Compact)));
}

/// Standard error has the same time as standard output, and a moment after that for what is reported last.
std::chrono::milliseconds CliConversation::reportsPatience() const
{
    const qint64 taken = m_ending.isValid() ? m_ending.elapsed() : 0;
    return std::chrono::milliseconds(std::max(closingMs - taken, qint64(lastReportsMs)));
}

void CliConversation::finish()
{
    if (std::exchange(m_finished, true))
        return;
    cliconsole::reportLast();
    m_closingTimer.stop();
    m_events.reportRepeated();
    if (m_receiver.skipped() > 0) {
        report(QStringLiteral("%1 records were not printed.").arg(m_receiver.skipped()));
        m_failed = true;
    }
    reportUnstored();
    reportMissing();
    if (m_options.stats)
        printStats();
    const bool areWritten = cliconsole::finishReports(reportsPatience(), m_stopped);
    m_failed = m_failed || (m_options.stats && !areWritten);
    const bool failed = m_failed || m_openingFailed || m_outputFailed || m_sender.hasFailed();
    Q_EMIT finished(failed ? cliconsole::failed : cliconsole::done);
}
