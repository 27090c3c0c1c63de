// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>

/// Detects, for one peer, that two endpoints with automatic replies keep each other busy for ever.
///
/// A client sends messages of its own; an echo sends only what it received. After *we* sent something unprompted (typed
/// bytes, a greeting), replies stop after `maxRounds` messages in a row that consist of nothing but our own bytes, unless
/// they are slow (an echo with a delay is harmless). If the *peer* sent first, a loop looks like a benchmark that
/// repeats one message: after `suspiciousNs` there is a warning, and replies stop only if we connected to the peer,
/// because servers do not measure their clients.
class LoopGuard
{
public:
    enum class Verdict : quint8 {
        Reply,
        Suspicious, ///< reply; reported once
        Stop,       ///< do not reply; reported once
        Silent,     ///< do not reply
    };

    /// `mayMeasure`: the peer connected to us, so it may be a benchmark.
    explicit LoopGuard(bool mayMeasure) : m_mayMeasure(mayMeasure) { }

    /// Bytes other than a reply were sent, all of them or the next part.
    void sentUnprompted(QByteArrayView bytes);
    /// A message was received; `timeNs` is of any monotonic clock.
    Verdict received(QByteArrayView bytes, qint64 timeNs);
    /// The message gets this reply.
    void replied(QByteArrayView bytes);
    /// The system took bytes of a reply: an echo returns them after all that was sent before.
    void replySent(QByteArrayView bytes);
    /// Bytes kept to recognize an echo; at most 1 MiB.
    qsizetype expectedBytes() const { return m_expected.size(); }

    /// Replies in the present loop.
    qint64 rounds() const { return m_rounds; }

    static constexpr qint64 maxRounds = 200;
    static constexpr qint64 slowNs = 10'000'000'000; ///< `maxRounds` that take longer are harmless
    static constexpr qint64 suspiciousNs = 5'000'000'000;
    static constexpr qint64 suspiciousRounds = 500;  ///< at least, in that time
    static constexpr qint64 quietNs = 1'000'000'000; ///< replies start again after such a pause

private:
    bool isEcho(QByteArrayView bytes);
    void expect(QByteArrayView sent);
    void reset();
    Verdict judge(qint64 timeNs);

    bool m_mayMeasure;
    bool m_weBegan = false;
    bool m_isEcho = false; // the last message
    bool m_stopped = false;
    bool m_warned = false;
    QByteArray m_expected; // m_weBegan: sent and not returned yet
    size_t m_lastHash = 0; // else: of the last reply
    qsizetype m_lastSize = 0;
    qint64 m_rounds = 0;
    qint64 m_startNs = 0;
    qint64 m_lastNs = 0;
};
