// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/result.h"

#include <vector>

/// What is in a capture segment that somebody else wrote, up to its last whole block.
struct CaptureScan
{
    qint64 bytes = 0; ///< of the file header and all whole blocks
    quint64 records = 0;
    std::vector<qint64> groupOffsets; ///< of each 64th record
    quint64 rxBytes = 0;
    quint64 rxRecords = 0;
    quint64 txBytes = 0;
    quint64 txRecords = 0;
    quint32 largestPeer = 0;
};

/// Reads a segment file from its beginning to its end or to the first damage, in pieces. A file
/// without a whole header holds nothing; the error says why a file cannot be read at all.
Result<CaptureScan> scanCapture(const QString &path);
