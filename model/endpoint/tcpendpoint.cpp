// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/endpoint/tcpendpoint.h"

#include <utility>

TcpConnection &TcpEndpoint::addConnection(std::unique_ptr<QTcpSocket> socket, const SocketAddress &remote,
                                          bool incoming)
{
    const SocketAddress local = SocketAddress::fromHost(socket->localAddress(), socket->localPort());
    const Peer peer{sink().newPeer(), Transport::Tcp, local, remote, incoming};
    auto *connection = new TcpConnection(std::move(socket), peer, sink(), this);
    connection->pauseReceiving(m_paused);
    connection->setHalfClosedTimeout(m_halfClosedMs);
    connect(connection, &TcpConnection::ended, this, &TcpEndpoint::onEnded);
    connect(connection, &TcpConnection::halfClosed, this, &TcpEndpoint::peerHalfClosed);
    m_connections.emplace(peer.id, connection);
    sink().connected(peer, nowNs());
    peerJoined(peer);
    return *connection;
}

void TcpEndpoint::onEnded(PeerId peer)
{
    const auto connection = m_connections.find(peer);
    connection->second->deleteLater();
    m_connections.erase(connection);
    peerLeft(peer);
}

TcpConnection *TcpEndpoint::find(PeerId peer) const
{
    const auto connection = m_connections.find(peer);
    return connection == m_connections.end() ? nullptr : connection->second;
}

bool TcpEndpoint::send(const Target &target, const QByteArray &bytes, Origin origin)
{
    const SinkBatch batch(sink());
    if (target.kind == Target::Kind::One) {
        if (TcpConnection *connection = find(target.peer))
            return connection->send(bytes, origin);
        batch->event({EventCode::NoPeer, {}}, target.peer);
        return false;
    }
    if (m_connections.empty())
        batch->event({EventCode::NoPeer, {}}, PeerId::None);
    bool isSent = false;
    forEach([&](TcpConnection &connection) { isSent = connection.send(bytes, origin) || isSent; });
    return isSent;
}

std::vector<PeerId> TcpEndpoint::recipients(const Target &target) const
{
    if (target.kind == Target::Kind::One)
        return find(target.peer) ? std::vector{target.peer} : std::vector<PeerId>();
    std::vector<PeerId> all;
    all.reserve(m_connections.size());
    for (const auto &[id, connection] : m_connections)
        all.push_back(id);
    return all;
}

void TcpEndpoint::disconnectPeer(PeerId peer, bool reset)
{
    if (TcpConnection *connection = find(peer))
        connection->close(reset);
}

void TcpEndpoint::finishSending()
{
    const SinkBatch batch(sink());
    forEach([](TcpConnection &connection) { connection.finishSending(); });
}

void TcpEndpoint::pauseReceiving(bool on)
{
    m_paused = on;
    forEach([on](TcpConnection &connection) { connection.pauseReceiving(on); });
}

void TcpEndpoint::setHalfClosedTimeout(int ms)
{
    m_halfClosedMs = ms;
    const SinkBatch batch(sink());
    forEach([ms](TcpConnection &connection) { connection.setHalfClosedTimeout(ms); });
}

void TcpEndpoint::reply(PeerId peer, Reply reply)
{
    if (TcpConnection *connection = find(peer))
        connection->reply(std::move(reply));
}

void TcpEndpoint::holdPeer(PeerId peer, bool on)
{
    if (TcpConnection *connection = find(peer))
        connection->hold(on);
}
