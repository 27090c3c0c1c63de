// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/endpoint/address/packedaddress.h"

#include <netinet/in.h>
#include <sys/socket.h>

#include <cstring>

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
