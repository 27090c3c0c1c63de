// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/log/packetparser.h"

#include <QtEndian>

#include <algorithm>
#include <cstring>

namespace packetparser {

namespace {

constexpr quint16 ipv4Type = 0x0800;
constexpr quint16 ipv6Type = 0x86dd;
constexpr quint8 tcpProtocol = 6;
constexpr quint8 udpProtocol = 17;
constexpr qsizetype ipv4Size = 20;
constexpr qsizetype ipv6Size = 40;
constexpr qsizetype tcpSize = 20;
constexpr qsizetype udpSize = 8;

quint8 get8(QByteArrayView bytes, qsizetype at)
{
    return quint8(bytes[at]);
}

quint16 get16(QByteArrayView bytes, qsizetype at)
{
    return qFromBigEndian<quint16>(bytes.data() + at);
}

quint32 get32(QByteArrayView bytes, qsizetype at)
{
    return qFromBigEndian<quint32>(bytes.data() + at);
}

/// What is behind the IP headers.
struct Inner
{
    quint8 protocol = 0;
    QByteArrayView bytes;       // as far as captured
    qsizetype size = 0;         // as sent in this packet
    bool firstFragment = false; // and more follow
};

void readTcp(const Inner &inner, Packet &packet)
{
    const QByteArrayView bytes = inner.bytes;
    if (bytes.size() < tcpSize)
        return;
    const qsizetype header = (get8(bytes, 12) >> 4) * 4;
    if (header < tcpSize || header > inner.size)
        return;
    packet.transport = Transport::Tcp;
    packet.from.port = get16(bytes, 0);
    packet.to.port = get16(bytes, 2);
    packet.sequence = get32(bytes, 4);
    packet.acknowledgement = get32(bytes, 8);
    packet.flags = get8(bytes, 13);
    packet.payload = bytes.sliced(std::min(header, bytes.size()));
    packet.missing = quint32(inner.size - header - packet.payload.size());
    packet.verdict = Verdict::Traffic;
}

void readUdp(const Inner &inner, Packet &packet)
{
    const QByteArrayView bytes = inner.bytes;
    if (bytes.size() < udpSize)
        return;
    const qsizetype size = get16(bytes, 4);
    if (size < udpSize || (size > inner.size && !inner.firstFragment))
        return;
    packet.transport = Transport::Udp;
    packet.from.port = get16(bytes, 0);
    packet.to.port = get16(bytes, 2);
    packet.payload = bytes.first(std::min(size, bytes.size())).sliced(udpSize);
    packet.missing = quint32(size - udpSize - packet.payload.size());
    packet.verdict = Verdict::Traffic;
}

void readTransport(const Inner &inner, Packet &packet)
{
    if (inner.protocol == tcpProtocol)
        readTcp(inner, packet);
    else if (inner.protocol == udpProtocol)
        readUdp(inner, packet);
    else
        packet.verdict = Verdict::Other;
}

Place place(QByteArrayView address)
{
    Place place;
    std::memcpy(place.host.data(), address.data(), size_t(address.size()));
    place.ipv6 = address.size() == 16;
    return place;
}

/// RFC 791
void readIpv4(QByteArrayView bytes, Packet &packet)
{
    if (bytes.size() < ipv4Size || get8(bytes, 0) >> 4 != 4)
        return;
    const qsizetype header = (get8(bytes, 0) & 15) * 4;
    qsizetype total = get16(bytes, 2);
    if (total == 0) // left to the network card, which cuts a longer piece (TSO) into packets
        total = bytes.size();
    if (header < ipv4Size || header > bytes.size() || header > total)
        return;
    const quint16 fragment = get16(bytes, 6);
    if ((fragment & 0x1fff) != 0) {
        packet.verdict = Verdict::Fragment;
        return;
    }
    packet.from = place(bytes.sliced(12, 4));
    packet.to = place(bytes.sliced(16, 4));
    const bool more = (fragment & 0x2000) != 0;
    readTransport({get8(bytes, 9), bytes.first(std::min(total, bytes.size())).sliced(header), total - header, more},
                  packet);
}

/// How long an extension header of IPv6 is (RFC 8200, 4302, 6275); 0 when the protocol is none.
qsizetype extensionSize(quint8 protocol, QByteArrayView bytes)
{
    switch (protocol) {
    case 0:   // hop by hop
    case 43:  // routing
    case 60:  // destination
    case 135: // mobility
    case 139: // host identity
    case 140: // shim6
        return (get8(bytes, 1) + 1) * 8;
    case 51: // authentication
        return (get8(bytes, 1) + 2) * 4;
    case 44: // fragment
        return 8;
    default:
        return 0;
    }
}

/// RFC 8200
void readIpv6(QByteArrayView bytes, Packet &packet)
{
    if (bytes.size() < ipv6Size || get8(bytes, 0) >> 4 != 6)
        return;
    packet.from = place(bytes.sliced(8, 16));
    packet.to = place(bytes.sliced(24, 16));
    Inner inner;
    inner.protocol = get8(bytes, 6);
    inner.size = get16(bytes, 4);
    if (inner.size == 0) // TSO, as in IPv4, or a jumbogram (RFC 2675)
        inner.size = bytes.size() - ipv6Size;
    inner.bytes = bytes.sliced(ipv6Size).first(std::min(inner.size, bytes.size() - ipv6Size));
    while (inner.bytes.size() >= 8) {
        const qsizetype size = extensionSize(inner.protocol, inner.bytes);
        if (size == 0)
            break;
        if (inner.protocol == 44) {
            const quint16 fragment = get16(inner.bytes, 2);
            if ((fragment & 0xfff8) != 0) {
                packet.verdict = Verdict::Fragment;
                return;
            }
            inner.firstFragment = (fragment & 1) != 0;
        }
        if (size > inner.bytes.size())
            return;
        inner.protocol = get8(inner.bytes, 0);
        inner.bytes = inner.bytes.sliced(size);
        inner.size -= size;
    }
    readTransport(inner, packet);
}

/// What follows an EtherType.
void readTyped(quint16 type, QByteArrayView bytes, Packet &packet)
{
    while (type == 0x8100 || type == 0x88a8 || type == 0x9100) { // VLAN tags
        if (bytes.size() < 4)
            return;
        type = get16(bytes, 2);
        bytes = bytes.sliced(4);
    }
    if (type == ipv4Type)
        readIpv4(bytes, packet);
    else if (type == ipv6Type)
        readIpv6(bytes, packet);
    else
        packet.verdict = Verdict::Other;
}

/// IP of the version that its header says.
void readIp(QByteArrayView bytes, Packet &packet)
{
    if (bytes.isEmpty())
        return;
    const int version = get8(bytes, 0) >> 4;
    if (version == 4)
        readIpv4(bytes, packet);
    else if (version == 6)
        readIpv6(bytes, packet);
    else
        packet.verdict = Verdict::Other;
}

/// The family is in the byte order of the computer that took the capture; each system numbers IPv6
/// in its own way.
void readLoopback(QByteArrayView bytes, Packet &packet)
{
    if (bytes.size() < 4)
        return;
    const quint32 big = get32(bytes, 0);
    const quint32 family = big > 0xffff ? qFromLittleEndian<quint32>(bytes.data()) : big;
    constexpr std::array<quint32, 5> families{2, 10, 24, 28, 30};
    if (std::find(families.begin(), families.end(), family) != families.end())
        readIp(bytes.sliced(4), packet);
    else
        packet.verdict = Verdict::Other;
}

} // namespace

SocketAddress Place::toSocketAddress() const
{
    if (ipv6) {
        Q_IPV6ADDR address;
        std::memcpy(&address, host.data(), sizeof address);
        return SocketAddress::fromHost(QHostAddress(address), port);
    }
    return {QHostAddress(qFromBigEndian<quint32>(host.data())), port};
}

std::optional<LinkLayer> linkLayer(int number)
{
    switch (number) {
    case 1:
        return LinkLayer::Ethernet;
    case 113:
        return LinkLayer::LinuxCooked;
    case 276:
        return LinkLayer::LinuxCooked2;
    case 12:  // DLT_RAW of most systems
    case 14:  // DLT_RAW of OpenBSD
    case 101: // LINKTYPE_RAW
    case 228: // LINKTYPE_IPV4
    case 229: // LINKTYPE_IPV6
        return LinkLayer::RawIp;
    case 0:   // DLT_NULL
    case 108: // LINKTYPE_LOOP
        return LinkLayer::BsdLoopback;
    default:
        return {};
    }
}

Packet parse(LinkLayer layer, QByteArrayView bytes)
{
    Packet packet;
    switch (layer) {
    case LinkLayer::Ethernet:
        if (bytes.size() >= 14)
            readTyped(get16(bytes, 12), bytes.sliced(14), packet);
        break;
    case LinkLayer::LinuxCooked:
        if (bytes.size() >= 16)
            readTyped(get16(bytes, 14), bytes.sliced(16), packet);
        break;
    case LinkLayer::LinuxCooked2:
        if (bytes.size() >= 20)
            readTyped(get16(bytes, 0), bytes.sliced(20), packet);
        break;
    case LinkLayer::RawIp:
        readIp(bytes, packet);
        break;
    case LinkLayer::BsdLoopback:
        readLoopback(bytes, packet);
        break;
    }
    return packet;
}

} // namespace packetparser
