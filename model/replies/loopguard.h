// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>

/// Finds out, for one peer, that two ends which answer by themselves keep each other busy for ever.
///
/// What tells them from a client that asks as fast as it can: such a client asks of its own accord,
/// an echo sends only what it was sent. When *we* spoke first (a person sent something, or a
/// connection was greeted) and from then on nothing comes but exactly the bytes that we sent, answer upon
/// answer, the peer has said nothing of its own, and the answers stop after `mostRounds` of them, unless
/// they are slow (a heartbeat with a delay is no trouble). When the *peer* spoke first, a loop looks like a
/// benchmark that always sends the same message: then there is only a warning after `suspiciousNs`, and
/// an end only where the peer is one that we connected to, since servers do not measure their clients.
class LoopGuard
{
public:
    enum class Verdict : quint8 {
        Reply,
        Suspicious, ///< answer; told once
        Stop,       ///< do not answer; told once
        Silent,     ///< do not answer
    };

    /// `mayMeasure`: the peer came to us, so it may be a benchmark.
    explicit LoopGuard(bool mayMeasure) : m_mayMeasure(mayMeasure) { }

    /// Something was sent that was no answer to a message; also a part of it, the next one later.
    void began(QByteArrayView sent);
    /// A message came at a time in ns, of any clock that does not jump.
    Verdict received(QByteArrayView bytes, qint64 timeNs);
    /// And is to be answered.
    void replied(QByteArrayView bytes);
    /// The system took bytes of an answer: they will come back behind what was sent before them.
    void replySent(QByteArrayView bytes);
    /// Bytes kept to recognize them when they come back; at most 1 MiB.
    qsizetype remembered() const { return m_expected.size(); }

    /// Answers in the present loop.
    qint64 rounds() const { return m_rounds; }

    static constexpr qint64 mostRounds = 200;
    static constexpr qint64 slowNs = 10'000'000'000;      ///< that many rounds in this time are slow
    static constexpr qint64 suspiciousNs = 5'000'000'000; ///< of the peer's own loop
    static constexpr qint64 suspiciousRounds = 500;       ///< in that time
    static constexpr qint64 quietNs = 1'000'000'000;      ///< after it, a stopped peer is answered again

private:
    bool isEcho(QByteArrayView bytes);
    void expect(QByteArrayView sent);
    void startAnew();
    Verdict judge(qint64 timeNs);

    bool m_mayMeasure;
    bool m_ours = false;   // we spoke first
    bool m_echoed = false; // the last message was an echo
    bool m_stopped = false;
    bool m_told = false;
    QByteArray m_expected; // m_ours: sent and not come back
    size_t m_lastHash = 0; // else: of the last answer
    qsizetype m_lastSize = 0;
    qint64 m_rounds = 0;
    qint64 m_startNs = 0;
    qint64 m_lastNs = 0;
};
