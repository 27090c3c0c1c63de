// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/sending/sendplan.h"

#include <vector>

/// Messages in their order, each followed by its own pause; `rounds` times, or without end when that is 0.
class ListPlan : public SendPlan
{
public:
    /// Starts after the first `sent` messages, counted over all rounds.
    ListPlan(std::vector<SendMessage> messages, quint64 rounds, quint64 sent = 0)
        : m_messages(std::move(messages)), m_rounds(rounds), m_round(m_messages.empty() ? 0 : sent / m_messages.size()),
          m_at(m_messages.empty() ? 0 : sent % m_messages.size())
    {
    }
    /// The same bytes `count` times.
    ListPlan(const QByteArray &bytes, quint64 count, std::chrono::nanoseconds interval)
        : ListPlan({SendMessage{bytes, interval}}, count)
    {
    }

    Next next(std::chrono::nanoseconds) override
    {
        if (m_messages.empty() || (m_rounds > 0 && m_round >= m_rounds))
            return std::nullopt;
        SendMessage message = m_messages[m_at];
        if (++m_at == m_messages.size()) {
            m_at = 0;
            ++m_round;
            message.last = m_round == m_rounds;
        }
        return message;
    }
    Extent extent() const override
    {
        quint64 bytes = 0;
        for (const SendMessage &message : m_messages)
            bytes += quint64(message.bytes.size());
        return {m_rounds * m_messages.size(), m_rounds * bytes};
    }

private:
    const std::vector<SendMessage> m_messages;
    const quint64 m_rounds;
    quint64 m_round;
    size_t m_at;
};
