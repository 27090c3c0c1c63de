// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/framecutter.h"
#include "model/endpoint/endpoint.h"
#include "model/replies/loopguard.h"
#include "model/replies/replyrules.h"

#include <QElapsedTimer>
#include <QTimer>

#include <map>
#include <memory>
#include <set>
#include <unordered_map>

/// Replies to peers by the rules of a session, at the end of the batch replied to. Lives on the I/O thread.
class SessionReplier : public QObject
{
    Q_OBJECT
public:
    /// Reports events to `sink`, and replies through `endpoint`, which may be null. Both outlive it.
    SessionReplier(TrafficSink &sink, const std::unique_ptr<Endpoint> &endpoint, QObject *parent);

    /// Null: no replies; delayed ones are dropped.
    void setRules(std::shared_ptr<const ReplyRules> rules);
    bool hasRules() const { return m_rules != nullptr; }
    /// How streams are cut into messages, unless the rules say so themselves. Without rules, invalid length fields are
    /// reported.
    void setFraming(const Framing &framing);

    void connected(const Peer &peer);
    void received(const Peer &peer, QByteArrayView bytes);
    /// In the order in which the system accepted the bytes.
    void sent(const Peer &peer, QByteArrayView bytes, Origin origin);
    /// The peer has sent FIN.
    void ended(const Peer &peer);
    void forget(PeerId peer);
    /// Sends the replies that are ready.
    void flush();

    /// Limits for delayed replies.
    static constexpr qsizetype maxDelayed = 100'000;
    static constexpr qint64 maxDelayedBytes = qint64(64) << 20;
    /// When the unfinished messages of all peers exceed `maxHeld` bytes, each may have only `reducedHeld`.
    static constexpr qint64 maxHeld = qint64(64) << 20;
    static constexpr int reducedHeld = 64 << 10;

private:
    struct PeerState
    {
        explicit PeerState(const Peer &of) : peer(of), guard(of.incoming) { }
        Peer peer;
        LoopGuard guard;
        std::optional<FrameCutter> cutter;
        qint64 idleDue = 0; // on m_clock; when the cutter waits for a pause
        bool reportedTooLong = false;
        bool reportedBadLength = false;
        bool reportedMalformed = false;
        quint64 messages = 0;
        bool ending = false; // a reply closes the connection: no further ones
    };
    struct Pending
    {
        PeerId peer = PeerId::None;
        Reply reply;
    };

    void report(const Event &event, PeerId peer);
    const Framing &framing() const { return m_rules && m_rules->framing() ? *m_rules->framing() : m_framing; }
    bool watchesLengths() const { return !m_rules && framing().kind == Framing::Kind::Length; }
    void cut(PeerState &state, QByteArrayView bytes);
    void onFrame(PeerState &state, const Frame &frame);
    void onMessage(PeerState &state, QByteArrayView raw, QByteArrayView message);
    void waitForIdle(PeerState &state);
    void stopWaiting(PeerState &state);
    void onIdle();
    void dropCutters();
    void applyRules(const Peer &peer, PeerState &state, const ReplyTrigger &trigger);
    void frame(const Peer &peer, ReplyRules::Match &match) const;
    void reportVerdict(const Peer &peer, const LoopGuard &guard, LoopGuard::Verdict verdict);
    void delay(const Peer &peer, Reply reply, int ms);
    void sendDue();
    void startTimer();
    PeerState &stateOf(const Peer &peer) { return m_peers.try_emplace(peer.id, peer).first->second; }

    TrafficSink &m_sink;
    const std::unique_ptr<Endpoint> &m_endpoint;
    std::shared_ptr<const ReplyRules> m_rules;
    std::unordered_map<PeerId, PeerState> m_peers;
    Framing m_framing;
    std::set<std::pair<qint64, PeerId>> m_idle; // by PeerState::idleDue
    QTimer m_idleTimer;
    qint64 m_held = 0; // bytes of all cutters
    std::vector<Pending> m_ready;
    std::vector<PeerId> m_released;           // to be released once the ready replies are sent
    std::multimap<qint64, Pending> m_delayed; // by when they are due on m_clock, in ns
    qint64 m_delayedBytes = 0;
    QElapsedTimer m_clock;
    QTimer m_timer;
    bool m_flushing = false;
};
