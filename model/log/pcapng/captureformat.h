// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/types.h"

#include <QtEndian>

/// What the writer and the reader of captureblocks.h agree on.
namespace captureblocks {

// Block types and option codes of draft-ietf-opsawg-pcapng.
constexpr quint32 sectionHeader = 0x0a0d0d0a;
constexpr quint32 interfaceDescription = 1;
constexpr quint32 enhancedPacket = 6;
constexpr quint32 journal = 9;
constexpr quint16 commentOption = 1;
constexpr quint16 interfaceNameOption = 2;
constexpr quint16 timeResolutionOption = 9;
constexpr quint16 userApplicationOption = 4;
constexpr quint16 flagsOption = 2;
constexpr quint16 streamOption = 0x8001; // the high bit says: for local use
constexpr quint16 scopeOption = 0x8002;  // of link-local addresses, the name of their interface
constexpr quint16 rawIpLinkType = 101;
constexpr qsizetype packetStart = 28; // of the packet in its block

/// The sequence number of a connection's SYN. Each connection has its own: with equal ones, readers
/// take a client that comes again from the same port for a retransmission of its first connection.
inline quint32 initialSequence(PeerId peer)
{
    return quint32(peer) * 64'000; // what old TCPs counted on by for each connection (RFC 793)
}

} // namespace captureblocks
