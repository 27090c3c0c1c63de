// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/event.h"
#include "model/result.h"

#include <QHostAddress>
#include <QList>
#include <QNetworkInterface>

/// Addresses of many receivers (groups and broadcast addresses), and the interfaces that lead to them. Any thread.
namespace groupaddress {

/// Reads multicast addresses of one family, separated by commas: `239.1.2.3, 239.1.2.4`, `ff15::1`, `[ff02::fb%eth0]`.
/// At least one; an error's position counts from the start of `text`.
Result<QList<QHostAddress>> parseGroups(const QString &text);
/// Reads the addresses of senders, separated by commas; none for an empty text.
Result<QList<QHostAddress>> parseSources(const QString &text);
/// An error when `addresses`, senders or the address of an interface, are of another family than `groups`. Empty texts,
/// and the names of interfaces, are fine. The position is that in `addresses`.
Result<void> checkFamily(const QString &groups, const QString &addresses);

/// Whether datagrams to it need an interface chosen for them: a group, or 255.255.255.255.
bool isWide(const QHostAddress &address);
/// The broadcast addresses of the networks that this computer is in.
QList<QHostAddress> directedBroadcasts();

/// The interfaces that are up now: the one with the name or address `wanted`; if empty, all that can do multicast, or
/// the loopback interface where there is no other.
QList<QNetworkInterface> interfaces(const QString &wanted);
/// Why `wanted` names no interface of this computer; nothing when it does, or is empty. It may be down.
std::optional<Event> interfaceError(const QString &wanted);
/// The address from which the interface sends to `group`; null when it has none of that family.
QHostAddress sourceOn(const QNetworkInterface &interface, const QHostAddress &group);
/// `eth0 (192.168.1.5)`.
QString nameWithAddress(const QNetworkInterface &interface, const QHostAddress &address);

} // namespace groupaddress
