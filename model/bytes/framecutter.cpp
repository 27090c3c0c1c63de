// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/bytes/framecutter.h"

#include "model/bytes/framecodec.h"

#include <algorithm>
#include <utility>

namespace {

constexpr int crWaitMs = 20; // for a LF after the CR
constexpr quint64 maxAnnounced = quint64(1) << 62;

} // namespace

FrameCutter::FrameCutter(const Framing &framing, quint64 streamOffset)
    : m_framing(framing), m_maxBytes(framing.maxBytes), m_start(streamOffset)
{
}

void FrameCutter::setMaxBytes(int bytes)
{
    m_maxBytes = std::min(std::max(bytes, m_framing.length.headerSize()), m_framing.maxBytes);
}

void FrameCutter::feed(QByteArrayView piece, const Take &take)
{
    if (m_framing.kind == Framing::Kind::None)
        return;
    const QByteArray joined = m_unsure.isEmpty() ? QByteArray() : std::exchange(m_unsure, {}).append(piece);
    if (!joined.isEmpty())
        piece = joined;
    while (!piece.isEmpty()) {
        if (std::exchange(m_swallowLf, false) && piece.front() == '\n') {
            ++m_start; // the line has ended already
            piece = piece.sliced(1);
            continue;
        }
        const Step part = step(piece);
        consume(piece.first(part.bytes), part.ends, take);
        piece = piece.sliced(part.bytes);
        if (part.waits) {
            m_unsure = piece.toByteArray();
            return;
        }
    }
}

FrameCutter::Step FrameCutter::step(QByteArrayView piece)
{
    const quint64 size = quint64(piece.size());
    if (!m_framing.start.isEmpty() && m_size == 0 && !m_isNoise) {
        const auto begins = beginsMessage(piece);
        if (!begins)
            return {0, false, true};
        m_isNoise = !*begins;
        if (*begins && m_framing.kind == Framing::Kind::Between)
            return {m_framing.start.size(), false};
    }
    if (m_isNoise)
        return noiseStep(piece);
    switch (m_framing.kind) {
    case Framing::Kind::Line:
        return lineStep(piece);
    case Framing::Kind::Delimiter:
        return delimiterStep(piece, m_framing.delimiter);
    case Framing::Kind::Between:
        return delimiterStep(piece, m_framing.end);
    case Framing::Kind::Cobs:
        return flagStep(piece, '\0');
    case Framing::Kind::Slip:
        return flagStep(piece, framecodec::slipEnd);
    case Framing::Kind::Length:
        return lengthStep(piece);
    case Framing::Kind::Fixed: {
        const quint64 wanted = quint64(m_framing.fixedSize) - m_size;
        return {qsizetype(std::min(size, wanted)), size >= wanted};
    }
    case Framing::Kind::Gap:
    case Framing::Kind::None:
        break;
    }
    return {piece.size(), false};
}

FrameCutter::Step FrameCutter::lineStep(QByteArrayView piece)
{
    if (std::exchange(m_afterCr, false))
        return {piece.front() == '\n' ? 1 : 0, true};
    const auto end = std::find_if(piece.begin(), piece.end(), [](char c) { return c == '\n' || c == '\r'; });
    if (end == piece.end())
        return {piece.size(), false};
    const qsizetype size = end - piece.begin() + 1;
    if (*end == '\n')
        return {size, true};
    if (m_framing.drop || size == piece.size()) {
        (m_framing.drop ? m_swallowLf : m_afterCr) = true;
        return {size, m_framing.drop};
    }
    return {piece[size] == '\n' ? size + 1 : size, true};
}

FrameCutter::Step FrameCutter::delimiterStep(QByteArrayView piece, const QByteArray &delimiter)
{
    const qsizetype tailSize = delimiter.size() - 1;
    if (!m_tail.isEmpty()) {
        QByteArray joined = m_tail;
        joined.append(piece.first(std::min(tailSize, piece.size())));
        if (const qsizetype at = joined.indexOf(delimiter); at >= 0)
            return {at + delimiter.size() - m_tail.size(), true};
    }
    if (const qsizetype at = piece.indexOf(delimiter); at >= 0)
        return {at + delimiter.size(), true};
    m_tail = m_tail.append(piece.last(std::min(tailSize, piece.size()))).right(tailSize);
    return {piece.size(), false};
}

/// Flags in front of a message belong to it, so that there are no empty messages.
FrameCutter::Step FrameCutter::flagStep(QByteArrayView piece, char flag)
{
    const auto isBody = [flag](char c) { return c != flag; };
    const auto body = m_hasBody ? piece.begin() : std::find_if(piece.begin(), piece.end(), isBody);
    m_hasBody = body != piece.end();
    const auto end = std::find(body, piece.end(), flag);
    return end == piece.end() ? Step{piece.size(), false} : Step{end - piece.begin() + 1, true};
}

/// Whether `bytes` begin with Framing::start; nothing if more bytes are needed to know that.
std::optional<bool> FrameCutter::beginsMessage(QByteArrayView bytes) const
{
    const QByteArrayView start = m_framing.start;
    const auto startsWithIt = [start](QByteArrayView part) -> std::optional<bool> {
        const qsizetype known = std::min(part.size(), start.size());
        if (part.first(known) != start.first(known))
            return false;
        return known == start.size() ? std::optional(true) : std::nullopt;
    };
    const auto begins = startsWithIt(bytes);
    if (!begins.value_or(false) || m_framing.kind != Framing::Kind::Between || m_framing.start != m_framing.end)
        return begins;
    // If the same bytes follow, these are the end of a message whose beginning was not received.
    const auto again = startsWithIt(bytes.sliced(start.size()));
    return again ? std::optional(!*again) : std::nullopt;
}

/// Up to where a message begins.
FrameCutter::Step FrameCutter::noiseStep(QByteArrayView piece) const
{
    const char first = m_framing.start.front();
    for (qsizetype at = piece.indexOf(first); at >= 0; at = piece.indexOf(first, at + 1)) {
        const auto begins = beginsMessage(piece.sliced(at));
        if (begins.value_or(true))
            return {at, begins.has_value(), !begins};
    }
    return {piece.size(), false};
}

quint64 FrameCutter::readLength(QByteArrayView header) const
{
    const QByteArrayView field = header.sliced(m_framing.length.offset);
    quint64 value = 0;
    for (qsizetype i = 0; i < field.size(); ++i) {
        const qsizetype at = m_framing.length.order == ByteOrder::Little ? field.size() - 1 - i : i;
        value = value << 8 | quint8(field[at]);
    }
    return value;
}

FrameCutter::Step FrameCutter::lengthStep(QByteArrayView piece)
{
    const quint64 header = quint64(m_framing.length.headerSize());
    if (m_total == 0) {
        const auto missing = qsizetype(header - m_size);
        if (piece.size() < missing)
            return {piece.size(), false};
        QByteArray head = m_held;
        m_announced = readLength(head.append(piece.first(missing)));
        const qint64 total =
            m_announced > maxAnnounced ? -1 : qint64(m_announced) + m_framing.length.adjust + qint64(header);
        m_badLength = total < qint64(header) + m_framing.end.size() || total > m_framing.maxBytes
            || total < m_framing.length.strip;
        const bool findsNext = m_badLength && !m_framing.start.isEmpty();
        m_total = findsNext ? header : std::max(quint64(std::max<qint64>(total, 0)), header);
        if (m_badLength)
            return {missing, m_total == header};
    }
    const quint64 wanted = m_total - m_size;
    return {qsizetype(std::min(quint64(piece.size()), wanted)), quint64(piece.size()) >= wanted};
}

void FrameCutter::consume(QByteArrayView part, bool ends, const Take &take)
{
    m_size += quint64(part.size());
    const bool tooLong = m_held.size() + part.size() > m_maxBytes;
    if (!m_skipping && (m_badLength || tooLong || ends)) {
        const Frame::State state = m_isNoise ? Frame::State::Noise
            : m_badLength                    ? Frame::State::BadLength
            : tooLong                        ? Frame::State::TooLong
                                             : Frame::State::Whole;
        QByteArray held = std::exchange(m_held, {});
        const QByteArrayView fitting =
            part.first(std::min(part.size(), std::max<qsizetype>(m_maxBytes - held.size(), 0)));
        if (held.isEmpty())
            give(fitting, state, take);
        else
            give(held.append(fitting), state, take);
        m_skipping = true;
    } else if (!m_skipping) {
        m_held.append(part);
    }
    if (ends)
        finishFrame();
}

void FrameCutter::give(QByteArrayView raw, Frame::State state, const Take &take)
{
    Frame frame{state, raw, raw, m_start, m_announced};
    std::optional<QByteArray> body;
    if (state == Frame::State::Whole && m_framing.hasBody()) {
        body = m_framing.body(raw);
        frame.state = body ? Frame::State::Whole : Frame::State::Malformed;
        frame.bytes = body ? QByteArrayView(*body) : raw;
    } else if (state == Frame::State::Whole && m_framing.kind == Framing::Kind::Length
               && !raw.endsWith(m_framing.end)) {
        frame.state = Frame::State::BadLength;
    } else if (state == Frame::State::Whole) {
        frame.bytes = contentOf(raw);
    }
    take(frame);
}

QByteArrayView FrameCutter::contentOf(QByteArrayView raw) const
{
    if (m_framing.kind == Framing::Kind::Length)
        return raw.sliced(m_framing.length.strip);
    return m_framing.drop ? m_framing.withoutEnding(raw) : raw;
}

void FrameCutter::finishFrame()
{
    m_start += m_size;
    m_size = 0;
    m_total = 0;
    m_announced = 0;
    m_badLength = false;
    m_skipping = false;
    m_isNoise = false;
    m_hasBody = false;
    m_tail.clear();
}

int FrameCutter::waitMs() const
{
    if (m_framing.kind == Framing::Kind::Gap)
        return m_size > 0 ? m_framing.gapMs : -1;
    return m_afterCr ? crWaitMs : -1;
}

void FrameCutter::idle(const Take &take)
{
    if (waitMs() < 0 && !m_isNoise)
        return;
    m_swallowLf = std::exchange(m_afterCr, false);
    consume({}, true, take);
}

void FrameCutter::end(const Take &take)
{
    const bool needsNoMore = m_framing.kind == Framing::Kind::Line || m_framing.kind == Framing::Kind::Delimiter
        || m_framing.kind == Framing::Kind::Gap;
    if (!needsNoMore || m_size == 0)
        return;
    m_afterCr = false;
    consume({}, true, take);
}
