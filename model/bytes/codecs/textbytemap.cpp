// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/bytes/codecs/textbytemap.h"

#include <algorithm>

void TextByteMap::add(qsizetype text, qsizetype byte, bool whole)
{
    m_entries.push_back({text, m_byteBase + byte, whole});
}

Range TextByteMap::textOf(Range bytes) const
{
    return map(bytes, &Entry::byte, &Entry::text);
}

Range TextByteMap::bytesOf(Range text) const
{
    return map(text, &Entry::text, &Entry::byte);
}

Range TextByteMap::map(Range range, Side from, Side to) const
{
    const qsizetype start = at(range.start, from, to, false);
    return {start, range.size() == 0 ? start : at(range.end, from, to, true)};
}

qsizetype TextByteMap::at(qsizetype position, Side from, Side to, bool roundUp) const
{
    if (m_entries.empty())
        return 0;
    // Of several entries at a position (inserted text has no bytes), the last one counts.
    const auto after = std::upper_bound(m_entries.begin(), m_entries.end(), position,
                                        [from](qsizetype p, const Entry &entry) { return p < entry.*from; });
    if (after == m_entries.begin())
        return m_entries.front().*to;
    const Entry &entry = *std::prev(after);
    if (after == m_entries.end() || entry.*from == position)
        return entry.*to;
    const Entry &next = *after;
    if (!entry.whole && next.text - entry.text == next.byte - entry.byte)
        return entry.*to + position - entry.*from;
    return roundUp ? next.*to : entry.*to;
}
