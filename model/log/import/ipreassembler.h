// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/log/packets/packetparser.h"

#include <QByteArray>

#include <deque>
#include <list>
#include <map>
#include <optional>

/// Reassembles IP packets from their fragments (RFC 791, RFC 8200), in any order. Where they overlap, the one with the
/// lower offset counts, then the earlier one, as in Wireshark. An incomplete packet is given up 60 s after its first
/// fragment, and the oldest one when more than 16 MiB, with 128 bytes for each fragment, or 4,096 packets are held.
class IpReassembler
{
public:
    static constexpr qsizetype maxBytes = qsizetype(16) << 20;
    static constexpr size_t maxPackets = 4096;

    struct Packet
    {
        PacketAddress from; ///< without a port
        PacketAddress to;
        quint8 protocol = 0;
        qint64 timeNs = 0; ///< of the last fragment that came
        QByteArray bytes;  ///< the payload up to the first byte that was not captured
        quint32 size = 0;  ///< of the payload as sent; a lower bound when the last fragment is missing
        bool endKnown = false;
        quint32 unshown = 0;   ///< captured bytes after some that were not captured
        quint64 fragments = 0; ///< how many it is made of
        bool isWhole() const { return endKnown && bytes.size() == qsizetype(size); }
    };

    bool isEmpty() const { return m_waiting.empty() && m_ready.empty(); }
    /// A packet with the verdict Fragment. False when it contradicts itself.
    bool add(qint64 timeNs, const packetparser::Packet &packet);
    /// To be called for each packet: gives up packets that are held too long.
    void passed(qint64 timeNs);
    /// Gives up all packets that are held.
    void flush();
    /// The next packet that is complete or given up.
    std::optional<Packet> take();

private:
    struct Key
    {
        PacketAddress from;
        PacketAddress to;
        quint32 identification = 0;
        quint8 protocol = 0; // IPv4 only
        auto operator<=>(const Key &) const = default;
    };
    struct Piece
    {
        QByteArray bytes;
        quint32 size = 0; // as sent
    };
    struct Waiting
    {
        Key key;
        quint8 protocol = 0;
        qint64 startNs = 0;
        qint64 lastNs = 0;
        quint64 startCount = 0;
        quint32 end = 0; // as far as known
        bool endKnown = false;
        quint64 covered = 0; // what overlaps counts twice
        std::multimap<quint32, Piece> pieces;
    };
    using List = std::list<Waiting>;

    static bool isCovered(const Waiting &waiting);
    void finish(List::iterator waiting);

    List m_waiting; // the oldest first
    std::map<Key, List::iterator> m_byKey;
    std::deque<Packet> m_ready;
    qsizetype m_bytes = 0;
    quint64 m_count = 0; // packets of any kind
};
