// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/log/recordset.h"

#include <QtAlgorithms>

#include <algorithm>

namespace {

constexpr RecordNumber wordBits = 64;

/// The bits of a word before, and from, a place.
quint64 bitsBefore(RecordNumber place)
{
    return (quint64(1) << place) - 1;
}

} // namespace

void RecordSet::Chunk::add(RecordNumber number, quint32 hitsInRecord)
{
    const RecordNumber place = number % chunkRecords;
    if (hitsInRecord > 0) {
        bits[place / wordBits] |= quint64(1) << place % wordBits;
        ++count;
        hits += hitsInRecord;
    }
    end = number + 1;
}

RecordSet::RecordSet(RecordNumber first) : m_first(first), m_frontier(first) { }

const RecordSet::Chunk *RecordSet::find(RecordNumber chunk) const
{
    const RecordNumber base = chunkOf(m_first);
    return chunk >= base && chunk - base < m_chunks.size() ? m_chunks[chunk - base].get() : nullptr;
}

RecordNumber RecordSet::lookedAtUntil(RecordNumber chunk) const
{
    const Chunk *content = find(chunk);
    return content ? content->end : std::max(startOf(chunk), m_first);
}

void RecordSet::store(RecordNumber chunk, const Chunk &content)
{
    const std::lock_guard lock(m_mutex);
    const RecordNumber index = chunk - chunkOf(m_first);
    if (index >= m_chunks.size())
        m_chunks.resize(index + 1);
    m_seen += content.end - lookedAtUntil(chunk);
    auto &place = m_chunks[index];
    if (!place)
        place = std::make_unique<Chunk>();
    m_count += content.count - place->count;
    m_hits += content.hits - place->hits;
    *place = content;
    moveFrontier();
}

void RecordSet::moveFrontier()
{
    for (;;) {
        const RecordNumber chunk = chunkOf(m_frontier);
        const RecordNumber end = lookedAtUntil(chunk);
        if (end == m_frontier)
            return;
        if (m_before.size() == chunk - chunkOf(m_first)) {
            const Chunk *before = m_before.empty() ? nullptr : find(chunk - 1);
            m_before.push_back(before ? m_before.back() + before->count : 0);
        }
        m_frontier = end;
    }
}

RecordSet::Chunk RecordSet::chunk(RecordNumber index) const
{
    const std::lock_guard lock(m_mutex);
    if (const Chunk *content = find(index))
        return *content;
    Chunk empty;
    empty.end = lookedAtUntil(index);
    return empty;
}

RecordNumber RecordSet::lookedAt(RecordNumber index) const
{
    const std::lock_guard lock(m_mutex);
    return lookedAtUntil(index);
}

quint64 RecordSet::count() const
{
    const std::lock_guard lock(m_mutex);
    return m_count;
}

quint64 RecordSet::hits() const
{
    const std::lock_guard lock(m_mutex);
    return m_hits;
}

quint64 RecordSet::seen() const
{
    const std::lock_guard lock(m_mutex);
    return m_seen;
}

bool RecordSet::contains(RecordNumber number) const
{
    const std::lock_guard lock(m_mutex);
    const Chunk *content = find(chunkOf(number));
    const RecordNumber place = number % chunkRecords;
    return content && content->bits[place / wordBits] >> place % wordBits & 1;
}

RecordSet::Answer RecordSet::next(RecordNumber from, RecordNumber end) const
{
    const std::lock_guard lock(m_mutex);
    from = std::max(from, m_first);
    while (from < end) {
        const RecordNumber until = lookedAtUntil(chunkOf(from));
        if (from >= until)
            return {false, {}};
        const RecordNumber place = from % chunkRecords;
        const quint64 word = find(chunkOf(from))->bits[place / wordBits] & ~bitsBefore(place % wordBits);
        if (word != 0) {
            const RecordNumber found = from - place % wordBits + qCountTrailingZeroBits(word);
            return {true, found < end ? std::optional(found) : std::nullopt};
        }
        // The next word; where the chunk was looked at only in part, the rest of it is not known.
        from = std::min(from - place % wordBits + wordBits, until);
        if (from == until && until % chunkRecords != 0 && from < end)
            return {false, {}};
    }
    return {true, {}};
}

RecordSet::Answer RecordSet::previous(RecordNumber from, RecordNumber first) const
{
    const std::lock_guard lock(m_mutex);
    first = std::max(first, m_first);
    for (RecordNumber end = from + 1; end > first;) {
        const RecordNumber last = end - 1;
        if (last >= lookedAtUntil(chunkOf(last)))
            return {false, {}};
        const RecordNumber place = last % chunkRecords;
        const quint64 upTo = place % wordBits == wordBits - 1 ? ~quint64(0) : bitsBefore(place % wordBits + 1);
        const quint64 word = find(chunkOf(last))->bits[place / wordBits] & upTo;
        if (word != 0) {
            const RecordNumber found = last - place % wordBits + wordBits - 1 - qCountLeadingZeroBits(word);
            return {true, found >= first ? std::optional(found) : std::nullopt};
        }
        end = last - place % wordBits;
    }
    return {true, {}};
}

RecordNumber RecordSet::frontier() const
{
    const std::lock_guard lock(m_mutex);
    return m_frontier;
}

quint64 RecordSet::frontierCount() const
{
    return rank(frontier());
}

quint64 RecordSet::rank(RecordNumber number) const
{
    const std::lock_guard lock(m_mutex);
    number = std::min(number, m_frontier);
    if (number <= m_first || m_before.empty())
        return 0;
    const RecordNumber chunk = std::min(chunkOf(number), chunkOf(m_first) + m_before.size() - 1);
    quint64 rank = m_before[chunk - chunkOf(m_first)];
    const Chunk *content = find(chunk);
    const RecordNumber places = number - startOf(chunk); // may be all of the chunk
    for (RecordNumber word = 0; content && word < places / wordBits; ++word)
        rank += qPopulationCount(content->bits[word]);
    if (content && places % wordBits != 0)
        rank += qPopulationCount(content->bits[places / wordBits] & bitsBefore(places % wordBits));
    return rank;
}

std::optional<RecordNumber> RecordSet::at(quint64 place) const
{
    const std::lock_guard lock(m_mutex);
    const auto behind = std::upper_bound(m_before.begin(), m_before.end(), place);
    if (behind == m_before.begin())
        return {};
    const auto index = size_t(behind - m_before.begin()) - 1;
    const RecordNumber chunk = chunkOf(m_first) + index;
    const Chunk *content = find(chunk);
    quint64 rest = place - m_before[index];
    for (size_t word = 0; content && word < content->bits.size(); ++word) {
        quint64 bits = content->bits[word];
        const quint64 here = qPopulationCount(bits);
        if (rest >= here) {
            rest -= here;
            continue;
        }
        for (; rest > 0; --rest)
            bits &= bits - 1;
        return startOf(chunk) + word * wordBits + qCountTrailingZeroBits(bits);
    }
    return {};
}
