// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/log/import/ipreassembler.h"
#include "model/log/import/tcpreassembler.h"
#include "model/log/packets/packetparser.h"
#include "model/log/trafficlog.h"

#include <list>
#include <map>
#include <unordered_map>

/// Writes captured packets to a traffic log as conversations: each TCP connection and each pair of UDP addresses is a
/// peer. IP fragments are reassembled first (see IpReassembler). Local is the side that a connection was made to; where
/// its beginning was not captured, the side with the lower port; with UDP, the destination of the first datagram.
/// Remembers at most 16,384 conversations: a new one replaces the one that was silent longest, which becomes a new peer
/// when it continues. A RST outside the window, which the receiver must have ignored (RFC 9293, 3.5.2), ends nothing.
class CaptureConversations
{
public:
    static constexpr size_t maxConversations = 16'384;

    explicit CaptureConversations(TrafficLog &log);
    ~CaptureConversations();

    void add(TrafficLog::Writer &writer, qint64 timeNs, const packetparser::Packet &packet);
    /// Writes what was held, and events that count the packets that are not shown.
    void finish(TrafficLog::Writer &writer);

    /// How many packets were added.
    quint64 packets() const { return m_packets; }
    /// The link types that could not be read, when there were no others; else empty.
    QStringList onlyUnknownLinks() const;

private:
    using Key = std::array<quint8, 40>;
    struct KeyHash
    {
        size_t operator()(const Key &key) const { return qHashBits(key.data(), key.size()); }
    };
    struct Conversation;
    using Conversations = std::list<Conversation>;
    class Output;

    void addPacket(TrafficLog::Writer &writer, qint64 timeNs, const packetparser::Packet &packet);
    void addFragments(TrafficLog::Writer &writer);
    void addIncomplete(TrafficLog::Writer &writer, const IpReassembler::Packet &whole);
    void leaveOut(const Protocol &kind);
    static Key keyOf(const packetparser::Packet &packet);
    Conversation *find(const Key &key);
    Conversation &create(TrafficLog::Writer &writer, const Key &key, const packetparser::Packet &packet);
    void end(TrafficLog::Writer &writer, Conversations::iterator conversation);
    static bool isAnother(const Conversation &known, const packetparser::Packet &packet);
    static bool isStray(Conversation &known, const packetparser::Packet &packet);
    void name(Conversation &conversation);
    void addUdp(TrafficLog::Writer &writer, qint64 timeNs, const packetparser::Packet &packet);
    void addTcp(TrafficLog::Writer &writer, qint64 timeNs, const packetparser::Packet &packet);
    void greet(TrafficLog::Writer &writer, qint64 timeNs, Conversation &conversation, quint8 flags);
    static bool isInWindow(const Conversation &conversation, const packetparser::Packet &packet, Direction direction);
    void reset(TrafficLog::Writer &writer, qint64 timeNs, Conversation &conversation, Direction direction,
               const packetparser::Packet &packet);

    TrafficLog &m_log;
    HeldBytes m_held;              // outlives the conversations
    Conversations m_conversations; // the last to speak first
    std::unordered_map<Key, Conversations::iterator, KeyHash> m_byKey;
    IpReassembler m_ip;
    quint64 m_packets = 0;
    quint64 m_others = 0;
    std::map<Protocol, quint64> m_kinds; // most of the others
    quint64 m_fragments = 0;             // left over
    quint64 m_damaged = 0;
    qint64 m_lastNs = 0;
};
