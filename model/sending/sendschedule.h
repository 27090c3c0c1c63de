// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtGlobal>

#include <chrono>

/// When the messages of a plan are due, on a monotonic clock. Each moment is counted from the one before
/// it and not from when something really happened, so that the delays of a busy system do not add up. Moments that were
/// missed are left out and counted, not made up for: at most one late message, or those of
/// `tolerance`, follow at once.
class SendSchedule
{
public:
    using Time = std::chrono::nanoseconds;

    /// With a `tolerance` above the pauses, what is late by less is made up for.
    explicit SendSchedule(Time start, Time tolerance = {}) : m_due(start), m_tolerance(tolerance) { }

    Time due() const { return m_due; }
    bool isDue(Time now) const { return now >= m_due; }
    /// One was sent; the next one is due `pause` later.
    void sent(Time now, Time pause);
    /// Moments that passed without a message.
    quint64 missed() const { return m_missed; }

private:
    Time m_due;
    Time m_tolerance;
    quint64 m_missed = 0;
};
