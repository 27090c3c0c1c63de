// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/log/packets/ipheader.h"

#include <cstring>

QHostAddress hostAddressAt(const char *at, bool ipv6)
{
    if (!ipv6)
        return QHostAddress(qFromBigEndian<quint32>(at));
    Q_IPV6ADDR bytes;
    std::memcpy(&bytes, at, sizeof bytes);
    return QHostAddress(bytes);
}

qsizetype extensionHeaderSize(quint8 protocol, QByteArrayView bytes)
{
    const int length = quint8(bytes[1]);
    switch (protocol) {
    case ipprotocol::hopByHop:
    case ipprotocol::routing:
    case ipprotocol::destinationOptions:
    case ipprotocol::mobility:
    case ipprotocol::hostIdentity:
    case ipprotocol::shim6:
        return (length + 1) * 8;
    case ipprotocol::authentication:
        return (length + 2) * 4;
    case ipprotocol::fragment:
        return 8;
    default:
        return 0;
    }
}
