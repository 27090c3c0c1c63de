// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/types.h"

#include <QByteArray>

#include <optional>

/// IP, TCP and UDP headers as they would have stood before a payload on the wire (RFC 791, 8200,
/// 9293, 768), all checksums included.
namespace packetheaders {

enum TcpFlag : quint8 { Fin = 0x01, Syn = 0x02, Rst = 0x04, Psh = 0x08, Ack = 0x10 };

struct Tcp
{
    quint32 sequence = 0;
    quint32 acknowledgement = 0;
    quint8 flags = 0;
};

/// No headers are longer than these.
constexpr qsizetype maxHeaders = 68;

/// Writes the headers of `payload` to `at`, where maxHeaders bytes have room, and returns their size. Where the
/// families of the two addresses differ, the destination decides and the other becomes the unspecified address of
/// that family.
qsizetype writeTcp(char *at, const SocketAddress &from, const SocketAddress &to, const Tcp &tcp,
                   QByteArrayView payload);
qsizetype writeUdp(char *at, const SocketAddress &from, const SocketAddress &to, QByteArrayView payload);

/// As writeTcp() and writeUdp(); appends headers and payload.
void appendTcp(QByteArray &out, const SocketAddress &from, const SocketAddress &to, const Tcp &tcp,
               QByteArrayView payload);
void appendUdp(QByteArray &out, const SocketAddress &from, const SocketAddress &to, QByteArrayView payload);

/// What stands in a packet and where; the addresses are left in it, in network byte order.
struct Located
{
    Transport transport = Transport::Tcp;
    bool ipv6 = false;
    const char *from = nullptr; ///< 4 or 16 bytes
    const char *to = nullptr;
    quint16 fromPort = 0;
    quint16 toPort = 0;
    Tcp tcp;
    qsizetype payloadOffset = 0;
    qsizetype payloadSize = 0;
};

/// Finds its way in what appendTcp and appendUdp write; nothing for anything else.
std::optional<Located> locate(QByteArrayView packet);
QHostAddress addressAt(const char *at, bool ipv6);

struct Parsed
{
    Transport transport = Transport::Tcp;
    SocketAddress from;
    SocketAddress to;
    Tcp tcp;
    qsizetype payloadOffset = 0;
    qsizetype payloadSize = 0;
};

/// As locate(), with the addresses read.
std::optional<Parsed> parse(QByteArrayView packet);

/// The flags of a TCP packet without payload, 0 for any other packet. `start` holds the beginning of
/// a packet of `size` bytes.
quint8 flagsOfEmptyTcp(QByteArrayView start, qsizetype size);

} // namespace packetheaders
