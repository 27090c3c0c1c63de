// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/log/record.h"

#include <atomic>
#include <mutex>
#include <optional>
#include <unordered_map>
#include <vector>

/// For some of a log's received records, where in a message they begin: one in 64 of a stream, or more of large ones. In
/// the middle of a stream, messages with a length field could not be found otherwise. Thread-safe.
class FrameIndex
{
public:
    struct Anchor
    {
        quint32 back = 0;      ///< bytes between the message's beginning and the record's
        quint32 remaining = 0; ///< bytes from the record's beginning to the message's end; 0: not known there
    };

    /// What is known of a record.
    std::optional<Anchor> find(const Record &record) const;
    /// Whether the record was scanned: then find() has its final result.
    bool isKnown(RecordNumber number) const { return number < m_end; }

    /// Ascending for each peer.
    void add(PeerId peer, RecordNumber number, Anchor anchor);
    /// All records before this one were scanned.
    void setEnd(RecordNumber end) { m_end = end; }

    static constexpr size_t maxAnchors = 4'000'000; ///< 64 MiB; later records are not found

private:
    struct Entry
    {
        RecordNumber number = 0;
        Anchor anchor;
    };

    mutable std::mutex m_mutex;
    std::unordered_map<PeerId, std::vector<Entry>> m_entries;
    size_t m_count = 0;
    std::atomic<RecordNumber> m_end = 0;
};
