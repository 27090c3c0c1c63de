// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/endpoint/sourcefilter.h"

#include <QNetworkInterface>

#include <netinet/in.h>

#include <cstring>
#include <utility>

namespace {

constexpr int tellMs = 10'000; // how often, at most

bool standsForMany(const QHostAddress &address)
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

SourceFilter::SourceFilter(const SocketAddress &target, bool mapped) : m_target(target)
{
    if (!standsForMany(target.host))
        m_only = keyOf(posixsocket::NativeAddress(target, mapped));
}

/// Port and address; of a link-local one the interface too, which the system tells of such senders only.
SourceFilter::Key SourceFilter::keyOf(const posixsocket::NativeAddress &address)
{
    Key key = {};
    if (address.storage.ss_family == AF_INET6) {
        const auto *in6 = reinterpret_cast<const sockaddr_in6 *>(&address.storage);
        std::memcpy(key.data(), &in6->sin6_addr, sizeof in6->sin6_addr);
        key[2] = IN6_IS_ADDR_LINKLOCAL(&in6->sin6_addr) ? in6->sin6_scope_id : 0;
        key[3] = in6->sin6_port;
    } else {
        const auto *in4 = reinterpret_cast<const sockaddr_in *>(&address.storage);
        key[0] = in4->sin_addr.s_addr;
        key[3] = in4->sin_port;
    }
    return key;
}

bool SourceFilter::takes(const posixsocket::NativeAddress &sender)
{
    if (!m_only || keyOf(sender) == *m_only)
        return true;
    ++m_ignored;
    m_lastIgnored = sender;
    return false;
}

std::optional<Event> SourceFilter::takeNews(bool end)
{
    if (m_ignored == 0 || (!end && m_told.isValid() && !m_told.hasExpired(tellMs)))
        return {};
    m_told.start();
    return Event{
        EventCode::OthersIgnored,
        {QString::number(std::exchange(m_ignored, 0)), m_target.toString(), m_lastIgnored.toAddress().toString()}};
}
