// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/log/record.h"

#include <QByteArray>

#include <array>

/// Writes the blocks of a traffic log: Enhanced Packet Blocks with synthesised IP and TCP/UDP headers (LINKTYPE_RAW,
/// nanoseconds) for traffic, journal blocks for other events. See pcapng.h for the options that are our own.
namespace pcapng {

/// The largest payload of one record.
constexpr qsizetype maxPayloadSize = 65495;

/// Section header and interface description, with which each segment begins; always of headerSize().
QByteArray fileHeader();
qsizetype headerSize();

/// A packet block without its payload.
struct DataBlock
{
    std::array<char, 96> head;  ///< what is before the payload
    std::array<char, 208> tail; ///< what is after it
    qsizetype headSize = 0;
    qsizetype tailSize = 0;
};

/// The block of the flow's next data; counts the data in `flow`.
DataBlock dataBlock(LogFlow &flow, Direction direction, qint64 timeNs, QByteArrayView payload, RecordNumber number);
/// Appends that block with its payload.
void appendData(QByteArray &out, LogFlow &flow, Direction direction, qint64 timeNs, QByteArrayView payload,
                RecordNumber number);
/// The three packets of a handshake, of which the first counts as a record.
void appendConnected(QByteArray &out, LogFlow &flow, bool incoming, qint64 timeNs);
/// A FIN or RST; `code` is one of ClosedByPeer, ClosedHere, ResetByPeer, ResetHere.
void appendClosed(QByteArray &out, LogFlow &flow, EventCode code, qint64 timeNs);
/// A journal block.
void appendEvent(QByteArray &out, const Event &event, qint64 timeNs, PeerId peer);

} // namespace pcapng
