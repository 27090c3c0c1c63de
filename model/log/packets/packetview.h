// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/log/packets/transportheader.h"
#include "model/types.h"

/// A packet of ours (see packetwriter.h), read where it lies. This is the fast path of reading a log back: such packets
/// have no options, extension headers or fragments; packetparser.h reads those of other programs.
struct PacketView
{
    Transport transport = Transport::Tcp;
    bool ipv6 = false;
    const char *from = nullptr; ///< 4 or 16 bytes in network byte order
    const char *to = nullptr;
    quint16 fromPort = 0;
    quint16 toPort = 0;
    TcpSegment tcp;
    qsizetype payloadOffset = 0;

    /// Nothing when this is no packet of ours.
    static std::optional<PacketView> of(QByteArrayView packet);

    /// The flags of a TCP packet without payload, else 0. `start`: the beginning of a packet of `size` bytes.
    static quint8 flagsOfEmptyTcp(QByteArrayView start, qsizetype size);
};
