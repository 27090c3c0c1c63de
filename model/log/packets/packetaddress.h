// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/types.h"

#include <array>

/// An IP address and a port of a packet; unlike a SocketAddress it allocates nothing.
struct PacketAddress
{
    std::array<quint8, 16> host{}; ///< in network byte order; IPv4: the first four
    quint16 port = 0;
    bool ipv6 = false;

    /// Of 4 or 16 bytes.
    static PacketAddress at(const char *bytes, bool ipv6);
    SocketAddress toSocketAddress() const;
    auto operator<=>(const PacketAddress &) const = default;
};
