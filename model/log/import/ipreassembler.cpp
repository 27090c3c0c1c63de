// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/log/import/ipreassembler.h"

#include <algorithm>
#include <utility>

namespace {

constexpr quint32 maxPacketSize = 65535;
constexpr qsizetype pieceOverhead = 128;
constexpr qint64 maxWaitNs = 60'000'000'000;
constexpr quint64 minPacketsWaited = 64; // as the clock may jump

qsizetype pieceCost(qsizetype bytes)
{
    return bytes + pieceOverhead;
}

} // namespace

bool IpReassembler::add(qint64 timeNs, const packetparser::Packet &packet)
{
    const packetparser::Fragment &fragment = packet.fragment;
    if (fragment.offset + fragment.size > maxPacketSize)
        return false;
    const Key key{packet.from, packet.to, fragment.identification, packet.from.ipv6 ? quint8(0) : fragment.protocol};
    auto found = m_byKey.find(key);
    if (found != m_byKey.end() && timeNs - found->second->startNs > maxWaitNs) { // the number is used again
        finish(found->second);
        found = m_byKey.end();
    }
    if (found == m_byKey.end()) {
        Waiting added;
        added.key = key;
        added.protocol = fragment.protocol;
        added.startNs = timeNs;
        added.startCount = m_count;
        found = m_byKey.emplace(key, m_waiting.insert(m_waiting.end(), std::move(added))).first;
    }
    const List::iterator waiting = found->second;
    waiting->lastNs = timeNs;
    if (fragment.offset == 0)
        waiting->protocol = fragment.protocol;
    if (!waiting->endKnown)
        waiting->end = std::max(waiting->end, fragment.offset + fragment.size);
    if (fragment.last && !waiting->endKnown) {
        waiting->end = fragment.offset + fragment.size;
        waiting->endKnown = true;
    }
    waiting->covered += fragment.size;
    waiting->pieces.emplace(fragment.offset, Piece{fragment.bytes.toByteArray(), fragment.size});
    m_bytes += pieceCost(fragment.bytes.size());
    if (waiting->endKnown && waiting->covered >= waiting->end && isCovered(*waiting))
        finish(waiting);
    while (m_bytes > maxBytes || m_waiting.size() > maxPackets)
        finish(m_waiting.begin());
    return true;
}

void IpReassembler::passed(qint64 timeNs)
{
    ++m_count;
    while (!m_waiting.empty() && timeNs - m_waiting.front().startNs > maxWaitNs
           && m_count - m_waiting.front().startCount > minPacketsWaited)
        finish(m_waiting.begin());
}

void IpReassembler::flush()
{
    while (!m_waiting.empty())
        finish(m_waiting.begin());
}

std::optional<IpReassembler::Packet> IpReassembler::take()
{
    if (m_ready.empty())
        return {};
    Packet packet = std::move(m_ready.front());
    m_ready.pop_front();
    return packet;
}

/// Whether all of it was sent, captured or not.
bool IpReassembler::isCovered(const Waiting &waiting)
{
    quint32 at = 0;
    for (const auto &[offset, piece] : waiting.pieces) {
        if (offset > at || at >= waiting.end)
            break;
        at = std::max(at, offset + piece.size);
    }
    return at >= waiting.end;
}

void IpReassembler::finish(List::iterator waiting)
{
    Packet packet;
    packet.from = waiting->key.from;
    packet.to = waiting->key.to;
    packet.protocol = waiting->protocol;
    packet.timeNs = waiting->lastNs;
    packet.size = waiting->end;
    packet.endKnown = waiting->endKnown;
    packet.fragments = waiting->pieces.size();
    quint32 at = 0; // the end of what was captured so far
    for (const auto &[offset, piece] : waiting->pieces) {
        const quint32 end = std::min(offset + quint32(piece.bytes.size()), waiting->end);
        m_bytes -= pieceCost(piece.bytes.size());
        if (end <= at)
            continue;
        const quint32 start = std::max(at, offset);
        if (start == quint32(packet.bytes.size()))
            packet.bytes.append(QByteArrayView(piece.bytes).sliced(start - offset, end - start));
        else
            packet.unshown += end - start;
        at = end;
    }
    m_ready.push_back(std::move(packet));
    m_byKey.erase(waiting->key);
    m_waiting.erase(waiting);
}
