// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/endpoint/stream/streamendpoint.h"

#include "model/endpoint/stream/tcpconnection.h"

#include <utility>

StreamEndpoint::StreamEndpoint(const EndpointUrl &url, const Links &links) : Endpoint(url, links), m_idleTimer(this)
{
    m_idleTimer.setInterval(url.idleSeconds * msPerSecond / IdleCount::ticks);
    connect(&m_idleTimer, &QTimer::timeout, this, &StreamEndpoint::countIdle);
}

TcpConnection &StreamEndpoint::addTcpConnection(std::unique_ptr<QTcpSocket> socket, const SocketAddress &remote,
                                                bool incoming)
{
    const SocketAddress local = SocketAddress::fromHost(socket->localAddress(), socket->localPort());
    Peer peer{sink().newPeer(), Transport::Tcp, local, remote, incoming};
    if (remote.isLocal()) {
        peer.local = SocketAddress::ofLocalServer(remote.path);
        peer.remote = SocketAddress::ofLocalClient(remote.path, peer.id);
        if (!incoming)
            std::swap(peer.local, peer.remote);
    }
    TcpConnection *connection = makeConnection(std::move(socket), peer);
    connection->setResetOnClose(url().resetOnClose);
    add(connection);
    connection->start();
    return *connection;
}

TcpConnection *StreamEndpoint::makeConnection(std::unique_ptr<QTcpSocket> socket, const Peer &peer)
{
    return new TcpConnection(std::move(socket), peer, sink(), this);
}

void StreamEndpoint::add(Connection *connection)
{
    connection->pauseReceiving(m_paused);
    connection->setHalfClosedTimeout(m_halfClosedMs);
    connect(connection, &Connection::ended, this, &StreamEndpoint::onEnded);
    connect(connection, &Connection::halfClosed, this, &StreamEndpoint::peerHalfClosed);
    m_connections.emplace(connection->peer().id, connection);
    if (url().idleSeconds > 0 && !m_idleTimer.isActive())
        m_idleTimer.start();
    sink().connected(connection->peer(), nowNs());
    peerJoined(connection->peer());
}

void StreamEndpoint::onEnded(PeerId peer)
{
    const auto connection = m_connections.find(peer);
    connection->second->deleteLater();
    m_connections.erase(connection);
    if (m_connections.empty())
        m_idleTimer.stop();
    m_pausedPeers.erase(peer);
    peerLeft(peer);
}

Connection *StreamEndpoint::find(PeerId peer) const
{
    const auto connection = m_connections.find(peer);
    return connection == m_connections.end() ? nullptr : connection->second;
}

bool StreamEndpoint::send(const Target &target, const QByteArray &bytes, Origin origin)
{
    const SinkBatch batch(sink());
    if (target.kind == Target::Kind::One) {
        if (Connection *connection = find(target.peer))
            return connection->send(bytes, origin);
        batch->event({EventCode::NoPeer, {}}, target.peer);
        return false;
    }
    if (m_connections.empty())
        batch->event({EventCode::NoPeer, {}}, PeerId::None);
    bool isSent = false;
    forEach([&](Connection &connection) { isSent = connection.send(bytes, origin) || isSent; });
    return isSent;
}

std::vector<PeerId> StreamEndpoint::recipients(const Target &target) const
{
    if (target.kind == Target::Kind::One)
        return find(target.peer) ? std::vector{target.peer} : std::vector<PeerId>();
    std::vector<PeerId> all;
    all.reserve(m_connections.size());
    for (const auto &[id, connection] : m_connections)
        all.push_back(id);
    return all;
}

void StreamEndpoint::disconnectPeer(PeerId peer, bool reset)
{
    if (Connection *connection = find(peer))
        connection->close(reset);
}

void StreamEndpoint::finishSending()
{
    const SinkBatch batch(sink());
    forEach([](Connection &connection) { connection.finishSending(); });
}

void StreamEndpoint::finishSendingTo(PeerId peer)
{
    if (Connection *connection = find(peer))
        connection->finishSending();
}

void StreamEndpoint::pauseReceiving(bool on)
{
    m_paused = on;
    forEach([this](Connection &connection) {
        connection.pauseReceiving(m_paused || m_pausedPeers.contains(connection.peer().id));
    });
}

void StreamEndpoint::pausePeer(PeerId peer, bool on)
{
    Connection *connection = find(peer);
    if (!connection)
        return;
    if (on)
        m_pausedPeers.insert(peer);
    else
        m_pausedPeers.erase(peer);
    connection->pauseReceiving(m_paused || on);
}

void StreamEndpoint::setHalfClosedTimeout(int ms)
{
    m_halfClosedMs = ms;
    const SinkBatch batch(sink());
    forEach([ms](Connection &connection) { connection.setHalfClosedTimeout(ms); });
}

void StreamEndpoint::reply(PeerId peer, Reply reply)
{
    if (Connection *connection = find(peer))
        connection->reply(std::move(reply));
}

void StreamEndpoint::holdPeer(PeerId peer, bool on)
{
    if (Connection *connection = find(peer))
        connection->hold(on);
}

/// One timer for all connections.
void StreamEndpoint::countIdle()
{
    const bool isReading = !m_paused && !sink().isStalled();
    const SinkBatch batch(sink());
    forEach([&](Connection &connection) {
        if (!isReading)
            connection.restartIdle();
        else if (connection.isIdleAfterTick())
            onIdle(connection);
    });
}

void StreamEndpoint::onIdle(Connection &connection)
{
    report({EventCode::Idle, {connection.peer().remote.toString(), QString::number(url().idleSeconds)}},
           connection.peer().id);
    if (url().closeIdle)
        connection.close(false);
}
