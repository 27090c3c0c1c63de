// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/event.h"
#include "model/types.h"

#include <unordered_map>
#include <vector>

/// Limits floods of failures: of each kind, a few that differ pass with their details; the rest is counted and becomes one
/// event at the end of each time window. Nothing is lost without being counted. Events that are not failures, or count
/// themselves, always pass. Has no clock; belongs to one thread.
class EventLimiter
{
public:
    struct Limits
    {
        size_t perKind = 5;   ///< in one window
        size_t maxKinds = 16; ///< by code, peer and address; further ones are one kind for each code
    };
    struct Counted
    {
        Event event; ///< the last one, standing for Event::more others
        PeerId peer = PeerId::None;
    };

    explicit EventLimiter(const Limits &limits) : m_limits(limits) { }

    /// Whether `event` passes; otherwise it is counted.
    bool admits(const Event &event, PeerId peer);
    /// The events counted in this window. A kind that continues in the next window is only counted there.
    std::vector<Counted> endWindow();
    /// Whether a window is open.
    bool isBusy() const { return !m_kinds.empty(); }

private:
    struct Key
    {
        EventCode code = EventCode::Other;
        PeerId peer = PeerId::None;
        QString address;
        bool operator==(const Key &) const = default;
    };
    struct KeyHash
    {
        size_t operator()(const Key &key) const { return qHashMulti(0, int(key.code), quint32(key.peer), key.address); }
    };
    struct Kind
    {
        std::vector<Event> passed;
        quint64 counted = 0;
        Counted last;
    };

    Kind &kindOf(const Event &event, PeerId peer);

    const Limits m_limits;
    std::unordered_map<Key, Kind, KeyHash> m_kinds;
};
