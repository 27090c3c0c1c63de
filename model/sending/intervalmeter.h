// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/sending/durationhistogram.h"

#include <chrono>

/// The real intervals between messages, in nanoseconds.
struct IntervalStats
{
    quint64 count = 0; ///< intervals; the rest is 0 without any
    qint64 mean = 0;
    qint64 min = 0;
    qint64 max = 0;
    qint64 jitterP99 = 0; ///< 99 % are off the wanted interval by no more than this
};

/// Measures how well wanted intervals are kept. Those below a millisecond are not measured: such
/// messages go out in batches.
class IntervalMeter
{
public:
    using Time = std::chrono::nanoseconds;

    /// A message went out; the next one is wanted `pause` later.
    void sent(Time now, Time pause);
    IntervalStats stats() const;

    static constexpr Time shortest = std::chrono::milliseconds(1);

private:
    DurationHistogram m_intervals;
    DurationHistogram m_jitter;
    Time m_last{};
    Time m_wanted{};
};
