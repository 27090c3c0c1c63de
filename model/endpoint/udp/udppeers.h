// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/endpoint/address/packedaddress.h"
#include "model/peer.h"

#include <unordered_map>
#include <vector>

/// The peers of a UDP socket: addresses that sent to it or were sent to, each with the local address that it talks to.
class UdpPeers
{
public:
    struct Key
    {
        PackedAddress remote;
        PackedAddress::Host local = {};
        bool own = false; ///< see Peer
        bool operator==(const Key &) const = default;
    };

    /// So that a flood of forged senders does not fill the memory.
    static constexpr size_t maxCount = 16384;

    bool isFull() const { return m_peers.size() >= maxCount; }
    const Peer *find(const Key &key) const;
    const Peer *find(PeerId peer) const;
    const Peer &add(const Key &key, const Peer &peer);
    /// Removes all, and returns who they were.
    std::vector<PeerId> takeAll();

private:
    struct KeyHash
    {
        size_t operator()(const Key &key) const;
    };

    std::unordered_map<Key, Peer, KeyHash> m_peers;
    std::unordered_map<PeerId, const Peer *> m_byId; // those of m_peers
};
