// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/log/record.h"
#include "model/peer.h"

/// A peer as the log knows it, with what must be known to log its next data: the TCP sequence numbers so far and the
/// records of its last data. Kept by whoever writes to the log.
struct LogFlow : Peer
{
    quint64 sequence[2] = {0, 0};    ///< bytes carried so far, by Direction
    RecordNumber lastRecord[2] = {}; ///< 1 + the number of the last data record, by Direction; 0: none
};
