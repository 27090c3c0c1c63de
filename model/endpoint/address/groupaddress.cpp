// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/endpoint/address/groupaddress.h"

#include "model/endpoint/address/resolver.h"
#include "model/types.h"

#include <QCoreApplication>

#include <algorithm>

namespace groupaddress {

namespace {

using Check = std::optional<Error> (*)(const QHostAddress &);

/// Reads addresses separated by commas, each of which may be in brackets.
Result<QList<QHostAddress>> parseList(const QString &text, Check check)
{
    QList<QHostAddress> addresses;
    for (qsizetype at = 0; at <= text.size();) {
        const qsizetype comma = text.indexOf(u',', at);
        const qsizetype end = comma < 0 ? text.size() : comma;
        QString word = text.mid(at, end - at).trimmed();
        if (word.startsWith(u'[') && word.endsWith(u']'))
            word = word.mid(1, word.size() - 2);
        const QHostAddress address = SocketAddress::fromHost(QHostAddress(word), 0).host;
        if (address.isNull())
            return failure(QCoreApplication::translate("EndpointUrl", "“%1” is not an IP address.").arg(word), at);
        if (const auto error = hostError(word))
            return failure(eventText(*error), at);
        if (auto error = check(address))
            return failure(error->message, at);
        if (!addresses.isEmpty() && address.protocol() != addresses.first().protocol())
            return failure(QCoreApplication::translate(
                               "EndpointUrl",
                               "Addresses of IPv4 and IPv6 cannot be mixed. Open a second endpoint for the others."),
                           at);
        if (!addresses.contains(address))
            addresses.append(address);
        at = end + 1;
    }
    return addresses;
}

bool hasName(const QNetworkInterface &interface, const QString &wanted)
{
    if (interface.name() == wanted || interface.humanReadableName() == wanted)
        return true;
    const QHostAddress address(wanted);
    const auto entries = interface.addressEntries();
    return !address.isNull() && std::any_of(entries.begin(), entries.end(), [&](const QNetworkAddressEntry &entry) {
        return entry.ip() == address || entry.ip().toString().section(u'%', 0, 0) == wanted;
    });
}

} // namespace

Result<QList<QHostAddress>> parseGroups(const QString &text)
{
    return parseList(text, [](const QHostAddress &address) -> std::optional<Error> {
        if (address.isMulticast())
            return {};
        return Error{QCoreApplication::translate("EndpointUrl",
                                                 "%1 is not a multicast group: these are 224.0.0.0 to 239.255.255.255 "
                                                 "and the IPv6 addresses that begin with ff.")
                         .arg(address.toString())};
    });
}

Result<QList<QHostAddress>> parseSources(const QString &text)
{
    if (text.trimmed().isEmpty())
        return QList<QHostAddress>();
    return parseList(text, [](const QHostAddress &address) -> std::optional<Error> {
        if (!address.isMulticast() && !address.isBroadcast())
            return {};
        return Error{QCoreApplication::translate("EndpointUrl", "%1 cannot be the address of a sender.")
                         .arg(address.toString())};
    });
}

Result<void> checkFamily(const QString &groups, const QString &addresses)
{
    const auto joined = parseGroups(groups);
    const auto others = parseSources(addresses);
    if (!joined || !others || others->isEmpty() || others->first().protocol() == joined->first().protocol())
        return {};
    return failure(
        QCoreApplication::translate("EndpointUrl",
                                    "%1 and the group %2 do not go together: one is an IPv4 and the other an "
                                    "IPv6 address.")
            .arg(others->first().toString(), joined->first().toString()),
        0);
}

bool isWide(const QHostAddress &address)
{
    return address.isMulticast() || address == QHostAddress(QHostAddress::Broadcast);
}

QList<QHostAddress> directedBroadcasts()
{
    constexpr int smallest = 31; // such networks have none (RFC 3021)
    QList<QHostAddress> addresses;
    for (const QNetworkInterface &interface : QNetworkInterface::allInterfaces()) {
        for (const QNetworkAddressEntry &entry : interface.addressEntries()) {
            if (!entry.broadcast().isNull() && entry.prefixLength() < smallest)
                addresses.append(entry.broadcast());
        }
    }
    return addresses;
}

QList<QNetworkInterface> interfaces(const QString &wanted)
{
    QList<QNetworkInterface> found = QNetworkInterface::allInterfaces();
    found.removeIf([](const QNetworkInterface &interface) {
        return !interface.flags().testFlag(QNetworkInterface::IsUp) || interface.addressEntries().isEmpty();
    });
    if (!wanted.isEmpty()) {
        found.removeIf([&](const QNetworkInterface &interface) { return !hasName(interface, wanted); });
        return found;
    }
    const auto isLoopback = [](const QNetworkInterface &interface) {
        return interface.flags().testFlag(QNetworkInterface::IsLoopBack);
    };
    const bool others = std::any_of(found.begin(), found.end(), [&](const QNetworkInterface &interface) {
        return !isLoopback(interface) && interface.flags().testFlag(QNetworkInterface::CanMulticast);
    });
    found.removeIf([&](const QNetworkInterface &interface) {
        return others ? isLoopback(interface) || !interface.flags().testFlag(QNetworkInterface::CanMulticast)
                      : !isLoopback(interface);
    });
    return found;
}

std::optional<Event> interfaceError(const QString &wanted)
{
    if (wanted.isEmpty())
        return {};
    QStringList names;
    for (const QNetworkInterface &interface : QNetworkInterface::allInterfaces()) {
        if (hasName(interface, wanted))
            return {};
        names.append(interface.name());
    }
    return Event{EventCode::InterfaceUnknown, {wanted, names.join(QStringLiteral(", "))}};
}

QHostAddress sourceOn(const QNetworkInterface &interface, const QHostAddress &group)
{
    constexpr quint8 linkLocalScope = 2; // RFC 4291, 2.7
    const bool isIpv6 = group.protocol() == QAbstractSocket::IPv6Protocol;
    const bool staysOnLink = isIpv6 && (group.toIPv6Address()[1] & 0xf) <= linkLocalScope;
    QHostAddress found;
    for (const QNetworkAddressEntry &entry : interface.addressEntries()) {
        const QHostAddress address = entry.ip();
        if (address.protocol() != group.protocol())
            continue;
        const bool isBetter = isIpv6 && address.isLinkLocal() == staysOnLink && found.isLinkLocal() != staysOnLink;
        if (found.isNull() || isBetter)
            found = address;
    }
    return found;
}

QString nameWithAddress(const QNetworkInterface &interface, const QHostAddress &address)
{
    return QStringLiteral("%1 (%2)").arg(interface.humanReadableName(), address.toString().section(u'%', 0, 0));
}

} // namespace groupaddress
