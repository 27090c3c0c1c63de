// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/log/packets/packetwriter.h"

#include <QFile>
#include <QtEndian>

/// A whole IP packet, as an endpoint sends it.
inline QByteArray tcpPacket(const SocketAddress &from, const SocketAddress &to, const TcpSegment &tcp,
                            QByteArrayView payload)
{
    QByteArray headers(packetwriter::maxHeadersSize, '\0');
    headers.truncate(packetwriter::writeTcp(headers.data(), from, to, tcp, payload));
    return headers.append(payload);
}

inline QByteArray udpPacket(const SocketAddress &from, const SocketAddress &to, QByteArrayView payload)
{
    QByteArray headers(packetwriter::maxHeadersSize, '\0');
    headers.truncate(packetwriter::writeUdp(headers.data(), from, to, payload));
    return headers.append(payload);
}

/// A pcap file as another program would write it, made by hand.
class PcapBuilder
{
public:
    explicit PcapBuilder(quint32 linkType = 1, quint32 magic = 0xa1b2c3d4) : m_linkType(linkType)
    {
        for (const quint32 word : {magic, quint32(0x00040002), 0U, 0U, 262144U, linkType})
            put32(word);
    }

    /// An IP packet behind the header of the link type; `cut` bytes of its end are not captured.
    PcapBuilder &packet(const QByteArray &ip, qsizetype cut = 0) { return frame(link(ip) + ip, cut); }

    PcapBuilder &frame(const QByteArray &bytes, qsizetype cut = 0)
    {
        m_us += 1000;
        put32(quint32(m_us / 1'000'000));
        put32(quint32(m_us % 1'000'000));
        put32(quint32(bytes.size() - cut));
        put32(quint32(bytes.size()));
        m_bytes.append(bytes.first(bytes.size() - cut));
        return *this;
    }

    /// Lets time go by.
    PcapBuilder &wait(qint64 milliseconds)
    {
        m_us += milliseconds * 1000;
        return *this;
    }

    const QByteArray &bytes() const { return m_bytes; }

    static QByteArray big16(quint16 value)
    {
        value = qToBigEndian(value);
        return QByteArray(reinterpret_cast<const char *>(&value), 2);
    }

private:
    void put32(quint32 value)
    {
        value = qToLittleEndian(value);
        m_bytes.append(reinterpret_cast<const char *>(&value), 4);
    }

    QByteArray link(const QByteArray &ip) const
    {
        const bool ipv6 = (quint8(ip[0]) >> 4) == 6;
        const QByteArray type = big16(ipv6 ? 0x86dd : 0x0800);
        switch (m_linkType) {
        case 1:
            return QByteArray(12, '\x02') + type;
        case 113:
            return QByteArray(14, '\0') + type;
        case 276:
            return type + QByteArray(18, '\0');
        case 0:
            return ipv6 ? QByteArray("\x1e\0\0\0", 4) : QByteArray("\2\0\0\0", 4);
        case 108:
            return ipv6 ? QByteArray("\0\0\0\x1e", 4) : QByteArray("\0\0\0\2", 4);
        default:
            return {};
        }
    }

    const quint32 m_linkType;
    QByteArray m_bytes;
    qint64 m_us = 1'700'000'000'000'000;
};

/// The packets of one TCP connection from `client` to `server`, sequence numbers counted from their
/// SYNs.
struct TcpTalk
{
    SocketAddress client{QHostAddress(QStringLiteral("10.0.0.2")), 40000};
    SocketAddress server{QHostAddress(QStringLiteral("10.0.0.1")), 80};
    quint32 clientStart = 0xfffffff0; // wraps around soon
    quint32 serverStart = 5000;

    QByteArray fromClient(int flags, quint32 at, const QByteArray &payload = {}, quint32 acknowledged = 0) const
    {
        return tcpPacket(client, server, {clientStart + at, serverStart + acknowledged, quint8(flags)}, payload);
    }

    QByteArray fromServer(int flags, quint32 at, const QByteArray &payload = {}, quint32 acknowledged = 0) const
    {
        return tcpPacket(server, client, {serverStart + at, clientStart + acknowledged, quint8(flags)}, payload);
    }

    void handshake(PcapBuilder &file) const
    {
        using namespace tcpflag;
        file.packet(fromClient(Syn, 0)).packet(fromServer(Syn | Ack, 0, {}, 1)).packet(fromClient(Ack, 1, {}, 1));
    }
};
