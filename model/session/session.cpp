// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/session/session.h"

#include "model/bytes/codecs/textcodec.h"
#include "model/endpoint/system/socketsystem.h"
#include "model/replies/replyrules.h"
#include "model/session/sessionio.h"

#include <QFile>
#include <QPointer>
#include <QProcess>
#include <QSet>

#include <algorithm>
#include <array>

namespace {

constexpr size_t filesOfThread = 4; // opened by the I/O thread before any socket

} // namespace

Session::Session(std::shared_ptr<TrafficLog> log, std::shared_ptr<Resolver> resolver, QObject *parent)
    : QObject(parent), m_log(std::move(log)), m_resolver(std::move(resolver)), m_backlog([this] { onRoom(); }),
      m_io(new SessionIo({*m_log, *m_resolver, m_backlog}))
{
    m_io->moveToThread(&m_thread);
    listenToIo();
    m_thread.setObjectName(QStringLiteral("I/O"));
    startThread();
}

/// Qt aborts the program when a thread gets no descriptor for its event loop.
bool Session::startThread()
{
    if (m_thread.isRunning())
        return true;
    std::array<QFile, filesOfThread> probes;
    for (QFile &probe : probes) {
        probe.setFileName(QProcess::nullDevice());
        if (!probe.open(QIODevice::ReadOnly))
            return false;
    }
    for (QFile &probe : probes)
        probe.close();
    if (auto dispatcher = socketsystem::eventDispatcher())
        m_thread.setEventDispatcher(dispatcher.release());
    m_thread.start();
    return m_thread.isRunning();
}

/// Calls `call` on the I/O thread, after all that was posted before; if that thread could not start, once it does.
void Session::post(std::function<void(SessionIo &)> call)
{
    QMetaObject::invokeMethod(
        m_io, [io = m_io, call = std::move(call)] { call(*io); }, Qt::QueuedConnection);
}

void Session::postToEndpoint(std::function<void(Endpoint &)> call)
{
    post([call = std::move(call)](SessionIo &io) {
        if (Endpoint *endpoint = io.endpoint())
            call(*endpoint);
    });
}

void Session::listenToIo()
{
    connect(&m_thread, &QThread::started, m_io, &SessionIo::start);
    connect(
        m_io, &SessionIo::stateChanged, this,
        [this](quint64 opening, Endpoint::State state, const SocketAddress &local) {
            if (opening == m_opening)
                setState(State(state), local);
        },
        Qt::QueuedConnection);
    connect(
        m_io, &SessionIo::peersChanged, this,
        [this](quint64 opening, const PeerChanges &changes) {
            if (opening == m_opening)
                onPeersChanged(changes);
        },
        Qt::QueuedConnection);
    connect(
        m_io, &SessionIo::groupsChanged, this,
        [this](quint64 opening, const QList<JoinedGroup> &joined) {
            if (opening != m_opening)
                return;
            m_groups = joined;
            Q_EMIT groupsChanged();
        },
        Qt::QueuedConnection);
    connect(
        m_io, &SessionIo::retryChanged, this,
        [this](quint64 opening, const Retry &retry) {
            if (opening == m_opening)
                setRetry(retry.attempt, retry.delayMs);
        },
        Qt::QueuedConnection);
    connect(
        m_io, &SessionIo::optionsRead, this,
        [this](quint64 opening, const SocketOptions &options) {
            if (opening == m_opening)
                m_socketOptions = options;
        },
        Qt::QueuedConnection);
    connect(m_io, &SessionIo::logGrew, this, &Session::logGrew, Qt::QueuedConnection);
    connect(m_io, &SessionIo::happened, this, &Session::emitEvents, Qt::QueuedConnection);
    connect(
        m_io, &SessionIo::sendingProgressed, this,
        [this](quint64 id, const SendProgress &progress) {
            if (m_sending && id == m_sendingId)
                Q_EMIT sendingProgressed(progress);
        },
        Qt::QueuedConnection);
    connect(
        m_io, &SessionIo::sendingEnded, this,
        [this](quint64 id, const SendOutcome &outcome) {
            if (id != m_sendingId)
                return;
            m_sending = false;
            Q_EMIT sendingEnded(outcome);
        },
        Qt::QueuedConnection);
}

Session::~Session()
{
    if (!m_thread.isRunning()) { // it could not start
        delete m_io;
        return;
    }
    // deleteLater() on its thread: called from here, it would race with the thread's event loop.
    post([this](SessionIo &io) {
        io.dropEndpoint();
        io.deleteLater();
        m_thread.quit();
    });
    m_thread.wait();
}

bool Session::countsKernelDrops()
{
    return socketsystem::countsDroppedDatagrams();
}

bool Session::takeGrowth()
{
    return m_io->takeGrowth();
}

void Session::open(const EndpointUrl &url)
{
    ++m_opening;
    post(&SessionIo::dropEndpoint);
    m_state = State::Closed; // emitted at the end
    m_localAddress = {};
    m_peers.clear();
    m_groups.clear();
    m_socketOptions = {};
    m_nextAttempt = 0;
    m_url = url;
    const QPointer<Session> self(this); // a slot may delete it
    if (!startThread())
        Q_EMIT happened({EventCode::NoThread, {}});
    if (!self)
        return;
    if (!m_thread.isRunning() || !applyReplies(url)) {
        if (self)
            setState(State::Closed, {});
        return;
    }
    post([opening = m_opening, url](SessionIo &io) { io.open(opening, url); });
    setState(State::Opening, {});
}

void Session::close()
{
    post(&SessionIo::close);
}

void Session::send(const Target &target, const QByteArray &bytes)
{
    if (m_state == State::Closed) {
        Q_EMIT happened({EventCode::NoPeer, {}});
        return;
    }
    post([target, bytes, posted = m_backlog.inTransit(bytes.size())](SessionIo &io) { io.send(target, bytes); });
}

void Session::startSending(const SendJob &job)
{
    m_sending = true;
    post([id = ++m_sendingId, job](SessionIo &io) { io.startSending(id, job); });
}

void Session::stopSending()
{
    post(&SessionIo::stopSending);
}

qint64 Session::waiting(const Target &target) const
{
    return m_backlog.waiting(target.kind == Target::Kind::One ? target.peer : PeerId::None);
}

/// Any thread.
void Session::onRoom()
{
    if (m_roomPending.exchange(true))
        return;
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_roomPending = false;
            Q_EMIT roomToSend();
        },
        Qt::QueuedConnection);
}

void Session::setReplies(std::shared_ptr<const ReplyRules> replies)
{
    m_replies = replies;
    post([replies = std::move(replies)](SessionIo &io) { io.setRules(replies); });
}

void Session::setFraming(const Framing &framing)
{
    m_framing = framing;
    post([framing](SessionIo &io) { io.setFraming(framing); });
}

void Session::setEncoding(const std::shared_ptr<const TextCodec> &codec)
{
    m_codec = codec;
    if (m_state != State::Closed && (!m_url.reply.isEmpty() || !m_url.rulesFile.isEmpty()))
        applyReplies(m_url);
}

Result<std::shared_ptr<const ReplyRules>> Session::repliesOf(const EndpointUrl &url,
                                                             const std::shared_ptr<const TextCodec> &codec)
{
    if (url.reply.isEmpty() && url.rulesFile.isEmpty())
        return nullptr;
    const auto shared = [&](ReplyRules &&rules) {
        if (const Framing messages = url.messages(); messages.kind != Framing::Kind::None)
            rules.setFraming(messages);
        return std::make_shared<const ReplyRules>(std::move(rules));
    };
    if (!url.rulesFile.isEmpty())
        return ReplyRules::load(url.rulesFile, codec).map(shared);
    return ReplyPreset::parse(url.reply)
        .and_then([&](const ReplyPreset &preset) { return ReplyRules::preset(preset, codec); })
        .map(shared);
}

/// Returns false, and reports why, when the rules of `url` cannot be used.
bool Session::applyReplies(const EndpointUrl &url)
{
    auto rules = m_replies;
    if (!url.reply.isEmpty() || !url.rulesFile.isEmpty()) {
        auto codec = m_codec;
        if (!codec)
            codec = TextCodec::find(url.encoding).value_or(TextCodec::find(QStringLiteral("UTF-8")).value());
        auto replies = repliesOf(url, codec);
        if (!replies) {
            Q_EMIT happened({EventCode::BadReplies, {replies.error().message}});
            return false;
        }
        rules = std::move(*replies);
    }
    const Framing messages = url.messages();
    post([rules, framing = messages.kind == Framing::Kind::None ? m_framing : messages](SessionIo &io) {
        io.setFraming(framing);
        io.setRules(rules);
    });
    return true;
}

void Session::setMoreToCome(bool on)
{
    post([on](SessionIo &io) { io.setMoreToCome(on); });
}

void Session::setHalfClosedTimeout(int seconds)
{
    post([seconds](SessionIo &io) { io.setHalfClosedTimeout(seconds); });
}

void Session::disconnectPeer(PeerId peer, bool reset)
{
    postToEndpoint([peer, reset](Endpoint &endpoint) { endpoint.disconnectPeer(peer, reset); });
}

void Session::finishSending()
{
    postToEndpoint(&Endpoint::finishSending);
}

void Session::finishSendingTo(PeerId peer)
{
    postToEndpoint([peer](Endpoint &endpoint) { endpoint.finishSendingTo(peer); });
}

void Session::connectNow()
{
    postToEndpoint(&Endpoint::connectNow);
}

void Session::pauseReceiving(bool on)
{
    postToEndpoint([on](Endpoint &endpoint) { endpoint.pauseReceiving(on); });
}

void Session::setImpairments(const Impairments &impairments)
{
    postToEndpoint([impairments](Endpoint &endpoint) { endpoint.setImpairments(impairments); });
}

void Session::setState(State state, const SocketAddress &local)
{
    m_state = state;
    m_localAddress = local;
    Q_EMIT stateChanged();
}

void Session::setRetry(int attempt, int delayMs)
{
    m_nextAttempt = attempt;
    m_attemptDue.setRemainingTime(delayMs);
    Q_EMIT retryChanged();
}

void Session::emitEvents(const std::vector<Event> &events)
{
    const QPointer<Session> self(this);
    for (const Event &event : events) {
        if (self) // a slot may delete it
            Q_EMIT happened(event);
    }
}

void Session::onPeersChanged(const PeerChanges &changes)
{
    const auto setOf = [](const std::vector<PeerId> &peers) {
        QSet<quint32> ids;
        for (const PeerId peer : peers)
            ids.insert(quint32(peer));
        return ids;
    };
    m_peers.insert(m_peers.end(), changes.joined.begin(), changes.joined.end());
    if (!changes.halfClosed.empty()) {
        const QSet<quint32> halfClosed = setOf(changes.halfClosed);
        for (Peer &peer : m_peers)
            peer.halfClosed = peer.halfClosed || halfClosed.contains(quint32(peer.id));
    }
    if (!changes.left.empty()) {
        const QSet<quint32> gone = setOf(changes.left);
        std::erase_if(m_peers, [&](const Peer &peer) { return gone.contains(quint32(peer.id)); });
    }
    Q_EMIT peersChanged();
}
