// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

/// A protocol other than TCP and UDP.
struct Protocol
{
    /// Where its number counts.
    enum class Layer : quint8 { Link, Ethernet, Ip, Ppp, Llc, EncryptedWlan };

    Layer layer = Layer::Link;
    quint16 number = 0; ///< link type, EtherType, protocol of IP or PPP, or service access point of LLC

    QString name() const;
    auto operator<=>(const Protocol &) const = default;
};
