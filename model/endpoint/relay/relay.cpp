// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
// Long because a relay is an endpoint made of endpoints: it passes on each of their functions, and hears of each.
#include "model/endpoint/relay/relay.h"

#include "model/endpoint/qtsocket.h"
#include "model/endpoint/urloptions.h"

#include <QRandomGenerator>

#include <algorithm>
#include <utility>

namespace {

constexpr int relayTickMs = 250;

EndpointUrl frontUrl(EndpointUrl url)
{
    url.role = isDatagram(url.role) ? Role::Udp : isTls(url.role) ? Role::TlsServer : Role::TcpServer;
    url.remoteHost.clear();
    url.remotePort = 0;
    return url;
}

/// Whether what is sent to `remote` reaches a socket bound to `bound`, if the ports are the same, as own broadcasts do.
bool reaches(const QHostAddress &remote, const QHostAddress &bound)
{
    const QHostAddress local = SocketAddress::fromHost(bound, 0).host;
    QHostAddress to = SocketAddress::fromHost(remote, 0).host;
    if (to == QHostAddress(QHostAddress::AnyIPv4)) // for the system, this computer
        to = QHostAddress(QHostAddress::LocalHost);
    else if (to == QHostAddress(QHostAddress::AnyIPv6))
        to = QHostAddress(QHostAddress::LocalHostIPv6);
    const bool isEvery =
        local.isNull() || local == QHostAddress(QHostAddress::AnyIPv4) || local == QHostAddress(QHostAddress::AnyIPv6);
    return to == local || (isEvery && !to.isMulticast() && qtsocket::isLocal(to));
}

} // namespace

/// Knows when a batch ends: only then bytes are passed on, as the endpoints are in the middle of their work before.
class Relay::BatchSink : public RelaySink
{
public:
    BatchSink(Relay &relay, TrafficSink &next) : RelaySink(next), m_relay(relay) { }

    void begin() override
    {
        ++m_depth;
        RelaySink::begin();
    }
    void end() override
    {
        if (m_depth == 1)
            m_relay.pumpAll();
        --m_depth;
        RelaySink::end();
    }

private:
    Relay &m_relay;
    int m_depth = 0;
};

/// Hears what happens to the clients.
class Relay::FrontSink : public RelaySink
{
public:
    FrontSink(Relay &relay, TrafficSink &next) : RelaySink(next), m_relay(relay) { }

    void connected(const Peer &peer, qint64 timeNs) override
    {
        RelaySink::connected(peer, timeNs);
        m_relay.addPair(peer);
    }
    void closed(const Peer &peer, const Event &event, qint64 timeNs) override
    {
        RelaySink::closed(peer, event, timeNs);
        if (RelayPair *pair = m_relay.pairOfClient(peer.id))
            pair->onClosed(RelayPair::End::Client, event.code);
    }
    void forget(PeerId peer) override
    {
        RelaySink::forget(peer);
        if (RelayPair *pair = m_relay.pairOfClient(peer))
            pair->onForgotten(RelayPair::End::Client);
    }
    void received(const Peer &peer, qint64 timeNs, QByteArrayView bytes) override
    {
        RelaySink::received(peer, timeNs, bytes);
        RelayPair *pair = m_relay.pairOfClient(peer.id);
        if (!pair && peer.transport == Transport::Udp)
            pair = &m_relay.addPair(peer);
        if (pair)
            pair->onReceived(RelayPair::End::Client, bytes);
    }
    void waiting(PeerId peer, qint64 bytes) override
    {
        RelaySink::waiting(peer, bytes);
        if (RelayPair *pair = m_relay.pairOfClient(peer))
            pair->onWaiting(RelayPair::End::Client, bytes);
    }
    /// The relay stops when the other side has been closed too.
    void event(const Event &event, PeerId peer) override
    {
        if (event.code == EventCode::Stopped)
            m_relay.m_stopped = event;
        else
            RelaySink::event(event, peer);
    }

private:
    Relay &m_relay;
};

Relay::Relay(const EndpointUrl &url, const Links &links)
    : Endpoint(url, links), m_batchSink(std::make_unique<BatchSink>(*this, links.sink)),
      m_frontSink(std::make_unique<FrontSink>(*this, *m_batchSink)), m_onwardUrl(url.onward()),
      m_impairments(url.impairments), m_seed(url.seed ? quint64(*url.seed) : QRandomGenerator::global()->generate64()),
      m_timer(this), m_tick(this)
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &Relay::onDue);
    m_tick.setInterval(relayTickMs);
    connect(&m_tick, &QTimer::timeout, this, &Relay::onTick);
}

Relay::~Relay()
{
    Relay::close();
}

/// Relaying to the relay's own address, it would be its own client without end.
void Relay::open()
{
    if (url().localPort != url().remotePort) {
        openFront();
        return;
    }
    setState(State::Opening);
    // Why a name has no address is reported by the front, or when a client comes: it may have one by then.
    const auto addresses = [](const Resolver::Addresses &found) { return found.value_or(QList<QHostAddress>()); };
    resolver().resolve(url().localHost, this, [this, addresses](const Resolver::Addresses &locals) {
        resolver().resolve(url().remoteHost, this, [=, this](const Resolver::Addresses &remotes) {
            if (state() == State::Opening)
                openUnlessLoop(addresses(remotes), addresses(locals));
        });
    });
}

void Relay::openUnlessLoop(const QList<QHostAddress> &remotes, const QList<QHostAddress> &locals)
{
    const bool isLoop = std::any_of(remotes.begin(), remotes.end(), [&](const QHostAddress &remote) {
        return std::any_of(locals.begin(), locals.end(),
                           [&](const QHostAddress &local) { return reaches(remote, local); });
    });
    if (isLoop)
        failToOpen({EventCode::RelayLoop, {hostAndPort(url().remoteHost, url().remotePort)}});
    else
        openFront();
}

void Relay::openFront()
{
    m_front = Endpoint::create(frontUrl(url()), {*m_frontSink, resolver()});
    connect(m_front.get(), &Endpoint::stateChanged, this, &Relay::onFrontState);
    connect(m_front.get(), &Endpoint::peersChanged, this, &Relay::onPeersChanged);
    connect(m_front.get(), &Endpoint::optionsRead, this, &Endpoint::optionsRead);
    m_front->pauseReceiving(m_paused);
    m_front->open();
}

void Relay::onFrontState(Endpoint::State state, const SocketAddress &local)
{
    if (m_closing)
        return;
    if (state == State::Open) {
        if (m_impairments != Impairments())
            reportImpairments();
        if (isDatagram(url().role))
            m_tick.start();
    }
    setState(state, local);
}

void Relay::close()
{
    if (state() == State::Closed)
        return;
    m_closing = true;
    m_timer.stop();
    m_tick.stop();
    {
        const SinkBatch batch(*m_batchSink);
        if (m_front)
            m_front->close();
        while (!m_pairs.empty())
            removePair(m_pairs.begin()->first);
        reportEvicted(true);
        if (m_counts != ImpairmentCounts()) {
            batch->event({EventCode::RelayTotals,
                          {QString::number(m_counts.dropped), QString::number(m_counts.overflowed),
                           QString::number(m_counts.duplicated), QString::number(m_counts.reordered),
                           QString::number(m_counts.delayed)}},
                         PeerId::None);
        }
        if (m_stopped)
            batch->event(*m_stopped, PeerId::None);
    }
    setState(State::Closed);
}

void Relay::onPeersChanged(const PeerChanges &changes)
{
    for (const Peer &peer : changes.joined)
        peerJoined(peer);
    for (const PeerId peer : changes.halfClosed)
        peerHalfClosed(peer);
    for (const PeerId peer : changes.left)
        peerLeft(peer);
}

// Pairs

RelayPair &Relay::addPair(const Peer &client)
{
    if (isDatagram(url().role) && m_pairs.size() >= maxDatagramClients)
        removeIdlest();
    const RelayPair::Links links{*m_front,
                                 *m_batchSink,
                                 resolver(),
                                 [this](RelayPair &pair) { m_toPump.push_back(pair.client().id); },
                                 [this](RelayPair &pair) { settleSoon(pair); },
                                 [this](const RelayPair &pair, const Peer &server) { onServer(pair, server); }};
    auto pair = std::make_unique<RelayPair>(client, m_onwardUrl, m_impairments, m_seed, links);
    m_seed += 2; // one for each direction
    connect(pair.get(), &RelayPair::peersChanged, this, &Relay::onPeersChanged);
    pair->onward().pauseReceiving(m_paused);
    settleSoon(*pair);
    return *(m_pairs[client.id] = {std::move(pair), {}}).pair;
}

void Relay::removePair(PeerId client)
{
    auto removed = m_pairs.extract(client);
    if (removed.empty())
        return;
    Entry &entry = removed.mapped();
    if (entry.due)
        m_due.erase({*entry.due, client});
    m_clientsOf.erase(entry.pair->server());
    const SinkBatch batch(*m_batchSink);
    m_counts = m_counts + entry.pair->counts();
    entry.pair.reset();
}

/// Makes room for another client.
void Relay::removeIdlest()
{
    const auto idlest = std::min_element(m_pairs.begin(), m_pairs.end(), [](const auto &one, const auto &other) {
        return one.second.pair->lastActive() < other.second.pair->lastActive();
    });
    m_evicted.add(PackedAddress::of(idlest->second.pair->client().remote));
    removePair(idlest->first);
    reportEvicted(false);
}

void Relay::reportEvicted(bool isEnd)
{
    const auto evicted = m_evicted.take(isEnd);
    if (!evicted)
        return;
    const SinkBatch batch(*m_batchSink);
    batch->event({EventCode::RelayEvicted, *evicted + QStringList(QString::number(maxDatagramClients))}, PeerId::None);
}

RelayPair *Relay::pairOfClient(PeerId client) const
{
    const auto found = m_pairs.find(client);
    return found == m_pairs.end() ? nullptr : found->second.pair.get();
}

RelayPair *Relay::pairOf(PeerId peer) const
{
    const auto client = m_clientsOf.find(peer);
    return pairOfClient(client == m_clientsOf.end() ? peer : client->second);
}

/// The one that has this peer; null when there is none.
Endpoint *Relay::endpointOf(PeerId peer) const
{
    const RelayPair *pair = pairOf(peer);
    if (!pair)
        return nullptr;
    return pair->client().id == peer ? m_front.get() : &pair->onward();
}

/// Calls `work` with each pair; it may add and remove pairs.
template<typename Work>
void Relay::forEach(Work work)
{
    std::vector<PeerId> clients;
    clients.reserve(m_pairs.size());
    for (const auto &[client, entry] : m_pairs)
        clients.push_back(client);
    for (const PeerId client : clients) {
        if (RelayPair *pair = pairOfClient(client))
            work(*pair);
    }
}

// Passing on

/// At the end of a batch.
void Relay::pumpAll()
{
    if (m_closing || m_looping || std::exchange(m_pumping, true))
        return;
    while (!m_toPump.empty()) {
        for (const PeerId client : std::exchange(m_toPump, {})) {
            if (RelayPair *pair = pairOfClient(client)) {
                pair->pump();
                schedule(client);
            }
        }
    }
    m_pumping = false;
}

/// From the event loop: an endpoint may be in the middle of its work now.
void Relay::settleSoon(RelayPair &pair)
{
    if (m_closing)
        return;
    if (m_toSettle.empty())
        QMetaObject::invokeMethod(this, &Relay::settleAll, Qt::QueuedConnection);
    m_toSettle.insert(pair.client().id);
}

void Relay::settleAll()
{
    const SinkBatch batch(*m_batchSink);
    for (const PeerId client : std::exchange(m_toSettle, {})) {
        RelayPair *pair = pairOfClient(client);
        if (!pair || m_closing)
            continue;
        if (pair->settle())
            removePair(client);
        else
            schedule(client);
    }
}

void Relay::onServer(const RelayPair &pair, const Peer &server)
{
    m_clientsOf.emplace(server.id, pair.client().id);
    if (server.remote != pair.client().local || std::exchange(m_looping, true))
        return;
    // It would be its own client without end.
    report({EventCode::RelayLoop, {hostAndPort(url().remoteHost, url().remotePort)}});
    QMetaObject::invokeMethod(this, &Relay::close, Qt::QueuedConnection);
}

/// Has the pair pumped when something is due.
void Relay::schedule(PeerId client)
{
    Entry &entry = m_pairs.at(client);
    const auto due = entry.pair->due();
    if (due == entry.due)
        return;
    if (entry.due)
        m_due.erase({*entry.due, client});
    entry.due = due;
    if (due)
        m_due.emplace(*due, client);
    if (m_due.empty()) {
        m_timer.stop();
        return;
    }
    const auto wait = std::chrono::ceil<std::chrono::milliseconds>(m_due.begin()->first - RelayPair::now());
    m_timer.start(std::max(wait, std::chrono::milliseconds::zero()));
}

void Relay::onDue()
{
    const SinkBatch batch(*m_batchSink);
    const RelayPair::Time now = RelayPair::now();
    while (!m_due.empty() && m_due.begin()->first <= now) {
        const PeerId client = m_due.extract(m_due.begin()).value().second;
        m_pairs.at(client).due.reset(); // pumping schedules it again
        m_toPump.push_back(client);
    }
}

/// For datagrams.
void Relay::onTick()
{
    const SinkBatch batch(*m_batchSink);
    reportEvicted(false);
    const RelayPair::Time idle = RelayPair::now() - std::chrono::seconds(idleSeconds);
    forEach([&](RelayPair &pair) {
        pair.tick();
        if (pair.lastActive() > idle)
            return;
        pair.reportIdle(idleSeconds);
        removePair(pair.client().id);
    });
}

// What the user asks for

void Relay::reportImpairments()
{
    const auto text = [](const Impairment &impairment) {
        const QString options = UrlOption::textOf(impairment);
        return options.isEmpty() ? QStringLiteral("-") : options;
    };
    report({EventCode::RelayImpairs, {text(m_impairments.up), text(m_impairments.down)}});
}

void Relay::setImpairments(const Impairments &impairments)
{
    if (std::exchange(m_impairments, impairments) == impairments || state() != State::Open)
        return;
    reportImpairments();
    forEach([&](RelayPair &pair) { pair.setImpairments(impairments); });
}

std::vector<PeerId> Relay::recipients(const Target &target) const
{
    if (target.kind == Target::Kind::One)
        return pairOf(target.peer) ? std::vector{target.peer} : std::vector<PeerId>();
    std::vector<PeerId> all;
    for (const auto &[client, entry] : m_pairs) {
        const PeerId peer = target.kind == Target::Kind::Clients ? client : entry.pair->server();
        if (peer != PeerId::None)
            all.push_back(peer);
    }
    return all;
}

bool Relay::send(const Target &target, const QByteArray &bytes, Origin origin)
{
    const SinkBatch batch(*m_batchSink);
    const std::vector<PeerId> peers = recipients(target);
    if (peers.empty())
        batch->event({EventCode::NoPeer, {}}, PeerId::None);
    bool isSent = false;
    for (const PeerId peer : peers) {
        const RelayPair *pair = pairOf(peer);
        if (!pair)
            continue; // it has gone meanwhile
        isSent = pair->inject(peer, bytes, origin) || isSent;
    }
    return isSent;
}

void Relay::disconnectPeer(PeerId peer, bool reset)
{
    if (Endpoint *endpoint = endpointOf(peer))
        endpoint->disconnectPeer(peer, reset);
}

void Relay::finishSendingTo(PeerId peer)
{
    if (Endpoint *endpoint = endpointOf(peer))
        endpoint->finishSendingTo(peer);
}

void Relay::pauseReceiving(bool on)
{
    m_paused = on;
    if (m_front)
        m_front->pauseReceiving(on);
    forEach([on](RelayPair &pair) { pair.onward().pauseReceiving(on); });
}

void Relay::stallChanged()
{
    if (m_front)
        m_front->stallChanged();
    forEach([](RelayPair &pair) { pair.onward().stallChanged(); });
}

void Relay::reply(PeerId peer, Reply reply)
{
    if (Endpoint *endpoint = endpointOf(peer))
        endpoint->reply(peer, std::move(reply));
}

void Relay::holdPeer(PeerId peer, bool on)
{
    if (Endpoint *endpoint = endpointOf(peer))
        endpoint->holdPeer(peer, on);
}
