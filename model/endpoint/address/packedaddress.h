// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/types.h"

#include <array>

/// A socket address as numbers: cheap to compare, hash and store. Any thread.
struct PackedAddress
{
    /// As in an IPv6 header; IPv4 is mapped (RFC 4291, 2.5.5.2). Zeros: unknown.
    using Host = std::array<quint64, 2>;

    Host host = {};
    quint32 interface = 0; ///< index, for link-local addresses
    quint16 port = 0;

    static PackedAddress of(const SocketAddress &address);
    static Host hostOf(const QHostAddress &host);
    SocketAddress unpacked() const;
    /// Null for zeros.
    static QHostAddress unpacked(const Host &host);

    bool operator==(const PackedAddress &) const = default;
};
