// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QHostAddress>
#include <QString>

/// The block of addresses with a meaning of its own that an address is in, by the registries of IANA for special-purpose
/// addresses (RFC 6890) and multicast. Any thread.
struct AddressRange
{
    QString kind;    ///< translated: `Private`
    QString meaning; ///< translated, one sentence
    QString network; ///< `192.168.0.0/16`; empty: none of the special ones
    QString rfc;     ///< `RFC 1918`

    static AddressRange of(const QHostAddress &address);
};

/// The name of a well-known multicast group, as `mDNS`; empty: none.
QString multicastGroup(const QHostAddress &address);
