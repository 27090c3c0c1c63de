// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArrayView>
#include <QHostAddress>
#include <QtEndian>

#include <optional>

/// The fixed part of an IP header (RFC 791, RFC 8200), and where its addresses are in the packet.
struct IpHeader
{
    static constexpr qsizetype ipv4Size = 20; ///< without options
    static constexpr qsizetype ipv6Size = 40;

    bool ipv6 = false;
    quint8 protocol = 0;        ///< of what follows; of IPv6 perhaps an extension header
    qsizetype size = 0;         ///< of the header; perhaps more than was captured
    qsizetype totalSize = 0;    ///< of the packet, as sent; 0: not stated, as the network card was to cut it (TSO)
    const char *from = nullptr; ///< 4 or 16 bytes in network byte order
    const char *to = nullptr;

    qsizetype addressSize() const { return ipv6 ? 16 : 4; }

    /// Nothing when `packet` does not begin with a whole IP header. Inline, as each record that is read needs it.
    static std::optional<IpHeader> read(QByteArrayView packet)
    {
        if (packet.size() < ipv4Size)
            return {};
        const char *const bytes = packet.data();
        const int version = quint8(bytes[0]) >> 4;
        if (version == 4) {
            const qsizetype size = (quint8(bytes[0]) & 15) * 4;
            if (size < ipv4Size)
                return {};
            return IpHeader{false, quint8(bytes[9]), size, qFromBigEndian<quint16>(bytes + 2), bytes + 12, bytes + 16};
        }
        if (version != 6 || packet.size() < ipv6Size)
            return {};
        const qsizetype payload = qFromBigEndian<quint16>(bytes + 4);
        return IpHeader{true, quint8(bytes[6]), ipv6Size, payload == 0 ? 0 : ipv6Size + payload, bytes + 8, bytes + 24};
    }
};

/// The numbers of IANA for what follows an IP header.
namespace ipprotocol {

constexpr quint8 hopByHop = 0;
constexpr quint8 ipv4 = 4;
constexpr quint8 tcp = 6;
constexpr quint8 udp = 17;
constexpr quint8 ipv6 = 41;
constexpr quint8 routing = 43;
constexpr quint8 fragment = 44;
constexpr quint8 gre = 47;
constexpr quint8 authentication = 51;
constexpr quint8 destinationOptions = 60;
constexpr quint8 etherIp = 97; // RFC 3378
constexpr quint8 pim = 103;
constexpr quint8 mobility = 135;
constexpr quint8 mpls = 137; // RFC 4023
constexpr quint8 hostIdentity = 139;
constexpr quint8 shim6 = 140;

} // namespace ipprotocol

/// The address of 4 or 16 bytes in network byte order.
QHostAddress hostAddressAt(const char *at, bool ipv6);

/// The size of an extension header (RFC 8200, 4302, 6275), of which 2 bytes are there; 0 when `protocol` is none.
qsizetype extensionHeaderSize(quint8 protocol, QByteArrayView bytes);
