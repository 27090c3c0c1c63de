// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/log/record.h"

#include <array>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

/// The records of a log that match a condition: one bit each, in chunks filled in any order. Thread-safe.
class RecordSet
{
public:
    static constexpr RecordNumber chunkRecords = 4096;
    static RecordNumber chunkOf(RecordNumber number) { return number / chunkRecords; }

    /// The records of a chunk up to `end`, the first that was not checked.
    struct Chunk
    {
        std::array<quint64, chunkRecords / 64> bits = {};
        RecordNumber end = 0;
        quint32 count = 0; ///< records
        quint64 hits = 0;

        void add(RecordNumber number, quint32 hitsInRecord);
    };

    /// Records before `first` are not in the set.
    explicit RecordSet(RecordNumber first);

    void store(RecordNumber chunk, const Chunk &content);
    /// A chunk as far as it is known; its `end` is its beginning when none of it was checked.
    Chunk chunk(RecordNumber index) const;
    /// Only its `end`.
    RecordNumber lookedAt(RecordNumber index) const;

    RecordNumber first() const { return m_first; }
    quint64 count() const { return locked(m_count); }
    quint64 hits() const { return locked(m_hits); }
    /// How many records were checked.
    quint64 seen() const { return locked(m_seen); }
    bool contains(RecordNumber number) const;

    struct Answer
    {
        bool known = false; ///< false: the records in between must be checked first
        std::optional<RecordNumber> number = {};
        bool waitsForOther = false; ///< only the other set does not know yet
    };
    /// The nearest record of the set in [from, end), or going back in [first, from]. With another set: that is in both.
    Answer next(RecordNumber from, RecordNumber end, const RecordSet *other = nullptr) const;
    Answer previous(RecordNumber from, RecordNumber first, const RecordSet *other = nullptr) const;
    /// How many records are not in the other set, of those that were checked there too.
    quint64 countOutside(const RecordSet &other) const;

    // As rows without gaps, of the records that were checked from first() on without a break:
    /// The end of these records.
    RecordNumber frontier() const { return locked(m_frontier); }
    quint64 frontierCount() const { return rank(frontier()); }
    /// How many records of the set come before `number`.
    quint64 rank(RecordNumber number) const;
    /// The record with this rank.
    std::optional<RecordNumber> at(quint64 rank) const;

private:
    static RecordNumber startOf(RecordNumber chunk) { return chunk * chunkRecords; }
    quint64 locked(const quint64 &value) const
    {
        const std::lock_guard lock(m_mutex);
        return value;
    }
    const Chunk *find(RecordNumber chunk) const;
    RecordNumber lookedAtUntil(RecordNumber chunk) const;
    struct Word;
    std::pair<std::unique_lock<std::mutex>, std::unique_lock<std::mutex>> lockWith(const RecordSet *other) const;
    Word wordOf(RecordNumber number, const RecordSet *other) const;
    void moveFrontier();

    const RecordNumber m_first;
    mutable std::mutex m_mutex;
    std::vector<std::unique_ptr<Chunk>> m_chunks; // from the one of m_first on
    quint64 m_count = 0;
    quint64 m_hits = 0;
    quint64 m_seen = 0;
    std::vector<quint64> m_before; // of each chunk up to the frontier: how many records come before it
    RecordNumber m_frontier;
};
