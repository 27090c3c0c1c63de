// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/types.h"

#include <QMetaType>

/// Whom to send to.
struct Target
{
    enum class Kind : quint8 {
        All,        ///< every connected client; the server of a TCP client or relay; the default remote of UDP
        One,        ///< the peer named by `peer`
        Address,    ///< UDP: `host` and `port`, the host may be a name
        LastSender, ///< UDP: the sender of the newest datagram
        Clients,    ///< of a relay: all of them
        Servers,    ///< of a relay: the server, on the connections of all clients
    };

    Kind kind = Kind::All;
    PeerId peer = PeerId::None;
    QString host;
    quint16 port = 0;
};

Q_DECLARE_METATYPE(Target)
