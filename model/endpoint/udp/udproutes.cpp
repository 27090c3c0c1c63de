// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/endpoint/udp/udproutes.h"

#include "model/endpoint/address/groupaddress.h"
#include "model/endpoint/qtsocket.h"

namespace {

// Then the system is asked again, as routes and addresses change.
constexpr int routeAgeMs = 500;
constexpr int broadcastsAgeMs = 2000; // listing all addresses takes longer than looking up a route

bool isOver(const QElapsedTimer &age, int ms)
{
    return !age.isValid() || age.hasExpired(ms);
}

} // namespace

const UdpRoutes::Route &UdpRoutes::to(const QHostAddress &remote)
{
    if (remote != m_last.remote || isOver(m_lastAge, routeAgeMs)) {
        const bool isWide = groupaddress::isWide(remote);
        const bool isDirected = !isWide && isDirectedBroadcast(remote);
        m_last = {remote, exitsTo(remote, isWide || (isDirected && !m_interface.isEmpty())), isWide || isDirected};
        m_lastAge.start();
    }
    return m_last;
}

bool UdpRoutes::isDirectedBroadcast(const QHostAddress &remote)
{
    if (isOver(m_broadcastsAge, broadcastsAgeMs)) {
        m_broadcasts = groupaddress::directedBroadcasts();
        m_broadcastsAge.start();
    }
    return m_broadcasts.contains(remote);
}

QString UdpRoutes::interfaceOf(const QHostAddress &remote) const
{
    const QString own = remote.isMulticast() ? remote.scopeId() : QString();
    return own.isEmpty() ? m_interface : own;
}

QList<UdpRoutes::Exit> UdpRoutes::exitsTo(const QHostAddress &remote, bool isWide) const
{
    const bool isEvery =
        m_local == QHostAddress(QHostAddress::AnyIPv6) || m_local == QHostAddress(QHostAddress::AnyIPv4);
    const QString chosen = interfaceOf(remote);
    QList<Exit> exits;
    if (isWide && (isEvery || !chosen.isEmpty())) {
        for (const QNetworkInterface &interface : groupaddress::interfaces(chosen)) {
            const QHostAddress local = groupaddress::sourceOn(interface, remote);
            if (!local.isNull() && interface.flags().testFlag(QNetworkInterface::IsRunning))
                exits.append({interface.index(), isEvery ? local : m_local});
        }
        if (!exits.isEmpty() || !chosen.isEmpty())
            return exits;
    }
    return {{0, isEvery ? qtsocket::sourceFor(remote) : m_local}};
}
