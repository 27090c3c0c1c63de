// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/endpoint/joinedgroup.h"
#include "model/event.h"

#include <QElapsedTimer>
#include <QHostAddress>
#include <QNetworkInterface>

#include <functional>
#include <vector>

/// The groups that a UDP socket receives: joins them on one interface or on all, leaves them where an interface goes down
/// or away, and joins them again when it comes back. Belongs to the socket's thread.
class MulticastGroups
{
public:
    struct Wanted
    {
        QList<QHostAddress> groups;
        QList<QHostAddress> sources; ///< the only senders; empty: all
        QString interface;           ///< see groupaddress::interfaces()
        int silenceSeconds = 30;     ///< without a datagram; then it is reported
    };
    using Report = std::function<void(const Event &)>;

    MulticastGroups(qintptr socket, Wanted wanted, Report report);

    /// Joins for the first time. Returns whether a group is received on an interface; otherwise it has reported why not.
    bool join();
    /// Follows the changes of the interfaces, to be called every few seconds. Returns whether joined() has changed.
    bool refresh();
    QList<JoinedGroup> joined() const;
    /// Something was received. Without that, silence is reported once.
    void heard() { m_heard = true; }

private:
    struct Place
    {
        QHostAddress group;
        int interface = 0;
        QString name; // with the address
    };

    std::vector<Place> places() const;
    bool joinAt(const Place &place);
    void leave(const Place &place);
    void reportSilence();

    const qintptr m_socket;
    const Wanted m_wanted;
    const Report m_report;
    std::vector<Place> m_joined;
    std::vector<Place> m_failed; // reported
    QElapsedTimer m_sinceJoined;
    bool m_heard = false;
};
