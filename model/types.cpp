// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/types.h"

#include <algorithm>
#include <chrono>
#include <iterator>

SocketAddress SocketAddress::fromHost(const QHostAddress &host, quint16 port)
{
    if (host.protocol() != QAbstractSocket::IPv6Protocol)
        return {host, port};
    // toIPv4Address() alone would also turn :: and ::1 into IPv4.
    const Q_IPV6ADDR bytes = host.toIPv6Address();
    constexpr quint8 prefix[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
    if (!std::equal(std::begin(prefix), std::end(prefix), bytes.c))
        return {host, port};
    return {QHostAddress(host.toIPv4Address()), port};
}

QString SocketAddress::toString() const
{
    return hostAndPort(host.toString(), port);
}

QString hostAndPort(const QString &host, quint16 port)
{
    const QString shape = host.contains(u':') ? QStringLiteral("[%1]:%2") : QStringLiteral("%1:%2");
    return shape.arg(host, QString::number(port)); // multi-arg, as a host may contain a %
}

qint64 nowNs()
{
    using namespace std::chrono;
    return duration_cast<nanoseconds>(system_clock::now().time_since_epoch()).count(); // for time stamps
}
