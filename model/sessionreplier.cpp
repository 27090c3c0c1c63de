// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/sessionreplier.h"

#include <QCoreApplication>

#include <utility>

namespace {

constexpr qint64 nsPerMs = 1'000'000;

} // namespace

SessionReplier::SessionReplier(std::function<void(const Event &, PeerId)> tell) : m_tell(std::move(tell)), m_timer(this)
{
    m_clock.start();
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &SessionReplier::sendDue);
}

void SessionReplier::setRules(std::shared_ptr<const ReplyRules> rules)
{
    m_rules = std::move(rules);
    if (m_rules)
        return;
    m_timer.stop();
    m_ready.clear();
    m_peers.clear();
    m_delayedBytes = 0;
    for (const auto &[due, pending] : std::exchange(m_delayed, {})) {
        if (m_endpoint)
            m_endpoint->holdPeer(pending.peer, false);
    }
}

SessionReplier::PeerState &SessionReplier::stateOf(const Peer &peer)
{
    return m_peers.try_emplace(peer.id, peer.incoming).first->second;
}

void SessionReplier::connected(const Peer &peer)
{
    if (m_rules)
        react(peer, stateOf(peer), {ReplyQuestion::Kind::Connect, {}, peer.remote, 0});
}

void SessionReplier::received(const Peer &peer, QByteArrayView bytes)
{
    if (!m_rules)
        return;
    PeerState &state = stateOf(peer);
    ++state.messages;
    if (state.ending)
        return;
    const LoopGuard::Verdict verdict = state.guard.received(bytes, m_clock.nsecsElapsed());
    if (verdict != LoopGuard::Verdict::Answer)
        tellVerdict(peer, state.guard, verdict);
    if (verdict == LoopGuard::Verdict::Answer || verdict == LoopGuard::Verdict::Suspicious)
        react(peer, state, {ReplyQuestion::Kind::Message, bytes, peer.remote, state.messages});
}

void SessionReplier::tellVerdict(const Peer &peer, const LoopGuard &guard, LoopGuard::Verdict verdict)
{
    const QString address = peer.remote.toString();
    if (verdict == LoopGuard::Verdict::Stop)
        m_tell({EventCode::EchoStopped, {address, QString::number(guard.rounds())}}, peer.id);
    else if (verdict == LoopGuard::Verdict::Suspicious)
        m_tell({EventCode::EchoSuspected, {address, QString::number(LoopGuard::suspiciousNs / 1'000'000'000)}},
               peer.id);
}

void SessionReplier::react(const Peer &peer, PeerState &state, const ReplyQuestion &question)
{
    auto reaction = m_rules->react(question);
    if (!reaction)
        return;
    if (reaction->trouble)
        m_tell(*reaction->trouble, peer.id);
    if (question.kind == ReplyQuestion::Kind::Connect)
        state.guard.began(reaction->answer.bytes);
    else
        state.guard.answered(reaction->answer.bytes);
    state.ending = peer.transport == Transport::Tcp && reaction->answer.then != Answer::Then::Keep;
    if (reaction->delayMs > 0)
        delay(peer, std::move(reaction->answer), reaction->delayMs);
    else
        m_ready.push_back({peer.id, std::move(reaction->answer)});
}

void SessionReplier::sent(const Peer &peer, QByteArrayView bytes)
{
    if (m_rules && m_personSends)
        stateOf(peer).guard.began(bytes);
}

void SessionReplier::flush()
{
    if (std::exchange(m_flushing, true))
        return; // sending an answer ends a batch too
    while (!m_ready.empty()) {
        for (Pending &pending : std::exchange(m_ready, {})) {
            if (m_endpoint)
                m_endpoint->answer(pending.peer, std::move(pending.answer));
        }
    }
    m_flushing = false;
}

void SessionReplier::delay(const Peer &peer, Answer answer, int ms)
{
    if (qsizetype(m_delayed.size()) >= mostDelayed || m_delayedBytes + answer.bytes.size() > mostDelayedBytes) {
        m_tell({EventCode::ReplyFailed,
                {peer.remote.toString(),
                 QCoreApplication::translate("SessionReplier", "too many answers are waiting for their delay")}},
               peer.id);
        return;
    }
    m_delayedBytes += answer.bytes.size();
    if (m_endpoint)
        m_endpoint->holdPeer(peer.id, true);
    m_delayed.emplace(m_clock.nsecsElapsed() + ms * nsPerMs, Pending{peer.id, std::move(answer)});
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
        m_delayedBytes -= pending.answer.bytes.size();
        if (!m_endpoint)
            continue;
        m_endpoint->answer(pending.peer, std::move(pending.answer));
        m_endpoint->holdPeer(pending.peer, false);
    }
    startTimer();
}
