// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/session/eventlimiter.h"

#include <algorithm>
#include <utility>

namespace {

bool passesAlways(EventCode code)
{
    return !isFailure(code) || code == EventCode::KernelDrops || code == EventCode::SendingPeerGone
        || code == EventCode::LogGap;
}

/// Tells peers apart that have no PeerId, as for datagrams.
QString addressOf(const Event &event)
{
    return event.code == EventCode::DatagramTooLarge ? QString() : event.args.value(0);
}

} // namespace

EventLimiter::Kind &EventLimiter::kindOf(const Event &event, PeerId peer)
{
    const Key key{event.code, peer, addressOf(event)};
    if (const auto known = m_kinds.find(key); known != m_kinds.end())
        return known->second;
    return m_kinds[m_kinds.size() < m_limits.maxKinds ? key : Key{event.code, PeerId::None, {}}];
}

bool EventLimiter::admits(const Event &event, PeerId peer)
{
    if (passesAlways(event.code))
        return true;
    Kind &kind = kindOf(event, peer);
    const bool isNew = std::find(kind.passed.begin(), kind.passed.end(), event) == kind.passed.end();
    if (isNew && kind.passed.size() < m_limits.perKind) {
        kind.passed.push_back(event);
        return true;
    }
    ++kind.counted;
    kind.last = {event, peer};
    return false;
}

std::vector<EventLimiter::Counted> EventLimiter::endWindow()
{
    std::vector<Counted> all;
    std::erase_if(m_kinds, [](const auto &entry) { return entry.second.counted == 0; });
    for (auto &[key, kind] : m_kinds) {
        Counted counted = std::exchange(kind.last, {});
        counted.event.more = std::exchange(kind.counted, 0) - 1;
        if (counted.event.more > 0)
            counted.peer = key.peer;
        all.push_back(std::move(counted));
    }
    std::sort(all.begin(), all.end(), [](const Counted &one, const Counted &other) {
        return std::pair(one.event.code, one.peer) < std::pair(other.event.code, other.peer);
    });
    return all;
}
