// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtGlobal>

/// What became of numbered datagrams that a peer was to send back. Times in nanoseconds.
struct UdpTestResult
{
    quint64 sent = 0;
    quint64 received = 0;   ///< different ones that came back
    quint64 duplicates = 0; ///< further copies of these
    quint64 reordered = 0;  ///< came after one that was sent later (RFC 4737)
    quint64 damaged = 0;    ///< of this test, with another length or content
    qint64 roundTripMin = 0;
    qint64 roundTripMedian = 0;
    qint64 roundTripP99 = 0;
    qint64 roundTripMax = 0;

    /// While the test runs, some of these are still on their way.
    quint64 missing() const { return sent - received; }
    double lossPercent() const { return sent == 0 ? 0 : 100.0 * double(missing()) / double(sent); }

    bool operator==(const UdpTestResult &) const = default;
};
