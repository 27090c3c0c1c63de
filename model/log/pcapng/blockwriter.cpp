// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/log/pcapng/blockwriter.h"

#include "model/log/packets/linktype.h"
#include "model/log/packets/packetwriter.h"
#include "model/log/pcapng/pcapng.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <algorithm>
#include <cstring>
#include <limits>

using namespace tcpflag;

namespace pcapng {

namespace {

constexpr qsizetype blockEndSize = 8; // the end of the options, and the length again

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
    out.append(padded(size) - size, '\0');
}

void putOption(QByteArray &out, quint16 code, QByteArrayView value)
{
    put16(out, code);
    put16(out, quint16(value.size()));
    out.append(value);
    pad(out, value.size());
}

/// Writes the type and the length of a block, and the length again at its end.
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
    PeerId peer = PeerId::None; // None: the packet is no record
    quint32 previous = 0;
    quint32 offsetHigh = 0; // of the bytes that the stream carried before
    QByteArray scope = {};  // of link-local addresses
    QByteArray local = {};  // the comment that names a local socket
    bool own = false;       // see Peer
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

/// The end of a local socket's flow that has the path.
const SocketAddress &pathEnd(const LogFlow &flow)
{
    return flow.incoming ? flow.local : flow.remote;
}

QByteArray localCommentOf(const LogFlow &flow)
{
    if (!flow.remote.isLocal())
        return {};
    return localComment.toByteArray() + pathEnd(flow).path.toUtf8().left(maxLocalPath);
}

/// Writes numbers one after another into memory.
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

/// An Enhanced Packet Block without the packet's payload. `writeHeaders(char *)` returns the size of the headers;
/// `commentSize` is the padded size of the option that the caller inserts before the end of the options.
template<typename WriteHeaders>
DataBlock packetBlock(const PacketMeta &meta, qsizetype payloadSize, qsizetype commentSize, WriteHeaders writeHeaders)
{
    static_assert(packetStart + packetwriter::maxHeadersSize <= qsizetype(sizeof DataBlock::head));
    DataBlock block;
    const qsizetype headers = writeHeaders(block.head.data() + packetStart);
    const qsizetype packet = headers + payloadSize;
    Cursor tail(block.tail.data());
    tail.pad(packet);
    tail.put(packetFlagsOption);
    tail.put(quint16(4));
    tail.put(meta.direction == Direction::In ? inbound : outbound);
    if (!meta.local.isEmpty()) {
        tail.put(commentOption);
        tail.put(quint16(meta.local.size()));
        tail.put(QByteArrayView(meta.local));
    }
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
    if (meta.own) {
        tail.put(ownOption);
        tail.put(quint16(0));
    }
    block.headSize = packetStart + headers;
    block.tailSize = tail.at() - block.tail.data() + blockEndSize;
    const auto length = quint32(block.headSize + payloadSize + commentSize + block.tailSize);
    tail.put(quint32(endOfOptions));
    tail.put(length);
    Cursor head(block.head.data());
    for (const quint32 word : {enhancedPacketBlock, length, quint32(0), quint32(quint64(meta.timeNs) >> 32),
                               quint32(meta.timeNs), quint32(packet), quint32(packet)})
        head.put(word);
    return block;
}

Direction opposite(Direction direction)
{
    return direction == Direction::In ? Direction::Out : Direction::In;
}

/// The numbers of the next packet of a stream; what was carried in the other direction is acknowledged.
TcpSegment nextSegment(const LogFlow &flow, Direction direction, int flags)
{
    const quint32 first = initialSequence(flow.id) + 1;
    const auto number = [&](Direction of) { return first + quint32(flow.sequence[size_t(of)]); };
    return {number(direction), number(opposite(direction)), quint8(flags)};
}

DataBlock tcpBlock(const LogFlow &flow, const PacketMeta &meta, const TcpSegment &tcp, QByteArrayView payload,
                   qsizetype commentSize)
{
    const bool in = meta.direction == Direction::In;
    return packetBlock(meta, payload.size(), commentSize, [&](char *at) {
        return packetwriter::writeTcp(at, in ? flow.remote : flow.local, in ? flow.local : flow.remote, tcp, payload);
    });
}

/// A packet without a payload.
void appendTcpBlock(QByteArray &out, const LogFlow &flow, const PacketMeta &meta, const TcpSegment &tcp,
                    const QByteArray &comment = {})
{
    QByteArray option;
    if (!comment.isEmpty())
        putOption(option, commentOption, comment);
    const DataBlock block = tcpBlock(flow, meta, tcp, {}, option.size());
    out.append(block.head.data(), block.headSize);
    out.append(block.tail.data(), block.tailSize - blockEndSize);
    out.append(option);
    out.append(block.tail.data() + block.tailSize - blockEndSize, blockEndSize);
}

} // namespace

QByteArray fileHeader()
{
    QByteArray out;
    {
        const Block block(out, sectionHeaderBlock);
        put32(out, byteOrderMagic);
        put16(out, majorVersion);
        put16(out, minorVersion);
        put32(out, 0xffffffff); // section length: not given
        put32(out, 0xffffffff);
        putOption(out, userApplicationOption, applicationName.toByteArray() + SOCKETSCOPE_VERSION);
        put32(out, endOfOptions);
    }
    {
        const Block block(out, interfaceDescriptionBlock);
        put16(out, linktype::raw);
        put16(out, 0);
        put32(out, 0); // no limit to the length of packets
        putOption(out, interfaceNameOption, "SocketScope");
        putOption(out, timeResolutionOption, QByteArrayView(&nanoseconds, 1));
        put32(out, endOfOptions);
    }
    return out;
}

qsizetype headerSize()
{
    static const qsizetype size = fileHeader().size();
    return size;
}

DataBlock dataBlock(LogFlow &flow, Direction direction, qint64 timeNs, QByteArrayView payload, RecordNumber number)
{
    const auto index = size_t(direction);
    const bool in = direction == Direction::In;
    PacketMeta meta{direction, timeNs, flow.id};
    meta.scope = scopeOf(flow);
    meta.local = localCommentOf(flow);
    meta.own = flow.own;
    const RecordNumber last = flow.lastRecord[index];
    if (last != 0 && number + 1 - last <= std::numeric_limits<quint32>::max())
        meta.previous = quint32(number + 1 - last);
    flow.lastRecord[index] = number + 1;
    if (flow.transport == Transport::Udp) {
        return packetBlock(meta, payload.size(), 0, [&](char *at) {
            return packetwriter::writeUdp(at, in ? flow.remote : flow.local, in ? flow.local : flow.remote, payload);
        });
    }
    meta.offsetHigh = quint32(flow.sequence[index] >> 32);
    const DataBlock block = tcpBlock(flow, meta, nextSegment(flow, direction, Psh | Ack), payload, 0);
    flow.sequence[index] += quint64(payload.size());
    return block;
}

void appendData(QByteArray &out, LogFlow &flow, Direction direction, qint64 timeNs, QByteArrayView payload,
                RecordNumber number)
{
    const DataBlock block = dataBlock(flow, direction, timeNs, payload, number);
    const qsizetype start = out.size();
    out.resize(start + block.headSize + payload.size() + block.tailSize);
    char *const head = out.data() + start;
    std::memcpy(head, block.head.data(), size_t(block.headSize));
    std::copy(payload.begin(), payload.end(), head + block.headSize);
    std::memcpy(head + block.headSize + payload.size(), block.tail.data(), size_t(block.tailSize));
}

void appendConnected(QByteArray &out, LogFlow &flow, bool incoming, qint64 timeNs)
{
    const Direction first = incoming ? Direction::In : Direction::Out;
    const quint32 start = initialSequence(flow.id);
    const QByteArray local = localCommentOf(flow);
    appendTcpBlock(out, flow, {first, timeNs, flow.id, 0, 0, scopeOf(flow), local}, {start, 0, Syn});
    appendTcpBlock(out, flow, {opposite(first), timeNs, {}, 0, 0, {}, local}, {start, start + 1, quint8(Syn | Ack)});
    appendTcpBlock(out, flow, {first, timeNs, {}, 0, 0, {}, local}, {start + 1, start + 1, Ack});
}

void appendClosed(QByteArray &out, LogFlow &flow, EventCode code, qint64 timeNs)
{
    const bool in = code == EventCode::ClosedByPeer || code == EventCode::ResetByPeer;
    const bool reset = code == EventCode::ResetByPeer || code == EventCode::ResetHere;
    const Direction direction = in ? Direction::In : Direction::Out;
    const PacketMeta meta{direction, timeNs, flow.id, 0, 0, scopeOf(flow), localCommentOf(flow)};
    appendTcpBlock(out, flow, meta, nextSegment(flow, direction, (reset ? Rst : Fin) | Ack),
                   eventText({code, {flow.remote.toString()}}).toUtf8());
    ++flow.sequence[size_t(direction)];
}

void appendEvent(QByteArray &out, const Event &event, qint64 timeNs, PeerId peer)
{
    const auto line = [&](QByteArrayView name, const QByteArray &value) {
        out.append(name).append('=').append(QByteArray(value).replace('\n', ' ')).append('\n');
    };
    const Block block(out, journalBlock);
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

} // namespace pcapng
