// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/log/pcapng/blockreader.h"

#include "model/log/packets/ipheader.h"
#include "model/log/packets/linktype.h"
#include "model/log/pcapng/pcapng.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace tcpflag;

namespace pcapng {

qint64 blockLength(QByteArrayView bytes)
{
    if (bytes.size() < minBlockSize)
        return 0;
    const quint32 length = get32(bytes, 4);
    return length >= minBlockSize && length % 4 == 0 && length <= maxBlockSize ? qint64(length) : -1;
}

bool isRecord(QByteArrayView blockStart)
{
    const quint32 type = blockStart.size() < minBlockSize ? 0 : get32(blockStart, 0);
    if (type == journalBlock)
        return true;
    if (type != enhancedPacketBlock || blockStart.size() <= packetStart)
        return false;
    const quint8 flags =
        PacketView::flagsOfEmptyTcp(blockStart.sliced(packetStart), get32(blockStart, capturedSizeStart));
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
bool readPacketOptions(QByteArrayView options, RecordView &record)
{
    return readOptions(options, [&](quint16 code, QByteArrayView value) {
        if (code == packetFlagsOption && value.size() == 4) {
            record.direction = (get32(value, 0) & directionMask) == outbound ? Direction::Out : Direction::In;
        } else if (code == streamOption && (value.size() == 8 || value.size() == 12)) {
            record.peer = PeerId(get32(value, 0));
            record.previousInStream = get32(value, 4);
            record.offsetHigh = value.size() == 12 ? get32(value, 8) : 0;
        } else if (code == scopeOption) {
            record.scope = value;
        } else if (code == commentOption && value.startsWith(localComment)) {
            record.localPath = value.sliced(localComment.size());
        } else if (code == ownOption) {
            record.own = true;
        }
    });
}

/// The options of a whole packet block; null when the packet is cut off.
QByteArrayView packetOptions(QByteArrayView block)
{
    const qsizetype start = packetStart + padded(get32(block, capturedSizeStart));
    return start + 4 > block.size() ? QByteArrayView() : block.sliced(start).chopped(4);
}

/// One end of a packet.
SocketAddress endOf(const RecordView &record, bool sender)
{
    const PacketView &packet = record.packet;
    if (!record.localPath.isEmpty()) {
        const QString path = QString::fromUtf8(record.localPath);
        const bool hasPath = (sender ? packet.fromPort : packet.toPort) == SocketAddress::ofLocalServer(path).port;
        return hasPath ? SocketAddress::ofLocalServer(path) : SocketAddress::ofLocalClient(path, record.peer);
    }
    QHostAddress host = hostAddressAt(sender ? packet.from : packet.to, packet.ipv6);
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

std::optional<RecordView> viewRecord(QByteArrayView block)
{
    if (!isRecord(block) || blockLength(block) != block.size())
        return {};
    RecordView record;
    record.block = block;
    if (get32(block, 0) == journalBlock) {
        record.kind = RecordKind::Event;
        return record;
    }
    const QByteArrayView options = packetOptions(block);
    if (options.isNull())
        return {};
    record.timeNs = qint64(quint64(get32(block, 12)) << 32 | get32(block, 16));
    const QByteArrayView packet = block.sliced(packetStart, get32(block, capturedSizeStart));
    const auto found = PacketView::of(packet);
    if (!found || !readPacketOptions(options, record))
        return {};
    record.packet = *found;
    record.transport = found->transport;
    if (found->transport == Transport::Tcp && found->tcp.flags & (Syn | Fin | Rst))
        record.kind = RecordKind::Event;
    else
        record.payload = packet.sliced(found->payloadOffset);
    return record;
}

std::optional<Record> parseRecord(QByteArrayView block, RecordNumber number)
{
    const auto found = viewRecord(block);
    if (!found)
        return {};
    Record record;
    record.number = number;
    if (get32(block, 0) == journalBlock)
        return parseJournal(block.sliced(8).chopped(4), record);
    record.kind = found->kind;
    record.direction = found->direction;
    record.transport = found->transport;
    record.peer = found->peer;
    record.timeNs = found->timeNs;
    record.own = found->own;
    record.previousInStream = found->previousInStream;
    record.remote = found->remote();
    record.local = endOf(*found, found->direction == Direction::Out);
    record.streamOffset = found->streamOffset();
    if (record.kind == RecordKind::Event)
        record.event = {connectionEvent(found->packet.tcp.flags, record.direction), {record.remote.toString()}};
    else
        record.payload = found->payload.toByteArray();
    return record;
}

qsizetype previousInStreamOffset(QByteArrayView block)
{
    const qint64 length = blockLength(block);
    if (length < packetStart + 4 || length > block.size() || get32(block, 0) != enhancedPacketBlock)
        return 0;
    qsizetype offset = 0;
    readOptions(packetOptions(block.first(length)), [&](quint16 code, QByteArrayView value) {
        if (code == streamOption && (value.size() == 8 || value.size() == 12) && offset == 0)
            offset = value.data() - block.data() + 4;
    });
    return offset;
}

namespace {

/// The value of an option of a whole block; null when there is none.
QByteArrayView optionOf(QByteArrayView block, qsizetype start, quint16 wanted)
{
    QByteArrayView found;
    readOptions(block.sliced(start).chopped(4), [&](quint16 code, QByteArrayView value) {
        if (code == wanted && found.isNull())
            found = value;
    });
    return found;
}

/// The whole block of a type at the beginning of `bytes`; null when there is another one.
QByteArrayView leadingBlock(QByteArrayView bytes, quint32 type, qsizetype minSize)
{
    const qint64 length = blockLength(bytes);
    const bool whole = length >= minSize && length <= bytes.size() && get32(bytes, 0) == type;
    return whole ? bytes.first(length) : QByteArrayView();
}

} // namespace

qsizetype ownHeaderSize(QByteArrayView start)
{
    const QByteArrayView section = leadingBlock(start, sectionHeaderBlock, sectionOptionsStart + 4);
    if (section.isEmpty() || get32(section, 8) != byteOrderMagic
        || !optionOf(section, sectionOptionsStart, userApplicationOption).startsWith(applicationName))
        return 0;
    const QByteArrayView description =
        leadingBlock(start.sliced(section.size()), interfaceDescriptionBlock, interfaceOptionsStart + 4);
    const bool ours = !description.isEmpty() && get16(description, 8) == linktype::raw
        && optionOf(description, interfaceOptionsStart, timeResolutionOption) == QByteArrayView(&nanoseconds, 1);
    return ours ? section.size() + description.size() : 0;
}

} // namespace pcapng
