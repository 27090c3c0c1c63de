// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/log/import/tcpreassembler.h"

#include <algorithm>
#include <utility>

namespace {

constexpr qsizetype maxHeld = 1 << 20;
constexpr qsizetype heldOverhead = 128;
constexpr qint32 maxDistance = 1 << 30;
constexpr size_t maxGaps = 64; // remembered
constexpr int minGapPackets = 4;
constexpr qint64 gapWaitNs = 100'000'000;
constexpr qint64 maxGapWaitNs = 120'000'000'000; // without an acknowledgement: a retransmission may take so long

qsizetype cost(qsizetype payload)
{
    return payload + heldOverhead;
}

} // namespace

void TcpReassembler::start(quint32 sequence)
{
    m_next = sequence;
    m_started = true;
}

bool TcpReassembler::isNear(quint32 sequence) const
{
    const auto distance = qint32(sequence - m_next);
    return distance >= -maxDistance && distance <= maxDistance;
}

bool TcpReassembler::add(const Segment &segment, TcpStreamSink &sink)
{
    if (!m_started)
        start(segment.sequence);
    if (!isNear(segment.sequence))
        return false;
    const quint64 place = m_place + quint64(qint64(qint32(segment.sequence - m_next)));
    deliverLate(place, segment, sink);
    if (m_ended) // then this is a retransmission, or invalid
        return segment.payload.isEmpty() || place + quint64(segment.payload.size()) <= m_place;
    if (place <= m_place) {
        deliver(place, segment, sink);
        deliverHeld(sink);
    } else if (!segment.payload.isEmpty() || segment.missing > 0 || segment.fin) {
        hold(place, segment);
    }
    giveUpIfOverdue(segment.timeNs, sink);
    while (!m_held.empty() && (m_heldBytes > maxHeld || m_total.now > HeldBytes::max))
        giveUp(sink);
    return true;
}

void TcpReassembler::acknowledged(quint32 sequence, qint64 timeNs, TcpStreamSink &sink)
{
    if (!m_started || m_held.empty() || !isNear(sequence))
        return;
    const quint64 place = m_place + quint64(qint64(qint32(sequence - m_next)));
    m_acknowledged = std::max(m_acknowledged, place);
    giveUpIfOverdue(timeNs, sink);
}

void TcpReassembler::flush(TcpStreamSink &sink)
{
    while (!m_held.empty())
        giveUp(sink);
}

void TcpReassembler::hold(quint64 place, const Segment &segment)
{
    if (m_held.empty()) {
        m_gapSince = segment.timeNs;
        m_gapPackets = 0;
    }
    const auto there = m_held.find(place);
    if (there != m_held.end()) {
        if (there->second.payload.size() >= segment.payload.size()) {
            there->second.fin |= segment.fin && there->second.payload.size() == segment.payload.size();
            return;
        }
        take(there);
    }
    m_held[place] = {segment.timeNs, segment.payload.toByteArray(), segment.missing, segment.fin};
    m_heldBytes += cost(segment.payload.size());
    m_total.now += cost(segment.payload.size());
}

TcpReassembler::Held TcpReassembler::take(std::map<quint64, Held>::iterator held)
{
    m_heldBytes -= cost(held->second.payload.size());
    m_total.now -= cost(held->second.payload.size());
    return std::move(m_held.extract(held).mapped());
}

/// Reports what is new of a segment that begins at or before the expected position.
void TcpReassembler::deliver(quint64 place, const Segment &segment, TcpStreamSink &sink)
{
    const auto size = quint64(segment.payload.size());
    const quint64 end = place + size + segment.missing;
    const quint64 old = m_place - place;
    if (end < m_place)
        return;
    const quint64 before = m_place;
    m_moved = m_moved || end > before;
    if (old < size)
        sink.bytes(segment.timeNs, segment.payload.sliced(qsizetype(old)));
    if (const quint64 start = std::max(m_place, place + size); start < end)
        sink.gap(segment.timeNs, quint32(end - start));
    m_place = end;
    m_next += quint32(end - before);
    if (segment.fin) {
        m_ended = true;
        sink.ended(segment.timeNs);
    }
}

/// Reports bytes that fill an earlier gap.
void TcpReassembler::deliverLate(quint64 place, const Segment &segment, TcpStreamSink &sink)
{
    const quint64 end = place + quint64(segment.payload.size());
    for (auto gap = m_gaps.begin(); gap != m_gaps.end() && gap->first < end;) {
        const auto [gapStart, gapEnd] = *gap;
        const quint64 from = std::max(place, gapStart);
        const quint64 to = std::min(end, gapEnd);
        if (from >= to) {
            ++gap;
            continue;
        }
        sink.late(segment.timeNs, segment.payload.sliced(qsizetype(from - place), qsizetype(to - from)),
                  m_place - from);
        gap = m_gaps.erase(gap);
        if (gapStart < from)
            m_gaps.emplace(gapStart, from);
        if (to < gapEnd)
            gap = m_gaps.emplace(to, gapEnd).first;
    }
}

void TcpReassembler::deliverHeld(TcpStreamSink &sink)
{
    bool moved = false;
    while (!m_held.empty() && m_held.begin()->first <= m_place) {
        const quint64 place = m_held.begin()->first;
        const Held held = take(m_held.begin());
        if (!m_ended)
            deliver(place, {held.timeNs, 0, held.payload, held.missing, held.fin}, sink);
        moved = true;
    }
    if (moved && !m_held.empty()) {
        m_gapSince = m_held.begin()->second.timeNs;
        m_gapPackets = 0;
    }
}

void TcpReassembler::giveUp(TcpStreamSink &sink)
{
    const auto &[place, first] = *m_held.begin();
    if (!m_ended) {
        const quint64 size = place - m_place;
        m_moved = true;
        sink.gap(first.timeNs, quint32(size));
        m_gaps.emplace(m_place, place);
        if (m_gaps.size() > maxGaps)
            m_gaps.erase(m_gaps.begin());
        m_next += quint32(size);
    }
    m_place = place;
    deliverHeld(sink);
}

void TcpReassembler::giveUpIfOverdue(qint64 timeNs, TcpStreamSink &sink)
{
    if (m_held.empty())
        return;
    ++m_gapPackets;
    const qint64 waited = timeNs - m_gapSince;
    const bool received = m_acknowledged >= m_held.begin()->first;
    // Packets count too, as the clock may jump.
    if (m_gapPackets > minGapPackets && waited >= (received ? gapWaitNs : maxGapWaitNs))
        giveUp(sink);
}
