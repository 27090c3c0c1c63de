// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/log/pcapng/packetheaders.h"
#include "model/log/record.h"
#include "model/peer.h"

#include <QByteArray>

#include <array>
#include <optional>

/// A peer as the writer of a capture knows it, with the running TCP sequence numbers and the records that carried its
/// last pieces. Kept by whoever feeds the log.
struct LogFlow : Peer
{
    quint64 sequence[2] = {0, 0};    ///< bytes carried so far, by Direction
    RecordNumber lastRecord[2] = {}; ///< 1 + the number of the last data record, by Direction; 0: none
};

/// The blocks of pcapng (draft-ietf-opsawg-pcapng) that a traffic log is made of: Enhanced Packet
/// Blocks with synthesised IP and TCP/UDP headers (LINKTYPE_RAW, nanoseconds) for traffic, journal
/// blocks for other events. Each traffic block has an option for local use (0x8001) with the peer's
/// number and the distance to the record before it in the same stream, both little-endian 32 bit. Where a stream
/// is longer than its sequence numbers count, the upper 32 bits of its length before this record follow.
namespace captureblocks {

/// The largest payload that one record carries.
constexpr qsizetype maxPiece = 65495;
constexpr qsizetype maxBlock = 128 * 1024;

/// Section header and interface description, the beginning of every segment; always `headerSize`.
QByteArray fileHeader();
qsizetype headerSize();

/// What stands before and behind a payload in its block.
struct DataFrame
{
    std::array<char, 96> head;
    std::array<char, 64> tail;
    qsizetype headSize = 0;
    qsizetype tailSize = 0;
};

/// The frame of the flow's next piece of a stream, or datagram; the flow goes on.
DataFrame frameData(LogFlow &flow, Direction direction, qint64 timeNs, QByteArrayView payload, RecordNumber number);
/// Appends the payload in its frame.
void appendData(QByteArray &out, LogFlow &flow, Direction direction, qint64 timeNs, QByteArrayView payload,
                RecordNumber number);
void appendConnected(QByteArray &out, LogFlow &flow, bool incoming, qint64 timeNs);
void appendClosed(QByteArray &out, LogFlow &flow, EventCode how, qint64 timeNs);
void appendEvent(QByteArray &out, const Event &event, qint64 timeNs, PeerId peer);

/// The length of the block that starts with `bytes`: 0 when fewer than 12 were given, -1 when this
/// is no block.
qint64 blockLength(QByteArrayView bytes);

/// How much of a block isRecord() wants to see, at most.
constexpr qsizetype peekSize = 96;
/// Whether a block counts as a record; the others are headers and the later parts of a handshake.
bool isRecord(QByteArrayView blockStart);

/// A record as it lies in its block. Nothing is copied: good for as long as the block's bytes are.
struct RecordView
{
    RecordKind kind = RecordKind::Data;
    Direction direction = Direction::In;
    Transport transport = Transport::Tcp;
    PeerId peer = PeerId::None;
    qint64 timeNs = 0;
    quint32 previousInStream = 0;  ///< as in Record
    quint32 offsetHigh = 0;        ///< of Record::streamOffset, the upper half
    QByteArrayView scope;          ///< the interface of link-local addresses, which no packet tells
    QByteArrayView payload;        ///< Data only
    packetheaders::Located packet; ///< the addresses; empty for a journal block
    QByteArrayView block;

    /// The peer's address; not of a journal block.
    SocketAddress remote() const;
    /// As in Record; of TCP data.
    quint64 streamOffset() const;
};

/// Looks at a whole block; nothing when it is not a record. Of a journal block nothing but the kind
/// is read, and so it may turn out not to be one of ours: see parse().
std::optional<RecordView> view(QByteArrayView block);

/// Reads a whole block; nothing when it is not a record that SocketScope wrote. `number` is copied.
std::optional<Record> parse(QByteArrayView block, RecordNumber number);

} // namespace captureblocks
