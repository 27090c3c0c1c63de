// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/sending/sendbacklog.h"

#include <algorithm>

qint64 SendBacklog::lockedInEndpoint(PeerId peer) const
{
    qint64 bytes = 0;
    if (peer == PeerId::None) {
        for (const auto &[id, waits] : m_waiting)
            bytes = std::max(bytes, waits);
    } else if (const auto known = m_waiting.find(peer); known != m_waiting.end()) {
        bytes = known->second;
    }
    return bytes;
}

qint64 SendBacklog::inEndpoint(PeerId peer) const
{
    const std::lock_guard lock(m_mutex);
    return lockedInEndpoint(peer);
}

qint64 SendBacklog::queued(PeerId peer) const
{
    const std::lock_guard lock(m_mutex);
    return lockedInEndpoint(peer) + m_onTheWay;
}

qint64 SendBacklog::waiting(PeerId peer) const
{
    const std::lock_guard lock(m_mutex);
    const qint64 bytes = lockedInEndpoint(peer) + m_onTheWay + (m_held ? roomBelow + 1 : 0);
    if (bytes > roomBelow)
        m_awaited.insert(peer);
    return bytes;
}

void SendBacklog::set(PeerId peer, qint64 bytes)
{
    std::unique_lock lock(m_mutex);
    qint64 &waits = m_waiting[peer];
    m_full += int(bytes > roomBelow) - int(waits > roomBelow);
    waits = bytes;
    if (bytes == 0)
        m_waiting.erase(peer);
    tellIfRoom(lock);
}

void SendBacklog::hold(bool on)
{
    std::unique_lock lock(m_mutex);
    m_held = on;
    tellIfRoom(lock);
}

SendBacklog::OnTheWay SendBacklog::onTheWay(qint64 bytes)
{
    {
        const std::lock_guard lock(m_mutex);
        m_onTheWay += bytes;
    }
    return {nullptr, [this, bytes](void *) {
                std::unique_lock arrived(m_mutex);
                m_onTheWay -= bytes;
                tellIfRoom(arrived);
            }};
}

void SendBacklog::tellIfRoom(std::unique_lock<std::mutex> &lock)
{
    if (m_awaited.empty() || m_held || m_onTheWay > roomBelow)
        return;
    const auto hasRoom = [this](PeerId peer) {
        if (peer == PeerId::None)
            return m_full == 0;
        const auto known = m_waiting.find(peer);
        return known == m_waiting.end() || known->second <= roomBelow;
    };
    if (std::erase_if(m_awaited, hasRoom) == 0)
        return;
    lock.unlock();
    m_roomAgain();
}
