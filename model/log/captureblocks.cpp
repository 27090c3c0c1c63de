// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/log/captureblocks.h"

#include "model/log/captureformat.h"
#include "model/log/packetheaders.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QtEndian>

#include <limits>

using namespace packetheaders;

namespace captureblocks {

namespace {

void put16(QByteArray &out, quint16 value)
{
    value = qToLittleEndian(value);
    out.append(reinterpret_cast<const char *>(&value), 2);
}

void put32(QByteArray &out, quint32 value)
{
    value = qToLittleEndian(value);
    out.append(reinterpret_cast<const char *>(&value), 4);
}

void pad(QByteArray &out, qsizetype size)
{
    out.append((4 - size % 4) % 4, '\0');
}

void putOption(QByteArray &out, quint16 code, QByteArrayView value)
{
    put16(out, code);
    put16(out, quint16(value.size()));
    out.append(value);
    pad(out, value.size());
}

/// Writes type and length of a block, and the length once more behind it.
class Block
{
public:
    Block(QByteArray &out, quint32 type) : m_out(out), m_start(out.size())
    {
        put32(out, type);
        put32(out, 0);
    }
    ~Block()
    {
        const quint32 length = quint32(m_out.size() - m_start) + 4;
        qToLittleEndian(length, m_out.data() + m_start + 4);
        put32(m_out, length);
    }
    Q_DISABLE_COPY_MOVE(Block)

private:
    QByteArray &m_out;
    const qsizetype m_start;
};

struct PacketMeta
{
    Direction direction = Direction::In;
    qint64 timeNs = 0;
    PeerId peer = PeerId::None; ///< None: the packet is no record
    quint32 previous = 0;
    QByteArray comment = {};
};

/// An Enhanced Packet Block around what `appendPacket` appends.
template<typename AppendPacket>
void appendPacketBlock(QByteArray &out, const PacketMeta &meta, AppendPacket appendPacket)
{
    const Block block(out, enhancedPacket);
    put32(out, 0);
    put32(out, quint32(quint64(meta.timeNs) >> 32));
    put32(out, quint32(meta.timeNs));
    const qsizetype sizes = out.size();
    put32(out, 0);
    put32(out, 0);
    appendPacket();
    const qsizetype size = out.size() - sizes - 8;
    qToLittleEndian(quint32(size), out.data() + sizes);
    qToLittleEndian(quint32(size), out.data() + sizes + 4);
    pad(out, size);
    put16(out, flagsOption);
    put16(out, 4);
    put32(out, meta.direction == Direction::In ? 1 : 2);
    if (meta.peer != PeerId::None) {
        put16(out, streamOption);
        put16(out, 8);
        put32(out, quint32(meta.peer));
        put32(out, meta.previous);
    }
    if (!meta.comment.isEmpty())
        putOption(out, commentOption, meta.comment);
    put32(out, 0);
}

Direction opposite(Direction direction)
{
    return direction == Direction::In ? Direction::Out : Direction::In;
}

/// The numbers of the next packet of a stream; what was carried in the other direction is acknowledged.
Tcp nextTcp(const LogFlow &flow, Direction direction, int flags)
{
    const quint32 first = initialSequence(flow.peer) + 1;
    return {first + flow.sequence[size_t(direction)], first + flow.sequence[size_t(opposite(direction))],
            quint8(flags)};
}

void appendTcpBlock(QByteArray &out, const LogFlow &flow, const PacketMeta &meta, const Tcp &tcp,
                    QByteArrayView payload = {})
{
    const bool in = meta.direction == Direction::In;
    appendPacketBlock(
        out, meta, [&] { appendTcp(out, in ? flow.remote : flow.local, in ? flow.local : flow.remote, tcp, payload); });
}

} // namespace

QByteArray fileHeader()
{
    QByteArray out;
    {
        const Block block(out, sectionHeader);
        put32(out, 0x1a2b3c4d);
        put16(out, 1);
        put16(out, 0);
        put32(out, 0xffffffff); // section length: not given
        put32(out, 0xffffffff);
        putOption(out, userApplicationOption, "SocketScope " SOCKETSCOPE_VERSION);
        put32(out, 0);
    }
    {
        const Block block(out, interfaceDescription);
        put16(out, rawIpLinkType);
        put16(out, 0);
        put32(out, 0); // no limit to the length of packets
        putOption(out, interfaceNameOption, "SocketScope");
        putOption(out, timeResolutionOption, QByteArrayView("\x09", 1));
        put32(out, 0);
    }
    return out;
}

qsizetype headerSize()
{
    static const qsizetype size = fileHeader().size();
    return size;
}

void appendData(QByteArray &out, LogFlow &flow, Direction direction, qint64 timeNs, QByteArrayView payload,
                RecordNumber number)
{
    const auto way = size_t(direction);
    const bool in = direction == Direction::In;
    PacketMeta meta{direction, timeNs, flow.peer};
    const RecordNumber last = flow.lastRecord[way];
    if (last != 0 && number + 1 - last <= std::numeric_limits<quint32>::max())
        meta.previous = quint32(number + 1 - last);
    flow.lastRecord[way] = number + 1;
    if (flow.transport == Transport::Udp) {
        appendPacketBlock(
            out, meta, [&] { appendUdp(out, in ? flow.remote : flow.local, in ? flow.local : flow.remote, payload); });
        return;
    }
    appendTcpBlock(out, flow, meta, nextTcp(flow, direction, Psh | Ack), payload);
    flow.sequence[way] += quint32(payload.size());
}

void appendConnected(QByteArray &out, LogFlow &flow, bool incoming, qint64 timeNs)
{
    const Direction first = incoming ? Direction::In : Direction::Out;
    const quint32 start = initialSequence(flow.peer);
    appendTcpBlock(out, flow, {first, timeNs, flow.peer}, {start, 0, Syn});
    appendTcpBlock(out, flow, {opposite(first), timeNs}, {start, start + 1, quint8(Syn | Ack)});
    appendTcpBlock(out, flow, {first, timeNs}, {start + 1, start + 1, Ack});
}

void appendClosed(QByteArray &out, LogFlow &flow, EventCode how, qint64 timeNs)
{
    const bool in = how == EventCode::ClosedByPeer || how == EventCode::ResetByPeer;
    const bool reset = how == EventCode::ResetByPeer || how == EventCode::ResetHere;
    const Direction direction = in ? Direction::In : Direction::Out;
    PacketMeta meta{direction, timeNs, flow.peer};
    meta.comment = eventText({how, {flow.remote.toString()}}).toUtf8();
    appendTcpBlock(out, flow, meta, nextTcp(flow, direction, (reset ? Rst : Fin) | Ack));
    ++flow.sequence[size_t(direction)];
}

void appendEvent(QByteArray &out, const Event &event, qint64 timeNs, PeerId peer)
{
    const auto line = [&](QByteArrayView name, const QByteArray &value) {
        out.append(name).append('=').append(QByteArray(value).replace('\n', ' ')).append('\n');
    };
    const Block block(out, journal);
    const qsizetype start = out.size();
    line("__REALTIME_TIMESTAMP", QByteArray::number(timeNs / 1000));
    line("MESSAGE", eventText(event).toUtf8());
    line("PRIORITY", isFailure(event.code) ? "3" : "6");
    line("SYSLOG_IDENTIFIER", "socketscope");
    line("SOCKETSCOPE_TIME_NS", QByteArray::number(timeNs));
    line("SOCKETSCOPE_EVENT", eventName(event.code).toUtf8());
    line("SOCKETSCOPE_ARGS", QJsonDocument(QJsonArray::fromStringList(event.args)).toJson(QJsonDocument::Compact));
    line("SOCKETSCOPE_PEER", QByteArray::number(quint32(peer)));
    pad(out, out.size() - start);
}

} // namespace captureblocks
