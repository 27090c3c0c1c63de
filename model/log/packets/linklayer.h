// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/log/packets/protocol.h"

#include <QByteArrayView>

/// What follows the headers of the link layer.
struct LinkPayload
{
    enum class Kind : quint8 {
        Damaged, ///< a header is cut off or contradicts itself
        Ipv4,
        Ipv6,
        Other, ///< see `protocol`
    };

    Kind kind = Kind::Damaged;
    QByteArrayView bytes; ///< of an IP packet, as far as captured
    Protocol protocol = {};
    bool isWhole = false; ///< a header states that all of the IP packet was captured, whatever IP states
};

/// Takes the headers of the link layer off a packet, through tags and tunnels (VLAN, MPLS, PPPoE, PPP, LLC/SNAP, …),
/// until IP or another protocol is reached. One object for one packet, as its tunnels may have such headers again.
class LinkLayer
{
public:
    /// `type` is one of linktype.h.
    LinkPayload fromLinkType(int type, QByteArrayView bytes)
    {
        return found([&] { link(type, bytes); });
    }
    LinkPayload fromEtherType(quint16 type, QByteArrayView bytes)
    {
        return found([&] { etherType(type, bytes); });
    }
    LinkPayload fromEthernet(QByteArrayView bytes)
    {
        return found([&] { ethernet(bytes); });
    }
    LinkPayload fromMpls(QByteArrayView bytes)
    {
        return found([&] { mpls(bytes); });
    }
    /// IP of the version that its header states.
    LinkPayload fromIp(QByteArrayView bytes)
    {
        return found([&] { ip(bytes); });
    }

    /// Counts a header of the packet, of any layer. False when there are too many, so that each packet has an end.
    bool enter() { return ++m_headers <= maxHeaders; }

private:
    /// A header that is not complete leaves the payload damaged.
    template<typename Parse>
    LinkPayload found(Parse parse)
    {
        m_found.kind = LinkPayload::Kind::Damaged;
        parse();
        return m_found;
    }
    void other(Protocol::Layer layer, quint16 number);
    void ipv4(QByteArrayView bytes);
    void ipv6(QByteArrayView bytes);
    void skip(QByteArrayView bytes, qsizetype size, void (LinkLayer::*then)(QByteArrayView));
    void link(int type, QByteArrayView bytes);
    void etherType(quint16 type, QByteArrayView bytes);
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
    void linuxCooked(QByteArrayView bytes, qsizetype size, qsizetype hardwareAt, qsizetype protocolAt);
    void loopback(QByteArrayView bytes);
    void family(quint32 number, QByteArrayView bytes);
    void packetFilter(QByteArrayView bytes);
    void netfilter(QByteArrayView bytes);
    void wlan(QByteArrayView bytes);
    void radiotap(QByteArrayView bytes);
    void prism(QByteArrayView bytes);
    void perPacket(QByteArrayView bytes);
    void ip(QByteArrayView bytes);

    static constexpr int maxHeaders = 64;
    int m_headers = 0;
    LinkPayload m_found;
    bool m_wlanPadding = false; // the header of IEEE 802.11 is filled up to 32 bits
};
