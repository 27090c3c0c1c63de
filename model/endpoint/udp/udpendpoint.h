// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/endpoint/address/hostlookup.h"
#include "model/endpoint/endpoint.h"
#include "model/endpoint/idlecount.h"
#include "model/endpoint/notifiertap.h"
#include "model/endpoint/system/datagrambatch.h"
#include "model/endpoint/udp/multicastgroups.h"
#include "model/endpoint/udp/owndatagrams.h"
#include "model/endpoint/udp/sourcefilter.h"
#include "model/endpoint/udp/udppeers.h"
#include "model/endpoint/udp/udproutes.h"

#include <QTimer>
#include <QUdpSocket>

#include <memory>
#include <optional>

/// A bound UDP socket. Every address that sends to it, or is sent to, is a peer; datagrams keep their boundaries, empty
/// ones too. With a default target, only datagrams of that are received, unless it is a group or broadcast address or the
/// URL has any=1; the others are counted and reported. The groups of Role::Multicast, or a group as the local address,
/// are joined, and the port may be shared with other programs then. What is sent to a group or to 255.255.255.255 goes
/// out of the interface of the URL or of the local address, or else of each, and is logged for each.
class UdpEndpoint : public Endpoint
{
    Q_OBJECT
public:
    UdpEndpoint(const EndpointUrl &url, const Links &links);
    ~UdpEndpoint() override { UdpEndpoint::close(); }

    void open() override;
    void close() override;
    bool send(const Target &target, const QByteArray &bytes, Origin origin) override;
    std::vector<PeerId> recipients(const Target &target) const override;
    void resolve(const Target &target, QObject *context,
                 const std::function<void(const std::optional<Target> &)> &done) override;
    /// Does nothing: there is no connection.
    void disconnectPeer(PeerId, bool) override { }

    /// While stalled, datagrams stay in the socket's buffer, and the system drops and counts those that do not fit.
    /// Sending continues until the log has no memory left.
    void stallChanged() override;

    /// As one datagram, the bytes of a source too. Nothing is closed afterwards.
    void reply(PeerId peer, Reply reply) override;

private:
    void bindFor(const QList<HostLookup::AddressPair> &pairs);
    void openGroups();
    void bindTo(const QHostAddress &local, quint16 port, const QList<QHostAddress> &groups = {});
    bool joinGroups(const QList<QHostAddress> &groups);
    void reportIgnored(bool isEnd);
    void countIdle();
    void forgetPeers();
    void onReadable();
    void readRest();
    int readBatch();
    void onDatagram(const DatagramBatch::Datagram &datagram);
    bool reportIcmpErrors();
    void countDrops();
    const Peer &peerFor(const UdpPeers::Key &key, bool incoming);
    void noticeOtherPort(const SocketAddress &sender);
    /// `known`: the peer with this address, if already found.
    bool sendTo(const SocketAddress &remote, const QByteArray &bytes, Origin origin, const Peer *known = nullptr);
    std::optional<qint64> transmit(const SocketAddress &remote, const QByteArray &bytes, const UdpRoutes::Exit &exit);
    void reportTooLarge(qint64 size, qsizetype largest);

    HostLookup m_lookup;
    std::unique_ptr<QUdpSocket> m_socket;
    std::unique_ptr<NotifierTap> m_tap;
    std::unique_ptr<DatagramBatch> m_batch;
    bool m_dualStack = false;                  // IPv4 and IPv6
    std::unique_ptr<MulticastGroups> m_groups; // null: none is joined
    QTimer m_groupTimer;
    QTimer m_dropTimer;
    quint32 m_drops = 0;
    qint64 m_batchNs = 0; // arrival of the first datagram in the batch
    SocketAddress m_local;
    SocketAddress m_target; // the default target; null: looked up for each message
    SourceFilter m_filter;
    IdleCount m_idle;
    QTimer m_idleTimer;
    SocketAddress m_lastSender;
    OwnDatagrams m_own;
    std::vector<SocketAddress> m_asked; // hosts that were sent to first, and have not answered from another port
    // Results for the last datagram, as the next one mostly has the same target.
    struct
    {
        QString name;
        QHostAddress address;
    } m_lastHost;
    UdpRoutes m_routes;
    UdpRoutes::Exit m_groupSource;         // of the socket
    const UdpRoutes::Exit m_systemsChoice; // made once, as each null address takes memory
    UdpPeers m_peers;
};
