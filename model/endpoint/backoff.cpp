// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/endpoint/backoff.h"

#include <QElapsedTimer>
#include <QRandomGenerator>

#include <algorithm>
#include <utility>

namespace {

constexpr int maxDoublings = 30;

Backoff::Sources orSystem(Backoff::Sources sources)
{
    if (!sources.random)
        sources.random = [] { return QRandomGenerator::global()->generateDouble(); };
    if (!sources.nowMs) {
        QElapsedTimer clock;
        clock.start();
        sources.nowMs = [clock] { return clock.elapsed(); };
    }
    return sources;
}

} // namespace

Backoff::Backoff(const Limits &limits, Sources sources) : m_limits(limits), m_sources(orSystem(std::move(sources))) { }

void Backoff::attempt()
{
    if (!m_sinceMs)
        m_sinceMs = m_lostMs = m_sources.nowMs();
    ++m_attempts;
}

std::optional<Backoff::Outage> Backoff::connected()
{
    m_connectedMs = m_sources.nowMs();
    const bool isFirst = !std::exchange(m_wasConnected, true) && m_attempts <= 1;
    return isFirst ? std::nullopt : std::optional(Outage{m_attempts, *m_connectedMs - m_lostMs});
}

void Backoff::lost()
{
    if (!m_connectedMs)
        return;
    m_lostMs = m_sources.nowMs();
    if (m_lostMs - *m_connectedMs >= std::max<qint64>(m_limits.baseMs, m_lastWaitMs)) {
        m_waits = 0;
        m_attempts = 0;
        m_lastWaitMs = 0;
        m_sinceMs = m_lostMs;
    }
    m_connectedMs.reset();
}

std::optional<int> Backoff::wait()
{
    if (m_limits.attempts > 0 && m_attempts >= m_limits.attempts)
        return {};
    const qint64 doubled = qint64(m_limits.baseMs) << std::min(m_waits++, maxDoublings);
    const qint64 longest = std::min<qint64>(doubled, m_limits.capMs);
    m_lastWaitMs = longest - qint64(double(longest) / 2 * m_sources.random());
    return int(m_lastWaitMs);
}

Backoff::Outage Backoff::outage() const
{
    return m_sinceMs && !m_connectedMs ? Outage{m_attempts, m_sources.nowMs() - *m_sinceMs} : Outage{};
}
