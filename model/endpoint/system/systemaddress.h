// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/endpoint/address/packedaddress.h"

#include <netinet/in.h>
#include <sys/socket.h>

#include <cstring>

/// An address as the system's functions take it. Any thread.
class SystemAddress
{
public:
    /// With the interface of a link-local address.
    explicit SystemAddress(const QHostAddress &host, quint16 port = 0);

    const sockaddr *get() const { return reinterpret_cast<const sockaddr *>(&m_storage); }
    socklen_t size() const { return m_size; }
    int family() const { return m_storage.ss_family; }
    const sockaddr_storage &storage() const { return m_storage; }

private:
    sockaddr_storage m_storage = {};
    socklen_t m_size = 0;
};

inline SystemAddress::SystemAddress(const QHostAddress &host, quint16 port)
{
    if (host.protocol() == QAbstractSocket::IPv6Protocol) {
        auto &in6 = reinterpret_cast<sockaddr_in6 &>(m_storage);
        const Q_IPV6ADDR bytes = host.toIPv6Address();
        in6.sin6_family = AF_INET6;
        in6.sin6_port = htons(port);
        std::memcpy(&in6.sin6_addr, &bytes, sizeof in6.sin6_addr);
        in6.sin6_scope_id = PackedAddress::of({host, port}).interface;
        m_size = sizeof in6;
    } else {
        auto &in4 = reinterpret_cast<sockaddr_in &>(m_storage);
        in4.sin_family = AF_INET;
        in4.sin_port = htons(port);
        in4.sin_addr.s_addr = htonl(host.toIPv4Address());
        m_size = sizeof in4;
    }
#ifdef SIN6_LEN // BSD
    m_storage.ss_len = quint8(m_size);
#endif
}

/// An IPv4 address in network byte order, mapped.
inline PackedAddress::Host mappedHost(const void *ipv4)
{
    PackedAddress::Host host = {};
    auto *bytes = reinterpret_cast<char *>(host.data());
    std::memset(bytes + 10, 0xff, 2);
    std::memcpy(bytes + 12, ipv4, 4);
    return host;
}

/// Converts a sockaddr of either family; other families give zeros.
inline PackedAddress packedAddress(const sockaddr_storage &storage)
{
    PackedAddress packed;
    if (storage.ss_family == AF_INET6) {
        const auto &in6 = reinterpret_cast<const sockaddr_in6 &>(storage);
        std::memcpy(packed.host.data(), &in6.sin6_addr, sizeof in6.sin6_addr);
        packed.interface = IN6_IS_ADDR_LINKLOCAL(&in6.sin6_addr) ? in6.sin6_scope_id : 0;
        packed.port = ntohs(in6.sin6_port);
    } else if (storage.ss_family == AF_INET) {
        const auto &in4 = reinterpret_cast<const sockaddr_in &>(storage);
        packed.host = mappedHost(&in4.sin_addr);
        packed.port = ntohs(in4.sin_port);
    }
    return packed;
}
