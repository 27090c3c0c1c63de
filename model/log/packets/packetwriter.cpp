// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/log/packets/packetwriter.h"

#include "model/log/packets/ipheader.h"

#include <QtEndian>

#include <array>
#include <cstring>

namespace packetwriter {

namespace {

constexpr qsizetype synOptionsSize = 8; // in the two SYN packets

/// The ones' complement sum of RFC 1071 over native words; folded and stored by checksum(). `sum` may come to
/// 2^34 before, and no more than 2^20 bytes are summed: nothing overflows.
quint64 sumWords(const char *data, qsizetype size, quint64 sum)
{
    // Four sums that need not wait for one another.
    std::array<quint64, 4> sums = {sum};
    qsizetype i = 0;
    for (; i + 16 <= size; i += 16) {
        std::array<quint32, 4> words;
        std::memcpy(words.data(), data + i, 16);
        for (size_t k = 0; k < 4; ++k)
            sums[k] += words[k];
    }
    sum = sums[0] + sums[1] + sums[2] + sums[3];
    for (; i + 4 <= size; i += 4) {
        quint32 word = 0;
        std::memcpy(&word, data + i, 4);
        sum += word;
    }
    if (i < size) {
        quint32 word = 0;
        std::memcpy(&word, data + i, size_t(size - i));
        sum += word;
    }
    return sum;
}

/// In the byte order in which it is stored.
quint16 checksum(quint64 sum)
{
    while (sum >> 16)
        sum = (sum & 0xffff) + (sum >> 16);
    return quint16(~sum);
}

void put16(char *at, quint16 value)
{
    qToBigEndian(value, at);
}

void put32(char *at, quint32 value)
{
    qToBigEndian(value, at);
}

void putAddress(char *at, const QHostAddress &host, bool ipv6)
{
    if (ipv6) {
        const Q_IPV6ADDR bytes = host.protocol() == QAbstractSocket::IPv6Protocol ? host.toIPv6Address() : Q_IPV6ADDR{};
        std::memcpy(at, &bytes, sizeof bytes);
    } else {
        put32(at, host.protocol() == QAbstractSocket::IPv4Protocol ? host.toIPv4Address() : 0);
    }
}

/// Writes the IP header at `ip` and returns the sum of its pseudo header.
quint64 putIp(char *ip, bool ipv6, const SocketAddress &from, const SocketAddress &to, quint8 protocol,
              qsizetype length)
{
    quint64 sum = qToBigEndian(quint16(protocol)) + qToBigEndian(quint16(length));
    if (ipv6) {
        put32(ip, 0x60000000);
        put16(ip + 4, quint16(length));
        ip[6] = char(protocol);
        ip[7] = 64;
        putAddress(ip + 8, from.host, true);
        putAddress(ip + 24, to.host, true);
        return sumWords(ip + 8, 32, sum);
    }
    put32(ip, 0x45000000 | quint32(IpHeader::ipv4Size + length));
    put32(ip + 4, 0x00004000); // no identification, don't fragment
    put32(ip + 8, 0x40000000 | quint32(protocol) << 16);
    putAddress(ip + 12, from.host, false);
    putAddress(ip + 16, to.host, false);
    const quint16 header = checksum(sumWords(ip, IpHeader::ipv4Size, 0));
    std::memcpy(ip + 10, &header, 2);
    return sumWords(ip + 12, 8, sum);
}

} // namespace

qsizetype writeTcp(char *at, const SocketAddress &from, const SocketAddress &to, const TcpSegment &tcp,
                   QByteArrayView payload)
{
    const bool ipv6 = to.isIpv6();
    const qsizetype ipSize = ipv6 ? IpHeader::ipv6Size : IpHeader::ipv4Size;
    const qsizetype headerSize = TcpHeader::minSize + (tcp.flags & tcpflag::Syn ? synOptionsSize : 0);
    quint64 sum = putIp(at, ipv6, from, to, ipprotocol::tcp, headerSize + payload.size());
    char *header = at + ipSize;
    put16(header, from.port);
    put16(header + 2, to.port);
    put32(header + 4, tcp.sequence);
    put32(header + 8, tcp.acknowledgement);
    header[12] = char((headerSize / 4) << 4);
    header[13] = char(tcp.flags);
    put16(header + 14, 65535);
    put32(header + 16, 0); // the checksum, below; nothing is urgent
    if (tcp.flags & tcpflag::Syn) {
        put32(header + 20, 0x0204ffff); // maximum segment size
        put32(header + 24, 0x0103030e); // no-operation, window scale 14 (RFC 7323)
    }
    sum = sumWords(header, headerSize, sum);
    const quint16 check = checksum(sumWords(payload.data(), payload.size(), sum));
    std::memcpy(header + 16, &check, 2);
    return ipSize + headerSize;
}

qsizetype writeUdp(char *at, const SocketAddress &from, const SocketAddress &to, QByteArrayView payload)
{
    const bool ipv6 = to.isIpv6();
    const qsizetype ipSize = ipv6 ? IpHeader::ipv6Size : IpHeader::ipv4Size;
    quint64 sum = putIp(at, ipv6, from, to, ipprotocol::udp, UdpHeader::size + payload.size());
    char *header = at + ipSize;
    put16(header, from.port);
    put16(header + 2, to.port);
    put32(header + 4, quint32(UdpHeader::size + payload.size()) << 16); // and the checksum, below
    sum = sumWords(header, UdpHeader::size, sum);
    quint16 check = checksum(sumWords(payload.data(), payload.size(), sum));
    if (check == 0)
        check = 0xffff; // 0 would mean "none" (RFC 768)
    std::memcpy(header + 6, &check, 2);
    return ipSize + UdpHeader::size;
}

} // namespace packetwriter
