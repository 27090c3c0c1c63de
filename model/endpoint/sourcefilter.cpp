// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/endpoint/sourcefilter.h"

#include "model/endpoint/address/groupaddress.h"

#include <utility>

namespace {

constexpr int reportMs = 10'000;

} // namespace

SourceFilter::SourceFilter(const SocketAddress &target) : m_target(target)
{
    if (!groupaddress::isWide(target.host) && !groupaddress::directedBroadcasts().contains(target.host))
        m_only = PackedAddress::of(target);
}

bool SourceFilter::accepts(const PackedAddress &sender)
{
    if (!m_only || sender == *m_only)
        return true;
    ++m_ignored;
    m_lastIgnored = sender;
    return false;
}

std::optional<Event> SourceFilter::takeReport(bool isEnd)
{
    if (m_ignored == 0 || (!isEnd && m_lastReport.isValid() && !m_lastReport.hasExpired(reportMs)))
        return {};
    m_lastReport.start();
    const bool isSameHost = m_lastIgnored.host == m_only->host && m_lastIgnored.interface == m_only->interface;
    return Event{
        isSameHost ? EventCode::OtherPortIgnored : EventCode::OthersIgnored,
        {QString::number(std::exchange(m_ignored, 0)), m_target.toString(), m_lastIgnored.unpacked().toString()}};
}
