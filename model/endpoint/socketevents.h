// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/event.h"
#include "model/types.h"

#include <QAbstractSocket>

/// What Qt's sockets say, in the words of the log. Any thread.
namespace socketevents {

/// Why `local` could not be bound or listened on.
Event bindFailure(QAbstractSocket::SocketError error, const QString &text, const SocketAddress &local,
                  Transport transport);
/// Why connecting to `remote` failed at once, from the port `localPort` (0: any).
Event connectFailure(const QAbstractSocket &socket, const SocketAddress &remote, quint16 localPort);

/// Which local address would be the sender's of what goes to `remote`; null when there is no way. Asks the system.
QHostAddress sourceFor(const QHostAddress &remote);

/// Where a socket is: `[::]` for every address of both families.
SocketAddress localAddress(const QHostAddress &host, quint16 port);

} // namespace socketevents
