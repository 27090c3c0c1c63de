// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/endpoint/stream/tcpserver.h"

#include "model/endpoint/qtsocket.h"
#include "model/endpoint/stream/tcpconnection.h"
#include "model/endpoint/system/socketsystem.h"

#include <functional>
#include <utility>

namespace {

constexpr int acceptRetryMs = 100; // without a free descriptor

} // namespace

/// Hands out the bare sockets of new clients.
class TcpServer::Listener : public QTcpServer
{
public:
    explicit Listener(std::function<void(qintptr)> onClient) : m_onClient(std::move(onClient))
    {
        setListenBacklogSize(backlog);
    }

protected:
    void incomingConnection(qintptr descriptor) override { m_onClient(descriptor); }

private:
    const std::function<void(qintptr)> m_onClient;
};

TcpServer::TcpServer(const EndpointUrl &url, const Links &links)
    : StreamEndpoint(url, links), m_lookup(links.resolver), m_acceptRetry(this), m_refusalTimer(this)
{
    m_refusalTimer.setSingleShot(true);
    m_refusalTimer.setInterval(RefusalCount::reportMs);
    connect(&m_refusalTimer, &QTimer::timeout, this, [this] { reportRefused(true); });
    m_acceptRetry.setSingleShot(true);
    m_acceptRetry.setInterval(acceptRetryMs);
    connect(&m_acceptRetry, &QTimer::timeout, this, &TcpServer::updateAccepting);
}

TcpServer::~TcpServer()
{
    TcpServer::close();
}

void TcpServer::open()
{
    setState(State::Opening);
    m_lookup.start(url().localHost, {}, [this](const HostLookup::Pairs &pairs) {
        if (pairs)
            listenOn(pairs->first().local);
        else
            failToOpen(pairs.error());
    });
}

void TcpServer::makeListener()
{
    m_listener = qtsocket::make<Listener>([this](qintptr descriptor) { addClient(descriptor); });
    connect(m_listener.get(), &QTcpServer::acceptError, this, &TcpServer::onAcceptError);
}

void TcpServer::listenOn(const QHostAddress &host)
{
    makeListener();
    // An IPv6 socket on [::] takes IPv4 clients too.
    const bool isEvery = host == QHostAddress(QHostAddress::AnyIPv6);
    if (const auto failure = qtsocket::listen(*m_listener, {isEvery ? QHostAddress() : host, url().localPort})) {
        m_listener.reset();
        failToOpen(*failure);
        return;
    }
    startAccepting();
}

void TcpServer::startListening(qintptr descriptor)
{
    makeListener();
    if (m_listener->setSocketDescriptor(descriptor)) {
        startAccepting();
        return;
    }
    const QString reason = m_listener->errorString();
    m_listener.reset();
    failToOpen({EventCode::Other, {listenAddress().toString(), reason}});
}

void TcpServer::startAccepting()
{
    m_tap = std::make_unique<NotifierTap>(
        *m_listener, [this] { return beforeAccepting(); }, nullptr);
    applyOptions(m_listener->socketDescriptor(), listenAddress()); // clients inherit them
    updateAccepting();
    report({EventCode::Listening, {listenAddress().toString()}});
    readOptions(m_listener->socketDescriptor(), listenAddress());
    setState(State::Open, listenAddress());
}

SocketAddress TcpServer::listenAddress() const
{
    return m_listener ? qtsocket::localAddress(m_listener->serverAddress(), m_listener->serverPort()) : SocketAddress();
}

SocketAddress TcpServer::remoteAddress(const QTcpSocket &socket) const
{
    const SocketAddress remote = SocketAddress::fromHost(socket.peerAddress(), socket.peerPort());
    const bool isReset = remote.host.isNull();
    return isReset ? socketsystem::peerAddress(socket.socketDescriptor()).value_or(remote) : remote;
}

/// Accepts all waiting clients in one batch. Qt accepts until it fails, without a client or without a descriptor, but
/// keeps the reason of the first failure for ever; so errno is checked here.
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
    // accept() also fails so when the last descriptor was used and no client waits.
    if (m_accepted)
        updateAccepting();
    else
        onNoDescriptor();
    return false;
}

void TcpServer::close()
{
    if (state() == State::Closed)
        return;
    const bool wasOpen = m_listener != nullptr;
    const SocketAddress local = listenAddress();
    m_lookup.cancel();
    m_acceptRetry.stop();
    NotifierTap::retire(std::move(m_tap));
    if (m_listener) {
        m_listener->close();
        m_listener.release()->deleteLater(); // incomingConnection() may be on the stack
    }
    {
        const SinkBatch batch(sink());
        reportRefused(true);
        forEach([](Connection &client) { client.close(false); });
        if (wasOpen)
            batch->event({EventCode::Stopped, {local.toString()}}, PeerId::None);
    }
    m_halfClosed.clear();
    setState(State::Closed);
}

/// Clients that are not accepted wait in the backlog.
void TcpServer::stallChanged()
{
    if (!m_acceptRetry.isActive())
        updateAccepting();
    StreamEndpoint::stallChanged();
}

void TcpServer::updateAccepting()
{
    if (!m_listener || !m_listener->isListening())
        return;
    if (sink().isStalled())
        m_listener->pauseAccepting();
    else
        m_listener->resumeAccepting();
}

/// Qt has stopped accepting by itself.
void TcpServer::onAcceptError(QAbstractSocket::SocketError error)
{
    m_noDescriptors = error == QAbstractSocket::SocketResourceError;
    if (!m_noDescriptors)
        updateAccepting();
}

/// A client waits and cannot be accepted. Its notifier would fire again at once.
void TcpServer::onNoDescriptor()
{
    if (evictOldestHalfClosed()) {
        updateAccepting();
        return;
    }
    m_listener->pauseAccepting();
    m_acceptRetry.start();
    if (!std::exchange(m_reportedTooMany, true))
        report({EventCode::TooManyOpenFiles, {QString::number(socketsystem::maxFiles())}});
}

std::unique_ptr<QTcpSocket> TcpServer::makeSocket() const
{
    return qtsocket::make<QTcpSocket>();
}

void TcpServer::addClient(qintptr descriptor)
{
    m_accepted = true;
    m_reportedTooMany = false;
    auto socket = makeSocket();
    if (!socket->setSocketDescriptor(descriptor))
        return;
    const SocketAddress remote = remoteAddress(*socket);
    if (!isWelcome(remote)) {
        socket->abort(); // by FIN: some clients, like Qt's, would connect again at once after a RST
        return;
    }
    const Connection &client = addTcpConnection(std::move(socket), remote, true);
    onClientAdded(client, descriptor);
    connect(&client, &Connection::ended, this, [this](PeerId peer) { std::erase(m_halfClosed, peer); });
    connect(&client, &Connection::halfClosed, this, &TcpServer::onHalfClosed);
    if (sink().isStalled())
        m_listener->pauseAccepting();
}

void TcpServer::onHalfClosed(PeerId peer)
{
    m_halfClosed.push_back(peer);
    if (m_halfClosed.size() > maxHalfClosed)
        evictOldestHalfClosed();
}

bool TcpServer::evictOldestHalfClosed()
{
    for (const PeerId peer : m_halfClosed) {
        Connection *client = find(peer);
        if (!client->isEvictable())
            continue;
        report({EventCode::HalfClosedEvicted, {client->peer().remote.toString()}}, peer);
        client->close(false); // changes m_halfClosed
        return true;
    }
    return false;
}

/// Counts the client if it is not.
bool TcpServer::isWelcome(const SocketAddress &remote)
{
    const PackedAddress address = PackedAddress::of(remote);
    if (!url().allow.isEmpty() && !url().allow.contains(address.host))
        m_notAllowed.add(address);
    else if (url().maxClients > 0 && connectionCount() >= size_t(url().maxClients))
        m_beyondLimit.add(address);
    else
        return true;
    reportRefused(false);
    return false;
}

void TcpServer::reportRefused(bool isEnd)
{
    if (const auto refused = m_notAllowed.take(isEnd))
        report({EventCode::ClientsNotAllowed, *refused});
    if (const auto refused = m_beyondLimit.take(isEnd))
        report({EventCode::ClientLimit, *refused + QStringList{QString::number(url().maxClients)}});
    if (m_notAllowed.isEmpty() && m_beyondLimit.isEmpty())
        m_refusalTimer.stop();
    else if (!m_refusalTimer.isActive())
        m_refusalTimer.start();
}
