// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/log/packets/packetparser.h"

#include "model/log/packets/ipheader.h"
#include "model/log/packets/linklayer.h"
#include "model/log/packets/transportheader.h"

#include <algorithm>
#include <cstring>

PacketAddress PacketAddress::at(const char *bytes, bool ipv6)
{
    PacketAddress address;
    std::memcpy(address.host.data(), bytes, ipv6 ? 16 : 4);
    address.ipv6 = ipv6;
    return address;
}

SocketAddress PacketAddress::toSocketAddress() const
{
    return SocketAddress::fromHost(hostAddressAt(reinterpret_cast<const char *>(host.data()), ipv6), port);
}

namespace packetparser {

namespace {

/// The size of an extension header (RFC 8200, 4302, 6275), of which 2 bytes are there; 0 when `protocol` is none.
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

/// The window scale option of a SYN (RFC 7323), or -1. `options`: what follows TcpHeader::minSize bytes.
qint8 tcpWindowShift(QByteArrayView options)
{
    constexpr char endOfList = 0;
    constexpr char noOperation = 1;
    constexpr char windowScale = 3;
    constexpr int maxShift = 14;
    while (options.size() >= 2 && options[0] != endOfList) {
        const bool single = options[0] == noOperation;
        const qsizetype length = single ? 1 : quint8(options[1]);
        if (options[0] == windowScale && length == 3 && options.size() >= 3)
            return qint8(std::min<int>(quint8(options[2]), maxShift));
        if ((length < 2 && !single) || length > options.size())
            break;
        options = options.sliced(length);
    }
    return -1;
}

/// What follows an IP header.
struct IpPayload
{
    quint8 protocol = 0;
    QByteArrayView bytes; // as far as captured
    qsizetype size = 0;   // as sent
};

/// Goes from header to header; `packet` is the result. A header that is not complete leaves it damaged.
class Parser
{
public:
    void fromLinkType(int type, QByteArrayView bytes) { linkPayload(m_link.fromLinkType(type, bytes)); }
    void ipPayload(IpPayload payload);

    Packet packet;

private:
    void linkPayload(const LinkPayload &payload);
    void other(quint8 protocol);
    void ip(QByteArrayView bytes, bool ipv6);
    bool fragment(const IpHeader &header, QByteArrayView bytes, const IpPayload &payload);
    bool extensionHeaders(IpPayload &payload);
    void route(QByteArrayView header);
    void gre(QByteArrayView bytes);
    void tcp(const IpPayload &payload);
    void udp(const IpPayload &payload);

    LinkLayer m_link;
    bool m_isWhole = false; // see LinkPayload
};

void Parser::other(quint8 protocol)
{
    packet.verdict = Verdict::Other;
    packet.protocol = {Protocol::Layer::Ip, protocol};
}

void Parser::linkPayload(const LinkPayload &payload)
{
    using Kind = LinkPayload::Kind;
    m_isWhole = payload.isWhole;
    if (payload.kind == Kind::Ipv4 || payload.kind == Kind::Ipv6)
        return ip(payload.bytes, payload.kind == Kind::Ipv6);
    packet.verdict = payload.kind == Kind::Other ? Verdict::Other : Verdict::Damaged;
    packet.protocol = payload.protocol;
}

void Parser::ip(QByteArrayView bytes, bool ipv6)
{
    packet.verdict = Verdict::Damaged;
    const auto header = IpHeader::read(bytes);
    if (!header || header->isIpv6() != ipv6 || !m_link.enter())
        return;
    qsizetype total = header->totalSize();
    if (total == 0 || (m_isWhole && total > bytes.size())) // 0: also a jumbogram (RFC 2675)
        total = bytes.size();
    if (header->size() > bytes.size() || header->size() > total)
        return;
    packet.from = PacketAddress::at(header->from(), ipv6);
    packet.to = PacketAddress::at(header->to(), ipv6);
    const IpPayload payload{header->protocol(), bytes.first(std::min(total, bytes.size())).sliced(header->size()),
                            total - header->size()};
    if (ipv6 || !fragment(*header, bytes, payload))
        ipPayload(payload);
}

/// Whether this is a fragment of an IPv4 packet.
bool Parser::fragment(const IpHeader &header, QByteArrayView bytes, const IpPayload &payload)
{
    constexpr quint16 moreFragments = 0x2000;
    constexpr quint16 offsetMask = 0x1fff; // in units of 8 bytes
    const quint16 field = big16(bytes, 6);
    if ((field & (moreFragments | offsetMask)) == 0)
        return false;
    packet.verdict = Verdict::Fragment;
    packet.fragment = {big16(bytes, 4),           header.protocol(),     (field & moreFragments) == 0,
                       (field & offsetMask) * 8U, quint32(payload.size), payload.bytes};
    return true;
}

/// Skips extension headers of IPv6, of which IPv4 has the authentication header. False: no more can be read.
bool Parser::extensionHeaders(IpPayload &payload)
{
    while (payload.bytes.size() >= 8 && (packet.from.ipv6 || payload.protocol == ipprotocol::authentication)) {
        const qsizetype size = extensionHeaderSize(payload.protocol, payload.bytes);
        if (size == 0)
            break;
        if (size > payload.bytes.size())
            return false;
        const auto next = quint8(payload.bytes[0]);
        const QByteArrayView rest = payload.bytes.sliced(size);
        const quint16 field = payload.protocol == ipprotocol::fragment ? big16(payload.bytes, 2) : 0;
        if ((field & 0xfff9) != 0) {
            packet.verdict = Verdict::Fragment;
            packet.fragment = {big32(payload.bytes, 4),      next, (field & 1) == 0, field & 0xfff8U,
                               quint32(payload.size - size), rest};
            return false;
        }
        if (payload.protocol == ipprotocol::routing)
            route(payload.bytes.first(size));
        payload = {next, rest, payload.size - size};
    }
    return true;
}

/// A routing header (RFC 8200, 6275, 8754): the final destination of a packet that is on its way.
void Parser::route(QByteArrayView header)
{
    constexpr qsizetype addressSize = 16;
    const auto type = quint8(header[2]);
    if (header[3] == 0 || header.size() < 8 + addressSize) // no stops are left
        return;
    if (type == 0)
        packet.to = PacketAddress::at(header.last(addressSize).data(), true);
    else if (type == 2 || type == 4)
        packet.to = PacketAddress::at(header.data() + 8, true);
}

void Parser::ipPayload(IpPayload payload)
{
    if (!extensionHeaders(payload))
        return;
    const QByteArrayView bytes = payload.bytes;
    switch (payload.protocol) {
    case ipprotocol::tcp:
        return tcp(payload);
    case ipprotocol::udp:
        return udp(payload);
    case ipprotocol::ipv4:
        return ip(bytes, false);
    case ipprotocol::ipv6:
        return ip(bytes, true);
    case ipprotocol::gre:
        return gre(bytes);
    case ipprotocol::etherIp:
        return bytes.size() < 2 ? void() : linkPayload(m_link.fromEthernet(bytes.sliced(2)));
    case ipprotocol::pim: // a multicast packet on its way to the rendezvous point (RFC 7761, 4.9.3), or another message
        if (!bytes.startsWith('\x21'))
            return other(ipprotocol::pim);
        return bytes.size() < 8 ? void() : linkPayload(m_link.fromIp(bytes.sliced(8)));
    case ipprotocol::mpls:
        return linkPayload(m_link.fromMpls(bytes));
    default:
        return other(payload.protocol);
    }
}

/// RFC 2784, 2890 and, as version 1, 2637
void Parser::gre(QByteArrayView bytes)
{
    constexpr quint16 bridged = 0x6558;
    constexpr quint16 erspan = 0x88be;
    constexpr quint16 erspan3 = 0x22eb;
    constexpr quint16 hasNumber = 0x1000;
    constexpr quint16 hasRouting = 0x4000;
    packet.verdict = Verdict::Damaged;
    if (bytes.size() < 4)
        return;
    const quint16 flags = big16(bytes, 0);
    const quint16 type = big16(bytes, 2);
    const bool isVersion1 = (flags & 7) == 1;
    qsizetype size = 4;
    for (const quint16 field : {quint16(0x8000), quint16(0x2000), hasNumber}) // checksum, key, number
        size += flags & field ? 4 : 0;
    if (flags & 0x80 && isVersion1)
        size += 4; // an acknowledgement
    if (type == erspan && flags & hasNumber)
        size += 8;
    else if (type == erspan3)
        size += 12;
    // Packets that only acknowledge hold nothing; source routing is not in use.
    if (flags & hasRouting || (size == bytes.size() && isVersion1))
        return other(ipprotocol::gre);
    if (bytes.size() >= size)
        linkPayload(m_link.fromEtherType(type == erspan || type == erspan3 ? bridged : type, bytes.sliced(size)));
}

void Parser::tcp(const IpPayload &payload)
{
    packet.verdict = Verdict::Damaged;
    const QByteArrayView bytes = payload.bytes;
    const auto header = TcpHeader::read(bytes);
    if (!header || header->size() > payload.size)
        return;
    packet.transport = Transport::Tcp;
    packet.from.port = header->fromPort();
    packet.to.port = header->toPort();
    const TcpSegment segment = header->segment();
    packet.sequence = segment.sequence;
    packet.acknowledgement = segment.acknowledgement;
    packet.flags = segment.flags;
    packet.window = header->window();
    const qsizetype captured = std::min(header->size(), bytes.size());
    if (packet.flags & tcpflag::Syn)
        packet.windowShift = tcpWindowShift(bytes.first(captured).sliced(TcpHeader::minSize));
    packet.payload = bytes.sliced(captured);
    packet.missing = quint32(payload.size - header->size() - packet.payload.size());
    packet.verdict = Verdict::Traffic;
}

void Parser::udp(const IpPayload &payload)
{
    packet.verdict = Verdict::Damaged;
    const QByteArrayView bytes = payload.bytes;
    const auto header = UdpHeader::read(bytes);
    if (!header)
        return;
    qsizetype size = header->length();
    if (size == 0 && packet.from.ipv6) // a jumbogram, or left to the network card
        size = payload.size;
    size = std::min(size, payload.size); // IP is right where UDP states more
    if (size < UdpHeader::size || size > 65535)
        return;
    packet.transport = Transport::Udp;
    packet.from.port = header->fromPort();
    packet.to.port = header->toPort();
    packet.payload = bytes.first(std::min(size, bytes.size())).sliced(UdpHeader::size);
    packet.missing = quint32(size - UdpHeader::size - packet.payload.size());
    packet.verdict = Verdict::Traffic;
}

} // namespace

bool isKnownLinkType(int linkType)
{
    return parse(linkType, {}).verdict == Verdict::Damaged;
}

Packet parse(int linkType, QByteArrayView bytes)
{
    Parser parser;
    if (linkType >= 0)
        parser.fromLinkType(linkType, bytes);
    return parser.packet;
}

Packet parsePayload(const PacketAddress &from, const PacketAddress &to, quint8 protocol, QByteArrayView bytes,
                    qsizetype size)
{
    Parser parser;
    parser.packet.from = from;
    parser.packet.to = to;
    parser.ipPayload({protocol, bytes, size});
    return parser.packet;
}

} // namespace packetparser
