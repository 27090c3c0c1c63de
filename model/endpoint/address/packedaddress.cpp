// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/endpoint/address/packedaddress.h"

#include <QNetworkInterface>

#include <cstring>

namespace {

quint32 interfaceOf(const QHostAddress &host)
{
    const QString scope = host.isLinkLocal() ? host.scopeId() : QString();
    if (scope.isEmpty())
        return 0;
    bool isNumber = false;
    const quint32 number = scope.toUInt(&isNumber);
    return isNumber ? number : quint32(QNetworkInterface::interfaceIndexFromName(scope));
}

} // namespace

PackedAddress PackedAddress::of(const SocketAddress &address)
{
    return {hostOf(address.host), interfaceOf(address.host), address.port};
}

PackedAddress::Host PackedAddress::hostOf(const QHostAddress &host)
{
    Host packed;
    const Q_IPV6ADDR bytes = host.toIPv6Address(); // maps an IPv4 address
    static_assert(sizeof packed == sizeof bytes);
    std::memcpy(packed.data(), &bytes, sizeof packed);
    return packed;
}

SocketAddress PackedAddress::unpacked() const
{
    SocketAddress address{unpacked(host), port};
    if (interface != 0)
        address.host.setScopeId(QNetworkInterface::interfaceNameFromIndex(int(interface)));
    return address;
}

QHostAddress PackedAddress::unpacked(const Host &host)
{
    if (host == Host{})
        return {};
    Q_IPV6ADDR bytes;
    std::memcpy(&bytes, host.data(), sizeof bytes);
    return SocketAddress::fromHost(QHostAddress(bytes), 0).host;
}
