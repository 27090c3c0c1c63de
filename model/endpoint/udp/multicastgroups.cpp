// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/endpoint/udp/multicastgroups.h"

#include "model/endpoint/address/groupaddress.h"
#include "model/endpoint/system/socketsystem.h"
#include "model/types.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

namespace {

QStringList textsOf(const QList<QHostAddress> &addresses)
{
    QStringList texts;
    for (const QHostAddress &address : addresses)
        texts.append(address.toString());
    return texts;
}

template<typename Place>
bool contains(const std::vector<Place> &places, const Place &wanted)
{
    return std::any_of(places.begin(), places.end(), [&](const Place &place) {
        return place.interface == wanted.interface && place.group == wanted.group;
    });
}

} // namespace

MulticastGroups::MulticastGroups(qintptr socket, Wanted wanted, Report report)
    : m_socket(socket), m_wanted(std::move(wanted)), m_report(std::move(report))
{
    socketsystem::receiveOwnGroupsOnly(socket);
}

bool MulticastGroups::join()
{
    const std::vector<Place> all = places();
    for (const Place &place : all)
        joinAt(place);
    if (all.empty()) {
        const QString reason = QCoreApplication::translate("MulticastGroups", "no such interface is up.");
        QString interface = m_wanted.interface.isEmpty() ? m_wanted.groups.first().scopeId() : m_wanted.interface;
        if (interface.isEmpty())
            interface = QCoreApplication::translate("MulticastGroups", "any interface");
        m_report({EventCode::GroupNotJoined, {m_wanted.groups.first().toString(), interface, reason}});
    }
    m_sinceJoined.start();
    return !m_joined.empty();
}

/// Where the groups can be joined now.
std::vector<MulticastGroups::Place> MulticastGroups::places() const
{
    std::vector<Place> places;
    for (const QHostAddress &group : m_wanted.groups) {
        const QString wanted = group.scopeId().isEmpty() ? m_wanted.interface : group.scopeId();
        for (const QNetworkInterface &interface : groupaddress::interfaces(wanted)) {
            const QHostAddress address = groupaddress::sourceOn(interface, group);
            if (!address.isNull())
                places.push_back({group, interface.index(), groupaddress::nameWithAddress(interface, address)});
            else if (!wanted.isEmpty())
                places.push_back({group, interface.index(), interface.humanReadableName()});
        }
    }
    return places;
}

bool MulticastGroups::joinAt(const Place &place)
{
    using socketsystem::Membership;
    const auto sources = m_wanted.sources.isEmpty() ? QList{QHostAddress()} : m_wanted.sources;
    for (const QHostAddress &source : sources) {
        const int error =
            socketsystem::changeMembership(m_socket, Membership::Join, place.group, source, place.interface);
        if (error == 0 || socketsystem::isMember(error))
            continue;
        leave(place); // the other sources
        if (!contains(m_failed, place)) {
            m_failed.push_back(place);
            m_report({EventCode::GroupNotJoined,
                      {place.group.toString(), place.name, socketsystem::membershipFailure(error)}});
        }
        return false;
    }
    m_joined.push_back(place);
    m_report({EventCode::GroupJoined,
              {place.group.toString(), place.name, textsOf(m_wanted.sources).join(QStringLiteral(", "))}});
    return true;
}

void MulticastGroups::leave(const Place &place)
{
    const auto sources = m_wanted.sources.isEmpty() ? QList{QHostAddress()} : m_wanted.sources;
    for (const QHostAddress &source : sources) {
        socketsystem::changeMembership(m_socket, socketsystem::Membership::Leave, place.group, source, place.interface);
    }
}

bool MulticastGroups::refresh()
{
    const std::vector<Place> now = places();
    bool changed = false;
    for (const Place &place : std::vector(m_joined)) {
        if (contains(now, place))
            continue;
        leave(place);
        std::erase_if(m_joined, [&](const Place &joined) { return contains(std::vector{joined}, place); });
        m_report({EventCode::GroupLost, {place.group.toString(), place.name}});
        changed = true;
    }
    std::erase_if(m_failed, [&](const Place &failed) { return !contains(now, failed); });
    for (const Place &place : now) {
        if (!contains(m_joined, place))
            changed = joinAt(place) || changed;
    }
    reportSilence();
    return changed;
}

void MulticastGroups::reportSilence()
{
    if (m_heard || m_joined.empty() || m_sinceJoined.elapsed() < qint64(m_wanted.silenceSeconds) * msPerSecond)
        return;
    m_heard = true; // once
    m_report({EventCode::GroupSilent,
              {textsOf(m_wanted.groups).join(QStringLiteral(", ")), QString::number(m_wanted.silenceSeconds)}});
}

QList<JoinedGroup> MulticastGroups::joined() const
{
    QList<JoinedGroup> joined;
    for (const Place &place : m_joined)
        joined.append({place.group.toString(), place.name});
    return joined;
}
