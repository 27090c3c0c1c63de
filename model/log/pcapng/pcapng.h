// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/types.h"

#include <QByteArrayView>
#include <QtEndian>

#include <array>

/// The pcapng file format: its numbers (draft-ietf-opsawg-pcapng) and what SocketScope adds to them.
namespace pcapng {

// Block types
constexpr quint32 sectionHeaderBlock = 0x0a0d0d0a; // the same in both byte orders
constexpr quint32 interfaceDescriptionBlock = 1;
constexpr quint32 obsoletePacketBlock = 2;
constexpr quint32 simplePacketBlock = 3;
constexpr quint32 enhancedPacketBlock = 6;
constexpr quint32 journalBlock = 9; // systemd Journal Export Block

// Option codes; each kind of block counts its own
constexpr quint16 endOfOptions = 0;
constexpr quint16 commentOption = 1;
constexpr quint16 userApplicationOption = 4; // shb_userappl
constexpr quint16 interfaceNameOption = 2;   // if_name
constexpr quint16 timeResolutionOption = 9;  // if_tsresol
constexpr quint16 timeOffsetOption = 14;     // if_tsoffset
constexpr quint16 packetFlagsOption = 2;     // epb_flags

// Fields
constexpr quint32 byteOrderMagic = 0x1a2b3c4d;
constexpr quint16 majorVersion = 1;
constexpr quint16 minorVersion = 0;
constexpr char nanoseconds = 9; // of if_tsresol: 10^-9 s
constexpr quint32 inbound = 1;  // of epb_flags
constexpr quint32 outbound = 2;
constexpr quint32 directionMask = 3;
constexpr qsizetype minBlockSize = 12; // type, length, and the length again
// Places in a block
constexpr qsizetype sectionOptionsStart = 24;
constexpr qsizetype interfaceOptionsStart = 16;
constexpr qsizetype capturedSizeStart = 20; // of an Enhanced Packet Block
constexpr qsizetype packetStart = 28;

// The older format pcap (draft-ietf-opsawg-pcap) in micro- and nanoseconds, and Kuznetzov's, in both byte orders
constexpr std::array<quint32, 6> pcapMagics{0xa1b2c3d4, 0xd4c3b2a1, 0xa1b23c4d, 0x4d3cb2a1, 0xa1b2cd34, 0x34cdb2a1};
constexpr qsizetype pcapHeaderSize = 24;

// What SocketScope adds. The high bit marks an option for local use.
/// The peer's number and the distance to the record before it in the same stream, both 32 bit; where a stream is longer
/// than sequence numbers count, the upper 32 bits of its length before this record follow.
constexpr quint16 streamOption = 0x8001;
constexpr quint16 scopeOption = 0x8002; // the name of the interface of link-local addresses
/// Begins the comment of each packet of a local socket: its path follows. The packet's addresses only stand in for it.
constexpr QByteArrayView localComment = "unix:";
constexpr qsizetype maxLocalPath = 128; // bytes; systems take about 108
constexpr quint16 ownOption = 0x8003;   // empty: the endpoint's own datagram, which came back
constexpr qsizetype maxBlockSize = 128 * 1024;
constexpr QByteArrayView applicationName = "SocketScope ";

/// The sequence number of a connection's SYN. Each connection has its own: with equal ones, readers
/// take a client that comes again from the same port for a retransmission of its first connection.
inline quint32 initialSequence(PeerId peer)
{
    return quint32(peer) * 64'000; // the step of old TCPs from connection to connection (RFC 793)
}

/// Blocks, packets and options are padded to 32 bits.
constexpr qsizetype padded(qsizetype size)
{
    return (size + 3) / 4 * 4;
}

inline quint16 get16(QByteArrayView bytes, qsizetype at)
{
    return qFromLittleEndian<quint16>(bytes.data() + at);
}

inline quint32 get32(QByteArrayView bytes, qsizetype at)
{
    return qFromLittleEndian<quint32>(bytes.data() + at);
}

/// Calls `visit(code, value)` for each option; false when one is cut off. `read16` knows the byte order.
template<typename Visit, typename Read16 = decltype(get16)>
bool readOptions(QByteArrayView options, Visit visit, Read16 &&read16 = get16)
{
    while (options.size() >= 4) {
        const quint16 code = read16(options, 0);
        const qsizetype size = read16(options, 2);
        if (code == endOfOptions)
            return true;
        if (4 + padded(size) > options.size())
            return false;
        visit(code, options.sliced(4, size));
        options = options.sliced(4 + padded(size));
    }
    return true;
}

} // namespace pcapng
