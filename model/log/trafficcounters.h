// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtGlobal>

#include <algorithm>

/// What a log counts of its traffic.
struct TrafficCounters
{
    quint64 rxBytes = 0; ///< these count all traffic, stored or not
    quint64 rxRecords = 0;
    quint64 txBytes = 0;
    quint64 txRecords = 0;
    quint64 kernelDrops = 0; ///< datagrams that the system dropped before they could be read
    /// Data records of those above, and their bytes, that are not in the log, as it cannot be written
    /// now or could not be at their time.
    quint64 notStored = 0;
    quint64 notStoredBytes = 0;

    TrafficCounters operator-(const TrafficCounters &base) const
    {
        return {rxBytes - base.rxBytes, rxRecords - base.rxRecords, txBytes - base.txBytes, txRecords - base.txRecords,
                kernelDrops - base.kernelDrops,
                // What is buffered now is stored later.
                notStored - std::min(notStored, base.notStored),
                notStoredBytes - std::min(notStoredBytes, base.notStoredBytes)};
    }
};
