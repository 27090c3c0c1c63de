// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "app/cli/conversation/clisender.h"

#include "app/cli/cliconsole.h"
#include "model/bytes/codecs/utf8codec.h"
#include "model/files/jsonfields.h"
#include "model/sending/fileplan.h"
#include "model/sending/listplan.h"

#include <unistd.h>

#include <algorithm>
#include <utility>

using cliconsole::report;

namespace {

constexpr qsizetype maxPiece = 256 << 10;
constexpr qsizetype maxDatagram = 8192; // of standard input, as socat's
constexpr qsizetype maxLine = 1 << 20;

} // namespace

CliSender::CliSender(const CliOptions &options, Session &session)
    : m_options(options), m_session(session), m_atTerminal(::isatty(STDIN_FILENO) == 1),
      m_substitutions(options.substitutions)
{
    connect(&m_session, &Session::roomToSend, this, &CliSender::feed);
    connect(&m_session, &Session::sendingEnded, this, &CliSender::onSendingEnded);
    if (!m_options.readStdin)
        return;
    const bool raw = m_options.form == CliFormatter::Form::Raw;
    const bool datagrams = raw && isDatagram(m_options.url.role);
    m_input = std::make_unique<CliInput>(raw ? CliInput::Cut::Pieces : CliInput::Cut::Lines,
                                         datagrams ? maxDatagram
                                             : raw ? maxPiece
                                                   : maxLine);
    connect(m_input.get(), &CliInput::received, this, &CliSender::sendInput);
    connect(m_input.get(), &CliInput::ended, this, [this] {
        updateMoreToCome();
        Q_EMIT inputEnded();
    });
    connect(m_input.get(), &CliInput::failed, this, &CliSender::inputFailed);
}

/// Whether there is a peer to send to.
bool CliSender::isReady() const
{
    if (m_session.state() != Session::State::Open || m_stopped)
        return false;
    if (isRelay(m_options.url.role)) { // it may have a client, but no connection to the server yet
        const bool toClients = m_options.sendTo == Target::Kind::Clients;
        return std::any_of(m_session.peers().begin(), m_session.peers().end(),
                           [&](const Peer &peer) { return (peer.client == PeerId::None) == toClients; });
    }
    const bool always = isDatagram(m_options.url.role) && !m_options.url.remoteHost.isEmpty();
    return always || !m_session.peers().empty();
}

/// Whether there may be another peer later.
bool CliSender::mayReconnect() const
{
    const bool mayFollow = !isClient(m_options.url.role) || m_options.url.reconnect;
    return mayFollow && !m_stopped && m_session.state() != Session::State::Closed;
}

Target CliSender::target() const
{
    if (isRelay(m_options.url.role))
        return {m_options.sendTo, {}, {}, 0};
    const bool isUdpServer = isDatagram(m_options.url.role) && m_options.url.remoteHost.isEmpty();
    return isUdpServer ? Target{Target::Kind::LastSender, {}, {}, 0} : Target{};
}

bool CliSender::awaitsInput() const
{
    if (!m_input || m_input->hasEnded() || m_options.replies())
        return false; // rules have replied already
    if (isClient(m_options.url.role))
        return !m_options.url.reconnect && !m_atTerminal;
    return true;
}

/// Whether something is left for the present connections. What is repeated without end, or continues on the next
/// connection, does not keep open one that the peer has closed.
bool CliSender::hasMoreToSend() const
{
    const bool continues = m_options.repeats() && (m_options.count == 0 || m_options.url.reconnect);
    const bool sends = m_next < m_options.sends.size() || m_session.isSending();
    return (sends && !continues) || awaitsInput();
}

void CliSender::updateMoreToCome()
{
    if (const bool more = hasMoreToSend(); !m_stopped && m_hasMore != more) {
        m_hasMore = more;
        m_session.setMoreToCome(more);
    }
}

void CliSender::feed()
{
    sendOn();
    updateMoreToCome(); // after what was sent
}

void CliSender::sendOn()
{
    const auto hasRoom = [this] { return m_session.waiting(target()) <= Session::roomBelow; };
    const bool ready = isReady();
    while (ready && !m_session.isSending() && m_next < m_options.sends.size() && hasRoom())
        sendNext();
    if (!m_input)
        return;
    // At a terminal, a line without a peer is read and reported at once; a pipe waits.
    const bool typed = m_session.state() == Session::State::Open && m_atTerminal;
    const bool sentAll = m_next == m_options.sends.size() && (!m_session.isSending() || m_options.count == 0);
    m_input->setWanted(!m_stopped && !m_held && (ready ? sentAll : typed) && hasRoom());
}

bool CliSender::isDone() const
{
    const bool ended = m_input && m_input->hasEnded();
    return ended && m_next == m_options.sends.size() && !m_session.isSending();
}

void CliSender::hold(bool on)
{
    m_held = on;
    feed();
}

void CliSender::stop()
{
    if (!m_stopped)
        m_alone = !isReady();
    m_stopped = true;
    if (m_input)
        m_input->setWanted(false);
}

void CliSender::sendNext()
{
    if (m_options.repeats())
        repeat();
    else if (const CliOptions::Send &send = m_options.sends[m_next++]; send.file.isEmpty())
        m_session.send(target(), send.bytes);
    else
        sendFile(send.file);
}

/// Continues where the last peer was lost.
void CliSender::repeat()
{
    std::vector<SendMessage> messages;
    for (const CliOptions::Send &send : m_options.sends)
        messages.push_back({send.bytes});
    messages.back().pause = std::chrono::milliseconds(m_options.everyMs);
    m_next = m_options.sends.size();
    SendJob job;
    job.targets = {target()};
    job.makePlan = [messages, rounds = m_options.count, sent = m_messages] {
        return std::make_unique<ListPlan>(messages, rounds, sent);
    };
    m_session.startSending(job);
}

void CliSender::sendFile(const QString &name)
{
    const bool datagrams = isDatagram(m_options.url.role);
    FilePlan::Options options;
    if (datagrams)
        options.pieceSize = maxDatagram;
    SendJob job;
    job.targets = {target()};
    job.ownPace = true;
    job.makePlan = [name, options, datagrams] { return FilePlan::open(name, options, datagrams); };
    m_session.startSending(job);
}

void CliSender::onSendingEnded(const SendOutcome &outcome)
{
    using Kind = SendOutcome::Kind;
    m_failed = m_failed || outcome.kind == Kind::Failed || (outcome.kind == Kind::PeerGone && !m_options.repeats());
    if (m_options.repeats()) {
        m_messages += outcome.progress.messages;
        const bool all = m_options.count > 0 && m_messages >= m_options.count * quint64(m_options.sends.size());
        if (outcome.kind == Kind::PeerGone && !all && mayReconnect()) {
            report(QStringLiteral("Sending continues with the next peer."));
            m_next = 0;
        }
    } else if (outcome.kind == Kind::Closed || outcome.kind == Kind::Stopped) {
        m_unsentFile = m_options.sends[m_next - 1].file;
    }
    feed();
    Q_EMIT jobEnded();
}

void CliSender::sendInput(const QByteArray &bytes, bool cut)
{
    m_hadInput = true;
    if (m_options.form == CliFormatter::Form::Raw) {
        m_session.send(target(), bytes);
        feed();
        return;
    }
    if (!std::exchange(m_inLine, cut)) {
        ++m_lines;
        m_skipLine = false;
    }
    if (m_skipLine)
        return;
    if (cut && !m_options.sendsLinesInPieces())
        lineNotSent(QStringLiteral("it is longer than %1 bytes. To send bytes unchanged, use --raw.").arg(maxLine));
    else if (validUtf8(bytes) == bytes.size())
        sendLine(QString::fromUtf8(bytes));
    else
        lineNotSent(QStringLiteral("it is not UTF-8. To send bytes unchanged, use --raw."));
    feed();
}

void CliSender::lineNotSent(const QString &why)
{
    report(QStringLiteral("Line %1 of standard input was not sent: %2").arg(m_lines).arg(why));
    m_failed = true;
    m_skipLine = true;
}

void CliSender::sendLine(QString line)
{
    using Ending = PayloadFormat::LineEnding;
    PayloadFormat format = m_options.line;
    const Ending ownEnding = line.endsWith(u"\r\n") ? Ending::CrLf : line.endsWith(u'\n') ? Ending::Lf : Ending::None;
    line.chop(ownEnding == Ending::CrLf ? 2 : ownEnding == Ending::Lf ? 1 : 0);
    const bool hex = format.input == PayloadFormat::Input::Hex;
    if (m_options.keepLineEnding && !hex)
        format.lineEnding = ownEnding;
    if (const auto bytes = hex ? hexLine(line) : buildPayload(line, format, *m_options.codec)) {
        if (hex && bytes->isEmpty())
            return;
        m_substitutions.report(*m_options.codec, line);
        m_session.send(target(), *bytes);
    } else {
        lineNotSent(JsonFields::withPosition(bytes.error()) + CliSubstitutions::hint(*m_options.codec, line));
    }
}

/// Empty if the line has no bytes.
Result<QByteArray> CliSender::hexLine(const QString &line)
{
    return m_hexLines.read(line).and_then([this](const QByteArray &bytes) {
        return bytes.isEmpty() ? bytes : finishPayload(bytes, m_options.line, *m_options.codec);
    });
}

QString CliSender::missing(bool enough) const
{
    const auto sends = quint64(m_options.sends.size());
    if (m_options.repeats()) {
        const quint64 least = m_options.count == 0 ? 1 : m_options.count * sends;
        if (m_messages >= least || (enough && m_options.everyMs > 0))
            return {};
        return m_messages == 0 ? QStringLiteral("None of the --send and --send-hex data was sent.")
                               : QStringLiteral("Only %1 of %2 messages were sent.").arg(m_messages).arg(least);
    }
    if (m_next < m_options.sends.size()) {
        return m_next == 0
            ? QStringLiteral("None of the --send, --send-hex and --send-file data was sent.")
            : QStringLiteral("Only the first %1 of %2 --send… options were sent.").arg(m_next).arg(sends);
    }
    if (!m_unsentFile.isEmpty())
        return QStringLiteral("%1 was not sent completely.").arg(m_unsentFile);
    if (m_restLost && !m_input)
        return QStringLiteral("Not everything was sent: the peer has gone.");
    if (m_inputTooLate && !enough)
        return QStringLiteral(
            "Standard input had not ended; its rest was not sent. To wait longer, set half-closed=SECONDS in the URL.");
    if (enough || !m_input || !(m_restLost || m_input->hasUnread()))
        return {};
    if (!m_alone)
        return QStringLiteral("The rest of standard input was not sent in time.");
    return m_hadInput ? QStringLiteral("The rest of standard input was not sent: the peer has gone.")
                      : QStringLiteral("Nothing from standard input was sent: there was no peer.");
}
