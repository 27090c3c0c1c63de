// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/endpoint/address/allowlist.h"

#include <QCoreApplication>
#include <QHostAddress>
#include <QStringList>

#include <algorithm>
#include <cstring>

namespace {

constexpr int bitsOfIpv4 = 32;
constexpr int bitsOfIpv6 = 128;

/// The first `bits` are set.
PackedAddress::Host maskOf(int bits)
{
    std::array<quint8, sizeof(PackedAddress::Host)> bytes = {};
    for (int i = 0; i < bits; ++i)
        bytes[size_t(i / 8)] |= quint8(0x80 >> (i % 8));
    PackedAddress::Host mask;
    std::memcpy(mask.data(), bytes.data(), sizeof mask);
    return mask;
}

PackedAddress::Host masked(const PackedAddress::Host &host, const PackedAddress::Host &mask)
{
    return {host[0] & mask[0], host[1] & mask[1]};
}

} // namespace

Result<AllowList> AllowList::parse(const QString &text)
{
    AllowList list;
    qsizetype position = 0;
    for (const QString &part : text.split(u',')) {
        auto network = parseNetwork(part.trimmed());
        if (!network)
            return failure(network.error().message, position);
        list.m_networks.push_back(std::move(*network));
        position += part.size() + 1;
    }
    return list;
}

Result<AllowList::Network> AllowList::parseNetwork(const QString &text)
{
    const QString literal = text.section(u'/', 0, 0);
    const QHostAddress typed(literal);
    const bool ipv4 = typed.protocol() == QAbstractSocket::IPv4Protocol;
    // Mapped here, because toIPv6Address() makes :: of 0.0.0.0.
    const QHostAddress address(ipv4 ? QStringLiteral("::ffff:") + literal : literal);
    // QHostAddress also takes "10.1" for 10.0.0.1.
    if (address.isNull() || !address.scopeId().isEmpty() || (ipv4 && literal.count(u'.') != 3))
        return failure(QCoreApplication::translate(
                           "AllowList", "“%1” is neither an IP address nor a network such as 192.168.1.0/24.")
                           .arg(text));
    const int bits = ipv4 ? bitsOfIpv4 : bitsOfIpv6;
    int prefix = bits;
    if (text.contains(u'/')) {
        bool ok = false;
        prefix = text.section(u'/', 1).toInt(&ok);
        if (!ok || prefix < 0 || prefix > bits)
            return failure(
                QCoreApplication::translate("AllowList", "“%1”: the prefix length must be a number from 0 to %2.")
                    .arg(text, QString::number(bits)));
    }
    const PackedAddress::Host mask = maskOf(bitsOfIpv6 - bits + prefix);
    const bool isNetwork = prefix < bits;
    return Network{masked(PackedAddress::hostOf(address), mask), mask,
                   isNetwork ? QStringLiteral("%1/%2").arg(literal).arg(prefix) : literal};
}

QString AllowList::toString() const
{
    QStringList texts;
    for (const Network &network : m_networks)
        texts.append(network.text);
    return texts.join(u',');
}

bool AllowList::contains(const PackedAddress::Host &host) const
{
    return std::any_of(m_networks.begin(), m_networks.end(),
                       [&](const Network &network) { return masked(host, network.mask) == network.address; });
}
