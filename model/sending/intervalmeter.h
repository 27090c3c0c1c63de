// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/sending/durationhistogram.h"

#include <chrono>
#include <cstdlib>

/// The measured intervals between messages, in nanoseconds.
struct IntervalStats
{
    quint64 count = 0; ///< of intervals; if 0, so are the others
    qint64 mean = 0;
    qint64 min = 0;
    qint64 max = 0;
    qint64 jitterP99 = 0; ///< 99 % deviate from the wanted interval by no more than this
};

/// Measures how accurately intervals are kept. Intervals below a millisecond are not measured, because such messages are
/// sent in batches.
class IntervalMeter
{
public:
    using Time = std::chrono::nanoseconds;

    /// A message was sent; the next one is due `pause` later.
    void sent(Time now, Time pause)
    {
        if (m_wanted >= minInterval) {
            const Time interval = now - m_last;
            m_intervals.add(interval.count());
            m_jitter.add(std::abs((interval - m_wanted).count()));
        }
        m_last = now;
        m_wanted = pause;
    }
    IntervalStats stats() const
    {
        return {m_intervals.count(), m_intervals.mean(), m_intervals.min(), m_intervals.max(), m_jitter.quantile(0.99)};
    }

    static constexpr Time minInterval = std::chrono::milliseconds(1);

private:
    DurationHistogram m_intervals;
    DurationHistogram m_jitter;
    Time m_last{};
    Time m_wanted{};
};
