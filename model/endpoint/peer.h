// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/types.h"

#include <QMetaType>

#include <vector>

/// A peer as the endpoint knows it.
struct Peer
{
    PeerId id = PeerId::None;
    Transport transport = Transport::Tcp;
    SocketAddress local;
    SocketAddress remote;
    /// True when the peer connected to us, false when we connected to it. UDP: who spoke first.
    bool incoming = true;
    /// TCP: it has closed its side (FIN), and can still be sent to.
    bool halfClosed = false;
};

/// What became of peers, in this order.
struct PeerChanges
{
    std::vector<Peer> joined;
    std::vector<PeerId> halfClosed; ///< see Peer
    std::vector<PeerId> left;

    bool isEmpty() const { return joined.empty() && halfClosed.empty() && left.empty(); }
};

/// Who gets what is sent.
struct Target
{
    enum class Kind : quint8 {
        All,        ///< every connected client; the server of a TCP client; the default remote of UDP
        One,        ///< the peer named by `peer`
        Address,    ///< UDP: `host` and `port`, the host may be a name
        LastSender, ///< UDP: whoever sent the newest datagram
    };

    Kind kind = Kind::All;
    PeerId peer = PeerId::None;
    QString host;
    quint16 port = 0;
};

Q_DECLARE_METATYPE(Peer)
Q_DECLARE_METATYPE(PeerChanges)
Q_DECLARE_METATYPE(Target)
