// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/event.h"

#include <QHostAddress>

/// The name servers (DNS) of this computer. getaddrinfo(3) does not tell why they gave no answer.
namespace nameservers {

/// Those of resolv.conf(5), at most three, which is what the system uses. Any thread.
QList<QHostAddress> configured();

/// Why the system's look-up of `host` failed for the time being: asks each of `servers` for `wireName`, the same name as in
/// a DNS query. Blocks for at most `patienceMs`. LookupFailed with `systemReason` if a server has an answer now. Any thread.
Event whyFailed(const QString &host, const QByteArray &wireName, const QList<QHostAddress> &servers,
                const QString &systemReason);

/// The name under which DNS has the name of an address: `1.2.0.192.in-addr.arpa`. Any thread.
QString reverseName(const QHostAddress &address);

constexpr int patienceMs = 2000;
constexpr quint16 dnsPort = 53;

} // namespace nameservers
