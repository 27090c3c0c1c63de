// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArrayView>
#include <QHostAddress>
#include <QtEndian>

#include <cstring>
#include <optional>

inline quint16 big16(QByteArrayView bytes, qsizetype at)
{
    return qFromBigEndian<quint16>(bytes.data() + at);
}

inline quint32 big32(QByteArrayView bytes, qsizetype at)
{
    return qFromBigEndian<quint32>(bytes.data() + at);
}

/// The fixed part of an IP header (RFC 791, RFC 8200), read in place. Inline, as each record read needs it.
class IpHeader
{
public:
    static constexpr qsizetype ipv4Size = 20; ///< without options
    static constexpr qsizetype ipv6Size = 40;

    /// Nothing when `packet` does not begin with a whole header.
    static std::optional<IpHeader> read(QByteArrayView packet)
    {
        if (packet.size() < ipv4Size)
            return {};
        const auto first = quint8(packet[0]);
        const bool isIpv4 = first >> 4 == 4 && (first & 15) * 4 >= ipv4Size;
        const bool isIpv6 = first >> 4 == 6 && packet.size() >= ipv6Size;
        return isIpv4 || isIpv6 ? std::optional(IpHeader(packet.data(), isIpv6)) : std::nullopt;
    }

    bool isIpv6() const { return m_ipv6; }
    /// Of what follows; of IPv6 perhaps an extension header.
    quint8 protocol() const { return quint8(m_bytes[m_ipv6 ? 6 : 9]); }
    /// Of the header; perhaps more than was captured.
    qsizetype size() const { return m_ipv6 ? ipv6Size : (quint8(m_bytes[0]) & 15) * 4; }
    bool hasOptions() const { return !m_ipv6 && quint8(m_bytes[0]) != 0x45; }
    /// Of the packet, as sent; 0: not stated, as the network card was to cut it (TSO).
    qsizetype totalSize() const
    {
        const qsizetype stated = qFromBigEndian<quint16>(m_bytes + (m_ipv6 ? 4 : 2));
        return m_ipv6 && stated != 0 ? ipv6Size + stated : stated;
    }
    /// 4 or 16 bytes in network byte order.
    const char *from() const { return m_bytes + (m_ipv6 ? 8 : 12); }
    const char *to() const { return m_bytes + (m_ipv6 ? 24 : 16); }

private:
    IpHeader(const char *bytes, bool ipv6) : m_bytes(bytes), m_ipv6(ipv6) { }

    const char *m_bytes;
    bool m_ipv6;
};

/// The numbers of IANA for what follows an IP header.
namespace ipprotocol {

constexpr quint8 hopByHop = 0;
constexpr quint8 ipv4 = 4;
constexpr quint8 tcp = 6;
constexpr quint8 udp = 17;
constexpr quint8 ipv6 = 41;
constexpr quint8 routing = 43;
constexpr quint8 fragment = 44;
constexpr quint8 gre = 47;
constexpr quint8 authentication = 51;
constexpr quint8 destinationOptions = 60;
constexpr quint8 etherIp = 97; // RFC 3378
constexpr quint8 pim = 103;
constexpr quint8 mobility = 135;
constexpr quint8 mpls = 137; // RFC 4023
constexpr quint8 hostIdentity = 139;
constexpr quint8 shim6 = 140;

} // namespace ipprotocol

/// The address of 4 or 16 bytes in network byte order.
inline QHostAddress hostAddressAt(const char *at, bool ipv6)
{
    if (!ipv6)
        return QHostAddress(qFromBigEndian<quint32>(at));
    Q_IPV6ADDR bytes;
    std::memcpy(&bytes, at, sizeof bytes);
    return QHostAddress(bytes);
}
