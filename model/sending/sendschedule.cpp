// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/sending/sendschedule.h"

#include <algorithm>

void SendSchedule::sent(Time now, Time pause)
{
    m_due += pause;
    if (pause <= Time::zero()) {
        m_due = std::max(m_due, now - std::max(m_tolerance, Time(std::chrono::seconds(1))));
        return;
    }
    if (now - m_due <= std::max(pause, m_tolerance))
        return;
    const auto passed = (now - m_due) / pause;
    m_due += passed * pause;
    m_missed += quint64(passed);
}
