// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/result.h"

#include <QHostAddress>

/// An IP address and, if known, how many of its first bits name its network. Any thread.
struct IpNetwork
{
    QHostAddress address;
    int prefix = -1; ///< bits; -1: unknown

    /// Reads `ADDRESS`, `ADDRESS/PREFIX`, `ADDRESS/MASK`, `ADDRESS MASK` or `ADDRESS netmask MASK`; of IPv4 also a
    /// wildcard mask such as 0.0.0.255, and all four numbers without leading zeros; of IPv6 also in brackets.
    static Result<IpNetwork> parse(const QString &text);

    bool isIpv6() const { return address.protocol() == QAbstractSocket::IPv6Protocol; }
    int bits() const { return isIpv6() ? 128 : 32; }

    // With a prefix only:
    QHostAddress mask() const;
    /// The mask with all bits inverted, as in access lists of routers.
    QHostAddress wildcard() const;
    /// The first address; all bits after the prefix are 0.
    QHostAddress first() const;
    /// The last address; all bits after the prefix are 1. Of IPv4 the broadcast address, if there is one.
    QHostAddress last() const;
    /// Whether the first address is kept for the network itself and, of IPv4, the last one for broadcasts: not in networks
    /// of one or two addresses (RFC 3021).
    bool hasReserved() const { return prefix < bits() - 1; }
    /// The addresses for hosts.
    QHostAddress firstHost() const;
    QHostAddress lastHost() const;
    /// How many hosts an IPv4 network can have.
    quint64 hostCount() const;
    /// The network of the same size behind (`step` 1) or before (-1) an IPv4 network; null at the end of all addresses.
    QHostAddress neighbour(int step) const;
    bool contains(const QHostAddress &other) const { return other.isInSubnet(address, prefix); }
    /// The first address and the prefix: `192.168.1.0/24`.
    QString toString() const;
};

/// 2 to the power of `exponent`, up to 128, in decimal digits.
QString powerOfTwo(int exponent);
