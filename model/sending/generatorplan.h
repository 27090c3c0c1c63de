// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/sending/generatorpattern.h"
#include "model/sending/sendplan.h"

/// Messages of a pattern at a rate, up to a number or a duration.
class GeneratorPlan : public SendPlan
{
public:
    struct Limits
    {
        double perSecond = 0;                ///< 0: as fast as possible
        quint64 count = 0;                   ///< 0: no limit
        std::chrono::nanoseconds duration{}; ///< 0: no limit
    };

    GeneratorPlan(GeneratorPattern pattern, const Limits &limits)
        : m_pattern(std::move(pattern)), m_limits(limits),
          m_pause(limits.perSecond > 0 ? qint64(pauseNsPerSecond / limits.perSecond) : 0)
    {
    }

    Next next(std::chrono::nanoseconds elapsed) override
    {
        const bool timeIsUp = m_limits.duration.count() > 0 && elapsed >= m_limits.duration;
        if (timeIsUp || (m_limits.count > 0 && m_count == m_limits.count))
            return std::nullopt;
        SendMessage message{m_pattern.message(m_count, m_random), m_pause};
        ++m_count;
        message.last = m_count == m_limits.count;
        return message;
    }
    Extent extent() const override { return {m_limits.count, 0}; }

private:
    const GeneratorPattern m_pattern;
    const Limits m_limits;
    const std::chrono::nanoseconds m_pause;
    quint64 m_count = 0;
    quint64 m_random = 0x9e3779b97f4a7c15;
};
