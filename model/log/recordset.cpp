// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/log/recordset.h"

#include <QtAlgorithms>

#include <algorithm>

namespace {

constexpr RecordNumber wordBits = 64;

/// The bits of a word before a place.
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

std::pair<std::unique_lock<std::mutex>, std::unique_lock<std::mutex>> RecordSet::lockWith(const RecordSet *other) const
{
    std::unique_lock own(m_mutex, std::defer_lock);
    if (!other || other == this) {
        own.lock();
        return {std::move(own), std::unique_lock<std::mutex>()};
    }
    std::unique_lock others(other->m_mutex, std::defer_lock);
    std::lock(own, others);
    return {std::move(own), std::move(others)};
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

bool RecordSet::contains(RecordNumber number) const
{
    const std::lock_guard lock(m_mutex);
    const Chunk *content = find(chunkOf(number));
    const RecordNumber place = number % chunkRecords;
    return content && content->bits[place / wordBits] >> place % wordBits & 1;
}

/// 64 neighbouring records of a set, and what another set knows of them.
struct RecordSet::Word
{
    quint64 both = 0;    ///< in both sets; without another one, in the set
    quint64 unknown = 0; ///< in the set, and not checked in the other one yet
    quint64 outside = 0; ///< in the set, and not in the other one

    void keep(quint64 mask)
    {
        both &= mask;
        unknown &= mask;
    }
};

/// The one with a record.
RecordSet::Word RecordSet::wordOf(RecordNumber number, const RecordSet *other) const
{
    const RecordNumber index = chunkOf(number);
    const size_t word = number % chunkRecords / wordBits;
    const Chunk *content = find(index);
    const quint64 own = content ? content->bits[word] : 0;
    if (own == 0 || !other)
        return {own, 0, 0};
    const Chunk *there = other->find(index);
    const quint64 both = there ? own & there->bits[word] : 0;
    const RecordNumber start = number - number % wordBits;
    const RecordNumber until = other->lookedAtUntil(index);
    const quint64 looked = until <= start ? 0 : until - start >= wordBits ? ~quint64(0) : bitsBefore(until - start);
    return {both, own & ~looked, own & looked & ~both};
}

RecordSet::Answer RecordSet::next(RecordNumber from, RecordNumber end, const RecordSet *other) const
{
    const auto locks = lockWith(other);
    from = std::max(from, m_first);
    while (from < end) {
        const RecordNumber until = lookedAtUntil(chunkOf(from));
        if (from >= until)
            return {};
        const RecordNumber start = from - from % wordBits;
        Word word = wordOf(from, other);
        word.keep(~bitsBefore(from - start));
        if (end - start < wordBits)
            word.keep(bitsBefore(end - start));
        // What is in both comes before what the other one does not know yet.
        if (word.both != 0)
            return {true, start + qCountTrailingZeroBits(word.both)};
        if (word.unknown != 0)
            return {false, {}, true};
        // The next word; where the chunk was checked only in part, the rest of it is not known.
        from = std::min(start + wordBits, until);
        if (from == until && until % chunkRecords != 0 && from < end)
            return {};
    }
    return {true};
}

RecordSet::Answer RecordSet::previous(RecordNumber from, RecordNumber first, const RecordSet *other) const
{
    const auto locks = lockWith(other);
    first = std::max(first, m_first);
    for (RecordNumber end = from + 1; end > first;) {
        const RecordNumber last = end - 1;
        if (last >= lookedAtUntil(chunkOf(last)))
            return {};
        const RecordNumber start = last - last % wordBits;
        Word word = wordOf(last, other);
        if (end - start < wordBits)
            word.keep(bitsBefore(end - start));
        if (first > start)
            word.keep(~bitsBefore(first - start));
        if (word.unknown != 0)
            return {false, {}, true};
        if (word.both != 0)
            return {true, start + wordBits - 1 - qCountLeadingZeroBits(word.both)};
        end = start;
    }
    return {true};
}

quint64 RecordSet::countOutside(const RecordSet &other) const
{
    const auto locks = lockWith(&other);
    quint64 count = 0;
    for (size_t index = 0; index < m_chunks.size(); ++index) {
        if (!m_chunks[index] || m_chunks[index]->count == 0)
            continue;
        const RecordNumber start = startOf(chunkOf(m_first) + index);
        for (RecordNumber at = start; at < start + chunkRecords; at += wordBits)
            count += qPopulationCount(wordOf(at, &other).outside);
    }
    return count;
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

std::optional<RecordNumber> RecordSet::at(quint64 rank) const
{
    const std::lock_guard lock(m_mutex);
    const auto behind = std::upper_bound(m_before.begin(), m_before.end(), rank);
    if (behind == m_before.begin())
        return {};
    const auto index = size_t(behind - m_before.begin()) - 1;
    const RecordNumber chunk = chunkOf(m_first) + index;
    const Chunk *content = find(chunk);
    quint64 rest = rank - m_before[index];
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
