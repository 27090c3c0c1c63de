// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QElapsedTimer>
#include <QHostAddress>
#include <QList>

/// By which interfaces a UDP socket sends, and from which addresses. Belongs to one thread.
class UdpRoutes
{
public:
    /// How a datagram leaves this computer.
    struct Exit
    {
        int interface = 0;  ///< 0: as the system chooses
        QHostAddress local; ///< null: there is no route
        bool operator==(const Exit &) const = default;
    };
    struct Route
    {
        QHostAddress remote;
        QList<Exit> exits;     ///< none: the chosen interface is down or has gone
        bool isShared = false; ///< others than one host receive it
    };

    UdpRoutes() = default;
    /// Of a socket bound to `local`; `interface` is that of the URL, or empty.
    UdpRoutes(const QHostAddress &local, const QString &interface) : m_local(local), m_interface(interface) { }

    /// A group and 255.255.255.255 are sent to by the chosen interface, or that of the local address, or by each: the
    /// system alone would choose that of the default route. With a chosen interface, so are other broadcast addresses.
    const Route &to(const QHostAddress &remote);
    /// The interface that `remote` is sent by: its own, or the chosen one.
    QString interfaceOf(const QHostAddress &remote) const;

private:
    bool isDirectedBroadcast(const QHostAddress &remote);
    QList<Exit> exitsTo(const QHostAddress &remote, bool isWide) const;

    QHostAddress m_local;
    QString m_interface;
    Route m_last; // the next datagram mostly has the same target
    QElapsedTimer m_lastAge;
    QList<QHostAddress> m_broadcasts; // of this computer's networks
    QElapsedTimer m_broadcastsAge;
};
