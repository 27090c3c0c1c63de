// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/log/frames/frameindex.h"

#include <algorithm>

std::optional<FrameIndex::Anchor> FrameIndex::find(const Record &record) const
{
    const std::lock_guard lock(m_mutex);
    const auto entries = m_entries.find(record.peer);
    if (entries == m_entries.end())
        return {};
    const auto entry = std::lower_bound(entries->second.begin(), entries->second.end(), record.number,
                                        [](const Entry &e, RecordNumber number) { return e.number < number; });
    if (entry == entries->second.end() || entry->number != record.number)
        return {};
    return entry->anchor;
}

void FrameIndex::add(PeerId peer, RecordNumber number, Anchor anchor)
{
    const std::lock_guard lock(m_mutex);
    if (m_count >= maxAnchors)
        return;
    m_entries[peer].push_back({number, anchor});
    ++m_count;
}
