// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
// Long because it follows the TCP state of both directions, with all that a capture may miss of it.
#include "model/log/import/captureconversations.h"

#include "model/log/packets/transportheader.h"

#include <QtEndian>

#include <algorithm>
#include <cstring>
#include <optional>

using namespace tcpflag;
using packetparser::Packet;
using packetparser::Verdict;

struct CaptureConversations::Conversation
{
    /// The two directions of a TCP connection.
    struct Tcp
    {
        explicit Tcp(HeldBytes &held) : streams{TcpReassembler(held), TcpReassembler(held)} { }

        TcpReassembler streams[2];      // by Direction
        quint32 firstBytes[2] = {0, 0}; // sequence numbers, if a SYN was captured
        bool greeted[2] = {false, false};
        bool greeting = false; // a SYN without a reply so far
        bool reset = false;
        qint64 greetedNs = 0;
        // The last window of each direction, for a RST of the other one; see isInWindow().
        quint32 acknowledged[2] = {0, 0};
        quint16 window[2] = {0, 0};
        qint8 windowShift[2] = {-1, -1};
        bool hasWindow[2] = {false, false};
        // The end of the last segment that is far from the stream, see isStray().
        std::optional<quint32> strayEnd[2];
    };

    Key key{};
    PacketAddress remote;
    LogFlow flow;
    std::unique_ptr<Tcp> tcp;
};

/// Writes the output of a stream to the log.
class CaptureConversations::Output : public TcpStreamSink
{
public:
    Output(CaptureConversations &owner, TrafficLog::Writer &writer, Conversation &conversation, Direction direction)
        : m_owner(owner), m_writer(writer), m_conversation(conversation), m_direction(direction)
    {
    }

    void bytes(qint64 timeNs, QByteArrayView payload) override
    {
        m_owner.name(m_conversation);
        m_writer.data(m_conversation.flow, m_direction, timeNs, payload);
    }

    void gap(qint64 timeNs, quint32 size) override
    {
        m_owner.name(m_conversation);
        LogFlow &flow = m_conversation.flow;
        flow.sequence[size_t(m_direction)] += size; // so that other readers see it too
        const bool in = m_direction == Direction::In;
        m_writer.event({EventCode::CaptureGap,
                        {QString::number(size), (in ? flow.remote : flow.local).toString(),
                         (in ? flow.local : flow.remote).toString()}},
                       timeNs, flow.id);
    }

    void late(qint64 timeNs, QByteArrayView payload, quint64 back) override
    {
        quint64 &sequence = m_conversation.flow.sequence[size_t(m_direction)];
        const quint64 reached = sequence;
        const bool ended = m_conversation.tcp->streams[size_t(m_direction)].hasEnded(); // and FIN counted as a byte
        sequence -= back + (ended ? 1 : 0);
        bytes(timeNs, payload);
        sequence = reached;
    }

    void ended(qint64 timeNs) override
    {
        m_owner.name(m_conversation);
        m_writer.closed(m_conversation.flow,
                        m_direction == Direction::In ? EventCode::ClosedByPeer : EventCode::ClosedHere, timeNs);
    }

private:
    CaptureConversations &m_owner;
    TrafficLog::Writer &m_writer;
    Conversation &m_conversation;
    const Direction m_direction;
};

CaptureConversations::CaptureConversations(TrafficLog &log) : m_log(log) { }

CaptureConversations::~CaptureConversations() = default;

void CaptureConversations::add(TrafficLog::Writer &writer, qint64 timeNs, const Packet &packet)
{
    ++m_packets;
    m_lastNs = timeNs;
    if (!m_ip.isEmpty()) {
        m_ip.passed(timeNs);
        addFragments(writer);
    }
    addPacket(writer, timeNs, packet);
    if (packet.verdict == Verdict::Fragment)
        addFragments(writer);
}

void CaptureConversations::addPacket(TrafficLog::Writer &writer, qint64 timeNs, const Packet &packet)
{
    switch (packet.verdict) {
    case Verdict::Traffic:
        return packet.transport == Transport::Udp ? addUdp(writer, timeNs, packet) : addTcp(writer, timeNs, packet);
    case Verdict::Fragment:
        if (!m_ip.add(timeNs, packet))
            ++m_damaged;
        return;
    case Verdict::Other:
        return leaveOut(packet.protocol);
    case Verdict::Damaged:
        ++m_damaged;
        return;
    }
}

/// Adds the packets that the fragments so far make up.
void CaptureConversations::addFragments(TrafficLog::Writer &writer)
{
    while (const auto whole = m_ip.take()) {
        if (whole->isWhole()) {
            addPacket(
                writer, whole->timeNs,
                packetparser::parsePayload(whole->from, whole->to, whole->protocol, whole->bytes, whole->bytes.size()));
        } else {
            addIncomplete(writer, *whole);
        }
    }
}

/// Adds a packet up to the first byte that was not captured.
void CaptureConversations::addIncomplete(TrafficLog::Writer &writer, const IpReassembler::Packet &whole)
{
    constexpr qsizetype longest = 65535;
    const qsizetype size = whole.endKnown ? qsizetype(whole.size) : longest;
    Packet packet = packetparser::parsePayload(whole.from, whole.to, whole.protocol, whole.bytes, size);
    if (packet.verdict == Verdict::Other)
        return leaveOut(packet.protocol);
    if (packet.verdict != Verdict::Traffic) {
        m_fragments += whole.fragments;
        return;
    }
    const quint32 missing = packet.missing - std::min(packet.missing, whole.unshown);
    packet.missing = 0; // as TCP sees by the next sequence number, and UDP does not ask
    addPacket(writer, whole.timeNs, packet);
    if (packet.transport == Transport::Tcp || missing == 0)
        return;
    const Conversation *conversation = find(keyOf(packet));
    writer.event({EventCode::CapturePartial,
                  {QString::number(missing), packet.from.toSocketAddress().toString(),
                   packet.to.toSocketAddress().toString(), QString::number(packet.payload.size())}},
                 whole.timeNs, conversation ? conversation->flow.id : PeerId::None);
}

void CaptureConversations::leaveOut(const Protocol &kind)
{
    constexpr size_t maxKinds = 64;
    ++m_others;
    const auto known = m_kinds.find(kind);
    if (known != m_kinds.end())
        ++known->second;
    else if (m_kinds.size() < maxKinds)
        m_kinds.emplace(kind, 1);
}

void CaptureConversations::finish(TrafficLog::Writer &writer)
{
    m_ip.flush();
    addFragments(writer);
    while (!m_conversations.empty())
        end(writer, std::prev(m_conversations.end()));
    if (m_others + m_fragments + m_damaged == 0)
        return;
    writer.event({EventCode::CaptureSkipped,
                  {QString::number(m_others), QString::number(m_fragments), QString::number(m_damaged)}},
                 m_lastNs);
    for (const auto &[kind, packets] : m_kinds)
        writer.event({EventCode::CaptureLeftOut, {QString::number(packets), kind.name()}}, m_lastNs);
}

QStringList CaptureConversations::onlyUnknownLinks() const
{
    QStringList names;
    quint64 packets = 0;
    for (const auto &[kind, count] : m_kinds) {
        if (kind.layer != Protocol::Layer::Link || packetparser::isKnownLinkType(kind.number))
            return {};
        names.append(kind.name());
        packets += count;
    }
    return packets == m_packets ? names : QStringList();
}

/// The same for both directions.
CaptureConversations::Key CaptureConversations::keyOf(const Packet &packet)
{
    const bool ordered = packet.from <= packet.to;
    Key key{};
    quint8 *at = key.data();
    for (const PacketAddress *address : {ordered ? &packet.from : &packet.to, ordered ? &packet.to : &packet.from}) {
        std::memcpy(at, address->host.data(), address->host.size());
        qToBigEndian(address->port, at + address->host.size());
        at[18] = address->ipv6 ? 1 : 0;
        at += 19;
    }
    *at = quint8(packet.transport);
    return key;
}

CaptureConversations::Conversation *CaptureConversations::find(const Key &key)
{
    const auto found = m_byKey.find(key);
    if (found == m_byKey.end())
        return nullptr;
    m_conversations.splice(m_conversations.begin(), m_conversations, found->second);
    return &*found->second;
}

CaptureConversations::Conversation &CaptureConversations::create(TrafficLog::Writer &writer, const Key &key,
                                                                 const Packet &packet)
{
    while (m_conversations.size() >= maxConversations)
        end(writer, std::prev(m_conversations.end()));
    Conversation &conversation = m_conversations.emplace_front();
    m_byKey[key] = m_conversations.begin();
    bool toLocal = true;
    if (packet.transport == Transport::Tcp) {
        conversation.tcp = std::make_unique<Conversation::Tcp>(m_held);
        if (packet.flags & Syn)
            toLocal = !(packet.flags & Ack);
        else
            toLocal = packet.to.port <= packet.from.port;
    }
    conversation.key = key;
    conversation.remote = toLocal ? packet.from : packet.to;
    conversation.flow.transport = packet.transport;
    conversation.flow.remote = conversation.remote.toSocketAddress();
    conversation.flow.local = (toLocal ? packet.to : packet.from).toSocketAddress();
    return conversation;
}

/// Writes the rest of a conversation, then forgets it.
void CaptureConversations::end(TrafficLog::Writer &writer, Conversations::iterator conversation)
{
    if (Conversation::Tcp *tcp = conversation->tcp.get()) {
        for (const Direction direction : {Direction::In, Direction::Out}) {
            Output output(*this, writer, *conversation, direction);
            tcp->streams[size_t(direction)].flush(output);
        }
        if (tcp->greeting) {
            name(*conversation);
            writer.event({EventCode::Connecting, {conversation->flow.local.toString()}}, tcp->greetedNs,
                         conversation->flow.id);
        }
    }
    m_byKey.erase(conversation->key);
    m_conversations.erase(conversation);
}

/// Gives it a number once it has a record.
void CaptureConversations::name(Conversation &conversation)
{
    if (conversation.flow.id == PeerId::None)
        conversation.flow.id = m_log.nextPeerId();
}

void CaptureConversations::addUdp(TrafficLog::Writer &writer, qint64 timeNs, const Packet &packet)
{
    const Key key = keyOf(packet);
    Conversation *known = find(key);
    Conversation &conversation = known ? *known : create(writer, key, packet);
    Output output(*this, writer, conversation, packet.from == conversation.remote ? Direction::In : Direction::Out);
    output.bytes(timeNs, packet.payload);
    if (packet.missing > 0)
        output.gap(timeNs, packet.missing);
}

/// Whether a packet between the same two ports begins another connection.
bool CaptureConversations::isAnother(const Conversation &known, const Packet &packet)
{
    const auto way = size_t(packet.from == known.remote ? Direction::In : Direction::Out);
    const Conversation::Tcp &tcp = *known.tcp;
    const TcpReassembler &stream = tcp.streams[way];
    if ((packet.flags & (Syn | Rst)) == Syn) {
        const bool sameSyn = tcp.greeted[way] && tcp.firstBytes[way] == packet.sequence + 1;
        const bool retry = tcp.reset && !(packet.flags & Ack); // some systems ask a closed port three times
        // A server may answer anew, as long as nothing was sent on its first answer.
        const bool newAnswer = (packet.flags & Ack) && stream.isUntouched();
        return retry || (stream.hasStarted() && !sameSyn && !newAnswer);
    }
    const bool closed = tcp.reset || (tcp.streams[0].hasEnded() && tcp.streams[1].hasEnded());
    return closed && !packet.payload.isEmpty() && !stream.isNear(packet.sequence);
}

/// Whether a segment is far from the stream, and continues the one before it that was so too: another connection
/// between the same two ports, whose beginning was not captured.
bool CaptureConversations::isStray(Conversation &known, const Packet &packet)
{
    const auto way = size_t(packet.from == known.remote ? Direction::In : Direction::Out);
    const TcpReassembler &stream = known.tcp->streams[way];
    if (packet.payload.isEmpty() || packet.flags & (Syn | Rst) || !stream.hasStarted()
        || stream.isNear(packet.sequence))
        return false;
    const bool continues = known.tcp->strayEnd[way] == packet.sequence;
    known.tcp->strayEnd[way] = packet.sequence + quint32(packet.payload.size()) + packet.missing;
    return continues;
}

void CaptureConversations::addTcp(TrafficLog::Writer &writer, qint64 timeNs, const Packet &packet)
{
    const Key key = keyOf(packet);
    const bool syn = packet.flags & Syn;
    const quint32 sequence = packet.sequence + (syn ? 1 : 0);
    Conversation *known = find(key);
    if (known && (isAnother(*known, packet) || isStray(*known, packet))) {
        end(writer, m_conversations.begin());
        known = nullptr;
    }
    Conversation &conversation = known ? *known : create(writer, key, packet);
    Conversation::Tcp &tcp = *conversation.tcp;
    const Direction direction = packet.from == conversation.remote ? Direction::In : Direction::Out;
    const auto way = size_t(direction);
    const Direction opposite = direction == Direction::In ? Direction::Out : Direction::In;
    TcpReassembler &stream = tcp.streams[way];
    if (packet.flags & Rst)
        return reset(writer, timeNs, conversation, direction, packet);
    if (syn) {
        if (!stream.hasStarted() || stream.isUntouched())
            stream.start(sequence);
        tcp.firstBytes[way] = sequence;
        tcp.greeted[way] = true;
        tcp.windowShift[way] = packet.windowShift;
    } else if (!packet.payload.isEmpty() && stream.isUntouched() && !stream.isNear(sequence)) {
        stream.start(sequence); // what came before it was no part of the stream
    }
    tcp.window[way] = packet.window;
    tcp.hasWindow[way] = true;
    greet(writer, timeNs, conversation, packet.flags);
    if (packet.flags & Ack) {
        tcp.acknowledged[way] = packet.acknowledgement;
        Output output(*this, writer, conversation, opposite);
        tcp.streams[size_t(opposite)].acknowledged(packet.acknowledgement, timeNs, output);
    }
    Output output(*this, writer, conversation, direction);
    if (!stream.add({timeNs, sequence, packet.payload, packet.missing, (packet.flags & Fin) != 0}, output))
        ++m_damaged;
}

/// A connection is there once its SYN was answered.
void CaptureConversations::greet(TrafficLog::Writer &writer, qint64 timeNs, Conversation &conversation, quint8 flags)
{
    Conversation::Tcp &tcp = *conversation.tcp;
    const bool first = (flags & (Syn | Ack)) == Syn;
    if (first && !tcp.greeted[size_t(Direction::Out)]) {
        if (!tcp.greeting)
            tcp.greetedNs = timeNs;
        tcp.greeting = true;
        return;
    }
    const bool answered = tcp.greeting || ((flags & Syn) && conversation.flow.id == PeerId::None);
    if (!answered)
        return;
    tcp.greeting = false;
    name(conversation);
    writer.connected(conversation.flow, true, timeNs);
}

/// Whether the receiver accepts a RST (RFC 9293, 3.5.2), as far as the capture shows.
bool CaptureConversations::isInWindow(const Conversation &conversation, const Packet &packet, Direction direction)
{
    const Conversation::Tcp &tcp = *conversation.tcp;
    const TcpReassembler &stream = tcp.streams[size_t(direction)];
    const auto receiver = size_t(direction == Direction::In ? Direction::Out : Direction::In);
    if (!stream.hasStarted() || !tcp.hasWindow[receiver])
        return true;
    int shift = 14; // the largest there is, when the capture does not hold both SYNs
    if (tcp.greeted[0] && tcp.greeted[1])
        shift = tcp.windowShift[0] >= 0 && tcp.windowShift[1] >= 0 ? tcp.windowShift[receiver] : 0;
    // All relative to the byte expected next in the capture. What it acknowledged is what the receiver has for sure.
    const qint64 place = qint32(packet.sequence - stream.next());
    const qint64 acknowledged = qint32(tcp.acknowledged[receiver] - stream.next());
    return place >= std::min<qint64>(0, acknowledged)
        && place <= std::max<qint64>(0, acknowledged) + (qint64(tcp.window[receiver]) << shift);
}

void CaptureConversations::reset(TrafficLog::Writer &writer, qint64 timeNs, Conversation &conversation,
                                 Direction direction, const Packet &packet)
{
    Conversation::Tcp &tcp = *conversation.tcp;
    const bool over = tcp.reset || (tcp.streams[0].hasEnded() && tcp.streams[1].hasEnded());
    if (!isInWindow(conversation, packet, direction)) {
        if (over)
            return;
        name(conversation);
        writer.event({EventCode::CaptureReset,
                      {packet.from.toSocketAddress().toString(), packet.to.toSocketAddress().toString()}},
                     timeNs, conversation.flow.id);
        return;
    }
    if (!packet.payload.isEmpty()) { // a reason, in words (RFC 9293, 3.5.3)
        Output output(*this, writer, conversation, direction);
        if (!tcp.streams[size_t(direction)].add({timeNs, packet.sequence, packet.payload, packet.missing}, output))
            ++m_damaged;
    }
    for (const Direction way : {Direction::In, Direction::Out}) {
        Output output(*this, writer, conversation, way);
        tcp.streams[size_t(way)].flush(output);
    }
    tcp.reset = true;
    if (over)
        return;
    name(conversation);
    const bool refused = std::exchange(tcp.greeting, false) && direction == Direction::Out;
    if (refused)
        writer.event({EventCode::Refused, {conversation.flow.local.toString()}}, timeNs, conversation.flow.id);
    else
        writer.closed(conversation.flow, direction == Direction::In ? EventCode::ResetByPeer : EventCode::ResetHere,
                      timeNs);
}
