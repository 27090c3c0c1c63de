// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/sending/sendbacklog.h"

#include <algorithm>

qint64 SendBacklog::endpointBytes(PeerId peer) const
{
    qint64 bytes = 0;
    if (peer == PeerId::None) {
        for (const auto &[id, queued] : m_inEndpoint)
            bytes = std::max(bytes, queued);
    } else if (const auto known = m_inEndpoint.find(peer); known != m_inEndpoint.end()) {
        bytes = known->second;
    }
    return bytes;
}

qint64 SendBacklog::inEndpoint(PeerId peer) const
{
    const std::lock_guard lock(m_mutex);
    return endpointBytes(peer);
}

qint64 SendBacklog::queued(PeerId peer) const
{
    const std::lock_guard lock(m_mutex);
    return endpointBytes(peer) + m_inTransit;
}

qint64 SendBacklog::waiting(PeerId peer) const
{
    const std::lock_guard lock(m_mutex);
    const qint64 bytes = endpointBytes(peer) + m_inTransit + (m_held ? lowWaterMark + 1 : 0);
    if (bytes > lowWaterMark)
        m_awaited.insert(peer);
    return bytes;
}

void SendBacklog::setInEndpoint(PeerId peer, qint64 bytes)
{
    std::unique_lock lock(m_mutex);
    qint64 &queued = m_inEndpoint[peer];
    m_full += int(bytes > lowWaterMark) - int(queued > lowWaterMark);
    queued = bytes;
    if (bytes == 0)
        m_inEndpoint.erase(peer);
    callIfRoom(lock);
}

void SendBacklog::hold(bool on)
{
    std::unique_lock lock(m_mutex);
    m_held = on;
    callIfRoom(lock);
}

SendBacklog::InTransit SendBacklog::inTransit(qint64 bytes)
{
    {
        const std::lock_guard lock(m_mutex);
        m_inTransit += bytes;
    }
    return {nullptr, [this, bytes](void *) {
                std::unique_lock arrived(m_mutex);
                m_inTransit -= bytes;
                callIfRoom(arrived);
            }};
}

void SendBacklog::callIfRoom(std::unique_lock<std::mutex> &lock)
{
    if (m_awaited.empty() || m_held || m_inTransit > lowWaterMark)
        return;
    const auto hasRoom = [this](PeerId peer) {
        if (peer == PeerId::None)
            return m_full == 0;
        const auto known = m_inEndpoint.find(peer);
        return known == m_inEndpoint.end() || known->second <= lowWaterMark;
    };
    if (std::erase_if(m_awaited, hasRoom) == 0)
        return;
    lock.unlock();
    m_onRoom();
}
