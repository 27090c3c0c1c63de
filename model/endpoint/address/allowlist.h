// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/endpoint/address/packedaddress.h"
#include "model/result.h"

#include <QString>

#include <vector>

/// The addresses that may connect to a server or send to it. Any thread.
class AllowList
{
public:
    /// Reads addresses and networks in CIDR notation (RFC 4632, RFC 4291), separated by commas: `192.168.1.0/24,fe80::/10`.
    /// An error's position counts from the start of `text`.
    static Result<AllowList> parse(const QString &text);
    /// As parse() reads it.
    QString toString() const;

    /// An empty list allows everybody.
    bool isEmpty() const { return m_networks.empty(); }
    bool contains(const PackedAddress::Host &host) const;

    bool operator==(const AllowList &) const = default;

private:
    struct Network
    {
        PackedAddress::Host address; // the bits of the mask
        PackedAddress::Host mask;
        QString text;
        bool operator==(const Network &) const = default;
    };
    static Result<Network> parseNetwork(const QString &text);

    std::vector<Network> m_networks;
};
