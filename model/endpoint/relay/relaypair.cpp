// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/endpoint/relay/relaypair.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

namespace {

constexpr qint64 holdAbove = 1 << 20; // of bytes that wait for one side, the other is not read
constexpr qint64 releaseBelow = 256 << 10;

bool isBroken(EventCode code)
{
    return isPeersEnd(code) && code != EventCode::ClosedByPeer;
}

} // namespace

RelayPair::RelayPair(const Peer &client, const EndpointUrl &onward, const Impairments &impairments, quint64 seed,
                     const Links &links)
    : RelaySink(links.sink), m_client(client), m_links(links),
      m_target(hostAndPort(onward.remoteHost, onward.remotePort)),
      m_onward(Endpoint::create(onward, {*this, links.resolver})), m_ways{Way(isDatagram(), impairments.up, seed,
                                                                              PeerId::None),
                                                                          Way(isDatagram(), impairments.down, seed + 1,
                                                                              client.id)},
      m_lastActive(now())
{
    connect(m_onward.get(), &Endpoint::stateChanged, this, [this](Endpoint::State state) { onOnwardState(state); });
    connect(m_onward.get(), &Endpoint::peersChanged, this, [this](PeerChanges changes) {
        for (Peer &peer : changes.joined)
            peer.client = m_client.id;
        Q_EMIT peersChanged(changes);
    });
    m_links.front.holdPeer(client.id, true); // stays open after its FIN, as the server may still send
}

RelayPair::~RelayPair()
{
    m_onward->close();
    for (const End from : {End::Client, End::Server}) {
        reportImpaired(from);
        reportLost(from);
    }
    disconnect(m_onward.get(), nullptr, this, nullptr);
}

void RelayPair::setImpairments(const Impairments &impairments)
{
    wayFrom(End::Client).flow.setImpairment(impairments.up);
    wayFrom(End::Server).flow.setImpairment(impairments.down);
    m_links.settleSoon(*this);
}

QString RelayPair::addressOf(End end) const
{
    if (end == End::Client)
        return m_client.remote.toString();
    return m_server.port != 0 ? m_server.toString() : m_target;
}

bool RelayPair::canSendTo(End end)
{
    const Way &way = wayTo(end);
    if (way.gone || way.over)
        return false;
    return way.to != PeerId::None || (isDatagram() && m_onward->state() == Endpoint::State::Open);
}

// What the endpoint that talks to the server reports

void RelayPair::onConnected(const Peer &server)
{
    wayTo(End::Server).to = server.id;
    m_server = server.remote;
    next().event({EventCode::RelaysTo, {addressOf(End::Client), m_server.toString(), server.local.toString()}},
                 m_client.id);
    m_links.onServer(*this, server);
    m_links.pumpSoon(*this);
    m_links.settleSoon(*this);
}

void RelayPair::connected(const Peer &peer, qint64 timeNs)
{
    next().connected(peer, timeNs);
    m_onward->holdPeer(peer.id, true); // as the client
    m_connected = peer;
}

void RelayPair::closed(const Peer &peer, const Event &event, qint64 timeNs)
{
    next().closed(peer, event, timeNs);
    if (peer.id == server())
        onClosed(End::Server, event.code);
}

void RelayPair::forget(PeerId peer)
{
    next().forget(peer);
    if (peer == server())
        onForgotten(End::Server);
}

void RelayPair::received(const Peer &peer, qint64 timeNs, QByteArrayView bytes)
{
    if (isDatagram() && server() == PeerId::None)
        onConnected(peer);
    next().received(peer, timeNs, bytes);
    if (peer.id == server() || isDatagram()) // not what came instead of a handshake
        onReceived(End::Server, bytes);
}

void RelayPair::sent(const Peer &peer, qint64 timeNs, QByteArrayView bytes, Origin origin)
{
    if (isDatagram() && server() == PeerId::None)
        onConnected(peer);
    next().sent(peer, timeNs, bytes, origin);
}

void RelayPair::waiting(PeerId peer, qint64 bytes)
{
    next().waiting(peer, bytes);
    onWaiting(End::Server, bytes);
}

/// Its events are about the client too. That it connects and binds goes without saying, see EventCode::RelaysTo.
void RelayPair::event(const Event &event, PeerId peer)
{
    if (event.code != EventCode::Connecting && event.code != EventCode::Bound && event.code != EventCode::Stopped)
        next().event(event, peer == PeerId::None ? m_client.id : peer);
}

void RelayPair::onOnwardState(Endpoint::State state)
{
    if (state == Endpoint::State::Opening)
        return;
    if (state == Endpoint::State::Open && m_connected) // with TLS only after the handshake
        onConnected(*std::exchange(m_connected, {}));
    m_failed = m_failed || (state == Endpoint::State::Closed && server() == PeerId::None);
    m_links.settleSoon(*this);
}

// Of both sides

void RelayPair::onReceived(End from, QByteArrayView bytes)
{
    Way &way = wayFrom(from);
    m_lastActive = now();
    if (way.gone || way.over) {
        way.lost += bytes.size();
        return;
    }
    way.flow.put(bytes.toByteArray(), m_lastActive);
    m_links.pumpSoon(*this);
}

void RelayPair::onClosed(End from, EventCode code)
{
    Way &way = wayFrom(from);
    way.ended = way.ended || code == EventCode::ClosedByPeer || isBroken(code);
    way.broken = way.broken || isBroken(code);
    m_links.settleSoon(*this);
}

void RelayPair::onForgotten(End from)
{
    wayFrom(from).ended = true;
    wayTo(from).gone = true;
    wayTo(from).queued = 0;
    m_links.settleSoon(*this);
}

void RelayPair::onWaiting(End to, qint64 bytes)
{
    Way &way = wayTo(to);
    const bool hadNoRoom = way.queued >= releaseBelow;
    way.queued = bytes;
    if (hadNoRoom && bytes < releaseBelow)
        m_links.settleSoon(*this);
}

void RelayPair::pump()
{
    pumpFrom(End::Client);
    pumpFrom(End::Server);
}

void RelayPair::pumpFrom(End from)
{
    const End to = from == End::Client ? End::Server : End::Client;
    Way &way = wayFrom(from);
    if (way.gone || way.over) {
        way.lost += way.flow.clear();
    } else if (canSendTo(to)) {
        const Time time = now();
        while (way.queued < holdAbove && canSendTo(to)) {
            const auto bytes = way.flow.take(time);
            if (!bytes)
                break;
            if (!sendTo(to, *bytes, Origin::User) && !isDatagram())
                way.lost += bytes->size(); // datagrams: it was reported
        }
    }
    if (way.isQuiet)
        reportImpaired(from);
    updateReading(from);
    if (way.flow.isEmpty() && (way.ended || way.flow.isCutOff()))
        m_links.settleSoon(*this);
}

bool RelayPair::sendTo(End to, const QByteArray &bytes, Origin origin) const
{
    if (to == End::Server)
        return m_onward->send({}, bytes, origin);
    if (!isDatagram())
        return m_links.front.send({Target::Kind::One, m_client.id, {}, 0}, bytes, origin);
    Reply datagram; // from the address that the client sent to
    datagram.bytes = bytes;
    m_links.front.reply(m_client.id, std::move(datagram));
    return true;
}

bool RelayPair::inject(PeerId peer, const QByteArray &bytes, Origin origin) const
{
    return sendTo(peer == m_client.id ? End::Client : End::Server, bytes, origin);
}

/// Does not read from one side while too much waits for the other.
void RelayPair::updateReading(End from)
{
    Way &way = wayFrom(from);
    const PeerId sender = wayTo(from).to;
    if (isDatagram() || sender == PeerId::None || wayTo(from).gone)
        return;
    const qint64 waits = way.flow.held() + way.queued;
    const bool pause = !way.gone && !way.over && waits > (way.paused ? releaseBelow : holdAbove);
    if (std::exchange(way.paused, pause) != pause)
        endpointOf(from).pausePeer(sender, pause);
}

std::optional<RelayPair::Time> RelayPair::due() const
{
    std::optional<Time> first;
    for (const Way &way : m_ways) {
        const bool isOpen = way.to != PeerId::None || (isDatagram() && m_onward->state() == Endpoint::State::Open);
        const auto due = isOpen && !way.gone && way.queued < holdAbove ? way.flow.due() : std::nullopt;
        if (due)
            first = first ? std::min(*first, *due) : *due;
    }
    return first;
}

bool RelayPair::settle()
{
    const bool clientGone = wayTo(End::Client).gone;
    if (!std::exchange(m_opened, true) && !clientGone)
        m_onward->open();
    if (m_failed && !std::exchange(wayTo(End::Server).over, true)) {
        if (!clientGone) {
            const SinkBatch batch(next());
            batch->event({EventCode::RelayFailed, {addressOf(End::Client), m_target}}, m_client.id);
            m_links.front.disconnectPeer(m_client.id, true);
        }
    } else if (clientGone && server() == PeerId::None) {
        m_onward->close(); // it may still be connecting
    }
    pump();
    settleFrom(End::Client);
    settleFrom(End::Server);
    const bool isClosed = m_onward->state() == Endpoint::State::Closed;
    return isDatagram() ? isClosed || wayTo(End::Client).gone : isClosed && wayTo(End::Client).gone;
}

/// Passes on what has become of the sender, once all that it sent before is passed on.
void RelayPair::settleFrom(End from)
{
    const End to = from == End::Client ? End::Server : End::Client;
    Way &way = wayFrom(from);
    if (isDatagram() || !canSendTo(to))
        return;
    if (way.ended)
        way.flow.end();
    if (!way.flow.isEmpty())
        return;
    if (way.flow.isCutOff()) {
        {
            const SinkBatch batch(next());
            const QString bytes = QString::number(way.flow.accepted());
            batch->event({EventCode::RelayReset, {addressOf(from), addressOf(to), bytes}}, m_client.id);
        }
        endConnection(to, Reply::Then::Reset);
        endConnection(from, Reply::Then::Reset);
    } else if (way.broken) {
        endConnection(to, Reply::Then::Reset);
    } else if (wayTo(from).gone && !wayFrom(to).ended) {
        endConnection(to, Reply::Then::Close); // nobody is left to receive what it sends
    } else if (way.ended && !std::exchange(way.finPassed, true)) {
        endpointOf(to).finishSendingTo(way.to);
        endpointOf(to).holdPeer(way.to, false);
    }
}

/// Once it has got what is queued for it.
void RelayPair::endConnection(End end, Reply::Then how)
{
    Way &way = wayTo(end);
    if (way.gone || std::exchange(way.over, true))
        return;
    way.lost += way.flow.clear();
    if (way.finPassed && way.queued == 0) {
        endpointOf(end).disconnectPeer(way.to, how == Reply::Then::Reset);
        return;
    }
    Reply last;
    last.then = how;
    endpointOf(end).reply(way.to, std::move(last));
}

// Reports

void RelayPair::tick()
{
    for (const End from : {End::Client, End::Server}) {
        wayFrom(from).isQuiet = true;
        reportImpaired(from);
    }
}

void RelayPair::reportImpaired(End from)
{
    Way &way = wayFrom(from);
    const ImpairmentCounts news = way.flow.counts() - way.reported;
    if (news.dropped + news.overflowed + news.duplicated + news.reordered == 0)
        return; // delays can be seen in the log
    way.reported = way.flow.counts();
    way.isQuiet = false;
    const QString to = addressOf(from == End::Client ? End::Server : End::Client);
    const SinkBatch batch(next());
    batch->event({EventCode::RelayImpaired,
                  {addressOf(from), to, QString::number(news.dropped), QString::number(news.overflowed),
                   QString::number(news.duplicated), QString::number(news.reordered)}},
                 m_client.id);
}

void RelayPair::reportIdle(int seconds) const
{
    const SinkBatch batch(next());
    batch->event({EventCode::RelayIdle, {addressOf(End::Client), addressOf(End::Server), QString::number(seconds)}},
                 m_client.id);
}

/// What was received and never passed on, besides what was dropped on purpose.
void RelayPair::reportLost(End from) const
{
    const Way &way = m_ways[size_t(from)];
    const qint64 lost = way.lost + way.flow.held() + way.flow.refused();
    if (lost == 0)
        return;
    const QString to = addressOf(from == End::Client ? End::Server : End::Client);
    const QString bytes = QString::number(lost);
    const SinkBatch batch(next());
    if (m_failed || (!isDatagram() && server() == PeerId::None))
        batch->event({EventCode::RelayUnsent, {addressOf(from), to, bytes}}, m_client.id);
    else if (isDatagram())
        batch->event(
            {EventCode::SendFailed,
             {to, bytes, QCoreApplication::translate("RelayPair", "the relay was closed before they were due")}},
            m_client.id);
    else
        batch->event({EventCode::Unsent, {to, bytes}}, m_client.id);
}
