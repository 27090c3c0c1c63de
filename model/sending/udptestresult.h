// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtGlobal>

/// The result of a UDP test. Times in nanoseconds.
struct UdpTestResult
{
    quint64 sent = 0;
    quint64 received = 0;   ///< different datagrams that returned
    quint64 duplicates = 0; ///< further copies of them
    quint64 reordered = 0;  ///< returned after a datagram that was sent later (RFC 4737)
    quint64 damaged = 0;    ///< returned with another length or content
    qint64 roundTripMin = 0;
    qint64 roundTripMedian = 0;
    qint64 roundTripP99 = 0;
    qint64 roundTripMax = 0;

    /// Includes those in transit while the test runs.
    quint64 missing() const { return sent - received; }
    double lossPercent() const { return sent == 0 ? 0 : 100.0 * double(missing()) / double(sent); }

    bool operator==(const UdpTestResult &) const = default;
};
