// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/log/packets/packetview.h"
#include "model/log/record.h"

#include <QByteArray>

#include <optional>

/// Reads the blocks that blockwriter.h writes.
namespace pcapng {

/// The length of the block that starts with `bytes`: 0 when fewer than 12 were given, -1 when this is no block.
qint64 blockLength(QByteArrayView bytes);

/// How much of a block isRecord() needs, at most.
constexpr qsizetype peekSize = 96;
/// Whether a block counts as a record; the others are headers and the later packets of a handshake.
bool isRecord(QByteArrayView blockStart);

/// A record as it lies in its block. Nothing is copied: good for as long as the block's bytes are.
struct RecordView
{
    RecordKind kind = RecordKind::Data;
    Direction direction = Direction::In;
    Transport transport = Transport::Tcp;
    PeerId peer = PeerId::None;
    qint64 timeNs = 0;
    quint32 previousInStream = 0; ///< as in Record
    quint32 offsetHigh = 0;       ///< of Record::streamOffset, the upper half
    QByteArrayView scope;         ///< the interface of link-local addresses, which packets do not hold
    QByteArrayView localPath;     ///< of a local socket, for which the packet's addresses stand in
    QByteArrayView payload;       ///< Data only
    bool own = false;             ///< as in Record
    PacketView packet;            ///< the addresses; empty for a journal block
    QByteArrayView block;

    /// The peer's address; not of a journal block.
    SocketAddress remote() const;
    /// As in Record; of TCP data.
    quint64 streamOffset() const;
};

/// Looks at a whole block; nothing when it is not a record. Of a journal block only the kind
/// is read, so it may turn out not to be one of ours: see parseRecord().
std::optional<RecordView> viewRecord(QByteArrayView block);

/// Reads a whole block; nothing when it is not a record that SocketScope wrote. `number` is copied.
std::optional<Record> parseRecord(QByteArrayView block, RecordNumber number);

/// Where in a packet block the distance to the stream's previous record is; 0 when the block has none.
qsizetype previousInStreamOffset(QByteArrayView block);

/// The size of the header that any version of SocketScope writes; 0 when `start`, the
/// beginning of a file, is no such header, or not all of it.
qsizetype ownHeaderSize(QByteArrayView start);

} // namespace pcapng
