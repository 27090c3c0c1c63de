// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/endpoint/relay/impairedflow.h"

#include <algorithm>
#include <memory>
#include <random>
#include <utility>

namespace {

using std::chrono::milliseconds;

// A limited rate is kept by pieces of this time, and what a late timer has missed is caught up for so long.
constexpr milliseconds rateStep{20};
constexpr int stepsPerSecond = 1000 / 20;

} // namespace

ImpairedFlow::ImpairedFlow(bool datagrams, const Impairment &impairment, Random random)
    : m_datagrams(datagrams), m_impairment(impairment), m_random(std::move(random))
{
}

/// The distributions of the standard library differ between systems; its engines do not.
ImpairedFlow::Random ImpairedFlow::randomFrom(quint64 seed)
{
    return [engine = std::make_shared<std::mt19937_64>(seed)] { return double((*engine)() >> 11) * 0x1p-53; };
}

void ImpairedFlow::put(const QByteArray &bytes, Time now)
{
    if (m_datagrams) {
        putDatagram(bytes, now);
        return;
    }
    QByteArray taken = bytes;
    if (m_impairment.resetAfter > 0) {
        taken.truncate(std::max<qint64>(m_impairment.resetAfter - m_accepted, 0));
        m_cutOff = m_cutOff || m_accepted + bytes.size() >= m_impairment.resetAfter;
    }
    m_refused += bytes.size() - taken.size();
    m_accepted += taken.size();
    if (taken.isEmpty())
        return;
    m_held += taken.size();
    if (m_impairment.glueBytes > 0 || !m_glued.isEmpty())
        collect(taken, now);
    else
        enqueue({taken, 0, ++m_number, now}, now);
}

void ImpairedFlow::putDatagram(const QByteArray &bytes, Time now)
{
    Piece piece{bytes, 0, ++m_number, now};
    if (happens(m_impairment.loss)) {
        ++m_counts.dropped;
        return;
    }
    if (m_held + bytes.size() > maxHeldDatagrams) {
        ++m_counts.overflowed;
        return;
    }
    const bool twice = happens(m_impairment.duplicate);
    if (happens(m_impairment.reorder) && !m_overtaken) {
        m_held += bytes.size();
        m_overtaken = std::move(piece);
        m_gluedDue = now + overtakeWithin;
        if (twice) {
            ++m_counts.duplicated;
            m_held += bytes.size();
            enqueue(*m_overtaken, now);
        }
        return;
    }
    for (int copies = twice ? 2 : 1; copies > 0; --copies) {
        m_held += bytes.size();
        enqueue(piece, now);
    }
    m_counts.duplicated += twice ? 1 : 0;
    if (m_overtaken)
        enqueue(*std::exchange(m_overtaken, {}), now);
}

void ImpairedFlow::enqueue(const Piece &piece, Time now)
{
    Time wait = milliseconds(m_impairment.delayMs);
    if (m_impairment.jitterMs > 0)
        wait += std::chrono::duration_cast<Time>(milliseconds(m_impairment.jitterMs) * (2 * m_random() - 1));
    Time due = now + std::max(wait, Time::zero());
    if (!m_datagrams)
        due = m_lastDue = std::max(due, m_lastDue);
    if (due > now)
        ++m_counts.delayed;
    m_pieces.emplace(due, piece); // behind those with the same time
}

void ImpairedFlow::collect(const QByteArray &bytes, Time now)
{
    if (m_glued.isEmpty())
        m_gluedDue = now + milliseconds(m_impairment.glueMs);
    m_glued.append(bytes);
    const qsizetype size = std::max(m_impairment.glueBytes, 1);
    qsizetype at = 0;
    for (; m_glued.size() - at >= size; at += size)
        enqueue({m_glued.sliced(at, size), 0, ++m_number, now}, now);
    if (at > 0)
        m_gluedDue = now + milliseconds(m_impairment.glueMs);
    m_glued.remove(0, at);
}

/// What has waited for more, and waits no longer.
void ImpairedFlow::releaseGlued(Time now)
{
    if (now < m_gluedDue && !m_ended)
        return;
    if (m_overtaken)
        enqueue(*std::exchange(m_overtaken, {}), now);
    if (!m_glued.isEmpty())
        enqueue({std::exchange(m_glued, {}), 0, ++m_number, now}, now);
}

/// How many bytes of the piece may be sent at once.
qsizetype ImpairedFlow::nextSize(const Piece &piece) const
{
    qsizetype size = piece.bytes.size() - piece.taken;
    if (m_datagrams)
        return size;
    if (m_impairment.cutBytes > 0)
        size = std::min<qsizetype>(size, m_impairment.cutBytes);
    if (m_impairment.bytesPerSec > 0)
        size = std::min<qsizetype>(size, std::max(m_impairment.bytesPerSec / stepsPerSecond, 1));
    return size;
}

std::optional<QByteArray> ImpairedFlow::take(Time now)
{
    if (m_overtaken || !m_glued.isEmpty())
        releaseGlued(now);
    if (m_pieces.empty() || m_pieces.begin()->first > now || m_nextFree > now)
        return {};
    const auto first = m_pieces.begin();
    Piece &piece = first->second;
    if (first->first == piece.arrived && piece.taken == 0 && m_nextFree > piece.arrived)
        ++m_counts.delayed; // by the rate or the gap
    const qsizetype size = nextSize(piece);
    QByteArray bytes = size == piece.bytes.size() ? piece.bytes : piece.bytes.sliced(piece.taken, size);
    piece.taken += size;
    m_held -= size;
    if (m_impairment.bytesPerSec > 0) {
        const auto took = std::chrono::duration<double>(double(size) / m_impairment.bytesPerSec);
        m_nextFree = std::max<Time>(m_nextFree, now - rateStep) + std::chrono::duration_cast<Time>(took);
    } else {
        m_nextFree = Time::zero();
    }
    if (m_impairment.cutBytes > 0 && m_impairment.cutGapMs > 0)
        m_nextFree = std::max<Time>(m_nextFree, now + milliseconds(m_impairment.cutGapMs));
    if (piece.taken == piece.bytes.size()) {
        m_counts.reordered += m_datagrams && piece.number < m_highest ? 1 : 0;
        m_highest = std::max(m_highest, piece.number);
        m_pieces.erase(first);
    }
    return bytes;
}

std::optional<ImpairedFlow::Time> ImpairedFlow::due() const
{
    std::optional<Time> due;
    if (!m_pieces.empty())
        due = std::max(m_pieces.begin()->first, m_nextFree);
    if (m_overtaken || !m_glued.isEmpty()) {
        const Time released = m_ended ? Time::zero() : m_gluedDue;
        due = due ? std::min(*due, released) : released;
    }
    return due;
}

qint64 ImpairedFlow::clear()
{
    m_pieces.clear();
    m_overtaken.reset();
    m_glued.clear();
    return std::exchange(m_held, 0);
}
