// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/endpoint/udp/udppeers.h"

size_t UdpPeers::KeyHash::operator()(const Key &key) const
{
    return qHashMulti(0, key.remote.host[0], key.remote.host[1], key.remote.port, key.remote.interface, key.local[0],
                      key.local[1]);
}

const Peer *UdpPeers::find(const Key &key) const
{
    const auto known = m_peers.find(key);
    return known == m_peers.end() ? nullptr : &known->second;
}

const Peer *UdpPeers::find(PeerId peer) const
{
    const auto known = m_byId.find(peer);
    return known == m_byId.end() ? nullptr : known->second;
}

const Peer &UdpPeers::add(const Key &key, const Peer &peer)
{
    const Peer &added = m_peers.emplace(key, peer).first->second;
    m_byId.emplace(peer.id, &added);
    return added;
}

std::vector<PeerId> UdpPeers::takeAll()
{
    std::vector<PeerId> all;
    all.reserve(m_byId.size());
    for (const auto &[id, peer] : m_byId)
        all.push_back(id);
    m_byId.clear();
    m_peers.clear();
    return all;
}
