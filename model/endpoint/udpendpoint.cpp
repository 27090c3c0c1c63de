// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
// Long because it holds one socket with all its peers, targets and errors.
#include "model/endpoint/udpendpoint.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QPointer>

#include <cerrno>
#include <cstring>

namespace {

constexpr int mostBatchesAtClose = 1 << 14; // a million datagrams, more than the largest buffer holds
constexpr int msPerTurn = 10;               // then orders such as close() have their turn
constexpr int tickMs = 250;
constexpr int mostSendWaitMs = 20;
constexpr int sourceAgeMs = 500;
constexpr qsizetype largestIpv4 = 65507; // 65,535 less the headers of IPv4 and UDP
constexpr qsizetype largestIpv6 = 65527;

} // namespace

size_t UdpEndpoint::KeyHash::operator()(const Key &key) const
{
    return qHashMulti(0, key.words[0], key.words[1], key.words[2], key.words[3], key.words[4], key.words[5]);
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
        bindTo(addresses->first(), posixsocket::Families::Both);
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
        const bool reachable = fitting && !posixsocket::sourceFor(address).isNull();
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
    bindTo(*local, m_target.isIpv6() ? posixsocket::Families::Own : posixsocket::Families::Both);
    if (m_fd)
        m_filter = SourceFilter(m_target, m_mapped);
}

void UdpEndpoint::fail(const Event &event)
{
    report(event);
    setState(State::Closed);
}

void UdpEndpoint::bindTo(const QHostAddress &local, posixsocket::Families families)
{
    auto bound = posixsocket::bindUdp({local, url().localPort}, families);
    if (!bound) {
        fail(bound.error());
        return;
    }
    m_fd = std::move(*bound);
    const int buffer = posixsocket::setReceiveBuffer(m_fd.get(), url().receiveBufferBytes);
    posixsocket::NativeAddress self;
    ::getsockname(m_fd.get(), self.get(), &self.size);
    m_mapped = self.storage.ss_family == AF_INET6;
    m_dualStack = m_mapped && families == posixsocket::Families::Both;
    m_local = self.toAddress();
    m_reader = std::make_unique<DatagramReader>();
    m_notifier = std::make_unique<QSocketNotifier>(m_fd.get(), QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &UdpEndpoint::onReadable);
    m_drops = 0;
    if (sink().isStalled())
        stallChanged();
    else
        m_dropTimer.start();
    report({EventCode::Bound, {m_local.toString(), QString::number(buffer)}});
    setState(State::Open, m_local);
}

void UdpEndpoint::close()
{
    if (state() == State::Closed)
        return;
    if (m_fd) {
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
    m_notifier.reset();
    m_reader.reset();
    m_fd.close();
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
    while (readBatch() && turn.elapsed() < msPerTurn && !sink().isStalled()) { }
}

/// What has come was received: it belongs into the log, or is counted as lost where that is full.
void UdpEndpoint::readRest()
{
    const SinkBatch batch(sink());
    for (int i = 0; i < mostBatchesAtClose && readBatch(); ++i) { }
}

void UdpEndpoint::stallChanged()
{
    if (!m_fd)
        return;
    const bool stalled = sink().isStalled();
    m_notifier->setEnabled(!stalled);
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

/// Returns whether there may be more to read.
bool UdpEndpoint::readBatch()
{
    const int count = m_reader->read(m_fd.get());
    if (count < 0) {
        if (errno != EAGAIN && errno != EWOULDBLOCK)
            reportIcmpErrors();
        return false;
    }
    for (int i = 0; i < count; ++i) {
        if (!m_filter.takes(m_reader->sender(i)))
            continue;
        const Peer &peer = peerFor(m_reader->sender(i), m_reader->destination(i), true);
        sink().received(peer, nowNs(), m_reader->payload(i));
        if (m_filter.isOn() || i == count - 1)
            m_lastSender = peer.remote;
    }
    return count == DatagramReader::batchSize;
}

void UdpEndpoint::tellIgnored(bool end)
{
    if (const auto news = m_filter.takeNews(end))
        report(*news);
}

void UdpEndpoint::reportIcmpErrors()
{
    while (const auto icmp = DatagramReader::takeIcmpError(m_fd.get())) {
        if (icmp->error == ECONNREFUSED)
            report({EventCode::PortUnreachable, {icmp->about.toString()}});
        else
            report(posixsocket::eventFor(icmp->error, icmp->about));
    }
}

void UdpEndpoint::countDrops()
{
    const quint32 drops = DatagramReader::drops(m_fd.get());
    if (drops == m_drops)
        return;
    const SinkBatch batch(sink());
    batch->kernelDrops(drops - m_drops);
    batch->event({EventCode::KernelDrops, {QString::number(drops - m_drops)}}, PeerId::None);
    m_drops = drops;
}

const Peer &UdpEndpoint::peerFor(const posixsocket::NativeAddress &remote, const DatagramReader::RawAddress &local,
                                 bool incoming)
{
    Key key;
    static_assert(sizeof(sockaddr_in6) <= 28 && sizeof key.words == 32 + sizeof local);
    std::memcpy(key.words.data(), remote.get(), std::min<size_t>(remote.size, 28));
    std::copy(local.begin(), local.end(), key.words.begin() + 4);
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
    SocketAddress here{DatagramReader::hostAddress(local), m_local.port};
    const SocketAddress there = remote.toAddress();
    if (here.isIpv6() && here.host.isLinkLocal())
        here.host.setScopeId(there.host.scopeId());
    const Peer peer{sink().newPeer(), Transport::Udp, here, there, incoming};
    peerJoined(peer);
    const Peer &kept = m_peers.emplace(key, peer).first->second;
    m_peersById.emplace(peer.id, &kept);
    return kept;
}

bool UdpEndpoint::send(const Target &target, const QByteArray &bytes, Origin)
{
    if (target.kind == Target::Kind::LastSender || target.kind == Target::Kind::One) {
        SocketAddress remote = m_lastSender;
        if (target.kind == Target::Kind::One) {
            const auto peer = m_peersById.find(target.peer);
            remote = peer == m_peersById.end() ? SocketAddress() : peer->second->remote;
        }
        if (!remote.host.isNull())
            return sendTo(remote, bytes);
        report({EventCode::NoPeer, {}});
        return false;
    }
    if (target.kind == Target::Kind::All && !m_target.host.isNull())
        return sendTo(m_target, bytes);
    if (target.kind == Target::Kind::Address && target.host == m_lastHost.name)
        return sendTo({m_lastHost.address, target.port}, bytes);
    const auto taken = std::make_shared<bool>(true);
    resolve(target, this, [this, target, bytes, taken](const std::optional<Target> &found) {
        *taken = false;
        if (!found)
            return;
        const QHostAddress address(found->host);
        if (found->host == target.host) // an address, which stays what it is
            m_lastHost = {target.host, address};
        *taken = sendTo({address, found->port}, bytes);
    });
    return *taken;
}

std::vector<PeerId> UdpEndpoint::recipients(const Target &target) const
{
    const bool nobody = (target.kind == Target::Kind::LastSender && m_lastSender.host.isNull())
        || (target.kind == Target::Kind::One && !m_peersById.contains(target.peer));
    return m_fd && !nobody ? std::vector{PeerId::None} : std::vector<PeerId>();
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

void UdpEndpoint::answer(PeerId peer, Answer answer)
{
    const auto known = m_peersById.find(peer);
    if (!answer.sends || known == m_peersById.end())
        return;
    const SocketAddress remote = known->second->remote;
    const qsizetype largest = remote.isIpv6() ? largestIpv6 : largestIpv4;
    QByteArray bytes = std::move(answer.bytes);
    const qint64 all = bytes.size() + (answer.source ? answer.source->size() : 0);
    if (all > largest) {
        tooLarge(all, largest);
        return;
    }
    while (answer.source) {
        const auto piece = answer.source->read(largest + 1 - bytes.size());
        if (!piece)
            report({EventCode::ReplyFailed, {remote.toString(), piece.error()}}, peer);
        if (!piece || piece->isEmpty())
            break;
        bytes.append(*piece);
    }
    sendTo(remote, bytes, known->second);
}

void UdpEndpoint::tooLarge(qint64 size, qsizetype largest)
{
    report({EventCode::DatagramTooLarge, {QString::number(size), QString::number(largest)}});
}

/// The system is asked anew after a while, as routes change.
QHostAddress UdpEndpoint::sourceFor(const QHostAddress &remote)
{
    if (remote != m_lastSource.remote || !m_lastSource.age.isValid() || m_lastSource.age.hasExpired(sourceAgeMs)) {
        m_lastSource = {remote, posixsocket::sourceFor(remote), {}};
        m_lastSource.age.start();
    }
    return m_lastSource.local;
}

/// Hands the datagram to the system, or tells why not.
bool UdpEndpoint::transmit(const SocketAddress &remote, const posixsocket::NativeAddress &native,
                           const QByteArray &bytes)
{
    ssize_t sent = -1;
    // An ICMP error that waits on the socket makes the next call fail, for whatever address; a full send
    // buffer empties in the time that the network card takes.
    for (int i = 0; i < 2 && sent < 0; ++i) {
        if (i > 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
            posixsocket::waitWritable(m_fd.get(), mostSendWaitMs);
        sent = ::sendto(m_fd.get(), bytes.constData(), size_t(bytes.size()), MSG_NOSIGNAL, native.get(), native.size);
        if (sent < 0 && i == 0 && errno != EAGAIN && errno != EWOULDBLOCK)
            reportIcmpErrors();
    }
    if (sent >= 0)
        return true;
    const Event why = posixsocket::eventForRoute(errno, remote);
    report(why.code == EventCode::Other
               ? Event{EventCode::SendFailed, {remote.toString(), QString::number(bytes.size()), why.args.value(1)}}
               : why);
    return false;
}

bool UdpEndpoint::sendTo(const SocketAddress &remote, const QByteArray &bytes, const Peer *known)
{
    if (!m_fd) {
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
    const posixsocket::NativeAddress native(remote, m_mapped);
    if (!transmit(remote, native, bytes))
        return false;
    const SinkBatch batch(sink());
    if (known) {
        batch->sent(*known, nowNs(), bytes, Origin::Wish);
        return true;
    }
    const bool wildcard =
        m_local.host == QHostAddress(QHostAddress::AnyIPv6) || m_local.host == QHostAddress(QHostAddress::AnyIPv4);
    const QHostAddress local = wildcard ? sourceFor(remote.host) : m_local.host;
    batch->sent(peerFor(native, DatagramReader::rawAddress(local), false), nowNs(), bytes, Origin::Wish);
    return true;
}
