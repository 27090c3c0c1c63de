// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/event.h"
#include "model/types.h"

#include <QAbstractSocket>
#include <QNetworkProxy>

#include <memory>
#include <optional>
#include <utility>

class QTcpServer;

/// What all endpoints do with Qt's sockets: making, binding and setting up, and what an error means. Any thread.
namespace qtsocket {

/// A socket or server that connects directly, whatever proxy the system has.
template<typename Socket, typename... Arguments>
std::unique_ptr<Socket> make(Arguments &&...arguments)
{
    auto socket = std::make_unique<Socket>(std::forward<Arguments>(arguments)...);
    socket->setProxy(QNetworkProxy::NoProxy);
    return socket;
}

/// Bind or listen on `local`, with a null host on every address (of IPv4 without IPv6). Return why it failed.
std::optional<Event> bind(QAbstractSocket &socket, const SocketAddress &local, QAbstractSocket::BindMode mode);
std::optional<Event> listen(QTcpServer &server, const SocketAddress &local);

/// The program that has `local` open for UDP, empty if unknown; nothing if it is free, or the system does not tell.
std::optional<QString> userOfUdpPort(const SocketAddress &local);

/// Why connecting to `remote` failed at once, from the port `localPort` (0: any).
Event connectFailure(const QAbstractSocket &socket, const SocketAddress &remote, quint16 localPort);

/// The local address from which the system would send to `remote`; null when there is no route.
QHostAddress sourceFor(const QHostAddress &remote);

/// Whether a socket could be bound to the address now: it is one of this computer, or stands for several.
bool isLocal(const QHostAddress &host);

/// The address of a socket: `[::]` for every address of both families.
SocketAddress localAddress(const QHostAddress &host, quint16 port);

} // namespace qtsocket
