// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/log/record.h"

#include <QFlags>

#include <algorithm>
#include <limits>
#include <mutex>
#include <optional>
#include <vector>

/// The earliest and the latest time of some records, in nanoseconds since the Unix epoch.
struct TimeSpan
{
    qint64 first = std::numeric_limits<qint64>::max();
    qint64 last = std::numeric_limits<qint64>::min();

    void add(qint64 timeNs)
    {
        first = std::min(first, timeNs);
        last = std::max(last, timeNs);
    }
};

/// Where in the segment files of a log its records are: one entry for each group of 64. One thread at a time changes
/// it, any thread looks up. Its lock is never held during a system call.
class SegmentIndex
{
public:
    static constexpr quint64 groupSize = 64;

    /// Kinds of records, for those who look for some only.
    enum Kind : quint8 { Received = 1, Sent = 2, Events = 4 };
    Q_DECLARE_FLAGS(Kinds, Kind)

    /// A file, or the part of a damaged file that has no damage in it.
    struct Segment
    {
        quint32 number = 0;
        RecordNumber firstRecord = 0;
        qint64 bytes = 0;                 ///< with all that was added, even if it is not written yet
        std::vector<qint64> groupOffsets; ///< of each 64th record
        std::vector<TimeSpan> groupTimes; ///< of each group that is complete
        std::vector<quint8> groupKinds;   ///< Kinds of the first groups; of those that are missing, any
    };

    // Any thread:
    /// Where a group of up to 64 neighbouring records begins.
    struct Group
    {
        quint32 segment = 0;
        qint64 offset = 0; ///< bytes into the segment file
        RecordNumber firstRecord = 0;
        RecordNumber endRecord = 0; ///< one past its last record, if it is full
    };
    /// The group that holds `number`; nothing when it was dropped or does not exist yet.
    std::optional<Group> groupOf(RecordNumber number) const;

    struct GroupTimes
    {
        RecordNumber firstRecord = 0;
        std::optional<TimeSpan> times; ///< nothing while the group may still grow
    };
    /// All groups, in order. The times of records need not ascend.
    std::vector<GroupTimes> groupTimes() const;

    struct Stretch
    {
        RecordNumber begin = 0;
        RecordNumber end = 0;
    };
    /// The next records in [from, end) that may be of these kinds: groups that hold none are skipped without reading the
    /// files. Empty, at `end`, when there are no more.
    Stretch nextWith(Kinds kinds, RecordNumber from, RecordNumber end) const;

    /// The records that stand for missing ones, see isLogGap(); some may have been dropped since.
    std::vector<RecordNumber> gaps() const;

    // The thread that changes it:
    /// Oldest first.
    const std::vector<Segment> &segments() const { return m_segments; }
    qint64 totalBytes() const;
    /// Adds a file that was scanned.
    void adopt(Segment segment);
    /// Ends the newest segment before `firstRecord` and begins another one, whose header has so many bytes.
    void beginSegment(quint32 number, RecordNumber firstRecord, qint64 bytes);
    /// Adds a record at the end of the newest segment; its blocks follow by addBytes().
    void addRecord(RecordNumber number, Kinds kinds, qint64 timeNs);
    void addBytes(qint64 bytes);
    void addGap(RecordNumber number);
    /// Forgets the oldest segments; one at least remains. Returns the first record of the rest.
    RecordNumber dropOldest(size_t count);

private:
    void endNewest(RecordNumber endRecord);

    mutable std::mutex m_mutex; // guards these against the other threads
    std::vector<Segment> m_segments;
    std::vector<RecordNumber> m_gaps;

    TimeSpan m_newestTimes; // of the newest group; only the thread that changes it has a look
};

Q_DECLARE_OPERATORS_FOR_FLAGS(SegmentIndex::Kinds)
