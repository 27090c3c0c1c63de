// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/endpoint/endpoint.h"
#include "model/endpoint/hostlookup.h"
#include "model/endpoint/tcpconnection.h"

#include <QTcpServer>
#include <QTimer>

#include <deque>
#include <memory>
#include <unordered_map>

/// Listens on a TCP port; each client is a peer.
class TcpServer : public Endpoint
{
    Q_OBJECT
public:
    TcpServer(const EndpointUrl &url, const Links &links);
    ~TcpServer() override;

    void open() override;
    void close() override;
    bool send(const Target &target, const QByteArray &bytes, Origin origin) override;
    std::vector<PeerId> recipients(const Target &target) const override;
    void disconnectPeer(PeerId peer, bool reset) override;
    void finishSending() override;
    void pauseReceiving(bool on) override;
    void setHalfClosedTimeout(int ms) override;
    void stallChanged() override;
    void reply(PeerId peer, Reply reply) override;
    void holdPeer(PeerId peer, bool on) override;

    /// With more half-closed clients than this, the oldest of them is closed.
    static constexpr size_t maxHalfClosed = 1000;

private:
    class Listener;

    void listenOn(const QHostAddress &host);
    bool beforeAccepting();
    void updateAccepting();
    void addClient(qintptr descriptor);
    void onAcceptError(QAbstractSocket::SocketError error);
    void onNoDescriptor();
    void onHalfClosed(PeerId peer);
    bool evictOldestHalfClosed();
    void onEnded(PeerId peer);

    SocketAddress listenAddress() const;

    HostLookup m_lookup;
    std::unique_ptr<Listener> m_listener;
    std::unique_ptr<NotifierTap> m_tap;
    QTimer m_acceptRetry;
    bool m_paused = false;
    int m_halfClosedMs = 0;
    bool m_noDescriptors = false; // in this turn
    bool m_accepted = false;      // in this turn
    bool m_reportedTooMany = false;
    std::unordered_map<PeerId, TcpConnection *> m_clients; // children of this object
    std::deque<PeerId> m_halfClosed;                       // in the order of their FINs
};
