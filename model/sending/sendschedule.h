// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtGlobal>

#include <algorithm>
#include <chrono>

/// When the messages of a plan are due, on a monotonic clock. Each due time is counted from the previous one, not from the
/// time of sending, so that delays do not add up. Missed due times are skipped and counted: at most one late message, or
/// those within `tolerance`, follow at once.
class SendSchedule
{
public:
    using Time = std::chrono::nanoseconds;

    /// Messages that are late by less than `tolerance` are sent, not skipped.
    explicit SendSchedule(Time start, Time tolerance = {}) : m_due(start), m_tolerance(tolerance) { }

    Time due() const { return m_due; }
    bool isDue(Time now) const { return now >= m_due; }
    /// A message was sent; the next one is due `pause` later.
    void sent(Time now, Time pause)
    {
        m_due += pause;
        if (pause <= Time::zero()) {
            m_due = std::max(m_due, now - std::max(m_tolerance, Time(std::chrono::seconds(1))));
        } else if (now - m_due > std::max(pause, m_tolerance)) {
            const auto passed = (now - m_due) / pause;
            m_due += passed * pause;
            m_missed += quint64(passed);
        }
    }
    /// Skipped due times.
    quint64 missed() const { return m_missed; }

private:
    Time m_due;
    Time m_tolerance;
    quint64 m_missed = 0;
};
