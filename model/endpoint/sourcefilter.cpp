// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/endpoint/sourcefilter.h"

#include <QNetworkInterface>

#include <utility>

namespace {

constexpr int reportMs = 10'000;

bool isGroup(const QHostAddress &address)
{
    if (address.isMulticast() || address.isBroadcast())
        return true;
    for (const QNetworkInterface &network : QNetworkInterface::allInterfaces()) {
        for (const QNetworkAddressEntry &entry : network.addressEntries()) {
            if (address.protocol() == QAbstractSocket::IPv4Protocol && entry.prefixLength() < 31
                && entry.broadcast() == address)
                return true;
        }
    }
    return false;
}

} // namespace

SourceFilter::SourceFilter(const SocketAddress &target) : m_target(target)
{
    if (!isGroup(target.host))
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
    return Event{
        EventCode::OthersIgnored,
        {QString::number(std::exchange(m_ignored, 0)), m_target.toString(), m_lastIgnored.unpacked().toString()}};
}
