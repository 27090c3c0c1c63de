// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/endpoint/address/hostlookup.h"
#include "model/endpoint/backoff.h"
#include "model/endpoint/notifiertap.h"
#include "model/endpoint/stream/streamendpoint.h"

#include <QTcpSocket>
#include <QTimer>

#include <memory>

/// Connects to a TCP server, its only peer. Tries the addresses of a host name one after another within the time limit.
/// With `reconnect` it tries again after a failure or loss, as Backoff says. Of an outage, the log has each failure with a
/// new reason once, and how long it was.
class TcpClient : public StreamEndpoint
{
    Q_OBJECT
public:
    TcpClient(const EndpointUrl &url, const Links &links, const Backoff::Sources &sources = {});
    ~TcpClient() override { TcpClient::close(); }

    void open() override;
    void close() override;
    /// To the server, whatever the target.
    bool send(const Target &target, const QByteArray &bytes, Origin origin) override;
    std::vector<PeerId> recipients(const Target &) const override { return StreamEndpoint::recipients({}); }
    void connectNow() override;

protected:
    /// Connects, or tries again.
    virtual void start();
    /// Starts the time limit of connecting to `remote`.
    void startTrying(const SocketAddress &remote);
    bool isTrying() const { return m_timeLimit.isActive(); }
    /// Makes a connected socket the peer.
    TcpConnection &establish(std::unique_ptr<QTcpSocket> socket);
    void fail(const Event &event);
    /// Whether a failure is to be reported: not if it was before in this outage.
    bool isNewFailure(const Event &event);
    /// The connection is established; unless it has ended already, the state becomes Open, now or later.
    virtual void onConnection(TcpConnection &, const SocketAddress &local) { becomeOpen(local); }
    /// Ends an outage, if this is the end of one.
    void becomeOpen(const SocketAddress &local);

private:
    void tryNext();
    std::optional<Event> connectTo(const HostLookup::AddressPair &addresses);
    std::optional<Event> prepare(const QHostAddress &local);
    bool beforeResult();
    void onResetBeforeResult(int error);
    void tryNextAfter(const Event &failure);
    void onTimeout();
    void onConnected();
    TcpConnection &onEstablished();
    void onLost();
    void connectLater();
    void endWait();
    void reportOutage(EventCode code, const Backoff::Outage &outage);
    void dropSocket();
    void stopTrying();

    HostLookup m_lookup;
    std::unique_ptr<QTcpSocket> m_socket; // while connecting
    std::unique_ptr<NotifierTap> m_tap;
    QTimer m_timeLimit;
    QTimer m_retry;
    QList<HostLookup::AddressPair> m_candidates;
    SocketAddress m_remote; // that is being connected to
    Event m_lastFailure;
    Backoff m_backoff;
    QList<Event> m_outageFailures; // that were reported
    bool m_isOutage = false;       // its end will be reported
    bool m_waitsReported = false;  // since a connection that lasted
    bool m_isWaiting = false;
};
