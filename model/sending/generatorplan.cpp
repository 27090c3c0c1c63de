// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/sending/generatorplan.h"

GeneratorPlan::GeneratorPlan(GeneratorPattern pattern, const Limits &limits)
    : m_pattern(std::move(pattern)), m_limits(limits),
      m_pause(limits.perSecond > 0 ? qint64(pauseNsPerSecond / limits.perSecond) : 0)
{
}

SendPlan::Next GeneratorPlan::next(std::chrono::nanoseconds elapsed)
{
    const bool timeIsUp = m_limits.duration.count() > 0 && elapsed >= m_limits.duration;
    if (timeIsUp || (m_limits.count > 0 && m_count == m_limits.count))
        return std::nullopt;
    SendMessage message{m_pattern.message(m_count, m_random), m_pause};
    ++m_count;
    message.last = m_count == m_limits.count;
    return message;
}
