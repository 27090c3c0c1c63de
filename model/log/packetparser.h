// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/types.h"

#include <QByteArrayView>

#include <array>
#include <optional>

/// Takes captured packets apart, as other programs saved them: from the link layer to the payload of
/// TCP (RFC 9293) and UDP (RFC 768). Reads nothing but the bytes given; any bytes may be given.
namespace packetparser {

enum class LinkLayer : quint8 {
    Ethernet,     ///< with VLAN tags (IEEE 802.1Q, 802.1ad) or without
    LinuxCooked,  ///< LINKTYPE_LINUX_SLL, of `tcpdump -i any`
    LinuxCooked2, ///< LINKTYPE_LINUX_SLL2
    RawIp,        ///< begins with the IP header
    BsdLoopback,  ///< four bytes of address family before the IP header
};

/// The link layer with a number of libpcap (DLT_…) or of a file (LINKTYPE_…); nothing for others.
std::optional<LinkLayer> linkLayer(int number);

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
    Fragment, ///< of an IP packet, but not its first; holds no ports
    Other,    ///< another protocol: ARP, ICMP, …
    Damaged,  ///< a header that is cut off or contradicts itself
};

struct Packet
{
    Verdict verdict = Verdict::Damaged;
    Transport transport = Transport::Tcp;
    Place from;
    Place to;
    quint32 sequence = 0;        ///< TCP only, as the next two
    quint32 acknowledgement = 0; ///< when `flags` has Ack
    quint8 flags = 0;            ///< packetheaders::TcpFlag
    QByteArrayView payload;      ///< into the bytes given
    /// How many bytes of the payload were sent behind it but are not in the capture: cut off when it
    /// was taken (snaplen), or in a later fragment of a datagram.
    quint32 missing = 0;
};

/// `bytes` is what the capture holds of a packet, perhaps not all of it.
Packet parse(LinkLayer layer, QByteArrayView bytes);

} // namespace packetparser
