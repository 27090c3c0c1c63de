// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArrayView>
#include <QtEndian>

#include <optional>

namespace tcpflag {
enum : quint8 { Fin = 0x01, Syn = 0x02, Rst = 0x04, Psh = 0x08, Ack = 0x10 };
}

/// What a TCP segment says of its place in the two streams (RFC 9293).
struct TcpSegment
{
    quint32 sequence = 0;
    quint32 acknowledgement = 0; ///< when `flags` has Ack
    quint8 flags = 0;            ///< see tcpflag
};

struct TcpHeader
{
    static constexpr qsizetype minSize = 20; ///< without options

    quint16 fromPort = 0;
    quint16 toPort = 0;
    TcpSegment segment;
    quint16 window = 0;
    qsizetype size = 0; ///< with options; perhaps more than was captured

    /// Nothing when `bytes` do not begin with a header. Inline, as each record that is read needs it.
    static std::optional<TcpHeader> read(QByteArrayView bytes)
    {
        if (bytes.size() < minSize)
            return {};
        const char *const at = bytes.data();
        const qsizetype size = (quint8(at[12]) >> 4) * 4;
        if (size < minSize)
            return {};
        return TcpHeader{
            qFromBigEndian<quint16>(at),
            qFromBigEndian<quint16>(at + 2),
            {qFromBigEndian<quint32>(at + 4), qFromBigEndian<quint32>(at + 8), quint8(at[13])},
            qFromBigEndian<quint16>(at + 14),
            size,
        };
    }
};

/// The window scale option of a SYN (RFC 7323), or -1. `options`: what follows TcpHeader::minSize bytes.
qint8 tcpWindowShift(QByteArrayView options);

/// RFC 768
struct UdpHeader
{
    static constexpr qsizetype size = 8;

    quint16 fromPort = 0;
    quint16 toPort = 0;
    quint16 length = 0; ///< of header and payload; 0: not stated

    static std::optional<UdpHeader> read(QByteArrayView bytes)
    {
        if (bytes.size() < size)
            return {};
        const char *const at = bytes.data();
        return UdpHeader{qFromBigEndian<quint16>(at), qFromBigEndian<quint16>(at + 2), qFromBigEndian<quint16>(at + 4)};
    }
};
