// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/lookup/ipnetwork.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

namespace {

struct NetworkText
{
    Q_DECLARE_TR_FUNCTIONS(Lookup)
};

/// Also in names like `010`, which some programs read as octal.
std::optional<QHostAddress> parseIpv4(const QString &text)
{
    const QStringList numbers = text.split(u'.');
    if (numbers.size() != 4)
        return {};
    quint32 address = 0;
    for (const QString &number : numbers) {
        const bool plain = std::all_of(number.begin(), number.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
        if (!plain || number.isEmpty() || number.size() > 3 || number.toUInt() > 255
            || (number.size() > 1 && number.startsWith(u'0')))
            return {};
        address = address << 8 | number.toUInt();
    }
    return QHostAddress(address);
}

Result<QHostAddress> parseAddress(QString text)
{
    if (text.startsWith(u'[') && text.endsWith(u']'))
        text = text.mid(1, text.size() - 2);
    if (text.contains(u':')) {
        const QHostAddress address(QString(text).replace(QStringLiteral("%25"), QStringLiteral("%"))); // RFC 6874
        if (address.protocol() == QAbstractSocket::IPv6Protocol)
            return address;
        return failure(NetworkText::tr("“%1” is not an IPv6 address: it has eight groups of up to four "
                                       "hexadecimal digits, and :: once for groups of zeros.")
                           .arg(text),
                       0);
    }
    if (const auto address = parseIpv4(text))
        return *address;
    if (text.contains(QRegularExpression(QStringLiteral("[*,;]|[0-9]-[0-9]"))))
        return failure(
            NetworkText::tr("“%1” is not one address: enter one, or a network such as 192.168.1.0/24.").arg(text), 0);
    return failure(NetworkText::tr("“%1” is not an IPv4 address: it has four numbers from 0 to 255, without "
                                   "leading zeros.")
                       .arg(text),
                   0);
}

/// -1: neither a mask nor a wildcard mask.
int prefixOfMask(quint32 mask)
{
    for (const quint32 ones : {mask, ~mask}) {
        for (int prefix = 0; prefix <= 32; ++prefix) {
            if (ones == (prefix == 0 ? 0U : ~0U << (32 - prefix)))
                return prefix;
        }
    }
    return -1;
}

Result<int> parsePrefix(const QString &text, bool ipv6)
{
    bool isNumber = false;
    const int prefix = text.toInt(&isNumber);
    const int bits = ipv6 ? 128 : 32;
    if (isNumber) {
        if (prefix >= 0 && prefix <= bits)
            return prefix;
        return failure(NetworkText::tr("Prefix /%1 does not exist: it is a number from 0 to %2.").arg(text).arg(bits));
    }
    const auto mask = ipv6 ? std::nullopt : parseIpv4(text);
    const int found = mask ? prefixOfMask(mask->toIPv4Address()) : -1;
    if (found >= 0)
        return found;
    if (mask)
        return failure(NetworkText::tr("“%1” is not a network mask: in binary, all its ones come before all its "
                                       "zeros.")
                           .arg(text));
    return failure(NetworkText::tr("“%1” is neither a prefix from 0 to %2 nor a network mask.").arg(text).arg(bits));
}

/// `address` with all bits after the prefix set or cleared.
QHostAddress withHostBits(const IpNetwork &network, bool on)
{
    if (!network.isIpv6()) {
        const quint32 host = network.prefix == 32 ? 0 : ~0U >> network.prefix;
        const quint32 address = network.address.toIPv4Address();
        return QHostAddress(on ? address | host : address & ~host);
    }
    Q_IPV6ADDR bytes = network.address.toIPv6Address();
    for (int bit = network.prefix; bit < 128; ++bit) {
        const auto mask = quint8(0x80 >> bit % 8);
        bytes.c[bit / 8] = on ? bytes.c[bit / 8] | mask : bytes.c[bit / 8] & ~mask;
    }
    return QHostAddress(bytes);
}

QHostAddress next(const QHostAddress &address, int step)
{
    return QHostAddress(address.toIPv4Address() + quint32(step));
}

} // namespace

Result<IpNetwork> IpNetwork::parse(const QString &text)
{
    static const QRegularExpression separators(QStringLiteral("\\s*/\\s*|\\s+((net)?mask\\s+)?"),
                                               QRegularExpression::CaseInsensitiveOption);
    const QString trimmed = text.trimmed();
    const QStringList words = trimmed.split(separators);
    const auto address = parseAddress(words.first());
    if (!address)
        return tl::unexpected(address.error());
    IpNetwork network{*address};
    if (words.size() == 1)
        return network;
    const qsizetype at = text.indexOf(words[1], text.indexOf(words[0]) + words[0].size());
    if (words.size() > 2)
        return failure(NetworkText::tr("Enter an address and one prefix or mask: 192.168.1.10/24"),
                       at + words[1].size());
    const auto prefix = parsePrefix(words[1], network.isIpv6());
    if (!prefix)
        return failure(prefix.error().message, at);
    network.prefix = *prefix;
    return network;
}

QHostAddress IpNetwork::mask() const
{
    const QHostAddress ones =
        isIpv6() ? QHostAddress(QStringLiteral("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")) : QHostAddress(~0U);
    return withHostBits({ones, prefix}, false);
}

QHostAddress IpNetwork::wildcard() const
{
    const QHostAddress zeros(isIpv6() ? QHostAddress::AnyIPv6 : QHostAddress::AnyIPv4);
    return withHostBits({zeros, prefix}, true);
}

QHostAddress IpNetwork::first() const
{
    return withHostBits(*this, false);
}

QHostAddress IpNetwork::last() const
{
    return withHostBits(*this, true);
}

QHostAddress IpNetwork::firstHost() const
{
    return isIpv6() || !hasReserved() ? first() : next(first(), 1);
}

QHostAddress IpNetwork::lastHost() const
{
    return isIpv6() || !hasReserved() ? last() : next(last(), -1);
}

quint64 IpNetwork::hostCount() const
{
    const quint64 all = quint64(1) << (32 - prefix);
    return hasReserved() ? all - 2 : all;
}

QHostAddress IpNetwork::neighbour(int step) const
{
    const qint64 size = qint64(1) << (32 - prefix);
    const qint64 start = qint64(first().toIPv4Address()) + step * size;
    return start < 0 || start > 0xffffffff ? QHostAddress() : QHostAddress(quint32(start));
}

QString IpNetwork::toString() const
{
    return QStringLiteral("%1/%2").arg(first().toString(), QString::number(prefix));
}

QString powerOfTwo(int exponent)
{
    QString digits(u'1'); // from the last to the first
    for (int i = 0; i < exponent; ++i) {
        int carry = 0;
        for (QChar &digit : digits) {
            const int doubled = 2 * digit.digitValue() + carry;
            digit = QChar(u'0' + doubled % 10);
            carry = doubled / 10;
        }
        if (carry > 0)
            digits.append(QChar(u'0' + carry));
    }
    std::reverse(digits.begin(), digits.end());
    return digits;
}
