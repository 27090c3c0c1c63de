// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/sending/listplan.h"

SendPlan::Next ListPlan::next(std::chrono::nanoseconds)
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

SendPlan::Extent ListPlan::extent() const
{
    Extent all;
    for (const SendMessage &message : m_messages)
        all.bytes += quint64(message.bytes.size());
    return {m_rounds * m_messages.size(), m_rounds * all.bytes};
}
