// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/endpoint/impairment.h"

#include <QByteArray>

#include <chrono>
#include <functional>
#include <map>
#include <optional>

/// What is on its way in one direction of a relay, and when it is to be sent. Has neither a clock nor randomness of its
/// own, so that the same input always has the same output. Belongs to one thread.
class ImpairedFlow
{
public:
    using Time = std::chrono::nanoseconds; ///< of a monotonic clock of the caller
    /// Returns a number from 0, below 1.
    using Random = std::function<double()>;

    ImpairedFlow(bool datagrams, const Impairment &impairment, Random random);

    /// A source of random numbers that is the same on all systems.
    static Random randomFrom(quint64 seed);

    /// For what is put in from now on; the limit of the rate, and cutting, also for what waits.
    void setImpairment(const Impairment &impairment)
    {
        m_impairment = impairment;
        m_nextFree = {};
    }

    /// Takes a datagram, or the next bytes of a stream.
    void put(const QByteArray &bytes, Time now);
    /// Nothing follows: what is collected need not wait for more.
    void end() { m_ended = true; }
    /// The next bytes to be sent, if any are due.
    std::optional<QByteArray> take(Time now);
    /// When take() should be called next, which may be in the past; nothing while it is empty.
    std::optional<Time> due() const;

    /// Bytes waiting.
    qint64 held() const { return m_held; }
    bool isEmpty() const { return m_pieces.empty() && m_glued.isEmpty() && !m_overtaken; }
    /// Drops what is waiting, and returns how many bytes that were.
    qint64 clear();
    /// Impairment::resetAfter has been reached: further bytes are not taken.
    bool isCutOff() const { return m_cutOff; }
    /// Bytes of a stream taken so far, and not taken for that reason.
    qint64 accepted() const { return m_accepted; }
    qint64 refused() const { return m_refused; }
    const ImpairmentCounts &counts() const { return m_counts; }

    /// Datagrams that do not fit are dropped; streams are to be paused by the caller.
    static constexpr qint64 maxHeldDatagrams = qint64(8) << 20;
    /// A datagram to be overtaken waits no longer than this for another.
    static constexpr std::chrono::milliseconds overtakeWithin{100};

private:
    struct Piece
    {
        QByteArray bytes;
        qsizetype taken = 0;
        quint64 number = 0; // in the order received
        Time arrived{};
    };

    void putDatagram(const QByteArray &bytes, Time now);
    void enqueue(const Piece &piece, Time now);
    void collect(const QByteArray &bytes, Time now);
    void releaseGlued(Time now);
    bool happens(double percent) { return percent > 0 && m_random() * 100 < percent; }
    qsizetype nextSize(const Piece &piece) const;

    const bool m_datagrams;
    Impairment m_impairment;
    const Random m_random;
    std::multimap<Time, Piece> m_pieces; // by when they are due
    std::optional<Piece> m_overtaken;    // waits for the next datagram
    QByteArray m_glued;
    Time m_gluedDue{}; // also of m_overtaken
    Time m_lastDue{};  // a stream keeps its order
    Time m_nextFree{}; // when the rate and the gap allow the next piece
    quint64 m_number = 0;
    quint64 m_highest = 0; // number taken
    qint64 m_held = 0;
    qint64 m_accepted = 0;
    qint64 m_refused = 0;
    bool m_cutOff = false;
    bool m_ended = false;
    ImpairmentCounts m_counts;
};
