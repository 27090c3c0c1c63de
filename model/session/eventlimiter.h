// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/event.h"
#include "model/types.h"

#include <unordered_map>
#include <vector>

/// Keeps floods of failures readable: of each kind a few that differ pass with their details, the rest is counted and
/// becomes one event at the end of each window of time. Nothing gets lost without being counted. What is no failure
/// always passes, and so does what counts by itself. Knows no clock; belongs to one thread.
class EventLimiter
{
public:
    struct Limits
    {
        size_t few = 5;        ///< of one kind in one window
        size_t mostKinds = 16; ///< of the same code and peer; what goes beyond is one kind for each code
    };
    struct Counted
    {
        Event event; ///< the last one, which stands for Event::more before it too
        PeerId peer = PeerId::None;
    };

    explicit EventLimiter(const Limits &limits) : m_limits(limits) { }

    /// Whether `event` is to be told now; otherwise it is counted.
    bool admits(const Event &event, PeerId peer);
    /// What was counted in this window. In the next one a kind that goes on is only counted.
    std::vector<Counted> endWindow();
    /// Whether there is a window to end.
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
        std::vector<Event> told;
        quint64 counted = 0;
        Counted last;
    };

    Kind &kindOf(const Event &event, PeerId peer);

    const Limits m_limits;
    std::unordered_map<Key, Kind, KeyHash> m_kinds;
};
