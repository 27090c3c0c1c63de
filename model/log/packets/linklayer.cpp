// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
// Long because there are many link types, each with a header of its own.
#include "model/log/packets/linklayer.h"

#include "model/log/packets/ipheader.h"
#include "model/log/packets/linktype.h"

#include <QtEndian>

#include <algorithm>
#include <array>

namespace {

constexpr quint16 ipv4Type = 0x0800;
constexpr quint16 ipv6Type = 0x86dd;
constexpr quint16 bridgedType = 0x6558;   // an Ethernet frame (transparent Ethernet bridging)
constexpr quint16 firstEtherType = 0x600; // smaller numbers are a length

quint8 get8(QByteArrayView bytes, qsizetype at)
{
    return quint8(bytes[at]);
}

quint16 little16(QByteArrayView bytes, qsizetype at)
{
    return qFromLittleEndian<quint16>(bytes.data() + at);
}

quint32 little32(QByteArrayView bytes, qsizetype at)
{
    return qFromLittleEndian<quint32>(bytes.data() + at);
}

} // namespace

void LinkLayer::other(Protocol::Layer layer, quint16 number)
{
    m_found.kind = LinkPayload::Kind::Other;
    m_found.protocol = {layer, number};
}

void LinkLayer::ipv4(QByteArrayView bytes)
{
    m_found.kind = LinkPayload::Kind::Ipv4;
    m_found.bytes = bytes;
}

void LinkLayer::ipv6(QByteArrayView bytes)
{
    m_found.kind = LinkPayload::Kind::Ipv6;
    m_found.bytes = bytes;
}

void LinkLayer::skip(QByteArrayView bytes, qsizetype size, void (LinkLayer::*then)(QByteArrayView))
{
    if (bytes.size() >= size)
        (this->*then)(bytes.sliced(size));
}

void LinkLayer::link(int type, QByteArrayView bytes)
{
    if (!enter())
        return;
    switch (type) {
    case linktype::bsdLoopback:
    case linktype::openBsdLoopback:
        return loopback(bytes);
    case linktype::ethernet:
        return ethernet(bytes);
    case linktype::tokenRing: // without source routing, see llc()
        return skip(bytes, 14, &LinkLayer::llc);
    case linktype::slip:
        return skip(bytes, 16, &LinkLayer::ip);
    case linktype::ppp:
    case linktype::pppSerial:
        return serialPpp(bytes);
    case linktype::fddi:
        return skip(bytes, 13, &LinkLayer::llc);
    case linktype::atmRfc1483Dlt:
    case linktype::atmRfc1483:
    case linktype::atmClip:
        return llc(bytes);
    case linktype::rawDlt:
    case linktype::rawOpenBsdDlt:
    case linktype::raw:
    case linktype::ipv4:
    case linktype::ipv6:
        return ip(bytes);
    case linktype::pppoe:
        return pppoe(bytes);
    case linktype::ciscoHdlc:
        return ciscoHdlc(bytes);
    case linktype::wlan:
        return wlan(bytes);
    case linktype::frameRelay:
        return frameRelay(bytes);
    case linktype::openBsdEncapsulated: // family, index, flags
        return bytes.size() < 12 ? void() : family(little32(bytes, 0), bytes.sliced(12));
    case linktype::linuxCooked:
        return linuxCooked(bytes, 16, 2, 14);
    case linktype::packetFilterLog:
        return packetFilter(bytes);
    case linktype::wlanPrism:
    case linktype::wlanAvs:
        return prism(bytes);
    case linktype::fibreChannel:
        return skip(bytes, 16, &LinkLayer::llc);
    case linktype::wlanRadiotap:
        return radiotap(bytes);
    case linktype::appleFirewire:
        return bytes.size() < 18 ? void() : etherType(big16(bytes, 16), bytes.sliced(18));
    case linktype::applePktapDlt: // its own length and the link type of what follows
    case linktype::applePktap: {
        const qsizetype size = bytes.size() < 12 ? -1 : qsizetype(little32(bytes, 0));
        return size < 12 || size > bytes.size()
            ? void()
            : link(int(std::min<quint32>(little32(bytes, 8), 0xffff)), bytes.sliced(size));
    }
    case linktype::pppWithDirectionDlt:
    case linktype::pppWithDirection:
        return skip(bytes, 1, &LinkLayer::serialPpp);
    case linktype::perPacket:
        return perPacket(bytes);
    case linktype::ciscoHdlcWithDirection:
        return skip(bytes, 1, &LinkLayer::ciscoHdlc);
    case linktype::frameRelayWithDirection:
        return skip(bytes, 1, &LinkLayer::frameRelay);
    case linktype::solarisIpnet:
        return skip(bytes, 24, &LinkLayer::ip);
    case linktype::netfilterLog:
        return netfilter(bytes);
    case linktype::netAnalyzer:
        return skip(bytes, 4, &LinkLayer::ethernet);
    case linktype::linuxCooked2:
        return linuxCooked(bytes, 20, 8, 0);
    default:
        return other(Protocol::Layer::Link, quint16(type));
    }
}

/// What follows an EtherType.
void LinkLayer::etherType(quint16 type, QByteArrayView bytes)
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
        return bytes.size() < 4 ? void() : etherType(big16(bytes, 2), bytes.sliced(4));
    case 0x8926: // VN tag (IEEE 802.1BR)
        return bytes.size() < 6 ? void() : etherType(big16(bytes, 4), bytes.sliced(6));
    case 0x88e7: // provider backbone bridge (IEEE 802.1ah)
        return skip(bytes, 4, &LinkLayer::ethernet);
    case 0x8847:
    case 0x8848:
        return mpls(bytes);
    case 0x8864:
        return pppoe(bytes);
    case 0x880b:
        return ppp(bytes);
    case 0x883e: // redirected by a router (WCCP), with a header of its own or without
        return skip(bytes, bytes.startsWith('\x45') ? 0 : 4, &LinkLayer::ip);
    case 0x88e5:
        return macsec(bytes);
    case 0x894f:
        return serviceHeader(bytes);
    case bridgedType:
        return ethernet(bytes);
    default:
        return type < firstEtherType ? llc(bytes) : other(Protocol::Layer::Ethernet, type);
    }
}

void LinkLayer::ethernet(QByteArrayView bytes)
{
    if (bytes.size() >= 14)
        etherType(big16(bytes, 12), bytes.sliced(14));
}

/// IEEE 802.2, with SNAP (RFC 1042)
void LinkLayer::llc(QByteArrayView bytes)
{
    if (bytes.size() < 3 || !enter())
        return;
    const quint16 access = big16(bytes, 0);
    if (access == 0x0606) // IP's own
        return ip(bytes.sliced(3));
    if (access == 0xfefe && bytes.size() >= 4) { // NLPID
        if (get8(bytes, 3) == 0xcc || get8(bytes, 3) == 0x8e)
            return ip(bytes.sliced(4));
    }
    if (access != 0xaaaa)
        return other(Protocol::Layer::Llc, access >> 8);
    if (bytes.size() < 8)
        return;
    const quint32 organisation = big32(bytes, 2) & 0xffffff;
    const quint16 type = big16(bytes, 6);
    if (organisation == 0x0080c2) { // bridged: 1 with the frame's checksum, 7 without; two bytes of padding
        if (type == 1 || type == 7)
            return skip(bytes, 10, &LinkLayer::ethernet);
    } else if (organisation == 0 || organisation == 0x0000f8) {
        return etherType(type, bytes.sliced(8));
    }
    other(Protocol::Layer::Llc, 0xaa);
}

/// RFC 1661, the protocol perhaps compressed to one byte.
void LinkLayer::ppp(QByteArrayView bytes)
{
    if (bytes.startsWith("\xff\x03"))
        bytes = bytes.sliced(2);
    if (bytes.size() < 2 || !enter())
        return;
    const bool compressed = get8(bytes, 0) & 1;
    const quint16 protocol = compressed ? get8(bytes, 0) : big16(bytes, 0);
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
        return other(Protocol::Layer::Ppp, protocol);
    }
}

/// PPP or Cisco HDLC, in the framing of HDLC.
void LinkLayer::serialPpp(QByteArrayView bytes)
{
    const bool cisco = bytes.startsWith('\x0f') || bytes.startsWith('\x8f');
    cisco ? ciscoHdlc(bytes) : ppp(bytes);
}

/// RFC 2516
void LinkLayer::pppoe(QByteArrayView bytes)
{
    if (bytes.size() < 6)
        return;
    if (get8(bytes, 1) != 0) // discovery
        return other(Protocol::Layer::Ethernet, 0x8863);
    const qsizetype size = big16(bytes, 4);
    m_found.isWhole = size <= bytes.size() - 6;
    ppp(bytes.sliced(6).first(std::min(size, bytes.size() - 6)));
}

void LinkLayer::ciscoHdlc(QByteArrayView bytes)
{
    if (bytes.size() >= 4)
        etherType(big16(bytes, 2), bytes.sliced(4));
}

/// RFC 2427; or Cisco's, where an EtherType follows the address.
void LinkLayer::frameRelay(QByteArrayView bytes)
{
    if (bytes.size() < 5)
        return;
    qsizetype at = 2; // of the address, whose last byte has the lowest bit set
    while (at < 4 && !(get8(bytes, at - 1) & 1))
        ++at;
    if (get8(bytes, at) != 0x03)
        return skip(bytes, at + 2, big16(bytes, at) == ipv6Type ? &LinkLayer::ipv6 : &LinkLayer::ip);
    ++at;
    if (get8(bytes, at) == 0) // padding
        ++at;
    if (at >= bytes.size())
        return;
    const quint8 protocol = get8(bytes, at);
    if (protocol == 0xcc || protocol == 0x8e)
        return ip(bytes.sliced(at + 1));
    if (protocol == 0x80 && bytes.size() >= at + 6) // SNAP
        return etherType(big16(bytes, at + 4), bytes.sliced(at + 6));
    other(Protocol::Layer::Link, linktype::frameRelay);
}

/// RFC 3032. IP follows the labels, or Ethernet with or without a control word (RFC 4448).
void LinkLayer::mpls(QByteArrayView bytes)
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
    skip(bytes, nibble == 0 ? 4 : 0, &LinkLayer::ethernet);
}

/// IEEE 802.1AE, if it only authenticates
void LinkLayer::macsec(QByteArrayView bytes)
{
    if (bytes.size() < 6)
        return;
    const quint8 control = get8(bytes, 0);
    const qsizetype size = control & 0x20 ? 14 : 6; // with a channel's number
    if (control & 0x0c)
        return other(Protocol::Layer::Ethernet, 0x88e5);
    if (bytes.size() >= size + 2)
        etherType(big16(bytes, size), bytes.sliced(size + 2));
}

/// RFC 8300
void LinkLayer::serviceHeader(QByteArrayView bytes)
{
    if (bytes.size() < 8)
        return;
    const qsizetype size = (get8(bytes, 1) & 0x3f) * 4;
    switch (get8(bytes, 3)) {
    case 1:
        return skip(bytes, size, &LinkLayer::ipv4);
    case 2:
        return skip(bytes, size, &LinkLayer::ipv6);
    case 3:
        return skip(bytes, size, &LinkLayer::ethernet);
    default:
        return other(Protocol::Layer::Ethernet, 0x894f);
    }
}

/// Either version of Linux' cooked capture, with the hardware's type and the protocol at these places of the header.
void LinkLayer::linuxCooked(QByteArrayView bytes, qsizetype size, qsizetype hardwareAt, qsizetype protocolAt)
{
    if (bytes.size() < size)
        return;
    const quint16 type = big16(bytes, protocolAt);
    if (big16(bytes, hardwareAt) == 824) // a netlink message
        return other(Protocol::Layer::Link, linktype::netlink);
    type == 4 || type >= firstEtherType ? etherType(type, bytes.sliced(size)) : other(Protocol::Layer::Ethernet, type);
}

/// The family is in the byte order of the computer that took the capture.
void LinkLayer::loopback(QByteArrayView bytes)
{
    if (bytes.size() < 4)
        return;
    const quint32 big = big32(bytes, 0);
    family(big > 0xffff ? little32(bytes, 0) : big, bytes.sliced(4));
}

/// Each system has its own number for IPv6.
void LinkLayer::family(quint32 number, QByteArrayView bytes)
{
    constexpr std::array<quint32, 5> families{2, 10, 24, 28, 30};
    if (std::find(families.begin(), families.end(), number) != families.end())
        ip(bytes);
    else if (number >= firstEtherType && number <= 0xffff) // as some programs write it
        etherType(quint16(number), bytes);
    else
        other(Protocol::Layer::Link, linktype::bsdLoopback);
}

/// The log of BSD's packet filter: its length and the address family come first.
void LinkLayer::packetFilter(QByteArrayView bytes)
{
    if (bytes.size() < 4)
        return;
    const qsizetype size = (get8(bytes, 0) + 3) / 4 * 4;
    if (bytes.size() >= size)
        family(get8(bytes, 1), bytes.sliced(size));
}

/// LINKTYPE_NFLOG: typed values, one of which is the packet.
void LinkLayer::netfilter(QByteArrayView bytes)
{
    for (qsizetype at = 4; at + 4 <= bytes.size();) {
        const qsizetype length = little16(bytes, at);
        if (length < 4)
            return;
        if ((little16(bytes, at + 2) & 0x7fff) == 9)
            return ip(bytes.sliced(at + 4));
        at += (length + 3) / 4 * 4;
    }
    other(Protocol::Layer::Link, linktype::netfilterLog);
}

/// IEEE 802.11: only data frames that are not encrypted and hold one packet.
void LinkLayer::wlan(QByteArrayView bytes)
{
    if (bytes.size() < 10)
        return;
    const quint8 kind = get8(bytes, 0);
    const quint8 flags = get8(bytes, 1);
    const bool data = (kind & 0x0c) == 0x08 && !(kind & 0x40);
    if (!data)
        return other(Protocol::Layer::Link, linktype::wlan);
    if (flags & 0x40)
        return other(Protocol::Layer::EncryptedWlan, 0);
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
        return other(Protocol::Layer::Link, linktype::wlan);
    skip(bytes, m_wlanPadding ? (size + 3) / 4 * 4 : size, &LinkLayer::llc);
}

void LinkLayer::radiotap(QByteArrayView bytes)
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
    skip(bytes, size, &LinkLayer::wlan);
}

/// The header of Prism cards, or the AVS header.
void LinkLayer::prism(QByteArrayView bytes)
{
    if (bytes.size() < 8)
        return;
    const bool avs = big32(bytes, 0) >> 12 == 0x80211;
    const quint32 length = avs || big32(bytes, 0) == 0x44 ? big32(bytes, 4) : little32(bytes, 4);
    if (length >= 8 && length <= quint32(bytes.size()))
        wlan(bytes.sliced(qsizetype(length)));
}

/// PPI: its own length and the link type of what follows
void LinkLayer::perPacket(QByteArrayView bytes)
{
    if (bytes.size() < 8)
        return;
    const qsizetype size = little16(bytes, 2);
    const quint32 type = little32(bytes, 4);
    if (size >= 8 && size <= bytes.size())
        link(int(std::min<quint32>(type, 0xffff)), bytes.sliced(size));
}

/// IP of the version that its header says.
void LinkLayer::ip(QByteArrayView bytes)
{
    if (bytes.isEmpty())
        return;
    const int version = get8(bytes, 0) >> 4;
    if (version == 4)
        ipv4(bytes);
    else if (version == 6)
        ipv6(bytes);
    else
        other(Protocol::Layer::Ethernet, ipv4Type);
}
