// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/result.h"

#include <QByteArrayView>

#include <algorithm>
#include <functional>
#include <limits>
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

/// What is in a capture segment that somebody else wrote, up to its last whole block.
struct CaptureScan
{
    qint64 bytes = 0;       ///< of the file header and all whole blocks
    qint64 unreadBytes = 0; ///< what follows them: a torn block, or damage and all behind it
    quint64 records = 0;
    std::vector<qint64> groupOffsets; ///< of each 64th record
    std::vector<quint64> gaps;        ///< records that stand for missing ones, see isLogGap()
    std::vector<TimeSpan> groupTimes; ///< of each 64 records
    quint64 rxBytes = 0;
    quint64 rxRecords = 0;
    quint64 txBytes = 0;
    quint64 txRecords = 0;
    quint32 largestPeer = 0;
};

/// Told how many bytes were read of how many, every few MiB; returns false to stop there.
using ScanProgress = std::function<bool(qint64 done, qint64 total)>;

/// Reads a segment file from its beginning to its end or to the first damage, in pieces. A file
/// without a whole header holds nothing; the error says why a file cannot be read at all.
Result<CaptureScan> scanCapture(const QString &path, const ScanProgress &progress = {});

/// How long the header of a capture is that some version of SocketScope wrote; 0 when `start`, the
/// beginning of a file, is no such header, or not all of it.
qsizetype ownHeaderSize(QByteArrayView start);
