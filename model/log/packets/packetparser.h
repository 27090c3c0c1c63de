// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/log/packets/protocol.h"
#include "model/types.h"

#include <QByteArrayView>

#include <array>

/// An IP address and a port of a packet; unlike a SocketAddress it allocates nothing.
struct PacketAddress
{
    std::array<quint8, 16> host{}; ///< in network byte order; IPv4: the first four
    quint16 port = 0;
    bool ipv6 = false;

    /// Of 4 or 16 bytes.
    static PacketAddress at(const char *bytes, bool ipv6);
    SocketAddress toSocketAddress() const;
    auto operator<=>(const PacketAddress &) const = default;
};

/// Decodes any packets of other programs: from the link layer (see LinkLayer), through IP and tunnels over it (GRE, IP
/// in IP, …), to the payload of TCP (RFC 9293) and UDP (RFC 768). Tunnels over UDP (VXLAN, GTP, …) stay datagrams.
namespace packetparser {

enum class Verdict : quint8 {
    Traffic,  ///< TCP or UDP; the other fields are set
    Fragment, ///< a part of an IP packet, for IpReassembler: `fragment` is set
    Other,    ///< another protocol: `protocol` is set
    Damaged,  ///< a header that is cut off or contradicts itself
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
    PacketAddress from; ///< of a fragment: without a port
    PacketAddress to;
    quint32 sequence = 0;        ///< TCP only, as all to `windowShift`
    quint32 acknowledgement = 0; ///< when `flags` has Ack
    quint16 window = 0;
    quint8 flags = 0;       ///< see tcpflag
    qint8 windowShift = -1; ///< option of a SYN (RFC 7323); -1: none
    QByteArrayView payload; ///< into the bytes given
    quint32 missing = 0;    ///< bytes of the payload that were sent after these but not captured (snaplen)
    Fragment fragment;
    Protocol protocol;
};

/// Whether packets of this link type (see linktype.h) can be read.
bool isKnownLinkType(int linkType);

/// `bytes` is what the capture holds of a packet, perhaps not all of it.
Packet parse(int linkType, QByteArrayView bytes);

/// The same from the payload of an IP packet on, of which `size` bytes were sent.
Packet parsePayload(const PacketAddress &from, const PacketAddress &to, quint8 protocol, QByteArrayView bytes,
                    qsizetype size);

} // namespace packetparser
