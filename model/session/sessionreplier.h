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

/// Answers peers by the rules of a session. Lives on the session's I/O thread, where all its functions
/// are called: it is told what came, and at the end of the batch the answers go out, without a turn
/// through another thread.
class SessionReplier : public QObject
{
    Q_OBJECT
public:
    /// Puts events about a peer into `sink`, and answers through `endpoint`, which may be none. Both outlive it.
    SessionReplier(TrafficSink &sink, const std::unique_ptr<Endpoint> &endpoint, QObject *parent);

    /// Null: nothing is answered, and what was to be sent later is not.
    void setRules(std::shared_ptr<const ReplyRules> rules);
    bool hasRules() const { return m_rules != nullptr; }
    /// How streams are cut into the messages that are answered, unless the rules say it themselves.
    void setFraming(const Framing &framing);

    void connected(const Peer &peer);
    void received(const Peer &peer, QByteArrayView bytes);
    /// In the order in which the system took them, whenever that was.
    void sent(const Peer &peer, QByteArrayView bytes, Origin origin);
    /// The peer will send nothing more.
    void ended(const Peer &peer);
    void forget(PeerId peer);
    /// Sends what was thought of since the last call.
    void flush();

    /// What waits for its delay, at most.
    static constexpr qsizetype mostDelayed = 100'000;
    static constexpr qint64 mostDelayedBytes = qint64(64) << 20;
    /// When the peers' unfinished messages are more than this, each may have only `fewHeld`.
    static constexpr qint64 mostHeld = qint64(64) << 20;
    static constexpr int fewHeld = 64 << 10;

private:
    struct PeerState
    {
        explicit PeerState(const Peer &of) : peer(of), guard(of.incoming) { }
        Peer peer;
        LoopGuard guard;
        std::optional<FrameCutter> cutter;
        qint64 idleDue = 0; // on m_clock, when the cutter waits for a time without bytes
        bool toldTooLong = false;
        bool toldBadLength = false;
        quint64 messages = 0;
        bool ending = false; // after an answer that ends the connection nothing more is answered
    };
    struct Pending
    {
        PeerId peer = PeerId::None;
        Reply reply;
    };

    void tell(const Event &event, PeerId peer);
    const Framing &framing() const;
    void cut(PeerState &state, QByteArrayView bytes);
    void onFrame(PeerState &state, const Frame &frame);
    void onMessage(PeerState &state, QByteArrayView raw, QByteArrayView message);
    void waitForIdle(PeerState &state);
    void stopWaiting(PeerState &state);
    void onIdle();
    void dropCutters();
    void applyRules(const Peer &peer, PeerState &state, const ReplyTrigger &trigger);
    void tellVerdict(const Peer &peer, const LoopGuard &guard, LoopGuard::Verdict verdict);
    void delay(const Peer &peer, Reply reply, int ms);
    void sendDue();
    void startTimer();
    PeerState &stateOf(const Peer &peer);

    TrafficSink &m_sink;
    const std::unique_ptr<Endpoint> &m_endpoint;
    std::shared_ptr<const ReplyRules> m_rules;
    std::unordered_map<PeerId, PeerState> m_peers;
    Framing m_framing;
    std::set<std::pair<qint64, PeerId>> m_idle; // by PeerState::idleDue
    QTimer m_idleTimer;
    qint64 m_held = 0; // bytes of all cutters
    std::vector<Pending> m_ready;
    std::vector<PeerId> m_released;           // held back until what is ready was sent
    std::multimap<qint64, Pending> m_delayed; // by when they are due on m_clock, in ns
    qint64 m_delayedBytes = 0;
    QElapsedTimer m_clock;
    QTimer m_timer;
    bool m_flushing = false;
};
