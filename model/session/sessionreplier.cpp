// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/session/sessionreplier.h"

#include <QCoreApplication>

#include <utility>

namespace {

constexpr qint64 nsPerMs = 1'000'000;

/// What encodes the messages of a framing.
QString encodingName(const Framing &framing)
{
    return framing.kind == Framing::Kind::Cobs ? QStringLiteral("COBS")
        : framing.kind == Framing::Kind::Slip  ? QStringLiteral("SLIP")
                                               : QStringLiteral("JT/T 808");
}

} // namespace

SessionReplier::SessionReplier(TrafficSink &sink, const std::unique_ptr<Endpoint> &endpoint, QObject *parent)
    : QObject(parent), m_sink(sink), m_endpoint(endpoint), m_idleTimer(this), m_timer(this)
{
    m_clock.start();
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &SessionReplier::sendDue);
    m_idleTimer.setSingleShot(true);
    m_idleTimer.setTimerType(Qt::PreciseTimer);
    connect(&m_idleTimer, &QTimer::timeout, this, &SessionReplier::onIdle);
}

void SessionReplier::report(const Event &event, PeerId peer)
{
    const SinkBatch batch(m_sink);
    batch->event(event, peer);
}

void SessionReplier::setRules(std::shared_ptr<const ReplyRules> rules)
{
    const Framing before = framing();
    m_rules = std::move(rules);
    if (!m_rules || framing() != before)
        dropCutters();
    if (m_rules)
        return flush();
    m_timer.stop();
    m_ready.clear();
    m_peers.clear();
    m_delayedBytes = 0;
    for (const auto &[due, pending] : std::exchange(m_delayed, {})) {
        if (m_endpoint)
            m_endpoint->holdPeer(pending.peer, false);
    }
    flush();
}

void SessionReplier::setFraming(const Framing &framing)
{
    if (m_framing == framing)
        return;
    m_framing = framing;
    dropCutters();
    flush();
}

void SessionReplier::connected(const Peer &peer)
{
    if (m_rules)
        applyRules(peer, stateOf(peer), {ReplyTrigger::Kind::Connect, {}, peer.remote, 0});
}

void SessionReplier::received(const Peer &peer, QByteArrayView bytes)
{
    if (!m_rules && !(watchesLengths() && peer.transport == Transport::Tcp))
        return;
    PeerState &state = stateOf(peer);
    if (state.ending)
        return;
    if (peer.transport == Transport::Tcp && framing().kind != Framing::Kind::None)
        cut(state, bytes);
    else if (m_rules)
        onMessage(state, bytes, framing().hasBody() ? framing().body(bytes).value_or(bytes.toByteArray()) : bytes);
}

void SessionReplier::cut(PeerState &state, QByteArrayView bytes)
{
    if (!state.cutter)
        state.cutter.emplace(framing());
    FrameCutter &cutter = *state.cutter;
    const auto take = [&](const Frame &frame) { onFrame(state, frame); };
    m_held -= cutter.held();
    if (state.idleDue != 0 && m_clock.nsecsElapsed() >= state.idleDue)
        cutter.idle(take);                        // the timer is late
    cutter.setMaxBytes(watchesLengths()       ? 0 // only the fields
                           : m_held > maxHeld ? reducedHeld
                                              : framing().maxBytes);
    cutter.feed(bytes, take);
    m_held += cutter.held();
    waitForIdle(state);
}

void SessionReplier::onFrame(PeerState &state, const Frame &frame)
{
    // Once for each peer: often all of its messages are wrong.
    const auto reportFrame = [&](EventCode code, const QStringList &args) {
        report({code, QStringList{state.peer.remote.toString()} + args}, state.peer.id);
    };
    if (m_rules && frame.state == Frame::State::TooLong && !std::exchange(state.reportedTooLong, true))
        reportFrame(EventCode::FrameTooLong, {QString::number(frame.raw.size())});
    if (frame.state == Frame::State::BadLength && !std::exchange(state.reportedBadLength, true))
        reportFrame(EventCode::FrameBadLength, {QString::number(frame.announced), QString::number(framing().maxBytes)});
    if (frame.state == Frame::State::Malformed && !std::exchange(state.reportedMalformed, true))
        reportFrame(EventCode::FrameMalformed, {encodingName(framing())});
    if (m_rules && (frame.state == Frame::State::Whole || frame.state == Frame::State::TooLong))
        onMessage(state, frame.raw, frame.bytes);
}

/// `raw`: the message with its framing.
void SessionReplier::onMessage(PeerState &state, QByteArrayView raw, QByteArrayView message)
{
    ++state.messages;
    if (state.ending)
        return;
    const Peer &peer = state.peer;
    const LoopGuard::Verdict verdict = state.guard.received(raw, m_clock.nsecsElapsed());
    if (verdict != LoopGuard::Verdict::Reply)
        reportVerdict(peer, state.guard, verdict);
    if (verdict == LoopGuard::Verdict::Reply || verdict == LoopGuard::Verdict::Suspicious)
        applyRules(peer, state, {ReplyTrigger::Kind::Message, message, peer.remote, state.messages});
}

/// Holds the peer while a message is unfinished, so that it can still get a reply after its FIN.
void SessionReplier::waitForIdle(PeerState &state)
{
    const int ms = state.cutter->waitMs();
    const bool waited = state.idleDue != 0;
    if (ms < 0) {
        stopWaiting(state);
        return;
    }
    if (waited)
        m_idle.erase({state.idleDue, state.peer.id});
    else if (m_endpoint)
        m_endpoint->holdPeer(state.peer.id, true);
    state.idleDue = m_clock.nsecsElapsed() + ms * nsPerMs;
    m_idle.emplace(state.idleDue, state.peer.id);
    if (!m_idleTimer.isActive() || m_idleTimer.remainingTime() > ms)
        m_idleTimer.start(ms);
}

void SessionReplier::stopWaiting(PeerState &state)
{
    if (state.idleDue == 0)
        return;
    m_idle.erase({state.idleDue, state.peer.id});
    state.idleDue = 0;
    m_released.push_back(state.peer.id);
}

void SessionReplier::onIdle()
{
    m_flushing = true; // no peer may go before all are handled
    while (!m_idle.empty() && m_idle.begin()->first <= m_clock.nsecsElapsed()) {
        PeerState &state = m_peers.at(m_idle.begin()->second);
        m_held -= state.cutter->held();
        state.cutter->idle([&](const Frame &frame) { onFrame(state, frame); });
        m_held += state.cutter->held();
        stopWaiting(state);
    }
    m_flushing = false;
    flush();
    if (m_idle.empty())
        return;
    const qint64 wait = m_idle.begin()->first - m_clock.nsecsElapsed();
    m_idleTimer.start(int(std::max<qint64>((wait + nsPerMs - 1) / nsPerMs, 0)));
}

void SessionReplier::ended(const Peer &peer)
{
    const auto known = m_peers.find(peer.id);
    if (!m_rules || known == m_peers.end() || !known->second.cutter)
        return;
    PeerState &state = known->second;
    m_held -= state.cutter->held();
    state.cutter->end([&](const Frame &frame) { onFrame(state, frame); });
    m_held += state.cutter->held();
    if (m_endpoint && state.idleDue == 0)
        m_endpoint->holdPeer(peer.id, true);
    m_released.push_back(peer.id); // after the last reply
    if (state.idleDue != 0)
        m_idle.erase({std::exchange(state.idleDue, 0), peer.id});
}

void SessionReplier::forget(PeerId peer)
{
    const auto known = m_peers.find(peer);
    if (known == m_peers.end())
        return;
    PeerState &state = known->second;
    if (state.cutter)
        m_held -= state.cutter->held();
    if (state.idleDue != 0)
        m_idle.erase({state.idleDue, peer});
    m_peers.erase(known);
}

/// Drops unfinished messages.
void SessionReplier::dropCutters()
{
    for (auto &[id, state] : m_peers) {
        stopWaiting(state);
        state.cutter.reset();
        state.reportedTooLong = state.reportedBadLength = state.reportedMalformed = false;
    }
    m_held = 0;
}

void SessionReplier::reportVerdict(const Peer &peer, const LoopGuard &guard, LoopGuard::Verdict verdict)
{
    if (verdict == LoopGuard::Verdict::Stop)
        report({EventCode::EchoStopped, {peer.remote.toString(), QString::number(guard.rounds())}}, peer.id);
    else if (verdict == LoopGuard::Verdict::Suspicious)
        report({EventCode::EchoSuspected,
                {peer.remote.toString(), QString::number(LoopGuard::suspiciousNs / nsPerSecond)}},
               peer.id);
}

void SessionReplier::applyRules(const Peer &peer, PeerState &state, const ReplyTrigger &trigger)
{
    auto match = m_rules->match(trigger);
    if (!match)
        return;
    frame(peer, *match);
    if (match->error)
        report(*match->error, peer.id);
    if (trigger.kind == ReplyTrigger::Kind::Connect)
        state.guard.sentUnprompted({}); // sent() passes its bytes
    else
        state.guard.replied(match->reply.bytes);
    state.ending = peer.transport == Transport::Tcp && match->reply.then != Reply::Then::Keep;
    if (match->delayMs > 0)
        delay(peer, std::move(match->reply), match->delayMs);
    else
        m_ready.push_back({peer.id, std::move(match->reply)});
}

/// The replies of rules are what messages carry, as the messages that they see are. Files are sent as they are.
void SessionReplier::frame(const Peer &peer, ReplyRules::Match &match) const
{
    if (match.reply.source || match.reply.bytes.isEmpty())
        return;
    auto framed = framing().wrapped(match.reply.bytes);
    if (framed) {
        match.reply.bytes = std::move(*framed);
        return;
    }
    match.reply.bytes.clear();
    match.reply.sends = false;
    match.error = Event{EventCode::ReplyFailed, {peer.remote.toString(), framed.error().message}};
}

void SessionReplier::sent(const Peer &peer, QByteArrayView bytes, Origin origin)
{
    if (m_rules && origin == Origin::User)
        stateOf(peer).guard.sentUnprompted(bytes);
    else if (const auto known = m_peers.find(peer.id); known != m_peers.end())
        known->second.guard.replySent(bytes);
}

void SessionReplier::flush()
{
    if (std::exchange(m_flushing, true))
        return; // sending a reply ends a batch too
    while (!m_ready.empty() || !m_released.empty()) {
        for (Pending &pending : std::exchange(m_ready, {})) {
            if (m_endpoint)
                m_endpoint->reply(pending.peer, std::move(pending.reply));
        }
        for (const PeerId peer : std::exchange(m_released, {})) {
            if (m_endpoint)
                m_endpoint->holdPeer(peer, false);
        }
    }
    m_flushing = false;
}

void SessionReplier::delay(const Peer &peer, Reply reply, int ms)
{
    if (qsizetype(m_delayed.size()) >= maxDelayed || m_delayedBytes + reply.bytes.size() > maxDelayedBytes) {
        report({EventCode::ReplyFailed,
                {peer.remote.toString(),
                 QCoreApplication::translate("SessionReplier", "too many replies are waiting for their delay")}},
               peer.id);
        return;
    }
    m_delayedBytes += reply.bytes.size();
    if (m_endpoint)
        m_endpoint->holdPeer(peer.id, true);
    m_delayed.emplace(m_clock.nsecsElapsed() + ms * nsPerMs, Pending{peer.id, std::move(reply)});
    startTimer();
}

void SessionReplier::startTimer()
{
    if (m_delayed.empty())
        return;
    const qint64 wait = m_delayed.begin()->first - m_clock.nsecsElapsed();
    m_timer.start(int(std::max<qint64>((wait + nsPerMs - 1) / nsPerMs, 0)));
}

void SessionReplier::sendDue()
{
    const qint64 now = m_clock.nsecsElapsed();
    while (!m_delayed.empty() && m_delayed.begin()->first <= now) {
        Pending pending = std::move(m_delayed.extract(m_delayed.begin()).mapped());
        m_delayedBytes -= pending.reply.bytes.size();
        if (!m_endpoint)
            continue;
        m_endpoint->reply(pending.peer, std::move(pending.reply));
        m_endpoint->holdPeer(pending.peer, false);
    }
    startTimer();
}
