// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/log/packets/packetaddress.h"

#include "model/log/packets/ipheader.h"

#include <cstring>

PacketAddress PacketAddress::at(const char *bytes, bool ipv6)
{
    PacketAddress address;
    std::memcpy(address.host.data(), bytes, ipv6 ? 16 : 4);
    address.ipv6 = ipv6;
    return address;
}

SocketAddress PacketAddress::toSocketAddress() const
{
    return SocketAddress::fromHost(hostAddressAt(reinterpret_cast<const char *>(host.data()), ipv6), port);
}
