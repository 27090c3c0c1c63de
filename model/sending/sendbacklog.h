// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/types.h"

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <unordered_set>

/// How many bytes wait to be taken by the system, for each peer and on their way to the I/O thread.
/// Any thread. Peers that nothing waits for cost nothing.
class SendBacklog
{
public:
    /// `roomAgain` is called on whatever thread made room: once after waiting() told more than `roomBelow`.
    explicit SendBacklog(std::function<void()> roomAgain) : m_roomAgain(std::move(roomAgain)) { }

    /// What waits for `peer`; with None, for the one that most waits for.
    qint64 waiting(PeerId peer) const;
    /// The same whether held or not; promises no call.
    qint64 queued(PeerId peer) const;
    /// That without what is on its way.
    qint64 inEndpoint(PeerId peer) const;
    /// What waits for `peer` in the endpoint now.
    void set(PeerId peer, qint64 bytes);

    /// While held there is no room for anybody: waiting() tells more than `roomBelow`.
    void hold(bool on);
    bool isHeld() const { return m_held.load(std::memory_order_relaxed); }

    /// Bytes on their way between two threads; they count for every peer until the last copy is gone.
    using OnTheWay = std::shared_ptr<void>;
    OnTheWay onTheWay(qint64 bytes);

    static constexpr qint64 roomBelow = qint64(256) << 10;

private:
    qint64 lockedInEndpoint(PeerId peer) const;
    void tellIfRoom(std::unique_lock<std::mutex> &lock);

    const std::function<void()> m_roomAgain;
    mutable std::mutex m_mutex;
    std::unordered_map<PeerId, qint64> m_waiting; // those above 0
    int m_full = 0;                               // those above roomBelow
    qint64 m_onTheWay = 0;
    std::atomic<bool> m_held = false;
    // Whom somebody asked for in vain: one stuck peer must not silence what is sent to another.
    mutable std::unordered_set<PeerId> m_awaited;
};
