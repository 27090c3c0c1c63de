// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtGlobal>

/// What a relay does to the traffic of one direction, as a bad network would. 0 everywhere: nothing.
struct Impairment
{
    int delayMs = 0; ///< by which everything is delayed
    int jitterMs =
        0; ///< by which the delay is longer or shorter at most, at random; datagrams may then overtake others
    int bytesPerSec = 0; ///< at most; 0: no limit
    // Of datagrams, in percent:
    double loss = 0;
    double duplicate = 0;
    double reorder = 0; ///< of those that do not overtake another: are overtaken by the next one; 100: every second
    // Of streams:
    int cutBytes = 0;   ///< written to the socket in pieces of this size; 0: as received
    int cutGapMs = 0;   ///< between two pieces
    int glueBytes = 0;  ///< bytes to collect before they are passed on, at most for `glueMs`; 0: none
    int glueMs = 100;   ///< see glueBytes
    int resetAfter = 0; ///< bytes after which both connections are reset; 0: never

    static constexpr int maxMs = 3'600'000;
    static constexpr int maxGlue = 1 << 20;

    bool operator==(const Impairment &) const = default;
};

/// Those of both directions.
struct Impairments
{
    Impairment up;   ///< from the clients to the server
    Impairment down; ///< from the server to the clients

    bool operator==(const Impairments &) const = default;
};

/// What impairments did so far: datagrams, of a stream pieces as they were received.
struct ImpairmentCounts
{
    quint64 dropped = 0;    ///< lost on purpose
    quint64 overflowed = 0; ///< lost because too much was waiting
    quint64 delayed = 0;
    quint64 duplicated = 0;
    quint64 reordered = 0; ///< overtaken by a later one

    ImpairmentCounts operator+(const ImpairmentCounts &other) const
    {
        return {dropped + other.dropped, overflowed + other.overflowed, delayed + other.delayed,
                duplicated + other.duplicated, reordered + other.reordered};
    }
    ImpairmentCounts operator-(const ImpairmentCounts &base) const
    {
        return {dropped - base.dropped, overflowed - base.overflowed, delayed - base.delayed,
                duplicated - base.duplicated, reordered - base.reordered};
    }
    bool operator==(const ImpairmentCounts &) const = default;
};
