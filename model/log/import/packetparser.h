// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/types.h"

#include <QByteArrayView>

#include <array>

/// Takes captured packets apart, as other programs saved them: from the link layer, through tags and tunnels
/// (VLAN, MPLS, PPPoE, PPP, LLC/SNAP, GRE, IP in IP), to the payload of TCP (RFC 9293) and UDP (RFC 768).
/// Tunnels over UDP (VXLAN, GTP, …) stay the datagrams that they are. Reads nothing but the bytes given;
/// any bytes may be given.
namespace packetparser {

/// An IP address and a port without a heap behind it.
struct Place
{
    std::array<quint8, 16> host{}; ///< in network order; IPv4: the first four
    quint16 port = 0;
    bool ipv6 = false;

    SocketAddress toSocketAddress() const;
    auto operator<=>(const Place &) const = default;
};

enum class Verdict : quint8 {
    Traffic,  ///< TCP or UDP; the other fields are set
    Fragment, ///< a part of an IP packet, for IpReassembler: `fragment` is set
    Other,    ///< another protocol: `kind` is set
    Damaged,  ///< a header that is cut off or contradicts itself
};

/// What a packet is that is neither TCP nor UDP.
struct Kind
{
    enum class Of : quint8 { Link, Ethernet, Ip, Ppp, Llc, EncryptedWlan };

    Of of = Of::Link;
    quint16 number = 0; ///< link type, EtherType, protocol of IP or PPP, or service access point of LLC

    QString name() const;
    auto operator<=>(const Kind &) const = default;
};

/// A part of an IP packet (RFC 791, RFC 8200).
struct Fragment
{
    quint32 identification = 0;
    quint8 protocol = 0;
    bool last = false;
    quint32 offset = 0;   ///< in the packet's payload, in bytes
    quint32 size = 0;     ///< as sent
    QByteArrayView bytes; ///< as far as captured; into the bytes given
};

struct Packet
{
    Verdict verdict = Verdict::Damaged;
    Transport transport = Transport::Tcp;
    Place from; ///< of a fragment: without a port
    Place to;
    quint32 sequence = 0;        ///< TCP only, as all to `windowShift`
    quint32 acknowledgement = 0; ///< when `flags` has Ack
    quint16 window = 0;
    quint8 flags = 0;       ///< packetheaders::TcpFlag
    qint8 windowShift = -1; ///< option of a SYN (RFC 7323); -1: none
    QByteArrayView payload; ///< into the bytes given
    quint32 missing = 0;    ///< how many bytes of the payload were sent behind it but not captured (snaplen)
    Fragment fragment;
    Kind kind;
};

/// Whether packets of this link type, a number of libpcap (DLT_…) or of a file (LINKTYPE_…), can be read.
bool isKnown(int linkType);

/// `bytes` is what the capture holds of a packet, perhaps not all of it.
Packet parse(int linkType, QByteArrayView bytes);

/// The same from the payload of an IP packet on, `size` bytes as sent.
Packet parsePayload(const Place &from, const Place &to, quint8 protocol, QByteArrayView bytes, qsizetype size);

} // namespace packetparser
