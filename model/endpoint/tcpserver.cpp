// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/endpoint/tcpserver.h"

#include "model/endpoint/socketevents.h"
#include "model/endpoint/system/socketsystem.h"

#include <QNetworkProxy>

#include <functional>
#include <utility>

namespace {

constexpr int acceptPauseMs = 100; // when no more descriptors are to be had
constexpr int backlog = 4096;      // the default of 50 costs a storm of clients seconds in SYN retries

} // namespace

/// Hands out the bare sockets of new clients.
class TcpServer::Listener : public QTcpServer
{
public:
    explicit Listener(std::function<void(qintptr)> onClient) : m_onClient(std::move(onClient))
    {
        setProxy(QNetworkProxy::NoProxy); // whatever the system is set up for: what is to be debugged is here
        setListenBacklogSize(backlog);
    }

protected:
    void incomingConnection(qintptr descriptor) override { m_onClient(descriptor); }

private:
    const std::function<void(qintptr)> m_onClient;
};

TcpServer::TcpServer(const EndpointUrl &url, const Links &links) : Endpoint(url, links), m_acceptAgain(this)
{
    m_acceptAgain.setSingleShot(true);
    m_acceptAgain.setInterval(acceptPauseMs);
    connect(&m_acceptAgain, &QTimer::timeout, this, &TcpServer::watchClients);
}

TcpServer::~TcpServer()
{
    TcpServer::close();
}

void TcpServer::open()
{
    setState(State::Opening);
    resolver().resolve(url().localHost, this, [this](const Resolver::Answer &addresses) { listenOn(addresses); });
}

void TcpServer::listenOn(const Resolver::Answer &addresses)
{
    if (state() != State::Opening)
        return; // closed while the name was looked up
    if (!addresses) {
        report(addresses.error());
        setState(State::Closed);
        return;
    }
    const QHostAddress &host = addresses->first();
    // Both [::] and nothing mean every address of both families, where the system has both.
    const bool every = host.isNull() || host == QHostAddress(QHostAddress::AnyIPv6);
    const bool listening = every ? tryListening(QHostAddress::Any)
            || (m_listener->serverError() == QAbstractSocket::SocketAddressNotAvailableError
                && tryListening(QHostAddress::AnyIPv4))
                                 : tryListening(host);
    if (!listening) {
        report(socketevents::bindFailure(m_listener->serverError(), m_listener->errorString(), {host, url().localPort},
                                         Transport::Tcp));
        m_listener.reset();
        setState(State::Closed);
        return;
    }
    if (url().receiveBufferBytes > 0) // clients inherit it
        socketsystem::setReceiveBuffer(m_listener->socketDescriptor(), url().receiveBufferBytes);
    watchClients();
    const SocketAddress local = socketevents::localAddress(m_listener->serverAddress(), m_listener->serverPort());
    report({EventCode::Listening, {local.toString()}});
    setState(State::Open, local);
}

bool TcpServer::tryListening(const QHostAddress &host)
{
    m_listener = std::make_unique<Listener>([this](qintptr descriptor) { addClient(descriptor); });
    connect(m_listener.get(), &QTcpServer::acceptError, this, &TcpServer::acceptFailed);
    if (!m_listener->listen(host, url().localPort))
        return false;
    m_tap = std::make_unique<NotifierTap>(
        *m_listener, [this] { return beforeAccepting(); }, nullptr);
    return true;
}

/// All clients that wait now in one batch. Qt goes on until accepting fails, as there are no more clients, or no more
/// descriptors. It keeps the first reason of all for ever, and would not see that it is another one now.
bool TcpServer::beforeAccepting()
{
    const SinkBatch batch(sink());
    m_noDescriptors = false;
    m_accepted = false;
    m_tap->readNow();
    const int error = socketsystem::lastError();
    if (!m_listener || !m_listener->isListening())
        return false;
    if (!m_noDescriptors && !socketsystem::isOutOfResources(error))
        return false;
    // The system says so too when nobody waits behind the one who got the last descriptor.
    if (m_accepted)
        watchClients();
    else
        makeRoom();
    return false;
}

void TcpServer::close()
{
    if (state() == State::Closed)
        return;
    const bool wasOpen = m_listener != nullptr;
    const SocketAddress local =
        wasOpen ? socketevents::localAddress(m_listener->serverAddress(), m_listener->serverPort()) : SocketAddress();
    m_acceptAgain.stop();
    NotifierTap::retire(std::move(m_tap));
    if (m_listener) {
        m_listener->close();
        m_listener.release()->deleteLater(); // it may be handing out a client
    }
    {
        const SinkBatch batch(sink());
        const auto clients = m_clients; // onEnded() takes them out while we go
        for (const auto &[id, client] : clients)
            client->close(false);
        if (wasOpen)
            batch->event({EventCode::Stopped, {local.toString()}}, PeerId::None);
    }
    m_halfClosed.clear();
    setState(State::Closed);
}

bool TcpServer::send(const Target &target, const QByteArray &bytes, Origin origin)
{
    const SinkBatch batch(sink());
    if (target.kind == Target::Kind::One) {
        const auto client = m_clients.find(target.peer);
        if (client != m_clients.end())
            return client->second->send(bytes, origin);
        batch->event({EventCode::NoPeer, {}}, target.peer);
        return false;
    }
    if (m_clients.empty())
        batch->event({EventCode::NoPeer, {}}, PeerId::None);
    const auto clients = m_clients; // a failing send takes one out
    bool taken = false;
    for (const auto &[id, client] : clients)
        taken = client->send(bytes, origin) || taken;
    return taken;
}

std::vector<PeerId> TcpServer::recipients(const Target &target) const
{
    if (target.kind == Target::Kind::One)
        return m_clients.contains(target.peer) ? std::vector{target.peer} : std::vector<PeerId>();
    std::vector<PeerId> all;
    all.reserve(m_clients.size());
    for (const auto &[id, client] : m_clients)
        all.push_back(id);
    return all;
}

void TcpServer::disconnectPeer(PeerId peer, bool reset)
{
    if (const auto client = m_clients.find(peer); client != m_clients.end())
        client->second->close(reset);
}

void TcpServer::finishSending()
{
    const SinkBatch batch(sink());
    const auto clients = m_clients; // one that is done with is taken out
    for (const auto &[id, client] : clients)
        client->finishSending();
}

void TcpServer::pauseReceiving(bool on)
{
    m_paused = on;
    for (const auto &[id, client] : m_clients)
        client->pauseReceiving(on);
}

void TcpServer::setHalfClosedTimeout(int ms)
{
    m_halfClosedMs = ms;
    const SinkBatch batch(sink());
    const auto clients = m_clients; // one that is done with is taken out
    for (const auto &[id, client] : clients)
        client->setHalfClosedTimeout(ms);
}

/// Clients that nobody accepts wait in the system.
void TcpServer::stallChanged()
{
    if (!m_acceptAgain.isActive())
        watchClients();
    const auto clients = m_clients; // one that cannot be written to is taken out
    for (const auto &[id, client] : clients)
        client->stallChanged();
}

void TcpServer::watchClients()
{
    if (!m_listener || !m_listener->isListening())
        return;
    if (sink().isStalled())
        m_listener->pauseAccepting();
    else
        m_listener->resumeAccepting();
}

void TcpServer::reply(PeerId peer, Reply reply)
{
    if (const auto client = m_clients.find(peer); client != m_clients.end())
        client->second->reply(std::move(reply));
}

void TcpServer::holdPeer(PeerId peer, bool on)
{
    if (const auto client = m_clients.find(peer); client != m_clients.end())
        client->second->hold(on);
}

/// Qt has stopped accepting.
void TcpServer::acceptFailed(QAbstractSocket::SocketError error)
{
    m_noDescriptors = error == QAbstractSocket::SocketResourceError;
    if (!m_noDescriptors)
        watchClients();
}

/// For a client that cannot be accepted. It goes on waiting, and so would what tells of it.
void TcpServer::makeRoom()
{
    if (evictOldestHalfClosed()) {
        watchClients();
        return;
    }
    m_listener->pauseAccepting();
    m_acceptAgain.start();
    if (!std::exchange(m_toldTooMany, true))
        report({EventCode::TooManyOpenFiles, {QString::number(socketsystem::mostFiles())}});
}

void TcpServer::addClient(qintptr descriptor)
{
    m_accepted = true;
    m_toldTooMany = false;
    auto socket = std::make_unique<QTcpSocket>();
    socket->setProxy(QNetworkProxy::NoProxy);
    if (!socket->setSocketDescriptor(descriptor))
        return;
    socket->setSocketOption(QAbstractSocket::LowDelayOption, url().noDelay ? 1 : 0);
    if (url().keepAliveSeconds > 0)
        socketsystem::setKeepAlive(descriptor, url().keepAliveSeconds);
    SocketAddress remote = SocketAddress::fromHost(socket->peerAddress(), socket->peerPort());
    if (remote.host.isNull()) // it has ended already
        remote = socketsystem::peerAddress(descriptor).value_or(remote);
    const Peer peer{sink().newPeer(), Transport::Tcp,
                    SocketAddress::fromHost(socket->localAddress(), socket->localPort()), remote, true};
    auto *client = new TcpConnection(std::move(socket), peer, sink(), this);
    client->pauseReceiving(m_paused);
    client->setHalfClosedTimeout(m_halfClosedMs);
    connect(client, &TcpConnection::ended, this, &TcpServer::onEnded);
    connect(client, &TcpConnection::halfClosed, this, &TcpServer::onHalfClosed);
    m_clients.emplace(peer.id, client);
    sink().connected(peer, nowNs());
    peerJoined(peer);
    if (sink().isStalled())
        m_listener->pauseAccepting();
}

void TcpServer::onHalfClosed(PeerId peer)
{
    peerHalfClosed(peer);
    m_halfClosed.push_back(peer);
    if (m_halfClosed.size() > maxHalfClosed)
        evictOldestHalfClosed();
}

bool TcpServer::evictOldestHalfClosed()
{
    for (const PeerId peer : m_halfClosed) {
        TcpConnection *client = m_clients.at(peer);
        if (!client->isEvictable())
            continue;
        report({EventCode::HalfClosedEvicted, {client->peer().remote.toString()}}, peer);
        client->close(false); // and is taken out
        return true;
    }
    return false;
}

void TcpServer::onEnded(PeerId peer)
{
    const auto client = m_clients.find(peer);
    client->second->deleteLater();
    m_clients.erase(client);
    std::erase(m_halfClosed, peer);
    peerLeft(peer);
}
