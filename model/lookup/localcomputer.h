// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/lookup/fact.h"
#include "model/lookup/ipnetwork.h"

/// A network interface of this computer.
struct LocalInterface
{
    QString name;        ///< of the system: `eth0`
    QString description; ///< its kind and state, translated: `Ethernet, connected`
    QString mac;         ///< hardware address; may be empty
    int mtu = 0;         ///< largest packet in bytes; 0: unknown
    bool isUp = false;
    struct Address
    {
        IpNetwork network;      ///< the address and its prefix
        QHostAddress broadcast; ///< null: none
        bool operator==(const Address &other) const
        {
            return network.address == other.network.address && network.prefix == other.network.prefix
                && broadcast == other.broadcast;
        }
    };
    QList<Address> addresses;

    bool operator==(const LocalInterface &) const = default;
};

/// All interfaces, those that are up first. Asks the system each time, which takes little. Any thread.
QList<LocalInterface> localInterfaces();

/// The names of this computer, and the name servers that it asks. Any thread.
Facts localNames();
