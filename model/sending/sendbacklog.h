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

/// Counts the bytes that the system has not taken yet: queued for each peer, and in transit to the I/O thread. Any thread.
/// Peers without queued bytes cost no memory.
class SendBacklog
{
public:
    /// After waiting() returned more than `lowWaterMark`, `onRoom` is called once when it is less again, on any thread.
    explicit SendBacklog(std::function<void()> onRoom) : m_onRoom(std::move(onRoom)) { }

    /// Bytes for `peer`; with None, for the peer that has the most.
    qint64 waiting(PeerId peer) const;
    /// The same, ignoring hold(), and without a later call of `onRoom`.
    qint64 queued(PeerId peer) const;
    /// The same without bytes in transit.
    qint64 inEndpoint(PeerId peer) const;
    /// The endpoint has queued this many bytes for `peer`.
    void setInEndpoint(PeerId peer, qint64 bytes);

    /// While held, waiting() returns more than `lowWaterMark` for every peer.
    void hold(bool on);
    bool isHeld() const { return m_held.load(std::memory_order_relaxed); }

    /// Bytes in transit between two threads. They count for every peer until the last copy of the result is destroyed.
    using InTransit = std::shared_ptr<void>;
    InTransit inTransit(qint64 bytes);

    static constexpr qint64 lowWaterMark = qint64(256) << 10;

private:
    qint64 endpointBytes(PeerId peer) const;
    void callIfRoom(std::unique_lock<std::mutex> &lock);

    const std::function<void()> m_onRoom;
    mutable std::mutex m_mutex;
    std::unordered_map<PeerId, qint64> m_inEndpoint; // above 0
    int m_full = 0;                                  // peers above lowWaterMark
    qint64 m_inTransit = 0;
    std::atomic<bool> m_held = false;
    // Peers whose waiting() was too much: one stuck peer must not stop sending to the others.
    mutable std::unordered_set<PeerId> m_awaited;
};
