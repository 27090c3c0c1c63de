// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/types.h"

#include <chrono>

SocketAddress SocketAddress::fromHost(const QHostAddress &host, quint16 port)
{
    bool mapped = false;
    const quint32 ipv4 = host.toIPv4Address(&mapped);
    if (mapped && host.protocol() == QAbstractSocket::IPv6Protocol)
        return {QHostAddress(ipv4), port};
    return {host, port};
}

QString SocketAddress::toString() const
{
    return hostAndPort(host.toString(), port);
}

QString hostAndPort(const QString &host, quint16 port)
{
    const QString shape = host.contains(u':') ? QStringLiteral("[%1]:%2") : QStringLiteral("%1:%2");
    return shape.arg(host).arg(port);
}

qint64 nowNs()
{
    using namespace std::chrono;
    return duration_cast<nanoseconds>(system_clock::now().time_since_epoch()).count();
}
