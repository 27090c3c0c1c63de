// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/endpoint/endpoint.h"
#include "model/endpoint/tcpconnection.h"

#include <unordered_map>

/// A TCP server or client with its connections, which are the peers.
class TcpEndpoint : public Endpoint
{
    Q_OBJECT
public:
    bool send(const Target &target, const QByteArray &bytes, Origin origin) override;
    std::vector<PeerId> recipients(const Target &target) const override;
    void disconnectPeer(PeerId peer, bool reset) override;
    void finishSending() override;
    void pauseReceiving(bool on) override;
    void setHalfClosedTimeout(int ms) override;
    void stallChanged() override
    {
        forEach([](TcpConnection &connection) { connection.stallChanged(); });
    }
    void reply(PeerId peer, Reply reply) override;
    void holdPeer(PeerId peer, bool on) override;

protected:
    using Endpoint::Endpoint;

    /// Takes over a connected socket as a new peer.
    TcpConnection &addConnection(std::unique_ptr<QTcpSocket> socket, const SocketAddress &remote, bool incoming);
    /// Null when there is none.
    TcpConnection *find(PeerId peer) const;
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

    std::unordered_map<PeerId, TcpConnection *> m_connections; // children of this object
    bool m_paused = false;
    int m_halfClosedMs = 0;
};
