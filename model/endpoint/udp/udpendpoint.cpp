// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
// Long because any call on the socket may return an ICMP error about another peer, so sending and receiving share errors.
#include "model/endpoint/udp/udpendpoint.h"

#include "model/endpoint/address/groupaddress.h"
#include "model/endpoint/qtsocket.h"
#include "model/endpoint/system/socketsystem.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QNetworkDatagram>
#include <QPointer>

#include <algorithm>
#include <utility>

namespace {

constexpr int maxBatchesAtClose = 1 << 14; // a million datagrams, more than the largest buffer holds
constexpr int msPerTurn = 10;              // then other events, such as close(), are handled
constexpr int tickMs = 250;
constexpr int maxSendWaitMs = 20;
constexpr int maxSendErrors = 1000; // ICMP errors of other peers that make sending fail
constexpr int interfacesMs = 2000;  // Qt has no signal for changes of interfaces
constexpr size_t maxAsked = 8;
constexpr qsizetype maxSizeIpv4 = 65507; // 65,535 less the headers of IPv4 and UDP
constexpr qsizetype maxSizeIpv6 = 65527;

} // namespace

UdpEndpoint::UdpEndpoint(const EndpointUrl &url, const Links &links)
    : Endpoint(url, links), m_lookup(links.resolver), m_groupTimer(this), m_dropTimer(this), m_idleTimer(this)
{
    m_groupTimer.setInterval(interfacesMs);
    connect(&m_groupTimer, &QTimer::timeout, this, [this] {
        if (m_groups->refresh())
            Q_EMIT groupsChanged(m_groups->joined());
    });
    m_idleTimer.setInterval(url.idleSeconds * msPerSecond / IdleCount::ticks);
    connect(&m_idleTimer, &QTimer::timeout, this, &UdpEndpoint::countIdle);
    m_dropTimer.setInterval(tickMs);
    connect(&m_dropTimer, &QTimer::timeout, this, [this] {
        countDrops();
        reportIgnored(false);
    });
}

void UdpEndpoint::open()
{
    setState(State::Opening);
    if (const auto unknown = groupaddress::interfaceError(url().interface)) {
        failToOpen(*unknown);
        return;
    }
    if (url().role == Role::Multicast) {
        openGroups();
        return;
    }
    const bool onlyTarget = !url().remoteHost.isEmpty() && !url().anySender;
    const auto remote = onlyTarget ? std::optional(url().remoteHost) : std::nullopt;
    m_lookup.start(url().localHost, remote, [this, onlyTarget](const HostLookup::Pairs &pairs) {
        if (!pairs) {
            failToOpen(pairs.error());
        } else if (onlyTarget) {
            bindFor(*pairs);
        } else {
            const QHostAddress &local = pairs->first().local;
            bindTo(local == QHostAddress(QHostAddress::AnyIPv6) ? QHostAddress() : local, // [::]: both families
                   url().localPort);
        }
    });
}

void UdpEndpoint::openGroups()
{
    const auto groups = groupaddress::parseGroups(url().remoteHost);
    if (!groups) {
        failToOpen({EventCode::Other, {url().remoteHost, groups.error().message}});
        return;
    }
    m_target = {groups->first(), url().remotePort};
    bindTo(groups->first(), url().remotePort, *groups);
}

/// Chooses the first address of the target that there is a route to.
void UdpEndpoint::bindFor(const QList<HostLookup::AddressPair> &pairs)
{
    const auto reachable = std::find_if(pairs.begin(), pairs.end(), [](const HostLookup::AddressPair &pair) {
        return !qtsocket::sourceFor(pair.remote).isNull();
    });
    const HostLookup::AddressPair &chosen = reachable == pairs.end() ? pairs.first() : *reachable;
    QHostAddress local = chosen.local;
    m_target = {chosen.remote, url().remotePort};
    // The system sends datagrams for 0.0.0.0 to this computer, which replies from a loopback address.
    if (m_target.host == QHostAddress(QHostAddress::AnyIPv4))
        m_target.host = QHostAddress(QHostAddress::LocalHost);
    else if (m_target.host == QHostAddress(QHostAddress::AnyIPv6))
        m_target.host = QHostAddress(QHostAddress::LocalHostIPv6);
    if (local.isNull())
        local = QHostAddress(m_target.isIpv6() ? QHostAddress::AnyIPv6 : QHostAddress::AnyIPv4);
    else if (local == QHostAddress(QHostAddress::AnyIPv6) && !m_target.isIpv6())
        local = QHostAddress(); // both families
    m_filter = SourceFilter(m_target);
    bindTo(local, url().localPort);
}

/// A group as the local address is joined. Only a port for groups is shared: of the datagrams for an address of this
/// computer, each of two programs on one port would get only some.
void UdpEndpoint::bindTo(const QHostAddress &local, quint16 port, const QList<QHostAddress> &groups)
{
    if (local.isMulticast() && groups.isEmpty()) {
        bindTo(local, port, {local});
        return;
    }
    QHostAddress host = local;
    std::optional<QString> otherUser;
    if (!groups.isEmpty()) {
        host = QHostAddress(SocketAddress{local, port}.isIpv6() ? QHostAddress::AnyIPv6 : QHostAddress::AnyIPv4);
        otherUser = qtsocket::userOfUdpPort({host, port});
    }
    m_socket = qtsocket::make<QUdpSocket>();
    const auto mode = groups.isEmpty() ? QAbstractSocket::DontShareAddress : QAbstractSocket::ShareAddress;
    if (const auto failure = qtsocket::bind(*m_socket, {host, port}, mode)) {
        m_socket.reset();
        failToOpen(*failure);
        return;
    }
    m_filter.setAllowed(url().allow);
    m_dualStack = m_socket->localAddress() == QHostAddress(QHostAddress::Any);
    m_local = qtsocket::localAddress(m_socket->localAddress(), m_socket->localPort());
    m_routes = UdpRoutes(m_local.host, url().interface);
    socketsystem::prepareDatagrams(m_socket->socketDescriptor(), m_local.isIpv6());
    socketsystem::setGroupOptions(m_socket->socketDescriptor(), url().ttl, url().loop);
    applyOptions(m_socket->socketDescriptor(), m_local);
    const int buffer = socketsystem::setReceiveBuffer(m_socket->socketDescriptor(), url().receiveBufferBytes);
    m_batch = std::make_unique<DatagramBatch>(*m_socket);
    m_tap = std::make_unique<NotifierTap>(
        *m_socket,
        [this] {
            onReadable();
            return false; // Qt must not read
        },
        nullptr);
    m_drops = 0;
    if (url().idleSeconds > 0)
        m_idleTimer.start();
    if (sink().isStalled())
        stallChanged();
    else
        m_dropTimer.start();
    report({EventCode::Bound, {m_local.toString(), QString::number(buffer)}});
    if (otherUser)
        report({EventCode::PortShared, {QString::number(port), *otherUser}});
    if (!groups.isEmpty() && !joinGroups(groups)) {
        close();
        return;
    }
    readOptions(m_socket->socketDescriptor(), m_local, !groups.isEmpty() || m_target.host.isMulticast());
    setState(State::Open, m_local);
}

bool UdpEndpoint::joinGroups(const QList<QHostAddress> &groups)
{
    const auto sources = groupaddress::parseSources(url().sources).value_or(QList<QHostAddress>());
    m_groups = std::make_unique<MulticastGroups>(
        m_socket->socketDescriptor(),
        MulticastGroups::Wanted{.groups = groups, .sources = sources, .interface = url().interface},
        [this](const Event &event) { report(event); });
    if (!m_groups->join())
        return false;
    Q_EMIT groupsChanged(m_groups->joined());
    m_groupTimer.start();
    return true;
}

void UdpEndpoint::close()
{
    if (state() == State::Closed)
        return;
    if (m_socket) {
        readRest();
        countDrops();
        reportIgnored(true);
        const SinkBatch batch(sink());
        forgetPeers();
        batch->event({EventCode::Stopped, {m_local.toString()}}, PeerId::None);
    }
    m_lookup.cancel();
    m_dropTimer.stop();
    m_groupTimer.stop();
    if (std::exchange(m_groups, nullptr))
        Q_EMIT groupsChanged({});
    m_idleTimer.stop();
    NotifierTap::retire(std::move(m_tap));
    m_batch.reset();
    m_socket.reset();
    m_lastSender = {};
    m_target = {};
    m_filter = {};
    m_own.clear();
    m_asked.clear();
    m_routes = {};
    m_groupSource = {};
    setState(State::Closed);
}

void UdpEndpoint::onReadable()
{
    QElapsedTimer turn;
    turn.start();
    const SinkBatch batch(sink());
    while (readBatch() == DatagramBatch::maxCount && turn.elapsed() < msPerTurn && !sink().isStalled()) { }
    m_tap->setReading(!sink().isStalled());
}

/// Datagrams in the socket's buffer were received: they are logged, or counted as lost if the log is full.
void UdpEndpoint::readRest()
{
    const SinkBatch batch(sink());
    const qint64 closingNs = nowNs(); // a time stamp: later datagrams are left
    for (int i = 0; i < maxBatchesAtClose; ++i) {
        const qint64 readingNs = nowNs(); // a time stamp: datagrams without one of the system get a later one
        if (readBatch() == 0 || (DatagramBatch::hasArrivalTimes() && m_batchNs > closingNs && m_batchNs < readingNs))
            return;
    }
}

void UdpEndpoint::stallChanged()
{
    if (!m_socket)
        return;
    const bool stalled = sink().isStalled();
    m_tap->setReading(!stalled);
    if (stalled) {
        m_dropTimer.stop(); // drops are counted once, at the end
        return;
    }
    onReadable(); // these came before those that were dropped
    if (sink().isStalled())
        return; // again
    countDrops();
    m_dropTimer.start();
}

/// Returns how many datagrams were read.
int UdpEndpoint::readBatch()
{
    m_batchNs = 0;
    const int count = m_batch->read([this](const DatagramBatch::Datagram &datagram) { onDatagram(datagram); });
    if (count == 0 || m_batch->hadErrors())
        reportIcmpErrors();
    return count;
}

void UdpEndpoint::onDatagram(const DatagramBatch::Datagram &datagram)
{
    if (m_batchNs == 0)
        m_batchNs = datagram.timeNs;
    if (!m_filter.accepts(datagram.sender))
        return;
    const bool own = !m_own.isEmpty() && datagram.sender.port == m_local.port
        && m_own.takeReturned(datagram.sender.host, datagram.payload);
    if (!own || url().role != Role::Multicast)
        m_idle.heard();
    const Peer &peer = peerFor({datagram.sender, datagram.destination, own}, true);
    sink().received(peer, datagram.timeNs, datagram.payload);
    if (!own)
        m_lastSender = peer.remote;
}

void UdpEndpoint::reportIgnored(bool isEnd)
{
    for (const Event &event : m_filter.takeReports(isEnd))
        report(event);
    if (const quint64 unmarked = m_own.takeDoubtful(); unmarked > 0)
        report({EventCode::OwnUnmarked, {QString::number(unmarked), QString::number(OwnDatagrams::maxCount)}});
}

void UdpEndpoint::countIdle()
{
    const bool isGroup = url().role == Role::Multicast;
    if (sink().isStalled())
        m_idle.heard(); // nothing is read
    else if (m_idle.tick())
        report(
            {EventCode::IdleDatagrams,
             {m_local.toString(), QString::number(url().idleSeconds), isGroup ? QStringLiteral("group") : QString()}});
}

/// Returns whether there were any errors.
bool UdpEndpoint::reportIcmpErrors()
{
    bool any = false;
    while (const auto icmp = socketsystem::takeIcmpError(m_socket->socketDescriptor())) {
        const Event event = socketsystem::failure(icmp->error, icmp->about);
        report(event.code == EventCode::Refused ? Event{EventCode::PortUnreachable, event.args} : event);
        any = true;
    }
    return any;
}

void UdpEndpoint::countDrops()
{
    const auto drops = socketsystem::droppedDatagrams(m_socket->socketDescriptor());
    if (!drops || *drops == m_drops)
        return;
    const SinkBatch batch(sink());
    batch->kernelDrops(*drops - m_drops);
    batch->event({EventCode::KernelDrops, {QString::number(*drops - m_drops)}}, PeerId::None);
    m_drops = *drops;
}

const Peer &UdpEndpoint::peerFor(const UdpPeers::Key &key, bool incoming)
{
    if (const Peer *known = m_peers.find(key))
        return *known;
    if (m_peers.isFull()) {
        report({EventCode::PeersForgotten, {QString::number(UdpPeers::maxCount)}});
        forgetPeers();
    }
    SocketAddress here{PackedAddress::unpacked(key.local), m_local.port};
    const SocketAddress there = key.remote.unpacked();
    if (here.isIpv6() && here.host.isLinkLocal())
        here.host.setScopeId(there.host.scopeId());
    const Peer peer{sink().newPeer(), Transport::Udp, here, there, incoming, false, key.own};
    if (!key.own) {
        peerJoined(peer);
        if (incoming)
            noticeOtherPort(there);
        else if (!m_routes.to(there.host).isShared)
            m_asked.push_back(there);
        if (m_asked.size() > maxAsked)
            m_asked.erase(m_asked.begin());
        if (incoming && m_groups)
            m_groups->heard();
    }
    return m_peers.add(key, peer);
}

/// Reports when a host that was sent to answers from another port, as some devices do; once for each port asked.
void UdpEndpoint::noticeOtherPort(const SocketAddress &sender)
{
    const auto asked = std::find_if(m_asked.begin(), m_asked.end(), [&](const SocketAddress &other) {
        return other.host == sender.host && other.port != sender.port;
    });
    if (asked == m_asked.end())
        return;
    report({EventCode::OtherPortAnswers, {sender.toString(), asked->toString()}});
    m_asked.erase(asked);
}

void UdpEndpoint::forgetPeers()
{
    for (const PeerId peer : m_peers.takeAll()) {
        sink().forget(peer);
        peerLeft(peer);
    }
}

bool UdpEndpoint::send(const Target &target, const QByteArray &bytes, Origin origin)
{
    if (target.kind == Target::Kind::LastSender || target.kind == Target::Kind::One) {
        SocketAddress remote = m_lastSender;
        if (target.kind == Target::Kind::One) {
            const Peer *peer = m_peers.find(target.peer);
            remote = peer ? peer->remote : SocketAddress();
        }
        if (!remote.host.isNull())
            return sendTo(remote, bytes, origin);
        report({EventCode::NoPeer, {}});
        return false;
    }
    if (target.kind == Target::Kind::All && !m_target.host.isNull())
        return sendTo(m_target, bytes, origin);
    if (target.kind == Target::Kind::Address && target.host == m_lastHost.name)
        return sendTo({m_lastHost.address, target.port}, bytes, origin);
    const auto taken = std::make_shared<bool>(true);
    resolve(target, this, [this, target, bytes, origin, taken](const std::optional<Target> &found) {
        *taken = false;
        if (!found)
            return;
        const QHostAddress address(found->host);
        if (found->host == target.host) // it was an address: no need to look it up again
            m_lastHost = {target.host, address};
        *taken = sendTo({address, found->port}, bytes, origin);
    });
    return *taken;
}

std::vector<PeerId> UdpEndpoint::recipients(const Target &target) const
{
    const bool nobody = (target.kind == Target::Kind::LastSender && m_lastSender.host.isNull())
        || (target.kind == Target::Kind::One && !m_peers.find(target.peer));
    return m_socket && !nobody ? std::vector{PeerId::None} : std::vector<PeerId>();
}

void UdpEndpoint::resolve(const Target &target, QObject *context,
                          const std::function<void(const std::optional<Target> &)> &done)
{
    Target found = target;
    if (target.kind == Target::Kind::All && !m_target.host.isNull()) {
        done(Target{Target::Kind::Address, PeerId::None, m_target.host.toString(), m_target.port});
        return;
    }
    if (target.kind == Target::Kind::All) {
        found.host = url().remoteHost;
        found.port = url().remotePort;
    } else if (target.kind != Target::Kind::Address) {
        done(target);
        return;
    }
    if (found.host.isEmpty() || found.port == 0) {
        report({EventCode::NoPeer, {}});
        done({});
        return;
    }
    found.kind = Target::Kind::Address;
    // Dropped when either this or `context` is deleted.
    const QPointer<UdpEndpoint> self(this);
    resolver().resolve(found.host, context, [self, found, done](const Resolver::Addresses &addresses) mutable {
        if (!self)
            return;
        // The first address of a family that this socket has.
        for (const QHostAddress &address : addresses.value_or(QList<QHostAddress>())) {
            if (self->m_dualStack || address.protocol() == self->m_local.host.protocol()) {
                found.host = address.toString();
                done(found);
                return;
            }
        }
        self->report(addresses ? Event{EventCode::FamiliesDiffer, {found.host, self->m_local.toString()}}
                               : addresses.error());
        done({});
    });
}

void UdpEndpoint::reply(PeerId peer, Reply reply)
{
    const Peer *known = m_peers.find(peer);
    if (!reply.sends || !known)
        return;
    const SocketAddress remote = known->remote;
    const qsizetype largest = remote.isIpv6() ? maxSizeIpv6 : maxSizeIpv4;
    QByteArray bytes = std::move(reply.bytes);
    const qint64 all = bytes.size() + (reply.source ? reply.source->size() : 0);
    if (all > largest) {
        reportTooLarge(all, largest);
        return;
    }
    while (reply.source) {
        const auto piece = reply.source->read(largest + 1 - bytes.size());
        if (!piece)
            report({EventCode::ReplyFailed, {remote.toString(), piece.error()}}, peer);
        if (!piece || piece->isEmpty())
            break;
        bytes.append(*piece);
    }
    sendTo(remote, bytes, Origin::Reply, known);
}

void UdpEndpoint::reportTooLarge(qint64 size, qsizetype largest)
{
    report({EventCode::DatagramTooLarge, {QString::number(size), QString::number(largest)}});
}

/// Hands the datagram to the system, or reports why not. Returns the time just before, so that a reply has a later one.
/// What fails is tried again at least once; only then errno is reliable, as Qt loads a text at its first error.
std::optional<qint64> UdpEndpoint::transmit(const SocketAddress &remote, const QByteArray &bytes,
                                            const UdpRoutes::Exit &exit)
{
    const auto write = [&] {
        if (exit.interface == 0)
            return m_socket->writeDatagram(bytes, remote.host, remote.port);
        QNetworkDatagram datagram(bytes, remote.host, remote.port);
        datagram.setInterfaceIndex(uint(exit.interface));
        datagram.setSender(exit.local);
        return m_socket->writeDatagram(datagram);
    };
    if (exit.interface != 0 && exit != m_groupSource && remote.host.isMulticast() && !remote.isIpv6()) {
        m_groupSource = exit;
        socketsystem::setGroupSource(m_socket->socketDescriptor(), exit.local, exit.interface);
    }
    bool waited = false;
    bool unexplained = false;
    int error = 0;
    for (int errors = 0; errors < maxSendErrors; ++errors) {
        const qint64 timeNs = nowNs(); // a time stamp
        if (write() >= 0)
            return timeNs;
        error = socketsystem::lastError();
        if (m_socket->error() == QAbstractSocket::TemporaryError) {
            if (std::exchange(waited, true)) {
                const QString reason =
                    QCoreApplication::translate("UdpEndpoint", "the system's send buffer stays full");
                report({EventCode::SendFailed, {remote.toString(), QString::number(bytes.size()), reason}});
                return {};
            }
            // A full send buffer empties as fast as the network card sends.
            socketsystem::waitWritable(m_socket->socketDescriptor(), maxSendWaitMs);
            continue;
        }
        // An ICMP error about another peer makes the next call fail. With a full receive buffer the system does not queue
        // it, but "connection refused" can only come from such an error.
        if (reportIcmpErrors() || socketsystem::failure(error, remote).code == EventCode::Refused)
            unexplained = false;
        else if (std::exchange(unexplained, true))
            break;
    }
    Event why = socketsystem::routeFailure(error, remote);
    const bool noWay = why.code == EventCode::Unreachable || why.code == EventCode::NoRoute;
    if (noWay && !qtsocket::isLocal(m_local.host)) // it was removed since
        why = {EventCode::AddressNotLocal, {m_local.host.toString()}};
    const QString size = QString::number(bytes.size());
    report(why.code == EventCode::Other ? Event{EventCode::SendFailed, {remote.toString(), size, why.args.value(1)}}
                                        : why);
    return {};
}

bool UdpEndpoint::sendTo(const SocketAddress &remote, const QByteArray &bytes, Origin origin, const Peer *known)
{
    if (!m_socket) {
        report({EventCode::NoPeer, {}});
        return false;
    }
    const qsizetype largest = remote.isIpv6() ? maxSizeIpv6 : maxSizeIpv4;
    if (bytes.size() > largest) {
        reportTooLarge(bytes.size(), largest);
        return false;
    }
    if (sink().isFull()) {
        const QString reason = QCoreApplication::translate("UdpEndpoint", "the log cannot be written");
        report({EventCode::SendFailed, {remote.toString(), QString::number(bytes.size()), reason}});
        return false;
    }
    const SinkBatch batch(sink());
    if (known) {
        const auto sentNs = transmit(remote, bytes, m_systemsChoice);
        if (sentNs)
            batch->sent(*known, *sentNs, bytes, origin);
        return sentNs.has_value();
    }
    const UdpRoutes::Route route = m_routes.to(remote.host);
    if (route.exits.isEmpty()) {
        const QString reason = QCoreApplication::translate("UdpEndpoint", "the interface %1 is down or has gone")
                                   .arg(m_routes.interfaceOf(remote.host));
        report({EventCode::SendFailed, {remote.toString(), QString::number(bytes.size()), reason}});
    }
    bool anySent = false;
    for (const UdpRoutes::Exit &exit : route.exits) {
        const auto sentNs = transmit(remote, bytes, exit);
        if (!sentNs)
            continue;
        const PackedAddress::Host local = PackedAddress::hostOf(exit.local);
        if (route.isShared && remote.port == m_local.port)
            m_own.sent(local, bytes);
        const Peer &peer = peerFor({PackedAddress::of(remote), local}, false);
        batch->sent(peer, *sentNs, bytes, origin);
        anySent = true;
    }
    return anySent;
}
