// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/log/captureconversations.h"

#include "model/log/packetheaders.h"

#include <QtEndian>

#include <cstring>

using namespace packetheaders;
using packetparser::Packet;
using packetparser::Place;
using packetparser::Verdict;

struct CaptureConversations::Conversation
{
    /// The two directions of a TCP connection.
    struct Tcp
    {
        explicit Tcp(HeldBytes &held) : streams{TcpReassembler(held), TcpReassembler(held)} { }

        TcpReassembler streams[2];      // by Direction
        quint32 firstBytes[2] = {0, 0}; // sequence numbers, where a SYN told them
        bool greeted[2] = {false, false};
        bool greeting = false; // a SYN came, and no answer yet
        bool reset = false;
        qint64 greetedNs = 0;
    };

    Key key{};
    Place remote;
    LogFlow flow;
    std::unique_ptr<Tcp> tcp;
};

/// Writes what a stream puts out to the log.
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
                       timeNs, flow.peer);
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
    m_lastNs = timeNs;
    switch (packet.verdict) {
    case Verdict::Traffic:
        return packet.transport == Transport::Udp ? addUdp(writer, timeNs, packet) : addTcp(writer, timeNs, packet);
    case Verdict::Fragment:
        ++m_fragments;
        return;
    case Verdict::Other:
        ++m_others;
        return;
    case Verdict::Damaged:
        ++m_damaged;
        return;
    }
}

void CaptureConversations::finish(TrafficLog::Writer &writer)
{
    while (!m_conversations.empty())
        end(writer, std::prev(m_conversations.end()));
    if (m_others + m_fragments + m_damaged == 0)
        return;
    writer.event({EventCode::CaptureSkipped,
                  {QString::number(m_others), QString::number(m_fragments), QString::number(m_damaged)}},
                 m_lastNs);
}

/// The same for both directions.
CaptureConversations::Key CaptureConversations::keyOf(const Packet &packet)
{
    const bool ordered = packet.from <= packet.to;
    Key key{};
    quint8 *at = key.data();
    for (const Place *place : {ordered ? &packet.from : &packet.to, ordered ? &packet.to : &packet.from}) {
        std::memcpy(at, place->host.data(), place->host.size());
        qToBigEndian(place->port, at + place->host.size());
        at[18] = place->ipv6 ? 1 : 0;
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
    while (m_conversations.size() >= most)
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

/// Forgets a conversation, after the last words of it.
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
                         conversation->flow.peer);
        }
    }
    m_byKey.erase(conversation->key);
    m_conversations.erase(conversation);
}

/// Gives it a number, when there is something to say about it.
void CaptureConversations::name(Conversation &conversation)
{
    if (conversation.flow.peer == PeerId::None)
        conversation.flow.peer = m_log.nextPeerId();
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
    if (packet.flags & Syn) {
        const bool sameSyn = tcp.greeted[way] && tcp.firstBytes[way] == packet.sequence + 1;
        const bool retry = tcp.reset && !(packet.flags & Ack); // some systems ask a closed port three times
        return retry || (stream.hasStarted() && !sameSyn);
    }
    const bool closed = tcp.reset || (tcp.streams[0].hasEnded() && tcp.streams[1].hasEnded());
    return closed && !packet.payload.isEmpty() && !stream.isNear(packet.sequence);
}

void CaptureConversations::addTcp(TrafficLog::Writer &writer, qint64 timeNs, const Packet &packet)
{
    const Key key = keyOf(packet);
    const bool syn = packet.flags & Syn;
    const quint32 sequence = packet.sequence + (syn ? 1 : 0);
    Conversation *known = find(key);
    if (known && isAnother(*known, packet)) {
        end(writer, m_conversations.begin());
        known = nullptr;
    }
    Conversation &conversation = known ? *known : create(writer, key, packet);
    Conversation::Tcp &tcp = *conversation.tcp;
    const Direction direction = packet.from == conversation.remote ? Direction::In : Direction::Out;
    const Direction opposite = direction == Direction::In ? Direction::Out : Direction::In;
    TcpReassembler &stream = tcp.streams[size_t(direction)];
    if (packet.flags & Rst)
        return reset(writer, timeNs, conversation, direction);
    if (syn && !stream.hasStarted()) {
        stream.start(sequence);
        tcp.firstBytes[size_t(direction)] = sequence;
        tcp.greeted[size_t(direction)] = true;
    }
    greet(writer, timeNs, conversation, packet.flags);
    if (packet.flags & Ack) {
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
    const bool answered = tcp.greeting || ((flags & Syn) && conversation.flow.peer == PeerId::None);
    if (!answered)
        return;
    tcp.greeting = false;
    name(conversation);
    writer.connected(conversation.flow, true, timeNs);
}

void CaptureConversations::reset(TrafficLog::Writer &writer, qint64 timeNs, Conversation &conversation,
                                 Direction direction)
{
    Conversation::Tcp &tcp = *conversation.tcp;
    for (const Direction way : {Direction::In, Direction::Out}) {
        Output output(*this, writer, conversation, way);
        tcp.streams[size_t(way)].flush(output);
    }
    const bool over = tcp.reset || (tcp.streams[0].hasEnded() && tcp.streams[1].hasEnded());
    tcp.reset = true;
    if (over)
        return;
    name(conversation);
    const bool refused = std::exchange(tcp.greeting, false) && direction == Direction::Out;
    if (refused)
        writer.event({EventCode::Refused, {conversation.flow.local.toString()}}, timeNs, conversation.flow.peer);
    else
        writer.closed(conversation.flow, direction == Direction::In ? EventCode::ResetByPeer : EventCode::ResetHere,
                      timeNs);
}
