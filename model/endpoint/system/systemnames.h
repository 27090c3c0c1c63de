// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/event.h"

#include <QHostAddress>
#include <QStringList>

#include <tl/expected.hpp>

#include <optional>

/// Names, addresses and services as the system knows them (hosts file, DNS, mDNS, services(5)). Any thread, even at the
/// program's end.
namespace systemnames {

struct Names
{
    QString canonical; ///< the name that the addresses belong to; others are aliases of it. Only for Which::All
    QList<QHostAddress> addresses;
};

enum class Which : quint8 {
    Usable, ///< of the families that this computer uses; if it uses none of them, as All
    All
};

/// At least one address, or why there is none. Blocks, for half a minute if the name server does not respond.
tl::expected<Names, Event> addressesOf(const QString &host, Which which);

/// The name of an address (reverse look-up); empty: it has none. Blocks as well.
tl::expected<QString, Event> nameOf(const QHostAddress &address);

struct Service
{
    quint16 port = 0;
    QStringList names; ///< first its own, then others for it
};
/// The service of a name, in any case; `protocol`: tcp or udp, null for either.
std::optional<Service> serviceOf(const QString &name, const char *protocol = nullptr);
/// The service that belongs to a port.
std::optional<Service> serviceAt(quint16 port, const char *protocol);

} // namespace systemnames
