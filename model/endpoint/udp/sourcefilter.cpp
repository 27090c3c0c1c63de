// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/endpoint/udp/sourcefilter.h"

#include "model/endpoint/address/groupaddress.h"

SourceFilter::SourceFilter(const SocketAddress &target) : m_target(target)
{
    if (!groupaddress::isWide(target.host) && !groupaddress::directedBroadcasts().contains(target.host))
        m_only = PackedAddress::of(target);
}

bool SourceFilter::accepts(const PackedAddress &sender)
{
    if (m_only && sender != *m_only) {
        m_others.add(sender);
        return false;
    }
    if (!m_allowed.isEmpty() && !m_allowed.contains(sender.host)) {
        m_notAllowed.add(sender);
        return false;
    }
    return true;
}

std::vector<Event> SourceFilter::takeReports(bool isEnd)
{
    std::vector<Event> events;
    const PackedAddress last = m_others.last();
    if (const auto others = m_others.take(isEnd)) {
        const bool isSameHost = last.host == m_only->host && last.interface == m_only->interface;
        events.push_back({isSameHost ? EventCode::OtherPortIgnored : EventCode::OthersIgnored,
                          {others->at(0), m_target.toString(), others->at(1)}});
    }
    if (const auto refused = m_notAllowed.take(isEnd))
        events.push_back({EventCode::SendersNotAllowed, *refused});
    return events;
}
