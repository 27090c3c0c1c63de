// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/sending/durationhistogram.h"
#include "model/sending/sendplan.h"

#include <vector>

/// Numbered datagrams to a peer that returns each of them, and the results. Format of a datagram, numbers with the high
/// byte first:
///
///     0  4  the letters SSUT
///     4  4  number of the test, random, so that late datagrams of an earlier test do not count
///     8  8  number of the datagram, from 0
///    16  8  when it was sent, ns since the test began
///    24  …  each byte is the low byte of its offset, to detect damage
class UdpTestPlan : public SendPlan
{
public:
    struct Options
    {
        qsizetype size = 64;     ///< bytes, at least `minSize`
        double perSecond = 1000; ///< more than 0
        quint64 count = 10000;   ///< 0: until it is stopped
        std::chrono::milliseconds linger{1000};
    };

    UdpTestPlan(const Options &options, quint32 testNumber);

    Next next(std::chrono::nanoseconds elapsed) override;
    Extent extent() const override { return {m_options.count, m_options.count * quint64(m_options.size)}; }
    void notSent() override { ++m_notSent; }
    void received(QByteArrayView bytes, std::chrono::nanoseconds elapsed) override;
    std::chrono::nanoseconds linger() const override { return m_options.linger; }
    std::optional<UdpTestResult> udpTestResult() const override;

    static constexpr qsizetype minSize = 24;
    /// Duplicates are recognized until so many newer datagrams have been sent.
    static constexpr quint64 remembered = quint64(1) << 20;

private:
    bool isWhole(QByteArrayView bytes) const;

    const Options m_options;
    const std::chrono::nanoseconds m_pause;
    QByteArray m_datagram;
    std::vector<bool> m_returned; // of the newest `remembered` datagrams, by number modulo that
    quint64 m_next = 0;           // number of the next datagram
    quint64 m_notSent = 0;        // of the datagrams before m_next
    quint64 m_highest = 0;        // number of the newest returned one, plus 1
    UdpTestResult m_result;
    DurationHistogram m_roundTrips;
};
