// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/log/pcapng/captureblocks.h"

#include "model/log/pcapng/captureformat.h"
#include "model/log/pcapng/packetheaders.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QtEndian>

#include <algorithm>
#include <cstring>
#include <limits>

using namespace packetheaders;

namespace captureblocks {

namespace {

constexpr qsizetype blockEnd = 8; // the end of the options and the length once more

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
    quint32 offsetHigh = 0; ///< of the bytes that the stream carried before
    QByteArray scope = {};  ///< of link-local addresses
};

constexpr qsizetype maxScopeSize = 16; // IF_NAMESIZE

/// The interface that a flow's link-local addresses belong to.
QByteArray scopeOf(const LogFlow &flow)
{
    if (!flow.remote.isIpv6())
        return {};
    for (const SocketAddress *address : {&flow.remote, &flow.local}) {
        if (address->host.isLinkLocal() && !address->host.scopeId().isEmpty())
            return address->host.scopeId().toUtf8().left(maxScopeSize);
    }
    return {};
}

/// Puts one number after another into memory.
class Cursor
{
public:
    explicit Cursor(char *at) : m_at(at) { }

    template<typename Number>
    void put(Number value)
    {
        qToLittleEndian(value, m_at);
        m_at += sizeof value;
    }
    void pad(qsizetype size)
    {
        for (; size % 4 != 0; ++size)
            *m_at++ = 0;
    }
    void put(QByteArrayView bytes)
    {
        m_at = std::copy(bytes.begin(), bytes.end(), m_at);
        pad(bytes.size());
    }
    char *at() const { return m_at; }

private:
    char *m_at;
};

/// An Enhanced Packet Block around a packet whose payload is left out. `writeHeaders(char *)` returns their size;
/// `commentSize` is what the caller puts in before the end of the options, padded.
template<typename WriteHeaders>
DataFrame packetFrame(const PacketMeta &meta, qsizetype payloadSize, qsizetype commentSize, WriteHeaders writeHeaders)
{
    static_assert(packetStart + maxHeaders <= qsizetype(sizeof DataFrame::head));
    DataFrame frame;
    const qsizetype headers = writeHeaders(frame.head.data() + packetStart);
    const qsizetype packet = headers + payloadSize;
    Cursor tail(frame.tail.data());
    tail.pad(packet);
    tail.put(flagsOption);
    tail.put(quint16(4));
    tail.put(quint32(meta.direction == Direction::In ? 1 : 2));
    if (meta.peer != PeerId::None) {
        tail.put(streamOption);
        tail.put(quint16(meta.offsetHigh != 0 ? 12 : 8));
        tail.put(quint32(meta.peer));
        tail.put(meta.previous);
        if (meta.offsetHigh != 0)
            tail.put(meta.offsetHigh);
        if (!meta.scope.isEmpty()) {
            tail.put(scopeOption);
            tail.put(quint16(meta.scope.size()));
            tail.put(QByteArrayView(meta.scope));
        }
    }
    frame.headSize = packetStart + headers;
    frame.tailSize = tail.at() - frame.tail.data() + blockEnd;
    const auto length = quint32(frame.headSize + payloadSize + commentSize + frame.tailSize);
    tail.put(quint32(0)); // the end of the options
    tail.put(length);
    Cursor head(frame.head.data());
    for (const quint32 word : {enhancedPacket, length, quint32(0), quint32(quint64(meta.timeNs) >> 32),
                               quint32(meta.timeNs), quint32(packet), quint32(packet)})
        head.put(word);
    return frame;
}

Direction opposite(Direction direction)
{
    return direction == Direction::In ? Direction::Out : Direction::In;
}

/// The numbers of the next packet of a stream; what was carried in the other direction is acknowledged.
Tcp nextTcp(const LogFlow &flow, Direction direction, int flags)
{
    const quint32 first = initialSequence(flow.id) + 1;
    const auto number = [&](Direction way) { return first + quint32(flow.sequence[size_t(way)]); };
    return {number(direction), number(opposite(direction)), quint8(flags)};
}

DataFrame tcpFrame(const LogFlow &flow, const PacketMeta &meta, const Tcp &tcp, QByteArrayView payload,
                   qsizetype commentSize)
{
    const bool in = meta.direction == Direction::In;
    return packetFrame(meta, payload.size(), commentSize, [&](char *at) {
        return writeTcp(at, in ? flow.remote : flow.local, in ? flow.local : flow.remote, tcp, payload);
    });
}

/// A packet without a payload.
void appendTcpBlock(QByteArray &out, const LogFlow &flow, const PacketMeta &meta, const Tcp &tcp,
                    const QByteArray &comment = {})
{
    QByteArray option;
    if (!comment.isEmpty())
        putOption(option, commentOption, comment);
    const DataFrame frame = tcpFrame(flow, meta, tcp, {}, option.size());
    out.append(frame.head.data(), frame.headSize);
    out.append(frame.tail.data(), frame.tailSize - blockEnd);
    out.append(option);
    out.append(frame.tail.data() + frame.tailSize - blockEnd, blockEnd);
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

DataFrame frameData(LogFlow &flow, Direction direction, qint64 timeNs, QByteArrayView payload, RecordNumber number)
{
    const auto way = size_t(direction);
    const bool in = direction == Direction::In;
    PacketMeta meta{direction, timeNs, flow.id};
    meta.scope = scopeOf(flow);
    const RecordNumber last = flow.lastRecord[way];
    if (last != 0 && number + 1 - last <= std::numeric_limits<quint32>::max())
        meta.previous = quint32(number + 1 - last);
    flow.lastRecord[way] = number + 1;
    if (flow.transport == Transport::Udp) {
        return packetFrame(meta, payload.size(), 0, [&](char *at) {
            return writeUdp(at, in ? flow.remote : flow.local, in ? flow.local : flow.remote, payload);
        });
    }
    meta.offsetHigh = quint32(flow.sequence[way] >> 32);
    const DataFrame frame = tcpFrame(flow, meta, nextTcp(flow, direction, Psh | Ack), payload, 0);
    flow.sequence[way] += quint64(payload.size());
    return frame;
}

void appendData(QByteArray &out, LogFlow &flow, Direction direction, qint64 timeNs, QByteArrayView payload,
                RecordNumber number)
{
    const DataFrame frame = frameData(flow, direction, timeNs, payload, number);
    const qsizetype start = out.size();
    out.resize(start + frame.headSize + payload.size() + frame.tailSize);
    char *const head = out.data() + start;
    std::memcpy(head, frame.head.data(), size_t(frame.headSize));
    std::copy(payload.begin(), payload.end(), head + frame.headSize);
    std::memcpy(head + frame.headSize + payload.size(), frame.tail.data(), size_t(frame.tailSize));
}

void appendConnected(QByteArray &out, LogFlow &flow, bool incoming, qint64 timeNs)
{
    const Direction first = incoming ? Direction::In : Direction::Out;
    const quint32 start = initialSequence(flow.id);
    appendTcpBlock(out, flow, {first, timeNs, flow.id, 0, 0, scopeOf(flow)}, {start, 0, Syn});
    appendTcpBlock(out, flow, {opposite(first), timeNs}, {start, start + 1, quint8(Syn | Ack)});
    appendTcpBlock(out, flow, {first, timeNs}, {start + 1, start + 1, Ack});
}

void appendClosed(QByteArray &out, LogFlow &flow, EventCode how, qint64 timeNs)
{
    const bool in = how == EventCode::ClosedByPeer || how == EventCode::ResetByPeer;
    const bool reset = how == EventCode::ResetByPeer || how == EventCode::ResetHere;
    const Direction direction = in ? Direction::In : Direction::Out;
    const PacketMeta meta{direction, timeNs, flow.id, 0, 0, scopeOf(flow)};
    appendTcpBlock(out, flow, meta, nextTcp(flow, direction, (reset ? Rst : Fin) | Ack),
                   eventText({how, {flow.remote.toString()}}).toUtf8());
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
    if (event.more > 0)
        line("SOCKETSCOPE_MORE", QByteArray::number(event.more));
    pad(out, out.size() - start);
}

} // namespace captureblocks
