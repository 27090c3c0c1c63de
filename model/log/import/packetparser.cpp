// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
// Long because each kind of link has a header of its own, of which there are many, and few lines for each.
#include "model/log/import/packetparser.h"

#include "model/log/pcapng/packetheaders.h"

#include <QCoreApplication>
#include <QtEndian>

#include <pcap/pcap.h>

#include <algorithm>
#include <cstring>

namespace packetparser {

namespace {

constexpr quint16 ipv4Type = 0x0800;
constexpr quint16 ipv6Type = 0x86dd;
constexpr quint16 bridgedType = 0x6558;   // an Ethernet frame (transparent Ethernet bridging)
constexpr quint16 firstEtherType = 0x600; // what is smaller is a length
constexpr quint8 tcpProtocol = 6;
constexpr quint8 udpProtocol = 17;
constexpr quint8 greProtocol = 47;
constexpr qsizetype ipv4Size = 20;
constexpr qsizetype ipv6Size = 40;
constexpr qsizetype tcpSize = 20;
constexpr qsizetype udpSize = 8;
constexpr int maxLayers = 64;

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

quint16 little16(QByteArrayView bytes, qsizetype at)
{
    return qFromLittleEndian<quint16>(bytes.data() + at);
}

quint32 little32(QByteArrayView bytes, qsizetype at)
{
    return qFromLittleEndian<quint32>(bytes.data() + at);
}

/// What is behind an IP header.
struct Inner
{
    quint8 protocol = 0;
    QByteArrayView bytes; // as far as captured
    qsizetype size = 0;   // as sent
};

/// Goes from header to header; `packet` is the result. A header that is not all there leaves it damaged.
class Parser
{
public:
    void link(int type, QByteArrayView bytes);
    void transport(Inner inner);

    Packet packet;

private:
    void other(Kind::Of of, quint16 number);
    bool enter();
    void skip(QByteArrayView bytes, qsizetype size, void (Parser::*then)(QByteArrayView));
    void typed(quint16 type, QByteArrayView bytes);
    void ethernet(QByteArrayView bytes);
    void llc(QByteArrayView bytes);
    void ppp(QByteArrayView bytes);
    void serialPpp(QByteArrayView bytes);
    void pppoe(QByteArrayView bytes);
    void ciscoHdlc(QByteArrayView bytes);
    void frameRelay(QByteArrayView bytes);
    void mpls(QByteArrayView bytes);
    void macsec(QByteArrayView bytes);
    void serviceHeader(QByteArrayView bytes);
    void linuxCooked(QByteArrayView bytes);
    void linuxCooked2(QByteArrayView bytes);
    void loopback(QByteArrayView bytes);
    void family(quint32 number, QByteArrayView bytes);
    void packetFilter(QByteArrayView bytes);
    void netfilter(QByteArrayView bytes);
    void wlan(QByteArrayView bytes);
    void radiotap(QByteArrayView bytes);
    void prism(QByteArrayView bytes);
    void perPacket(QByteArrayView bytes);
    void ip(QByteArrayView bytes);
    void ipv4(QByteArrayView bytes);
    void ipv6(QByteArrayView bytes);
    void route(QByteArrayView header);
    void gre(QByteArrayView bytes);
    void tcp(const Inner &inner);
    void udp(const Inner &inner);

    int m_layers = 0;
    bool m_isWhole = false;     // an outer header says that all of it was captured, whatever IP says
    bool m_wlanPadding = false; // the header of IEEE 802.11 is filled up to 32 bits
};

void Parser::other(Kind::Of of, quint16 number)
{
    packet.verdict = Verdict::Other;
    packet.kind = {of, number};
}

/// Headers within headers come to an end, whatever the bytes are.
bool Parser::enter()
{
    return ++m_layers <= maxLayers;
}

void Parser::skip(QByteArrayView bytes, qsizetype size, void (Parser::*then)(QByteArrayView))
{
    if (bytes.size() >= size)
        (this->*then)(bytes.sliced(size));
}

void Parser::link(int type, QByteArrayView bytes)
{
    if (!enter())
        return;
    switch (type) {
    case 0:   // DLT_NULL
    case 108: // LINKTYPE_LOOP
        return loopback(bytes);
    case 1:
        return ethernet(bytes);
    case 6: // IEEE 802.5 without source routing, see llc()
        return skip(bytes, 14, &Parser::llc);
    case 8: // SLIP
        return skip(bytes, 16, &Parser::ip);
    case 9: // PPP
    case 50:
        return serialPpp(bytes);
    case 10: // FDDI
        return skip(bytes, 13, &Parser::llc);
    case 11: // RFC 1483 (ATM)
    case 100:
    case 106:
        return llc(bytes);
    case 12:  // DLT_RAW of most systems
    case 14:  // DLT_RAW of OpenBSD
    case 101: // LINKTYPE_RAW
    case 228: // LINKTYPE_IPV4
    case 229: // LINKTYPE_IPV6
        return ip(bytes);
    case 51:
        return pppoe(bytes);
    case 104:
        return ciscoHdlc(bytes);
    case 105:
        return wlan(bytes);
    case 107:
        return frameRelay(bytes);
    case 109: // OpenBSD's encapsulated packets: family, index, flags
        return bytes.size() < 12 ? void() : family(little32(bytes, 0), bytes.sliced(12));
    case 113:
        return linuxCooked(bytes);
    case 117:
        return packetFilter(bytes);
    case 119:
    case 163:
        return prism(bytes);
    case 122: // RFC 2625 (Fibre Channel)
        return skip(bytes, 16, &Parser::llc);
    case 127:
        return radiotap(bytes);
    case 138: // Apple's IP over IEEE 1394
        return bytes.size() < 18 ? void() : typed(get16(bytes, 16), bytes.sliced(18));
    case 149: // Apple's PKTAP: its own length and the link type of what follows
    case 258: {
        const qsizetype size = bytes.size() < 12 ? -1 : qsizetype(little32(bytes, 0));
        return size < 12 || size > bytes.size()
            ? void()
            : link(int(std::min<quint32>(little32(bytes, 8), 0xffff)), bytes.sliced(size));
    }
    case 166: // PPP, with the direction before it
    case 204:
        return skip(bytes, 1, &Parser::serialPpp);
    case 192:
        return perPacket(bytes);
    case 205: // with the direction before it
        return skip(bytes, 1, &Parser::ciscoHdlc);
    case 206:
        return skip(bytes, 1, &Parser::frameRelay);
    case 226: // Solaris IPNET
        return skip(bytes, 24, &Parser::ip);
    case 239:
        return netfilter(bytes);
    case 240: // netANALYZER
        return skip(bytes, 4, &Parser::ethernet);
    case 276:
        return linuxCooked2(bytes);
    default:
        return other(Kind::Of::Link, quint16(type));
    }
}

/// What follows an EtherType.
void Parser::typed(quint16 type, QByteArrayView bytes)
{
    if (!enter())
        return;
    switch (type) {
    case ipv4Type:
        return ipv4(bytes);
    case ipv6Type:
        return ipv6(bytes);
    case 0x8100: // VLAN tags
    case 0x88a8:
    case 0x9100:
    case 0x9200:
        return bytes.size() < 4 ? void() : typed(get16(bytes, 2), bytes.sliced(4));
    case 0x8926: // VN tag (IEEE 802.1BR)
        return bytes.size() < 6 ? void() : typed(get16(bytes, 4), bytes.sliced(6));
    case 0x88e7: // provider backbone bridge (IEEE 802.1ah)
        return skip(bytes, 4, &Parser::ethernet);
    case 0x8847:
    case 0x8848:
        return mpls(bytes);
    case 0x8864:
        return pppoe(bytes);
    case 0x880b:
        return ppp(bytes);
    case 0x883e: // redirected by a router (WCCP), with a header of its own or without
        return skip(bytes, bytes.startsWith('\x45') ? 0 : 4, &Parser::ip);
    case 0x88e5:
        return macsec(bytes);
    case 0x894f:
        return serviceHeader(bytes);
    case bridgedType:
        return ethernet(bytes);
    default:
        return type < firstEtherType ? llc(bytes) : other(Kind::Of::Ethernet, type);
    }
}

void Parser::ethernet(QByteArrayView bytes)
{
    if (bytes.size() >= 14)
        typed(get16(bytes, 12), bytes.sliced(14));
}

/// IEEE 802.2, with SNAP (RFC 1042)
void Parser::llc(QByteArrayView bytes)
{
    if (bytes.size() < 3 || !enter())
        return;
    const quint16 access = get16(bytes, 0);
    if (access == 0x0606) // IP's own
        return ip(bytes.sliced(3));
    if (access == 0xfefe && bytes.size() >= 4) { // NLPID
        if (get8(bytes, 3) == 0xcc || get8(bytes, 3) == 0x8e)
            return ip(bytes.sliced(4));
    }
    if (access != 0xaaaa)
        return other(Kind::Of::Llc, access >> 8);
    if (bytes.size() < 8)
        return;
    const quint32 organisation = get32(bytes, 2) & 0xffffff;
    const quint16 type = get16(bytes, 6);
    if (organisation == 0x0080c2) { // bridged: 1 with the frame's checksum, 7 without; two bytes of padding
        if (type == 1 || type == 7)
            return skip(bytes, 10, &Parser::ethernet);
    } else if (organisation == 0 || organisation == 0x0000f8) {
        return typed(type, bytes.sliced(8));
    }
    other(Kind::Of::Llc, 0xaa);
}

/// RFC 1661, the protocol perhaps compressed to one byte.
void Parser::ppp(QByteArrayView bytes)
{
    if (bytes.startsWith("\xff\x03"))
        bytes = bytes.sliced(2);
    if (bytes.size() < 2 || !enter())
        return;
    const bool compressed = get8(bytes, 0) & 1;
    const quint16 protocol = compressed ? get8(bytes, 0) : get16(bytes, 0);
    bytes = bytes.sliced(compressed ? 1 : 2);
    switch (protocol) {
    case 0x0021:
        return ipv4(bytes);
    case 0x0057:
        return ipv6(bytes);
    case 0x0281:
    case 0x0283:
        return mpls(bytes);
    default:
        return other(Kind::Of::Ppp, protocol);
    }
}

/// PPP in HDLC's framing, or Cisco's way to use that.
void Parser::serialPpp(QByteArrayView bytes)
{
    const bool cisco = bytes.startsWith('\x0f') || bytes.startsWith('\x8f');
    cisco ? ciscoHdlc(bytes) : ppp(bytes);
}

/// RFC 2516
void Parser::pppoe(QByteArrayView bytes)
{
    if (bytes.size() < 6)
        return;
    if (get8(bytes, 1) != 0) // discovery
        return other(Kind::Of::Ethernet, 0x8863);
    const qsizetype size = get16(bytes, 4);
    m_isWhole = size <= bytes.size() - 6;
    ppp(bytes.sliced(6).first(std::min(size, bytes.size() - 6)));
}

void Parser::ciscoHdlc(QByteArrayView bytes)
{
    if (bytes.size() >= 4)
        typed(get16(bytes, 2), bytes.sliced(4));
}

/// RFC 2427; also Cisco's, which has an EtherType behind the address.
void Parser::frameRelay(QByteArrayView bytes)
{
    if (bytes.size() < 5)
        return;
    qsizetype at = 2; // of the address, whose last byte has the lowest bit set
    while (at < 4 && !(get8(bytes, at - 1) & 1))
        ++at;
    if (get8(bytes, at) != 0x03)
        return skip(bytes, at + 2, get16(bytes, at) == ipv6Type ? &Parser::ipv6 : &Parser::ip);
    ++at;
    if (get8(bytes, at) == 0) // padding
        ++at;
    if (at >= bytes.size())
        return;
    const quint8 protocol = get8(bytes, at);
    if (protocol == 0xcc || protocol == 0x8e)
        return ip(bytes.sliced(at + 1));
    if (protocol == 0x80 && bytes.size() >= at + 6) // SNAP
        return typed(get16(bytes, at + 4), bytes.sliced(at + 6));
    other(Kind::Of::Link, 107);
}

/// RFC 3032; behind the labels is IP, or Ethernet with a control word (RFC 4448) or without.
void Parser::mpls(QByteArrayView bytes)
{
    bool bottom = false;
    while (!bottom) {
        if (bytes.size() < 5)
            return;
        bottom = get8(bytes, 2) & 1;
        bytes = bytes.sliced(4);
    }
    const int nibble = get8(bytes, 0) >> 4;
    if (nibble == 4)
        return ipv4(bytes);
    if (nibble == 6)
        return ipv6(bytes);
    skip(bytes, nibble == 0 ? 4 : 0, &Parser::ethernet);
}

/// IEEE 802.1AE, where it only signs
void Parser::macsec(QByteArrayView bytes)
{
    if (bytes.size() < 6)
        return;
    const quint8 control = get8(bytes, 0);
    const qsizetype size = control & 0x20 ? 14 : 6; // with a channel's number
    if (control & 0x0c)
        return other(Kind::Of::Ethernet, 0x88e5);
    if (bytes.size() >= size + 2)
        typed(get16(bytes, size), bytes.sliced(size + 2));
}

/// RFC 8300
void Parser::serviceHeader(QByteArrayView bytes)
{
    if (bytes.size() < 8)
        return;
    const qsizetype size = (get8(bytes, 1) & 0x3f) * 4;
    switch (get8(bytes, 3)) {
    case 1:
        return skip(bytes, size, &Parser::ipv4);
    case 2:
        return skip(bytes, size, &Parser::ipv6);
    case 3:
        return skip(bytes, size, &Parser::ethernet);
    default:
        return other(Kind::Of::Ethernet, 0x894f);
    }
}

void Parser::linuxCooked(QByteArrayView bytes)
{
    if (bytes.size() < 16)
        return;
    const quint16 type = get16(bytes, 14);
    if (get16(bytes, 2) == 824) // a netlink message
        return other(Kind::Of::Link, 253);
    type == 4 || type >= firstEtherType ? typed(type, bytes.sliced(16)) : other(Kind::Of::Ethernet, type);
}

void Parser::linuxCooked2(QByteArrayView bytes)
{
    if (bytes.size() < 20)
        return;
    const quint16 type = get16(bytes, 0);
    if (get16(bytes, 8) == 824)
        return other(Kind::Of::Link, 253);
    type == 4 || type >= firstEtherType ? typed(type, bytes.sliced(20)) : other(Kind::Of::Ethernet, type);
}

/// The family is in the byte order of the computer that took the capture.
void Parser::loopback(QByteArrayView bytes)
{
    if (bytes.size() < 4)
        return;
    const quint32 big = get32(bytes, 0);
    family(big > 0xffff ? little32(bytes, 0) : big, bytes.sliced(4));
}

/// Each system numbers IPv6 in its own way.
void Parser::family(quint32 number, QByteArrayView bytes)
{
    constexpr std::array<quint32, 5> families{2, 10, 24, 28, 30};
    if (std::find(families.begin(), families.end(), number) != families.end())
        ip(bytes);
    else if (number >= firstEtherType && number <= 0xffff) // as some programs write it
        typed(quint16(number), bytes);
    else
        other(Kind::Of::Link, 0);
}

/// The log of the packet filter of the BSDs: its length and the family come first.
void Parser::packetFilter(QByteArrayView bytes)
{
    if (bytes.size() < 4)
        return;
    const qsizetype size = (get8(bytes, 0) + 3) / 4 * 4;
    if (bytes.size() >= size)
        family(get8(bytes, 1), bytes.sliced(size));
}

/// LINKTYPE_NFLOG: values with a type, of which one is the packet.
void Parser::netfilter(QByteArrayView bytes)
{
    for (qsizetype at = 4; at + 4 <= bytes.size();) {
        const qsizetype length = little16(bytes, at);
        if (length < 4)
            return;
        if ((little16(bytes, at + 2) & 0x7fff) == 9)
            return ip(bytes.sliced(at + 4));
        at += (length + 3) / 4 * 4;
    }
    other(Kind::Of::Link, 239);
}

/// IEEE 802.11: frames with data, which are not encrypted and hold one packet each
void Parser::wlan(QByteArrayView bytes)
{
    if (bytes.size() < 10)
        return;
    const quint8 kind = get8(bytes, 0);
    const quint8 flags = get8(bytes, 1);
    const bool data = (kind & 0x0c) == 0x08 && !(kind & 0x40);
    if (!data)
        return other(Kind::Of::Link, 105);
    if (flags & 0x40)
        return other(Kind::Of::EncryptedWlan, 0);
    if (bytes.size() < 24)
        return;
    const bool part = (flags & 0x04) || (get8(bytes, 22) & 0x0f);
    qsizetype size = (flags & 3) == 3 ? 30 : 24;
    bool several = false; // packets in this frame
    if (kind & 0x80) {    // quality of service
        if (bytes.size() < size + 2)
            return;
        several = get8(bytes, size) & 0x80;
        size += flags & 0x80 ? 6 : 2;
    }
    if (part || several)
        return other(Kind::Of::Link, 105);
    skip(bytes, m_wlanPadding ? (size + 3) / 4 * 4 : size, &Parser::llc);
}

void Parser::radiotap(QByteArrayView bytes)
{
    if (bytes.size() < 8)
        return;
    const qsizetype size = little16(bytes, 2);
    const quint32 present = little32(bytes, 4);
    qsizetype at = 4;
    while (at + 4 <= bytes.size() && little32(bytes, at) & 0x80000000)
        at += 4;
    at += 4;
    if (present & 1) // a time
        at = (at + 7) / 8 * 8 + 8;
    if (present & 2 && at < bytes.size() && at < size)
        m_wlanPadding = get8(bytes, at) & 0x20;
    skip(bytes, size, &Parser::wlan);
}

/// Of Prism cards, or that of AVS
void Parser::prism(QByteArrayView bytes)
{
    if (bytes.size() < 8)
        return;
    const bool avs = get32(bytes, 0) >> 12 == 0x80211;
    const quint32 length = avs || get32(bytes, 0) == 0x44 ? get32(bytes, 4) : little32(bytes, 4);
    if (length >= 8 && length <= quint32(bytes.size()))
        wlan(bytes.sliced(qsizetype(length)));
}

/// PPI: its own length and the link type of what follows
void Parser::perPacket(QByteArrayView bytes)
{
    if (bytes.size() < 8)
        return;
    const qsizetype size = little16(bytes, 2);
    const quint32 type = little32(bytes, 4);
    if (size >= 8 && size <= bytes.size())
        link(int(std::min<quint32>(type, 0xffff)), bytes.sliced(size));
}

/// IP of the version that its header says.
void Parser::ip(QByteArrayView bytes)
{
    if (bytes.isEmpty())
        return;
    const int version = get8(bytes, 0) >> 4;
    if (version == 4)
        ipv4(bytes);
    else if (version == 6)
        ipv6(bytes);
    else
        other(Kind::Of::Ethernet, ipv4Type);
}

Place place(QByteArrayView address)
{
    Place place;
    std::memcpy(place.host.data(), address.data(), size_t(address.size()));
    place.ipv6 = address.size() == 16;
    return place;
}

/// RFC 791
void Parser::ipv4(QByteArrayView bytes)
{
    packet.verdict = Verdict::Damaged;
    if (bytes.size() < ipv4Size || get8(bytes, 0) >> 4 != 4 || !enter())
        return;
    const qsizetype header = (get8(bytes, 0) & 15) * 4;
    qsizetype total = get16(bytes, 2);
    if (total == 0 || (m_isWhole && total > bytes.size())) // 0: left to the network card, which cuts it (TSO)
        total = bytes.size();
    if (header < ipv4Size || header > bytes.size() || header > total)
        return;
    packet.from = place(bytes.sliced(12, 4));
    packet.to = place(bytes.sliced(16, 4));
    const Inner inner{get8(bytes, 9), bytes.first(std::min(total, bytes.size())).sliced(header), total - header};
    const quint16 fragment = get16(bytes, 6);
    if ((fragment & 0x3fff) == 0)
        return transport(inner);
    packet.verdict = Verdict::Fragment;
    packet.fragment = {get16(bytes, 4),          inner.protocol,      (fragment & 0x2000) == 0,
                       (fragment & 0x1fffU) * 8, quint32(inner.size), inner.bytes};
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
void Parser::ipv6(QByteArrayView bytes)
{
    packet.verdict = Verdict::Damaged;
    if (bytes.size() < ipv6Size || get8(bytes, 0) >> 4 != 6 || !enter())
        return;
    packet.from = place(bytes.sliced(8, 16));
    packet.to = place(bytes.sliced(24, 16));
    Inner inner;
    inner.protocol = get8(bytes, 6);
    inner.size = get16(bytes, 4);
    // 0: TSO, as in IPv4, or a jumbogram (RFC 2675)
    if (inner.size == 0 || (m_isWhole && inner.size > bytes.size() - ipv6Size))
        inner.size = bytes.size() - ipv6Size;
    inner.bytes = bytes.sliced(ipv6Size).first(std::min(inner.size, bytes.size() - ipv6Size));
    transport(inner);
}

/// A routing header (RFC 8200, 6275, 8754): where a packet that is on its way goes in the end.
void Parser::route(QByteArrayView header)
{
    constexpr qsizetype addressSize = 16;
    const quint8 type = get8(header, 2);
    if (get8(header, 3) == 0 || header.size() < 8 + addressSize) // no stops are left
        return;
    if (type == 0)
        packet.to = place(header.last(addressSize));
    else if (type == 2 || type == 4)
        packet.to = place(header.sliced(8, addressSize));
}

void Parser::transport(Inner inner)
{
    // Extension headers of IPv6, of which IPv4 knows the authentication header.
    while (inner.bytes.size() >= 8 && (packet.from.ipv6 || inner.protocol == 51)) {
        const qsizetype size = extensionSize(inner.protocol, inner.bytes);
        if (size == 0)
            break;
        if (size > inner.bytes.size())
            return;
        const quint8 next = get8(inner.bytes, 0);
        const QByteArrayView rest = inner.bytes.sliced(size);
        const quint16 fragment = inner.protocol == 44 ? get16(inner.bytes, 2) : 0;
        if ((fragment & 0xfff9) != 0) {
            packet.verdict = Verdict::Fragment;
            packet.fragment = {get32(inner.bytes, 4),      next, (fragment & 1) == 0, fragment & 0xfff8U,
                               quint32(inner.size - size), rest};
            return;
        }
        if (inner.protocol == 43)
            route(inner.bytes.first(size));
        inner = {next, rest, inner.size - size};
    }
    switch (inner.protocol) {
    case tcpProtocol:
        return tcp(inner);
    case udpProtocol:
        return udp(inner);
    case 4:
        return ipv4(inner.bytes);
    case 41:
        return ipv6(inner.bytes);
    case greProtocol:
        return gre(inner.bytes);
    case 97: // RFC 3378
        return skip(inner.bytes, 2, &Parser::ethernet);
    case 103: // PIM: a multicast packet on its way to the rendezvous point (RFC 7761, 4.9.3), or another message
        if (inner.bytes.startsWith('\x21'))
            return skip(inner.bytes, 8, &Parser::ip);
        return other(Kind::Of::Ip, 103);
    case 137: // RFC 4023
        return mpls(inner.bytes);
    default:
        return other(Kind::Of::Ip, inner.protocol);
    }
}

/// RFC 2784, 2890 and, as version 1, 2637
void Parser::gre(QByteArrayView bytes)
{
    packet.verdict = Verdict::Damaged;
    if (bytes.size() < 4)
        return;
    const quint16 flags = get16(bytes, 0);
    const quint16 type = get16(bytes, 2);
    const bool numbered = flags & 0x1000;
    qsizetype size = 4;
    for (const quint16 field : {0x8000, 0x2000, 0x1000}) // checksum, key, number
        size += flags & field ? 4 : 0;
    if (flags & 0x80 && (flags & 7) == 1)
        size += 4;                  // an acknowledgement
    if (type == 0x88be && numbered) // ERSPAN
        size += 8;
    else if (type == 0x22eb)
        size += 12;
    // Packets that only acknowledge hold nothing; source routing is used nowhere.
    if (flags & 0x4000 || (size == bytes.size() && (flags & 7) == 1))
        return other(Kind::Of::Ip, greProtocol);
    if (bytes.size() >= size)
        typed(type == 0x88be || type == 0x22eb ? bridgedType : type, bytes.sliced(size));
}

/// The option of a SYN, or -1.
qint8 windowShift(QByteArrayView options)
{
    while (options.size() >= 2 && options[0] != 0) {
        const qsizetype length = options[0] == 1 ? 1 : get8(options, 1);
        if (options[0] == 3 && length == 3 && options.size() >= 3)
            return qint8(std::min<int>(get8(options, 2), 14));
        if (length < 1 || (length < 2 && options[0] != 1) || length > options.size())
            break;
        options = options.sliced(length);
    }
    return -1;
}

void Parser::tcp(const Inner &inner)
{
    packet.verdict = Verdict::Damaged;
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
    packet.window = get16(bytes, 14);
    if (packet.flags & packetheaders::Syn)
        packet.windowShift = windowShift(bytes.first(std::min(header, bytes.size())).sliced(tcpSize));
    packet.payload = bytes.sliced(std::min(header, bytes.size()));
    packet.missing = quint32(inner.size - header - packet.payload.size());
    packet.verdict = Verdict::Traffic;
}

void Parser::udp(const Inner &inner)
{
    packet.verdict = Verdict::Damaged;
    const QByteArrayView bytes = inner.bytes;
    if (bytes.size() < udpSize)
        return;
    qsizetype size = get16(bytes, 4);
    if (size == 0 && packet.from.ipv6) // a jumbogram, or left to the network card
        size = inner.size;
    size = std::min(size, inner.size); // whatever UDP says, there is no more
    if (size < udpSize || size > 65535)
        return;
    packet.transport = Transport::Udp;
    packet.from.port = get16(bytes, 0);
    packet.to.port = get16(bytes, 2);
    packet.payload = bytes.first(std::min(size, bytes.size())).sliced(udpSize);
    packet.missing = quint32(size - udpSize - packet.payload.size());
    packet.verdict = Verdict::Traffic;
}

struct KnownKind
{
    Kind kind;
    const char *name;
};

constexpr std::array knownKinds{
    KnownKind{{Kind::Of::Ethernet, 0x0806}, "ARP"},
    KnownKind{{Kind::Of::Ethernet, 0x8863}, "PPPoE discovery"},
    KnownKind{{Kind::Of::Ethernet, 0x888e}, "IEEE 802.1X"},
    KnownKind{{Kind::Of::Ethernet, 0x88cc}, "LLDP"},
    KnownKind{{Kind::Of::Ethernet, 0x88e5}, "MACsec"},
    KnownKind{{Kind::Of::Ip, 1}, "ICMP"},
    KnownKind{{Kind::Of::Ip, 2}, "IGMP"},
    KnownKind{{Kind::Of::Ip, 47}, "GRE"},
    KnownKind{{Kind::Of::Ip, 50}, "IPsec ESP"},
    KnownKind{{Kind::Of::Ip, 58}, "ICMPv6"},
    KnownKind{{Kind::Of::Ip, 89}, "OSPF"},
    KnownKind{{Kind::Of::Ip, 103}, "PIM"},
    KnownKind{{Kind::Of::Ip, 112}, "VRRP"},
    KnownKind{{Kind::Of::Ip, 132}, "SCTP"},
    KnownKind{{Kind::Of::Llc, 0x42}, "STP"},
    KnownKind{{Kind::Of::Ppp, 0xc021}, "PPP LCP"},
};

} // namespace

QString Kind::name() const
{
    for (const KnownKind &known : knownKinds) {
        if (known.kind == *this)
            return QString::fromLatin1(known.name);
    }
    const QString hex = QStringLiteral("0x") + QString::number(number, 16).rightJustified(4, u'0');
    switch (of) {
    case Of::Link: {
        const char *description = pcap_datalink_val_to_description(number);
        return description ? QString::fromLatin1(description) : QStringLiteral("LINKTYPE %1").arg(number);
    }
    case Of::Ethernet:
        return QStringLiteral("EtherType ") + hex;
    case Of::Ip:
        return QCoreApplication::translate("PacketParser", "IP protocol %1").arg(number);
    case Of::Ppp:
        return QStringLiteral("PPP ") + hex;
    case Of::Llc:
        return QStringLiteral("LLC ") + hex.last(2);
    case Of::EncryptedWlan:
        return QCoreApplication::translate("PacketParser", "encrypted IEEE 802.11");
    }
    return {};
}

SocketAddress Place::toSocketAddress() const
{
    if (ipv6) {
        Q_IPV6ADDR address;
        std::memcpy(&address, host.data(), sizeof address);
        return SocketAddress::fromHost(QHostAddress(address), port);
    }
    return {QHostAddress(qFromBigEndian<quint32>(host.data())), port};
}

bool isKnown(int linkType)
{
    return parse(linkType, {}).verdict == Verdict::Damaged;
}

Packet parse(int linkType, QByteArrayView bytes)
{
    Parser parser;
    if (linkType >= 0)
        parser.link(linkType, bytes);
    return parser.packet;
}

Packet parsePayload(const Place &from, const Place &to, quint8 protocol, QByteArrayView bytes, qsizetype size)
{
    Parser parser;
    parser.packet.from = from;
    parser.packet.to = to;
    parser.transport({protocol, bytes, size});
    return parser.packet;
}

} // namespace packetparser
