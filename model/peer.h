// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/types.h"

#include <QMetaType>

/// One remote party: a TCP connection or a UDP address. The log's own structures extend it.
struct Peer
{
    PeerId id = PeerId::None;
    Transport transport = Transport::Tcp;
    SocketAddress local;
    SocketAddress remote;
    /// True when the peer connected to us, false when we connected to it. UDP: whether it sent first.
    bool incoming = true;
    /// TCP: the peer has sent FIN; we can still send.
    bool halfClosed = false;
    /// UDP: it is the endpoint itself, whose datagrams to a group or a broadcast address come back.
    bool own = false;
    /// Of a relay's server: the client whose traffic it gets.
    PeerId client = PeerId::None;
};

Q_DECLARE_METATYPE(Peer)
