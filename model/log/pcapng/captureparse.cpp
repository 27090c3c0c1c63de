// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
// Reading what captureblocks.cpp writes.
#include "model/log/pcapng/captureblocks.h"
#include "model/log/pcapng/captureformat.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace packetheaders;

namespace captureblocks {

namespace {

quint32 get32(QByteArrayView bytes, qsizetype at)
{
    return qFromLittleEndian<quint32>(bytes.data() + at);
}

quint16 get16(QByteArrayView bytes, qsizetype at)
{
    return qFromLittleEndian<quint16>(bytes.data() + at);
}

} // namespace

qint64 blockLength(QByteArrayView bytes)
{
    if (bytes.size() < 12)
        return 0;
    const quint32 length = get32(bytes, 4);
    return length >= 12 && length % 4 == 0 && length <= quint32(maxBlock) ? qint64(length) : -1;
}

bool isRecord(QByteArrayView blockStart)
{
    const quint32 type = blockStart.size() < 12 ? 0 : get32(blockStart, 0);
    if (type == journal)
        return true;
    if (type != enhancedPacket || blockStart.size() <= packetStart)
        return false;
    const quint8 flags = flagsOfEmptyTcp(blockStart.sliced(packetStart), get32(blockStart, 20));
    return flags != Ack && flags != (Syn | Ack);
}

namespace {

std::optional<Record> parseJournal(QByteArrayView body, Record record)
{
    QByteArray text = body.toByteArray();
    record.kind = RecordKind::Event;
    bool ours = false;
    for (const QByteArray &line : text.split('\n')) {
        const qsizetype equals = line.indexOf('=');
        const QByteArray name = line.left(equals);
        const QByteArray value = line.mid(equals + 1);
        if (name == "SOCKETSCOPE_TIME_NS") {
            record.timeNs = value.toLongLong();
        } else if (name == "SOCKETSCOPE_EVENT") {
            const auto code = eventFromName(QString::fromUtf8(value));
            ours = code.has_value();
            record.event.code = code.value_or(EventCode::Other);
        } else if (name == "SOCKETSCOPE_ARGS") {
            for (const auto arg : QJsonDocument::fromJson(value).array())
                record.event.args.append(arg.toString());
        } else if (name == "SOCKETSCOPE_PEER") {
            record.peer = PeerId(value.toUInt());
        } else if (name == "SOCKETSCOPE_MORE") {
            record.event.more = value.toULongLong();
        }
    }
    return ours ? std::optional(record) : std::nullopt;
}

EventCode connectionEvent(quint8 flags, Direction direction)
{
    if (flags & Syn)
        return EventCode::Connected;
    const bool in = direction == Direction::In;
    if (flags & Rst)
        return in ? EventCode::ResetByPeer : EventCode::ResetHere;
    return in ? EventCode::ClosedByPeer : EventCode::ClosedHere;
}

/// Reads the options of a packet block that matter here; false when they are malformed.
bool readOptions(QByteArrayView options, RecordView &record)
{
    while (options.size() >= 4) {
        const quint16 code = get16(options, 0);
        const qsizetype length = get16(options, 2);
        const qsizetype padded = (length + 3) / 4 * 4;
        if (code == 0)
            return true;
        if (4 + padded > options.size())
            return false;
        if (code == flagsOption && length == 4) {
            record.direction = (get32(options, 4) & 3) == 2 ? Direction::Out : Direction::In;
        } else if (code == streamOption && (length == 8 || length == 12)) {
            record.peer = PeerId(get32(options, 4));
            record.previousInStream = get32(options, 8);
            record.offsetHigh = length == 12 ? get32(options, 12) : 0;
        } else if (code == scopeOption) {
            record.scope = options.sliced(4, length);
        }
        options = options.sliced(4 + padded);
    }
    return true;
}

/// One end of a packet.
SocketAddress endOf(const RecordView &record, bool sender)
{
    const Located &packet = record.packet;
    QHostAddress host = addressAt(sender ? packet.from : packet.to, packet.ipv6);
    if (!record.scope.isEmpty() && host.isLinkLocal())
        host.setScopeId(QString::fromUtf8(record.scope));
    return {host, sender ? packet.fromPort : packet.toPort};
}

} // namespace

SocketAddress RecordView::remote() const
{
    return endOf(*this, direction == Direction::In);
}

quint64 RecordView::streamOffset() const
{
    const quint32 low = packet.tcp.sequence - initialSequence(peer) - 1;
    return quint64(offsetHigh) << 32 | low;
}

std::optional<RecordView> view(QByteArrayView block)
{
    if (!isRecord(block) || blockLength(block) != block.size())
        return {};
    RecordView record;
    record.block = block;
    if (get32(block, 0) == journal) {
        record.kind = RecordKind::Event;
        return record;
    }
    const qsizetype size = get32(block, 20);
    const qsizetype padded = (size + 3) / 4 * 4;
    if (packetStart + padded + 4 > block.size())
        return {};
    record.timeNs = qint64(quint64(get32(block, 12)) << 32 | get32(block, 16));
    const QByteArrayView packet = block.sliced(packetStart, size);
    const auto found = locate(packet);
    if (!found || !readOptions(block.sliced(packetStart + padded, block.size() - packetStart - padded - 4), record))
        return {};
    record.packet = *found;
    record.transport = found->transport;
    if (found->transport == Transport::Tcp && found->tcp.flags & (Syn | Fin | Rst))
        record.kind = RecordKind::Event;
    else
        record.payload = packet.sliced(found->payloadOffset, found->payloadSize);
    return record;
}

std::optional<Record> parse(QByteArrayView block, RecordNumber number)
{
    const auto found = view(block);
    if (!found)
        return {};
    Record record;
    record.number = number;
    if (get32(block, 0) == journal)
        return parseJournal(block.sliced(8, block.size() - 12), record);
    const Located &packet = found->packet;
    const bool in = found->direction == Direction::In;
    record.kind = found->kind;
    record.direction = found->direction;
    record.transport = found->transport;
    record.peer = found->peer;
    record.timeNs = found->timeNs;
    record.previousInStream = found->previousInStream;
    record.remote = found->remote();
    record.local = endOf(*found, !in);
    record.streamOffset = found->streamOffset();
    if (record.kind == RecordKind::Event)
        record.event = {connectionEvent(packet.tcp.flags, record.direction), {record.remote.toString()}};
    else
        record.payload = found->payload.toByteArray();
    return record;
}

} // namespace captureblocks
