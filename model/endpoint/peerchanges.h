// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/peer.h"

#include <vector>

/// Changes in an endpoint's peers, to be applied in the order of the members.
struct PeerChanges
{
    std::vector<Peer> joined;
    std::vector<PeerId> halfClosed; ///< see Peer
    std::vector<PeerId> left;

    bool isEmpty() const { return joined.empty() && halfClosed.empty() && left.empty(); }
};

Q_DECLARE_METATYPE(PeerChanges)
