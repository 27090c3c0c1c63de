// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/sending/sendplan.h"

#include <vector>

/// The same bytes `count` times, or without end when that is 0.
class RepeatPlan : public SendPlan
{
public:
    RepeatPlan(QByteArray bytes, quint64 count, std::chrono::nanoseconds interval)
        : m_bytes(std::move(bytes)), m_count(count), m_interval(interval)
    {
    }

    Next next(std::chrono::nanoseconds elapsed) override;
    Extent extent() const override { return {m_count, m_count * quint64(m_bytes.size())}; }

private:
    const QByteArray m_bytes;
    const quint64 m_count;
    const std::chrono::nanoseconds m_interval;
    quint64 m_sent = 0;
};

/// Messages in their order, each followed by its own pause; `rounds` times, or without end when that is 0. The first
/// `sent` of them all went out before.
class ListPlan : public SendPlan
{
public:
    ListPlan(std::vector<SendMessage> messages, quint64 rounds, quint64 sent = 0)
        : m_messages(std::move(messages)), m_rounds(rounds), m_round(m_messages.empty() ? 0 : sent / m_messages.size()),
          m_at(m_messages.empty() ? 0 : sent % m_messages.size())
    {
    }

    Next next(std::chrono::nanoseconds elapsed) override;
    Extent extent() const override;

private:
    const std::vector<SendMessage> m_messages;
    const quint64 m_rounds;
    quint64 m_round;
    size_t m_at;
};
