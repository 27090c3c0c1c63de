// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/lookup/localcomputer.h"

#include "model/endpoint/system/nameservers.h"

#include <QCoreApplication>
#include <QHostInfo>
#include <QNetworkInterface>

#include <algorithm>

namespace {

struct LocalText
{
    Q_DECLARE_TR_FUNCTIONS(Lookup)
};

QString kindOf(const QNetworkInterface &interface)
{
    switch (interface.type()) {
    case QNetworkInterface::Loopback:
        return LocalText::tr("Loopback");
    case QNetworkInterface::Ethernet:
        return LocalText::tr("Ethernet");
    case QNetworkInterface::Wifi:
        return LocalText::tr("Wi-Fi");
    case QNetworkInterface::Ppp:
    case QNetworkInterface::Slip:
        return LocalText::tr("Point-to-point");
    case QNetworkInterface::CanBus:
        return LocalText::tr("CAN bus");
    case QNetworkInterface::Virtual:
        return LocalText::tr("Virtual");
    default:
        return LocalText::tr("Other");
    }
}

QString stateOf(QNetworkInterface::InterfaceFlags flags)
{
    if (!flags.testFlag(QNetworkInterface::IsUp))
        return LocalText::tr("switched off");
    return flags.testFlag(QNetworkInterface::IsRunning) ? LocalText::tr("connected") : LocalText::tr("not connected");
}

LocalInterface describe(const QNetworkInterface &interface)
{
    LocalInterface local;
    local.name = interface.humanReadableName();
    const QNetworkInterface::InterfaceFlags flags = interface.flags();
    local.isUp = flags.testFlag(QNetworkInterface::IsUp);
    local.description = QStringLiteral("%1, %2").arg(kindOf(interface), stateOf(flags));
    const bool isLoopback = flags.testFlag(QNetworkInterface::IsLoopBack);
    local.mac = isLoopback ? QString() : interface.hardwareAddress().toLower();
    local.mtu = interface.maximumTransmissionUnit();
    for (const QNetworkAddressEntry &entry : interface.addressEntries())
        local.addresses.append({{entry.ip(), entry.prefixLength()}, isLoopback ? QHostAddress() : entry.broadcast()});
    return local;
}

} // namespace

QList<LocalInterface> localInterfaces()
{
    QList<LocalInterface> interfaces;
    for (const QNetworkInterface &interface : QNetworkInterface::allInterfaces())
        interfaces.append(describe(interface));
    std::stable_partition(interfaces.begin(), interfaces.end(), [](const LocalInterface &one) { return one.isUp; });
    return interfaces;
}

Facts localNames()
{
    Facts facts{{LocalText::tr("Host name"), QHostInfo::localHostName(), {}}};
    if (const QString domain = QHostInfo::localDomainName(); !domain.isEmpty())
        facts.append({LocalText::tr("Domain"), domain, {}});
    for (const QHostAddress &server : nameservers::configured())
        facts.append({LocalText::tr("Name server"), server.toString(), {}});
    return facts;
}
