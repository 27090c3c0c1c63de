// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/sending/intervalmeter.h"

#include <cstdlib>

void IntervalMeter::sent(Time now, Time pause)
{
    if (m_wanted >= minInterval) {
        const Time interval = now - m_last;
        m_intervals.add(interval.count());
        m_jitter.add(std::abs((interval - m_wanted).count()));
    }
    m_last = now;
    m_wanted = pause;
}

IntervalStats IntervalMeter::stats() const
{
    return {m_intervals.count(), m_intervals.mean(), m_intervals.min(), m_intervals.max(), m_jitter.quantile(0.99)};
}
