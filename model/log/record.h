// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/event.h"
#include "model/peer.h"
#include "model/types.h"

#include <QByteArray>

/// Place of a record in its log, from 0; it stays the same when the quota drops older records.
using RecordNumber = quint64;

enum class RecordKind : quint8 {
    Data,  ///< bytes received or sent: a datagram, or one piece of a stream as it was read
    Event, ///< connected, closed, refused, …
};

/// One for each peer and direction of a log.
constexpr quint64 streamKey(PeerId peer, Direction direction)
{
    return quint64(peer) << 1 | quint64(direction);
}

/// One entry of a traffic log.
struct Record
{
    RecordNumber number = 0;
    RecordKind kind = RecordKind::Data;
    Direction direction = Direction::In;
    Transport transport = Transport::Tcp;
    PeerId peer = PeerId::None;
    /// Nanoseconds since the Unix epoch.
    qint64 timeNs = 0;
    SocketAddress local;
    SocketAddress remote;
    bool own = false;   ///< see Peer
    QByteArray payload; ///< Data only
    Event event;        ///< Event only
    /// The distance, in records, to the stream's previous data; 0: this is its first.
    quint32 previousInStream = 0;
    /// TCP: how many bytes the stream carried in this direction before the payload.
    quint64 streamOffset = 0;
};

/// A record without its content; see there. Of an event only the kind is valid.
struct RecordHead
{
    RecordKind kind = RecordKind::Data;
    Direction direction = Direction::In;
    PeerId peer = PeerId::None;
    qint64 timeNs = 0;
};

/// A peer as the log knows it, with what must be known to log its next data: the TCP sequence numbers so far and the
/// records of its last data. Kept by whoever writes to the log.
struct LogFlow : Peer
{
    quint64 sequence[2] = {0, 0};    ///< bytes carried so far, by Direction
    RecordNumber lastRecord[2] = {}; ///< 1 + the number of the last data record, by Direction; 0: none
};
