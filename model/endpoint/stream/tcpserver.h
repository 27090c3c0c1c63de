// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/endpoint/address/hostlookup.h"
#include "model/endpoint/notifiertap.h"
#include "model/endpoint/refusalcount.h"
#include "model/endpoint/stream/streamendpoint.h"

#include <QTcpServer>
#include <QTimer>

#include <deque>
#include <memory>

/// Listens on a TCP port; each client is a peer. Clients that the URL does not allow, or above its limit, are closed at
/// once and counted.
class TcpServer : public StreamEndpoint
{
    Q_OBJECT
public:
    TcpServer(const EndpointUrl &url, const Links &links);
    ~TcpServer() override;

    void open() override;
    void close() override;
    void stallChanged() override;

    /// With more half-closed clients than this, the oldest of them is closed.
    static constexpr size_t maxHalfClosed = 1000;

protected:
    /// Clients that wait to be accepted, at most. With Qt's default of 50, many clients at a time wait seconds for SYN
    /// retries.
    static constexpr int backlog = 4096;

    /// Accepts the clients of a listening socket, which it takes over.
    void startListening(qintptr descriptor);
    virtual SocketAddress listenAddress() const;
    virtual SocketAddress remoteAddress(const QTcpSocket &socket) const;
    virtual void onClientAdded(const Connection &, qintptr) { }
    /// Makes the socket of a client, not connected yet.
    virtual std::unique_ptr<QTcpSocket> makeSocket() const;

private:
    class Listener;

    void makeListener();
    void startAccepting();
    void listenOn(const QHostAddress &host);
    bool beforeAccepting();
    void updateAccepting();
    void addClient(qintptr descriptor);
    void onAcceptError(QAbstractSocket::SocketError error);
    void onNoDescriptor();
    void onHalfClosed(PeerId peer);
    bool evictOldestHalfClosed();
    bool isWelcome(const SocketAddress &remote);
    void reportRefused(bool isEnd);

    HostLookup m_lookup;
    std::unique_ptr<Listener> m_listener;
    std::unique_ptr<NotifierTap> m_tap;
    QTimer m_acceptRetry;
    bool m_noDescriptors = false; // in this turn
    bool m_accepted = false;      // in this turn
    bool m_reportedTooMany = false;
    std::deque<PeerId> m_halfClosed; // in the order of their FINs
    RefusalCount m_notAllowed;
    RefusalCount m_beyondLimit;
    QTimer m_refusalTimer;
};
