// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/endpoint/endpoint.h"
#include "model/endpoint/notifiertap.h"
#include "model/endpoint/sourcefilter.h"
#include "model/endpoint/system/datagrambatch.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QUdpSocket>

#include <memory>
#include <optional>
#include <unordered_map>

/// A bound UDP socket. Every address that sends to it, or is sent to, is a peer; datagrams are
/// delivered with their exact boundaries, empty ones too. With a default target, only that is heard, unless it stands
/// for many or the URL says any=1; what others send is counted and told, but is no data.
class UdpEndpoint : public Endpoint
{
    Q_OBJECT
public:
    UdpEndpoint(const EndpointUrl &url, const Links &links);
    ~UdpEndpoint() override;

    void open() override;
    void close() override;
    bool send(const Target &target, const QByteArray &bytes, Origin origin) override;
    std::vector<PeerId> recipients(const Target &target) const override;
    void resolve(const Target &target, QObject *context,
                 const std::function<void(const std::optional<Target> &)> &done) override;
    /// There is no connection to close; does nothing.
    void disconnectPeer(PeerId, bool) override { }

    /// What comes meanwhile waits in the socket's buffer; what does not fit there the system drops and counts. What is
    /// sent goes out, until the log has no memory left for it.
    void stallChanged() override;

    /// As one datagram, also what comes from a source. There is nothing to close afterwards.
    void reply(PeerId peer, Reply reply) override;

    /// More addresses than these are not remembered at a time, so that a flood of forged senders
    /// does not fill the memory.
    static constexpr size_t mostPeers = 16384;

private:
    /// What makes a peer: its address and port, and the local address that it talks to.
    struct Key
    {
        PackedAddress remote;
        PackedAddress::Host local = {};
        bool operator==(const Key &) const = default;
    };
    struct KeyHash
    {
        size_t operator()(const Key &key) const;
    };

    void withLocal(const Resolver::Answer &addresses);
    void withTarget(const QList<QHostAddress> &locals, const Resolver::Answer &addresses);
    bool bindTo(const QHostAddress &local);
    void fail(const Event &event);
    void tellIgnored(bool end);
    void onReadable();
    void readRest();
    int readBatch();
    void take(const DatagramBatch::Datagram &datagram);
    bool reportIcmpErrors();
    void countDrops();
    const Peer &peerFor(const PackedAddress &remote, const PackedAddress::Host &local, bool incoming);
    /// `known` is the peer that the address belongs to, where it is known already.
    bool sendTo(const SocketAddress &remote, const QByteArray &bytes, Origin origin, const Peer *known = nullptr);
    std::optional<qint64> transmit(const SocketAddress &remote, const QByteArray &bytes);
    QHostAddress sourceFor(const QHostAddress &remote);
    void tooLarge(qint64 size, qsizetype largest);

    std::unique_ptr<QUdpSocket> m_socket;
    std::unique_ptr<NotifierTap> m_tap;
    std::unique_ptr<DatagramBatch> m_batch;
    bool m_dualStack = false; // IPv4 and IPv6
    QTimer m_dropTimer;
    quint32 m_drops = 0;
    qint64 m_batchNs = 0; // when the first datagram of the batch had come
    SocketAddress m_local;
    SocketAddress m_target; // the default target, looked up; null: looked up when something is sent to it
    SourceFilter m_filter;
    SocketAddress m_lastSender;
    // What was found out for the datagram before, as the next one mostly goes the same way.
    struct
    {
        QString name;
        QHostAddress address;
    } m_lastHost;
    struct
    {
        QHostAddress remote;
        QHostAddress local;
        QElapsedTimer age;
    } m_lastSource;
    std::unordered_map<Key, Peer, KeyHash> m_peers;
    std::unordered_map<PeerId, const Peer *> m_peersById; // those of m_peers
};
