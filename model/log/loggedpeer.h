// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/log/logreader.h"
#include "model/peer.h"

#include <functional>

/// A peer with data in a log.
struct LoggedPeer : Peer
{
    qint64 firstNs = 0; ///< time of its first data
    quint64 rxBytes = 0;
    quint64 txBytes = 0;
};

/// More peers are not listed, so that memory use stays bounded; a longer list would be of no use.
constexpr size_t maxLoggedPeers = 10'000;

/// The peers of the data records in [first, end), in order of appearance. Reads everything, but
/// copies no payload. Stops with the peers so far when `mayContinue`, called for each record, returns false. Any thread.
std::vector<LoggedPeer> listLoggedPeers(LogReader &records, RecordNumber first, RecordNumber end,
                                        const std::function<bool()> &mayContinue);
