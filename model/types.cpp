// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/types.h"

#include "model/bytes/printable.h"

#include <QUrl>

#include <algorithm>
#include <chrono>
#include <iterator>

namespace {

constexpr quint32 loopbackServer = 0x7f000001; // 127.0.0.1
constexpr quint16 localServerPort = 49151;     // reserved by IANA: no protocol is expected on it
constexpr quint32 loopbackClients = 0x7f010000;
constexpr quint16 firstDynamicPort = 49152;
constexpr int dynamicPortBits = 14;

} // namespace

SocketAddress SocketAddress::ofLocalServer(const QString &path)
{
    return {QHostAddress(loopbackServer), localServerPort, path};
}

SocketAddress SocketAddress::ofLocalClient(const QString &path, PeerId client)
{
    const quint32 number = quint32(client);
    const quint32 host = loopbackClients + (number >> dynamicPortBits);
    const quint32 port = firstDynamicPort + (number & ((1U << dynamicPortBits) - 1));
    return {QHostAddress(host), quint16(port), QStringLiteral("%1 #%2").arg(path, QString::number(number))};
}

std::optional<SocketAddress> SocketAddress::fromLocal(const QString &text)
{
    if (!text.startsWith(u'/') && !text.startsWith(u'@'))
        return {};
    const qsizetype hash = text.lastIndexOf(u" #");
    bool isClient = false;
    const uint client = hash > 0 ? text.sliced(hash + 2).toUInt(&isClient) : 0;
    return isClient ? ofLocalClient(text.left(hash), PeerId(client)) : ofLocalServer(text);
}

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
    return isLocal() ? makePrintable({path, {}}).text : hostAndPort(host.toString(), port);
}

QString hostAndPort(const QString &host, quint16 port)
{
    const QString shape = host.contains(u':') ? QStringLiteral("[%1]:%2") : QStringLiteral("%1:%2");
    return shape.arg(host, QString::number(port)); // multi-arg, as a host may contain a %
}

QString encodedPath(const QString &path)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(path, QByteArrayLiteral("/@:=,+")));
}

qint64 nowNs()
{
    using namespace std::chrono;
    return duration_cast<nanoseconds>(system_clock::now().time_since_epoch()).count(); // for time stamps
}
