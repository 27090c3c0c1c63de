// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/endpoint/endpoint.h"
#include "model/endpoint/stream/connection.h"

#include <QTimer>

#include <memory>
#include <unordered_map>
#include <unordered_set>

class QTcpSocket;
class TcpConnection;

/// A server or client with its connections, which are the peers.
class StreamEndpoint : public Endpoint
{
    Q_OBJECT
public:
    bool send(const Target &target, const QByteArray &bytes, Origin origin) override;
    std::vector<PeerId> recipients(const Target &target) const override;
    void disconnectPeer(PeerId peer, bool reset) override;
    void finishSending() override;
    void finishSendingTo(PeerId peer) override;
    void pauseReceiving(bool on) override;
    void pausePeer(PeerId peer, bool on) override;
    void setHalfClosedTimeout(int ms) override;
    void stallChanged() override
    {
        forEach([](Connection &connection) { connection.stallChanged(); });
    }
    void reply(PeerId peer, Reply reply) override;
    void holdPeer(PeerId peer, bool on) override;

protected:
    StreamEndpoint(const EndpointUrl &url, const Links &links);

    /// Takes over a connected socket as a new peer. Of a local socket, `remote` is the server's end.
    TcpConnection &addTcpConnection(std::unique_ptr<QTcpSocket> socket, const SocketAddress &remote, bool incoming);
    /// Makes the connection for a connected socket, a child of this object.
    virtual TcpConnection *makeConnection(std::unique_ptr<QTcpSocket> socket, const Peer &peer);
    /// Adds a connection, a child of this object, as a new peer.
    void add(Connection *connection);
    /// Null when there is none.
    Connection *find(PeerId peer) const;
    size_t connectionCount() const { return m_connections.size(); }
    /// Calls `work` with each connection; it may end connections.
    template<typename Work>
    void forEach(Work work)
    {
        const auto connections = m_connections;
        for (const auto &[id, connection] : connections)
            work(*connection);
    }

private:
    void onEnded(PeerId peer);
    void countIdle();
    void onIdle(Connection &connection);

    std::unordered_map<PeerId, Connection *> m_connections; // children of this object
    QTimer m_idleTimer;
    bool m_paused = false;
    std::unordered_set<PeerId> m_pausedPeers;
    int m_halfClosedMs = 0;
};
