// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/lookup/explanation.h"

#include "model/endpoint/address/resolver.h"
#include "model/endpoint/system/localports.h"
#include "model/endpoint/system/nameservers.h"
#include "model/endpoint/system/systemnames.h"
#include "model/lookup/addressrange.h"

#include <QCoreApplication>
#include <QNetworkInterface>
#include <QRegularExpression>
#include <QtEndian>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace {

constexpr quint16 firstUserPort = 1024; // RFC 6335, 6
constexpr quint16 firstDynamicPort = 49152;

struct ExplanationText
{
    Q_DECLARE_TR_FUNCTIONS(Lookup)
};

QString hexBytes(const quint8 *bytes, int count, const QString &separator)
{
    return QString::fromLatin1(QByteArray(reinterpret_cast<const char *>(bytes), count).toHex())
        .replace(QRegularExpression(QStringLiteral("(..)(?=.)")), QStringLiteral("\\1") + separator);
}

QString binary(quint32 address)
{
    QStringList bytes;
    for (int shift = 24; shift >= 0; shift -= 8)
        bytes.append(QString::number(address >> shift & 0xff, 2).rightJustified(8, u'0'));
    return bytes.join(u'.');
}

QHostAddress ipv4At(const Q_IPV6ADDR &bytes, int at)
{
    return QHostAddress(qFromBigEndian<quint32>(bytes.c + at));
}

/// The classes that the first bits of an address chose before there were prefixes (RFC 791, 3.2).
struct Class
{
    char letter;
    const char *range;
    int prefix; // -1: no networks
};

Class classOf(quint32 address)
{
    if (address < 0x80000000)
        return {'A', "0.0.0.0 – 127.255.255.255", 8};
    if (address < 0xc0000000)
        return {'B', "128.0.0.0 – 191.255.255.255", 16};
    if (address < 0xe0000000)
        return {'C', "192.0.0.0 – 223.255.255.255", 24};
    if (address < 0xf0000000)
        return {'D', "224.0.0.0 – 239.255.255.255", -1};
    return {'E', "240.0.0.0 – 255.255.255.255", -1};
}

void addRange(Facts &facts, const QHostAddress &address)
{
    AddressRange range = AddressRange::of(address);
    if (address.isLinkLocal() && !address.scopeId().isEmpty())
        range.meaning = ExplanationText::tr("Only in its own network");
    const QString note = range.network.isEmpty()
        ? range.meaning
        : QStringLiteral("%1 (%2, %3)").arg(range.meaning, range.network, range.rfc);
    facts.append({ExplanationText::tr("Kind"), range.kind, note});
    if (const QString group = multicastGroup(address); !group.isEmpty())
        facts.append({ExplanationText::tr("Group"), group, {}});
}

void addClass(Facts &facts, quint32 address)
{
    const Class found = classOf(address);
    QString note = QString::fromUtf8(found.range);
    if (found.prefix >= 0) {
        const IpNetwork network{QHostAddress(address), found.prefix};
        note = ExplanationText::tr("%1, default mask %2").arg(note, network.mask().toString());
    }
    facts.append({ExplanationText::tr("Class"), QString(QLatin1Char(found.letter)), note});
}

/// What the address is in its IPv4 network.
Fact roleIn(const IpNetwork &network)
{
    const QString name = ExplanationText::tr("This address");
    if (network.hasReserved() && network.address == network.first())
        return {name, ExplanationText::tr("Network"),
                ExplanationText::tr("Stands for the network itself; cannot be assigned to a host")};
    if (network.hasReserved() && network.address == network.last())
        return {name, ExplanationText::tr("Broadcast"),
                ExplanationText::tr("Reaches all hosts of the network; no host can have it")};
    const quint32 number = network.address.toIPv4Address() - network.firstHost().toIPv4Address() + 1;
    return {name, ExplanationText::tr("Host %1").arg(number), ExplanationText::tr("of %1").arg(network.hostCount())};
}

/// How a network divides that of its class, and those next to it.
void addSubnets(Facts &facts, const IpNetwork &network)
{
    const QHostAddress address = network.first();
    const IpNetwork classful{address, classOf(address.toIPv4Address()).prefix};
    if (network.prefix > classful.prefix)
        facts.append({ExplanationText::tr("Subnets in its class"), powerOfTwo(network.prefix - classful.prefix),
                      ExplanationText::tr("of this size in %1: 2^%2")
                          .arg(classful.toString(), QString::number(network.prefix - classful.prefix))});
    const auto add = [&](const QString &name, int step) {
        if (const QHostAddress next = network.neighbour(step); !next.isNull())
            facts.append({name, IpNetwork{next, network.prefix}.toString(), {}});
    };
    add(ExplanationText::tr("Previous network"), -1);
    add(ExplanationText::tr("Next network"), 1);
}

/// A block of groups or reserved addresses, which has no hosts.
void addBlock(Facts &facts, const IpNetwork &network)
{
    facts.append({ExplanationText::tr("Network"), network.toString(), {}});
    facts.append({ExplanationText::tr("Mask"), network.mask().toString(), {}});
    facts.append({ExplanationText::tr("Wildcard mask"), network.wildcard().toString(), {}});
    facts.append({ExplanationText::tr("First address"), network.first().toString(), {}});
    facts.append({ExplanationText::tr("Last address"), network.last().toString(), {}});
    const int bits = 32 - network.prefix;
    facts.append({ExplanationText::tr("Addresses"), powerOfTwo(bits), QStringLiteral("2^%1").arg(bits)});
}

void addIpv4Network(Facts &facts, const IpNetwork &network, const QString &note)
{
    facts.append({ExplanationText::tr("Network"), network.toString(), note});
    facts.append({ExplanationText::tr("Mask"), network.mask().toString(), {}});
    facts.append({ExplanationText::tr("Wildcard mask"), network.wildcard().toString(), {}});
    if (network.hasReserved())
        facts.append({ExplanationText::tr("Broadcast address"), network.last().toString(), {}});
    facts.append({ExplanationText::tr("First host"), network.firstHost().toString(), {}});
    facts.append({ExplanationText::tr("Last host"), network.lastHost().toString(), {}});
    QString why = QStringLiteral("2^%1 − 2").arg(32 - network.prefix);
    if (network.prefix == 31)
        why = ExplanationText::tr("A link between two hosts, without a broadcast address (RFC 3021)");
    else if (network.prefix == 32)
        why = ExplanationText::tr("A single address");
    facts.append({ExplanationText::tr("Hosts"), QString::number(network.hostCount()), why});
    facts.append(roleIn(network));
    if (network.prefix < 32)
        addSubnets(facts, network);
}

void explainIpv4(Facts &facts, const IpNetwork &network)
{
    const quint32 address = network.address.toIPv4Address();
    addRange(facts, network.address);
    addClass(facts, address);
    IpNetwork used = network;
    QString note;
    if (used.prefix < 0) {
        used.prefix = classOf(address).prefix;
        note =
            ExplanationText::tr("By its class. Add the mask that is really used: %1/24").arg(used.address.toString());
    }
    const bool hasHosts = classOf(used.prefix < 0 ? address : used.first().toIPv4Address()).prefix >= 0;
    if (used.prefix >= 0 && hasHosts)
        addIpv4Network(facts, used, note);
    else if (used.prefix >= 0)
        addBlock(facts, used);
    if (network.address.isMulticast()) { // RFC 1112, 6.4
        const QString mac = QStringLiteral("01:00:5e:%1:%2:%3");
        const auto byte = [&](int shift, quint32 mask) {
            return QString::number(address >> shift & mask, 16).rightJustified(2, u'0');
        };
        facts.append({ExplanationText::tr("Ethernet address"), mac.arg(byte(16, 0x7f), byte(8, 0xff), byte(0, 0xff)),
                      ExplanationText::tr("Destination of frames sent to this group")});
    }
    facts.append({ExplanationText::tr("Binary"), binary(address), {}});
    if (used.prefix >= 0) {
        facts.append({ExplanationText::tr("Mask in binary"), binary(used.mask().toIPv4Address()), {}});
        facts.append({ExplanationText::tr("Network in binary"), binary(used.first().toIPv4Address()),
                      ExplanationText::tr("The address AND the mask")});
    }
    if (used.prefix >= 0 && hasHosts && used.hasReserved())
        facts.append({ExplanationText::tr("Broadcast in binary"), binary(used.last().toIPv4Address()),
                      ExplanationText::tr("The address OR the wildcard mask")});
    facts.append({ExplanationText::tr("Hexadecimal"),
                  QStringLiteral("0x") + QString::number(address, 16).toUpper().rightJustified(8, u'0'),
                  {}});
    facts.append({ExplanationText::tr("Decimal"), QString::number(address), {}});
    facts.append({ExplanationText::tr("Reverse DNS name"), nameservers::reverseName(network.address), {}});
}

/// How far a multicast address reaches (RFC 7346, 2).
QString multicastScope(int scope)
{
    switch (scope) {
    case 1:
        return ExplanationText::tr("This interface");
    case 2:
        return ExplanationText::tr("This link");
    case 3:
        return ExplanationText::tr("The realm");
    case 4:
        return ExplanationText::tr("Set by the administrator");
    case 5:
        return ExplanationText::tr("The site");
    case 8:
        return ExplanationText::tr("The organization");
    case 14:
        return ExplanationText::tr("The whole Internet");
    default:
        return ExplanationText::tr("Unassigned");
    }
}

void addMulticast(Facts &facts, const QHostAddress &address)
{
    const Q_IPV6ADDR bytes = address.toIPv6Address();
    const int scope = bytes.c[1] & 0x0f;
    facts.append(
        {ExplanationText::tr("Scope"), multicastScope(scope), ExplanationText::tr("Scope %1 (RFC 7346)").arg(scope)});
    const bool temporary = (bytes.c[1] & 0x10) != 0;
    facts.append({ExplanationText::tr("Lifetime"),
                  temporary ? ExplanationText::tr("Temporary") : ExplanationText::tr("Permanent"),
                  temporary ? ExplanationText::tr("Chosen by a program") : ExplanationText::tr("Assigned by IANA")});
    if (address.isInSubnet(QHostAddress(QStringLiteral("ff02::1:ff00:0")), 104)) {
        facts.append(
            {ExplanationText::tr("Group"), ExplanationText::tr("Solicited node"),
             ExplanationText::tr("Of the addresses that end with %1 (RFC 4291)")
                 .arg(QStringLiteral("%1:%2").arg(hexBytes(bytes.c + 13, 1, {}), hexBytes(bytes.c + 14, 2, {})))});
    }
    facts.append({ExplanationText::tr("Ethernet address"),
                  QStringLiteral("33:33:") + hexBytes(bytes.c + 12, 4, QStringLiteral(":")),
                  ExplanationText::tr("Destination of frames sent to this group")});
}

/// The IPv4 addresses in it.
void addEmbedded(Facts &facts, const QHostAddress &address)
{
    const Q_IPV6ADDR bytes = address.toIPv6Address();
    const auto isIn = [&](const char *network) {
        return address.isInSubnet(QHostAddress::parseSubnet(QString::fromLatin1(network)));
    };
    const QString ipv4 = ExplanationText::tr("IPv4 address in it");
    if (isIn("2002::/16")) {
        facts.append({ipv4, ipv4At(bytes, 2).toString(), ExplanationText::tr("Of the 6to4 router")});
    } else if (isIn("2001::/32")) {
        facts.append({ipv4, ipv4At(bytes, 4).toString(), ExplanationText::tr("Of the Teredo server")});
        const quint16 port = qFromBigEndian<quint16>(bytes.c + 10) ^ 0xffff;
        facts.append({ipv4, QHostAddress(~ipv4At(bytes, 12).toIPv4Address()).toString(),
                      ExplanationText::tr("The client's external (NAT) address, port %1").arg(port)});
    } else if (isIn("::ffff:0:0/96") || isIn("64:ff9b::/96")) {
        facts.append({ipv4, ipv4At(bytes, 12).toString(), AddressRange::of(ipv4At(bytes, 12)).kind});
    } else if (isIn("::/96") && bytes.c[12] != 0) {
        facts.append({ipv4, ipv4At(bytes, 12).toString(), {}});
    } else if ((bytes.c[8] & 0xfd) == 0 && bytes.c[9] == 0 && bytes.c[10] == 0x5e && bytes.c[11] == 0xfe) {
        facts.append({ipv4, ipv4At(bytes, 12).toString(), QStringLiteral("ISATAP (RFC 5214)")});
    }
}

/// The last 64 bits of a unicast address (RFC 4291, 2.5.1).
void addInterface(Facts &facts, const QHostAddress &address)
{
    const Q_IPV6ADDR bytes = address.toIPv6Address();
    const QString groups = hexBytes(bytes.c + 8, 8, {});
    facts.append({ExplanationText::tr("Interface identifier"),
                  QStringList{groups.mid(0, 4), groups.mid(4, 4), groups.mid(8, 4), groups.mid(12, 4)}.join(u':'),
                  ExplanationText::tr("The last 64 bits")});
    if (bytes.c[11] != 0xff || bytes.c[12] != 0xfe)
        return;
    const std::array<quint8, 6> mac{
        quint8(bytes.c[8] ^ 2), bytes.c[9], bytes.c[10], bytes.c[13], bytes.c[14], bytes.c[15]};
    facts.append({ExplanationText::tr("Hardware address (MAC)"), hexBytes(mac.data(), 6, QStringLiteral(":")),
                  ExplanationText::tr("In the interface identifier (EUI-64)")});
}

void addIpv6Network(Facts &facts, const IpNetwork &network)
{
    facts.append({ExplanationText::tr("Network"), network.toString(), {}});
    facts.append({ExplanationText::tr("Mask"), network.mask().toString(), {}});
    const bool isMapped = network.first().isInSubnet(QHostAddress(QStringLiteral("::ffff:0.0.0.0")), 96);
    const bool isAnycast = network.prefix < 127 && !network.address.isMulticast() && !isMapped; // RFC 6164
    facts.append({ExplanationText::tr("First address"), network.first().toString(),
                  isAnycast ? ExplanationText::tr("Shared by all routers of the network (anycast)") : QString()});
    facts.append({ExplanationText::tr("Last address"), network.last().toString(), {}});
    const int bits = 128 - network.prefix;
    facts.append({ExplanationText::tr("Addresses"), powerOfTwo(bits), QStringLiteral("2^%1").arg(bits)});
    if (network.prefix < 64)
        facts.append({ExplanationText::tr("Networks in it"), powerOfTwo(64 - network.prefix),
                      ExplanationText::tr("of /64, the usual size")});
}

/// Whether the interface, by its name or number, has an address of the network fe80::/10.
bool hasLinkLocal(const QString &scope)
{
    const QNetworkInterface byName = QNetworkInterface::interfaceFromName(scope);
    const QNetworkInterface interface =
        byName.isValid() ? byName : QNetworkInterface::interfaceFromIndex(scope.toInt());
    const QList<QNetworkAddressEntry> entries = interface.addressEntries();
    return std::any_of(entries.begin(), entries.end(), [](const QNetworkAddressEntry &entry) {
        return entry.ip().protocol() == QAbstractSocket::IPv6Protocol && entry.ip().isLinkLocal();
    });
}

void explainIpv6(Facts &facts, const IpNetwork &network)
{
    const QHostAddress &address = network.address;
    const Q_IPV6ADDR bytes = address.toIPv6Address();
    const QString digits = hexBytes(bytes.c, 16, {});
    QStringList groups;
    for (int i = 0; i < 32; i += 4)
        groups.append(digits.mid(i, 4));
    facts.append({ExplanationText::tr("Full form"), groups.join(u':'), {}});
    addRange(facts, address);
    if (address.isMulticast())
        addMulticast(facts, address);
    addEmbedded(facts, address);
    if (network.prefix >= 0)
        addIpv6Network(facts, network);
    const bool hasInterface = !address.isMulticast() && (bytes.c[0] != 0 || bytes.c[1] != 0); // not ::1, ::ffff:1.2.3.4
    if (hasInterface)
        addInterface(facts, address);
    if (const QString scope = address.scopeId(); !scope.isEmpty()) {
        const auto unknown = interfaceError(address.toString(), scope);
        const QString note = address.isLinkLocal() && !hasLinkLocal(scope)
            ? ExplanationText::tr("On this computer, but without a link-local address: it leads to none")
            : ExplanationText::tr("On this computer, through which it is reached");
        facts.append({ExplanationText::tr("Interface"), scope, unknown ? eventText(*unknown) : note});
    }
    facts.append({ExplanationText::tr("Reverse DNS name"), nameservers::reverseName(address), {}});
}

constexpr const char *protocols[] = {"tcp", "udp"};

} // namespace

Facts explainAddress(const IpNetwork &network)
{
    Facts facts{{ExplanationText::tr("Address"), network.address.toString(), {}}};
    if (network.isIpv6())
        explainIpv6(facts, network);
    else
        explainIpv4(facts, network);
    return facts;
}

Facts explainPort(quint16 port)
{
    Facts facts{{ExplanationText::tr("Port"), QString::number(port), {}}};
    const QString kind = ExplanationText::tr("Kind");
    if (port == 0)
        facts.append({kind, ExplanationText::tr("Any free port"),
                      ExplanationText::tr("Lets the system choose one; nobody can connect to 0")});
    else if (port < firstUserPort)
        facts.append(
            {kind, ExplanationText::tr("System port (well known)"),
             ExplanationText::tr("1 – 1023 (RFC 6335); a server on it needs administrator rights on most systems")});
    else if (port < firstDynamicPort)
        facts.append(
            {kind, ExplanationText::tr("User port (registered)"), ExplanationText::tr("1024 – 49151 (RFC 6335)")});
    else
        facts.append({kind, ExplanationText::tr("Dynamic port (private)"),
                      ExplanationText::tr("49152 – 65535 (RFC 6335); not registered for any service")});
    for (const char *protocol : protocols) {
        if (const auto service = systemnames::serviceAt(port, protocol); service && port != 0)
            facts.append({ExplanationText::tr("Service (%1)").arg(QString::fromLatin1(protocol).toUpper()),
                          service->names.join(QStringLiteral(", ")),
                          {}});
    }
    if (facts.size() == 2 && port != 0)
        facts.append({ExplanationText::tr("Service"), ExplanationText::tr("None"),
                      ExplanationText::tr("This computer's table has no name for it")});
    if (const auto range = localports::ephemeral(); range && port >= range->first && port <= range->last)
        facts.append({ExplanationText::tr("Assigned to clients automatically"), ExplanationText::tr("Yes"),
                      ExplanationText::tr(
                          "This system gives %1 – %2 to sockets that ask for no port; a client may have it already")
                          .arg(range->first)
                          .arg(range->last)});
    return facts;
}

Facts explainService(const QString &name)
{
    Facts facts;
    for (const char *protocol : protocols) {
        if (const auto service = systemnames::serviceOf(name, protocol))
            facts.append({ExplanationText::tr("Port (%1)").arg(QString::fromLatin1(protocol).toUpper()),
                          QString::number(service->port),
                          ExplanationText::tr("Service %1").arg(service->names.join(QStringLiteral(", ")))});
    }
    return facts;
}
