// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
// Long because it holds one socket with all its peers, targets and errors.
#include "model/endpoint/udpendpoint.h"

#include "model/endpoint/socketevents.h"
#include "model/endpoint/system/socketsystem.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QNetworkProxy>
#include <QPointer>

#include <utility>

namespace {

constexpr int mostBatchesAtClose = 1 << 14; // a million datagrams, more than the largest buffer holds
constexpr int msPerTurn = 10;               // then orders such as close() have their turn
constexpr int tickMs = 250;
constexpr int mostSendWaitMs = 20;
constexpr int mostSendErrors = 1000; // of others, that keep one datagram from being sent
constexpr int sourceAgeMs = 500;
constexpr qsizetype largestIpv4 = 65507; // 65,535 less the headers of IPv4 and UDP
constexpr qsizetype largestIpv6 = 65527;

} // namespace

size_t UdpEndpoint::KeyHash::operator()(const Key &key) const
{
    return qHashMulti(0, key.remote.host[0], key.remote.host[1], key.remote.port, key.remote.interface, key.local[0],
                      key.local[1]);
}

UdpEndpoint::UdpEndpoint(const EndpointUrl &url, const Links &links) : Endpoint(url, links), m_dropTimer(this)
{
    m_dropTimer.setInterval(tickMs);
    connect(&m_dropTimer, &QTimer::timeout, this, [this] {
        countDrops();
        tellIgnored(false);
    });
}

UdpEndpoint::~UdpEndpoint()
{
    UdpEndpoint::close();
}

void UdpEndpoint::open()
{
    setState(State::Opening);
    resolver().resolve(url().localHost, this, [this](const Resolver::Answer &addresses) { withLocal(addresses); });
}

void UdpEndpoint::withLocal(const Resolver::Answer &addresses)
{
    if (state() != State::Opening)
        return; // closed while the name was looked up
    if (!addresses) {
        fail(addresses.error());
        return;
    }
    if (url().remoteHost.isEmpty() || url().anySender) {
        const QHostAddress &local = addresses->first();
        // Both [::] and nothing mean every address of both families.
        bindTo(local == QHostAddress(QHostAddress::AnyIPv6) ? QHostAddress() : local);
        return;
    }
    resolver().resolve(url().remoteHost, this, [this, locals = *addresses](const Resolver::Answer &found) {
        if (state() == State::Opening)
            withTarget(locals, found);
    });
}

/// Of a name's addresses, the first one that there is a way to stays the target.
void UdpEndpoint::withTarget(const QList<QHostAddress> &locals, const Resolver::Answer &addresses)
{
    if (!addresses) {
        fail(addresses.error());
        return;
    }
    std::optional<QHostAddress> local;
    for (const QHostAddress &address : *addresses) {
        const auto fitting = localFor(address, locals);
        const bool reachable = fitting && !socketevents::sourceFor(address).isNull();
        if (!fitting || (local && !reachable))
            continue;
        local = fitting;
        m_target = {address, url().remotePort};
        if (reachable)
            break;
    }
    if (!local) {
        fail({EventCode::FamiliesDiffer, {url().remoteHost, url().localHost}});
        return;
    }
    // What is sent to no address goes to this computer, which answers from a real one.
    if (m_target.host == QHostAddress(QHostAddress::AnyIPv4))
        m_target.host = QHostAddress(QHostAddress::LocalHost);
    else if (m_target.host == QHostAddress(QHostAddress::AnyIPv6))
        m_target.host = QHostAddress(QHostAddress::LocalHostIPv6);
    if (local->isNull())
        local = QHostAddress(m_target.isIpv6() ? QHostAddress::AnyIPv6 : QHostAddress::AnyIPv4);
    else if (*local == QHostAddress(QHostAddress::AnyIPv6) && !m_target.isIpv6())
        local = QHostAddress(); // both families were wished
    if (bindTo(*local))
        m_filter = SourceFilter(m_target);
}

void UdpEndpoint::fail(const Event &event)
{
    report(event);
    setState(State::Closed);
}

/// A null address stands for every one of both families, where the system has both.
bool UdpEndpoint::bindTo(const QHostAddress &local)
{
    m_socket = std::make_unique<QUdpSocket>();
    m_socket->setProxy(QNetworkProxy::NoProxy); // whatever the system is set up for: what is to be debugged is here
    // Not shared: each of two programs would get some of the datagrams.
    const auto tryBinding = [this](const QHostAddress &host) {
        return m_socket->bind(host, url().localPort, QAbstractSocket::DontShareAddress);
    };
    const bool bound = !local.isNull() ? tryBinding(local)
                                       : tryBinding(QHostAddress::Any)
            || (m_socket->error() == QAbstractSocket::SocketAddressNotAvailableError
                && tryBinding(QHostAddress::AnyIPv4));
    if (!bound) {
        const Event why = socketevents::bindFailure(m_socket->error(), m_socket->errorString(),
                                                    {local, url().localPort}, Transport::Udp);
        m_socket.reset();
        fail(why);
        return false;
    }
    m_dualStack = m_socket->localAddress() == QHostAddress(QHostAddress::Any);
    m_local = socketevents::localAddress(m_socket->localAddress(), m_socket->localPort());
    socketsystem::prepareDatagrams(m_socket->socketDescriptor(), m_local.isIpv6());
    const int buffer = socketsystem::setReceiveBuffer(m_socket->socketDescriptor(), url().receiveBufferBytes);
    m_batch = std::make_unique<DatagramBatch>(*m_socket);
    m_tap = std::make_unique<NotifierTap>(
        *m_socket,
        [this] {
            onReadable();
            return false; // Qt has no part in reading
        },
        nullptr);
    m_drops = 0;
    if (sink().isStalled())
        stallChanged();
    else
        m_dropTimer.start();
    report({EventCode::Bound, {m_local.toString(), QString::number(buffer)}});
    setState(State::Open, m_local);
    return true;
}

void UdpEndpoint::close()
{
    if (state() == State::Closed)
        return;
    if (m_socket) {
        readRest();
        countDrops();
        tellIgnored(true);
        const SinkBatch batch(sink());
        for (const auto &[key, peer] : m_peers) {
            batch->forget(peer.id);
            peerLeft(peer.id);
        }
        batch->event({EventCode::Stopped, {m_local.toString()}}, PeerId::None);
    }
    m_dropTimer.stop();
    NotifierTap::retire(std::move(m_tap));
    m_batch.reset();
    m_socket.reset();
    m_peersById.clear();
    m_peers.clear();
    m_lastSender = {};
    m_target = {};
    m_filter = {};
    setState(State::Closed);
}

void UdpEndpoint::onReadable()
{
    QElapsedTimer turn;
    turn.start();
    const SinkBatch batch(sink());
    while (readBatch() == DatagramBatch::most && turn.elapsed() < msPerTurn && !sink().isStalled()) { }
    m_tap->setReading(!sink().isStalled());
}

/// What has come was received: it belongs into the log, or is counted as lost where that is full.
void UdpEndpoint::readRest()
{
    const SinkBatch batch(sink());
    const qint64 closingNs = nowNs(); // a time stamp: what comes later is not waited for
    for (int i = 0; i < mostBatchesAtClose; ++i) {
        const qint64 readingNs = nowNs(); // a time stamp: that of a datagram which the system has not stamped is later
        if (readBatch() == 0 || (DatagramBatch::tellsArrival() && m_batchNs > closingNs && m_batchNs < readingNs))
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
        m_dropTimer.stop(); // one count of all that was dropped meanwhile, at its end
        return;
    }
    onReadable(); // this came before what did not fit behind it
    if (sink().isStalled())
        return; // again
    countDrops();
    m_dropTimer.start();
}

/// Returns how many datagrams it read; none when there are none.
int UdpEndpoint::readBatch()
{
    m_batchNs = 0;
    const int count = m_batch->read([this](const DatagramBatch::Datagram &datagram) { take(datagram); });
    if (count == 0 || m_batch->hadErrors())
        reportIcmpErrors();
    return count;
}

void UdpEndpoint::take(const DatagramBatch::Datagram &datagram)
{
    if (m_batchNs == 0)
        m_batchNs = datagram.timeNs;
    if (!m_filter.takes(datagram.sender))
        return;
    const Peer &peer = peerFor(datagram.sender, datagram.destination, true);
    sink().received(peer, datagram.timeNs, datagram.payload);
    m_lastSender = peer.remote;
}

void UdpEndpoint::tellIgnored(bool end)
{
    if (const auto news = m_filter.takeNews(end))
        report(*news);
}

/// Returns whether there were any.
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

const Peer &UdpEndpoint::peerFor(const PackedAddress &remote, const PackedAddress::Host &local, bool incoming)
{
    const Key key{remote, local};
    if (const auto known = m_peers.find(key); known != m_peers.end())
        return known->second;
    if (m_peers.size() >= mostPeers) {
        for (const auto &[oldKey, old] : m_peers) {
            sink().forget(old.id);
            peerLeft(old.id);
        }
        m_peersById.clear();
        m_peers.clear();
    }
    SocketAddress here{PackedAddress::unpacked(local), m_local.port};
    const SocketAddress there = remote.unpacked();
    if (here.isIpv6() && here.host.isLinkLocal())
        here.host.setScopeId(there.host.scopeId());
    const Peer peer{sink().newPeer(), Transport::Udp, here, there, incoming};
    peerJoined(peer);
    const Peer &kept = m_peers.emplace(key, peer).first->second;
    m_peersById.emplace(peer.id, &kept);
    return kept;
}

bool UdpEndpoint::send(const Target &target, const QByteArray &bytes, Origin origin)
{
    if (target.kind == Target::Kind::LastSender || target.kind == Target::Kind::One) {
        SocketAddress remote = m_lastSender;
        if (target.kind == Target::Kind::One) {
            const auto peer = m_peersById.find(target.peer);
            remote = peer == m_peersById.end() ? SocketAddress() : peer->second->remote;
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
        if (found->host == target.host) // an address, which stays what it is
            m_lastHost = {target.host, address};
        *taken = sendTo({address, found->port}, bytes, origin);
    });
    return *taken;
}

std::vector<PeerId> UdpEndpoint::recipients(const Target &target) const
{
    const bool nobody = (target.kind == Target::Kind::LastSender && m_lastSender.host.isNull())
        || (target.kind == Target::Kind::One && !m_peersById.contains(target.peer));
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
    // The look-up ends with whichever of the two goes first.
    const QPointer<UdpEndpoint> self(this);
    resolver().resolve(found.host, context, [self, found, done](const Resolver::Answer &addresses) mutable {
        if (!self)
            return;
        // Of a name's addresses, one that this socket can reach.
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
    const auto known = m_peersById.find(peer);
    if (!reply.sends || known == m_peersById.end())
        return;
    const SocketAddress remote = known->second->remote;
    const qsizetype largest = remote.isIpv6() ? largestIpv6 : largestIpv4;
    QByteArray bytes = std::move(reply.bytes);
    const qint64 all = bytes.size() + (reply.source ? reply.source->size() : 0);
    if (all > largest) {
        tooLarge(all, largest);
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
    sendTo(remote, bytes, Origin::Reply, known->second);
}

void UdpEndpoint::tooLarge(qint64 size, qsizetype largest)
{
    report({EventCode::DatagramTooLarge, {QString::number(size), QString::number(largest)}});
}

/// The system is asked anew after a while, as routes change.
QHostAddress UdpEndpoint::sourceFor(const QHostAddress &remote)
{
    if (remote != m_lastSource.remote || !m_lastSource.age.isValid() || m_lastSource.age.hasExpired(sourceAgeMs)) {
        m_lastSource = {remote, socketevents::sourceFor(remote), {}};
        m_lastSource.age.start();
    }
    return m_lastSource.local;
}

/// Hands the datagram to the system, or tells why not. Returns when it did: before the peer can have answered. What fails
/// is tried again at least once, also because errno is sure to be right only then: at its first error, Qt translates a text.
std::optional<qint64> UdpEndpoint::transmit(const SocketAddress &remote, const QByteArray &bytes)
{
    bool waited = false;
    bool unexplained = false;
    int error = 0;
    for (int errors = 0; errors < mostSendErrors; ++errors) {
        const qint64 timeNs = nowNs(); // a time stamp
        if (m_socket->writeDatagram(bytes, remote.host, remote.port) >= 0)
            return timeNs;
        error = socketsystem::lastError();
        if (m_socket->error() == QAbstractSocket::TemporaryError) {
            if (std::exchange(waited, true)) {
                const QString reason =
                    QCoreApplication::translate("UdpEndpoint", "the system's send buffer stays full");
                report({EventCode::SendFailed, {remote.toString(), QString::number(bytes.size()), reason}});
                return {};
            }
            // A full send buffer empties in the time that the network card takes.
            socketsystem::waitWritable(m_socket->socketDescriptor(), mostSendWaitMs);
            continue;
        }
        // An ICMP error about another peer makes whatever call comes next fail. With a full receive buffer the system
        // cannot tell about whom it is, but only such an error says that a port is closed.
        if (reportIcmpErrors() || socketsystem::failure(error, remote).code == EventCode::Refused)
            unexplained = false;
        else if (std::exchange(unexplained, true))
            break;
    }
    const Event why = socketsystem::routeFailure(error, remote);
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
    const qsizetype largest = remote.isIpv6() ? largestIpv6 : largestIpv4;
    if (bytes.size() > largest) {
        tooLarge(bytes.size(), largest);
        return false;
    }
    if (sink().isFull()) {
        const QString reason = QCoreApplication::translate("UdpEndpoint", "the log cannot be written");
        report({EventCode::SendFailed, {remote.toString(), QString::number(bytes.size()), reason}});
        return false;
    }
    const auto sentNs = transmit(remote, bytes);
    if (!sentNs)
        return false;
    const SinkBatch batch(sink());
    if (known) {
        batch->sent(*known, *sentNs, bytes, origin);
        return true;
    }
    const bool wildcard =
        m_local.host == QHostAddress(QHostAddress::AnyIPv6) || m_local.host == QHostAddress(QHostAddress::AnyIPv4);
    const QHostAddress local = wildcard ? sourceFor(remote.host) : m_local.host;
    batch->sent(peerFor(PackedAddress::of(remote), PackedAddress::hostOf(local), false), *sentNs, bytes, origin);
    return true;
}
