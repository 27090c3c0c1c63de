// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/log/segmentindex.h"
#include "model/result.h"

#include <functional>
#include <vector>

/// What a segment file of an ended process holds, up to its last whole block.
struct SegmentScan
{
    /// Records that follow one another without damage between them.
    struct Part
    {
        qint64 skipped = 0; ///< bytes before it that cannot be read: damage
        qint64 end = 0;     ///< of its last whole block, in bytes of the file
        quint64 records = 0;
        std::vector<qint64> groupOffsets; ///< of each 64th record of the part
        std::vector<TimeSpan> groupTimes; ///< of each 64 records of the part
        std::vector<quint64> gaps;        ///< its records that count missing ones, see isLogGap()
        qint64 lastTimeNs = 0;            ///< the latest of a record so far
    };
    std::vector<Part> parts;
    qint64 bytes = 0;       ///< up to the end of the last whole block
    qint64 unreadBytes = 0; ///< after that: an incomplete block, or damage up to the end
    qint64 skippedBytes() const;
    quint64 rxBytes = 0;
    quint64 rxRecords = 0;
    quint64 txBytes = 0;
    quint64 txRecords = 0;
    quint32 largestPeer = 0;
};

/// Called every few MiB with the number of bytes read so far; returns false to stop.
using ScanProgress = std::function<bool(qint64 done, qint64 total)>;

/// Reads a segment file from beginning to end. After damage it continues with the next whole block of a record of ours.
/// The error says why the file cannot be read at all.
Result<SegmentScan> scanSegment(const QString &path, const ScanProgress &progress = {});
