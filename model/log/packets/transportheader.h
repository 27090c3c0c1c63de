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

/// Read where it lies in a packet. Inline: each record that is read needs it.
class TcpHeader
{
public:
    static constexpr qsizetype minSize = 20; ///< without options

    /// Nothing when `bytes` do not begin with a header.
    static std::optional<TcpHeader> read(QByteArrayView bytes)
    {
        if (bytes.size() < minSize || quint8(bytes[12]) >> 4 < minSize / 4)
            return {};
        return TcpHeader(bytes.data());
    }

    quint16 fromPort() const { return qFromBigEndian<quint16>(m_bytes); }
    quint16 toPort() const { return qFromBigEndian<quint16>(m_bytes + 2); }
    quint8 flags() const { return quint8(m_bytes[13]); }
    TcpSegment segment() const
    {
        return {qFromBigEndian<quint32>(m_bytes + 4), qFromBigEndian<quint32>(m_bytes + 8), flags()};
    }
    quint16 window() const { return qFromBigEndian<quint16>(m_bytes + 14); }
    /// With options; perhaps more than was captured.
    qsizetype size() const { return (quint8(m_bytes[12]) >> 4) * 4; }

private:
    explicit TcpHeader(const char *bytes) : m_bytes(bytes) { }

    const char *m_bytes;
};

/// Of UDP (RFC 768).
class UdpHeader
{
public:
    static constexpr qsizetype size = 8;

    static std::optional<UdpHeader> read(QByteArrayView bytes)
    {
        return bytes.size() < size ? std::nullopt : std::optional(UdpHeader(bytes.data()));
    }

    quint16 fromPort() const { return qFromBigEndian<quint16>(m_bytes); }
    quint16 toPort() const { return qFromBigEndian<quint16>(m_bytes + 2); }
    /// Of header and payload; 0: not stated.
    quint16 length() const { return qFromBigEndian<quint16>(m_bytes + 4); }

private:
    explicit UdpHeader(const char *bytes) : m_bytes(bytes) { }

    const char *m_bytes;
};
