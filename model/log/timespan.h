// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtGlobal>

#include <algorithm>
#include <limits>

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
