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

/// The records of a log that fulfil a condition, as far as somebody looked: a bit a record, in
/// chunks that may be filled in any order. Thread-safe.
class RecordSet
{
public:
    static constexpr RecordNumber chunkRecords = 4096;
    static RecordNumber chunkOf(RecordNumber number) { return number / chunkRecords; }

    /// What a part of a chunk holds: up to `end`, the first that was not looked at.
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
    /// What is known of a chunk; its `end` is its beginning when it was not looked at yet.
    Chunk chunk(RecordNumber index) const;
    /// Only its `end`.
    RecordNumber lookedAt(RecordNumber index) const;

    RecordNumber first() const { return m_first; }
    quint64 count() const;
    quint64 hits() const;
    /// How many records were looked at.
    quint64 seen() const;
    bool contains(RecordNumber number) const;

    struct Answer
    {
        bool known = false; ///< false: what lies between must be looked at first
        std::optional<RecordNumber> number = {};
        bool waitsForOther = false; ///< not known because of the other set only
    };
    /// The nearest record at or behind `from` and before `end`; at or before `from` and not before `first`.
    /// With another set: that is in both. 64 records at a time.
    Answer next(RecordNumber from, RecordNumber end, const RecordSet *other = nullptr) const;
    Answer previous(RecordNumber from, RecordNumber first, const RecordSet *other = nullptr) const;
    /// How many records are not in the other set, of those that were looked at there too.
    quint64 countOutside(const RecordSet &other) const;

    // As a row without gaps, of what was looked at from first() on without a break:
    /// The end of that.
    RecordNumber frontier() const;
    quint64 frontierCount() const;
    /// How many records of the set stand before `number`.
    quint64 rank(RecordNumber number) const;
    /// The record so many places from the start of the row.
    std::optional<RecordNumber> at(quint64 place) const;

private:
    static RecordNumber startOf(RecordNumber chunk) { return chunk * chunkRecords; }
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
    std::vector<quint64> m_before; // of each chunk up to the frontier: how many stand before it
    RecordNumber m_frontier;
};
