// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/log/frames/recordframes.h"

#include "model/bytes/framecodec.h"
#include "model/log/frames/frameindex.h"

#include <algorithm>

namespace {

constexpr qsizetype maxBytesBack = 64 << 10;
constexpr int maxRecordsBack = 256;
constexpr RecordNumber maxRecordsLookAhead = 512;
constexpr qint64 maxDisorderNs = 100'000'000;          // between peers that are read on different threads
constexpr qint64 maxRetransmissionNs = 10'000'000'000; // how late a capture may show a retransmission
constexpr size_t maxParts = 4096;                      // of a record; the rest is not divided

} // namespace

RecordFrames::RecordFrames(RecordSource &source, MessageView view, std::shared_ptr<const FrameIndex> index)
    : m_source(source), m_view(std::move(view)), m_index(std::move(index))
{
    m_view.framing.drop = false; // all bytes are shown
}

RecordFrames::Parts RecordFrames::parts(const Record &record)
{
    if (record.kind != RecordKind::Data || record.direction != Direction::In || record.payload.isEmpty()
        || m_view.isPlain())
        return {};
    if (record.transport == Transport::Udp || m_view.framing.kind == Framing::Kind::None) {
        FramePart whole{{0, record.payload.size()}};
        whole.verdict = check(record.payload);
        return {{whole}, false};
    }
    if (m_view.framing.kind == Framing::Kind::Gap)
        return byGap(record);
    const auto before = lookBack(record);
    if (!before)
        return {{}, m_index && !m_index->isKnown(record.number)};
    Parts parts = cut(record, *before);
    parts.mayChange = parts.mayChange || (!before->isCertain && m_index && !m_index->isKnown(record.number));
    return parts;
}

std::optional<Record> RecordFrames::previous(const Record &record)
{
    if (record.previousInStream == 0 || record.previousInStream > record.number)
        return {};
    auto before = m_source.read(m_source.rowOf(record.number - record.previousInStream));
    const bool same = before && before->kind == RecordKind::Data && before->peer == record.peer;
    return same ? before : std::nullopt;
}

/// The record after this one in its stream, if it is near.
std::optional<Record> RecordFrames::next(const Record &record)
{
    const RecordNumber end = m_source.numberAt(m_source.endRow());
    const RecordNumber last = std::min(end, record.number + 1 + maxRecordsLookAhead);
    for (RecordNumber number = record.number + 1; number < last; ++number) {
        const RecordRow row = m_source.rowOf(number);
        const auto after = m_source.head(row);
        if (after && after->kind == RecordKind::Data && after->peer == record.peer
            && after->direction == record.direction)
            return m_source.read(row);
    }
    return {};
}

/// Whether a message ends in this piece, so that looking back can stop.
bool RecordFrames::isFarEnough(const QByteArray &piece, const QByteArray &behind) const
{
    if (m_view.framing.kind == Framing::Kind::Line)
        return piece.contains('\n') || piece.contains('\r');
    if (m_view.framing.kind == Framing::Kind::Delimiter)
        return (piece + behind.first(std::min(behind.size(), m_view.framing.delimiter.size() - 1)))
            .contains(m_view.framing.delimiter);
    if (m_view.framing.kind == Framing::Kind::Slip || m_view.framing.kind == Framing::Kind::Cobs) {
        // The flag may also be in front of a message: only after another byte it certainly ends one.
        const char flag = m_view.framing.kind == Framing::Kind::Slip ? framecodec::slipEnd : '\0';
        const QByteArray all = piece + behind.first(std::min<qsizetype>(behind.size(), 1));
        return std::adjacent_find(all.begin(), all.end(), [flag](char a, char b) { return a != flag && b == flag; })
            != all.end();
    }
    return false;
}

std::optional<RecordFrames::Before> RecordFrames::lookBack(const Record &record)
{
    const Framing &framing = m_view.framing;
    std::optional<qsizetype> wanted; // bytes before the record, from the beginning of a message on
    std::optional<Before> inside;    // when they are too far away
    if (framing.kind == Framing::Kind::Fixed) {
        wanted = qsizetype(record.streamOffset % quint64(framing.fixedSize));
        inside = Before{{}, false, quint64(framing.fixedSize - *wanted)};
    }
    std::optional<Record> at = record;
    QByteArray bytes;
    for (int records = 0;; ++records) {
        const auto anchor = m_index && !wanted ? m_index->find(*at) : std::nullopt;
        if (anchor) {
            wanted = bytes.size() + anchor->back;
            if (anchor->remaining > 0)
                inside = Before{bytes, false, anchor->remaining};
        }
        if (wanted && bytes.size() >= *wanted)
            return Before{bytes.last(*wanted), true, 0};
        if (at->previousInStream == 0 && at->streamOffset == 0)
            return Before{bytes, true, 0};
        const bool mayContinue = bytes.size() < maxBytesBack && records < maxRecordsBack;
        const auto before = mayContinue ? previous(*at) : std::nullopt;
        if (!before)
            break;
        const bool enough = isFarEnough(before->payload, bytes);
        bytes.prepend(before->payload);
        if (enough)
            return fromLastEnding(bytes);
        at = before;
    }
    if (inside || (framing.kind == Framing::Kind::Length && framing.start.isEmpty()))
        return inside; // or nothing: the position in a message is not known
    return Before{bytes, false, 0, !framing.needsIndex()};
}

/// The bytes after the last message that ends in `bytes`.
RecordFrames::Before RecordFrames::fromLastEnding(const QByteArray &bytes) const
{
    FrameCutter cutter(m_view.framing);
    cutter.feed(bytes, [](const Frame &) {});
    // None when only a CR is at the end, which a LF may follow.
    const bool isFrameStart = cutter.frameStart() > 0;
    return {bytes.sliced(qsizetype(cutter.frameStart())), isFrameStart, 0};
}

RecordFrames::Parts RecordFrames::cut(const Record &record, const Before &before)
{
    const QByteArray stream = before.bytes + record.payload;
    const qint64 origin = before.bytes.size();
    std::vector<Cut> cuts;
    const auto skipped = qsizetype(std::min(before.skip, quint64(stream.size())));
    if (skipped > origin)
        cuts.push_back({-1, qint64(before.skip) - origin + 1, {}, 0, {}});
    FrameCutter cutter(m_view.framing, quint64(skipped));
    const auto take = [&](const Frame &frame) {
        const qint64 at = qint64(frame.start) - origin;
        if (cuts.size() >= maxParts || at + frame.raw.size() <= 0 || at >= record.payload.size())
            return;
        const bool whole = frame.state == Frame::State::Whole;
        const bool known = frame.start > 0 || before.isFrameStart;
        cuts.push_back({at, frame.raw.size(), frame.state,
                        whole ? frame.raw.size() - m_view.framing.withoutEnding(frame.raw).size() : 0,
                        whole && known ? check(frame.raw) : ChecksumVerdict::None});
    };
    cutter.feed(QByteArrayView(stream).sliced(skipped), take);
    if (m_view.framing.kind == Framing::Kind::Line)
        cutter.idle(take); // does not wait for a LF after the CR
    std::optional<Record> after = record;
    while (cutter.isUnsure() && (after = next(*after)))
        cutter.feed(after->payload, take);
    const qint64 open = qint64(cutter.frameStart()) - origin;
    if (cutter.frameSize() > 0 && open < record.payload.size() && (cuts.empty() || cuts.back().at < open))
        cuts.push_back({open, -1, cutter.isNoise() ? Frame::State::Noise : Frame::State::Whole, 0, {}});
    const bool startKnown = before.isFrameStart || skipped > 0;
    Parts found = partsOf(cuts, record.payload.size(), startKnown || origin > 0);
    found.mayChange = cutter.isUnsure();
    return found;
}

/// `startKnown`: a message whose first part is at the payload's start does begin there.
RecordFrames::Parts RecordFrames::partsOf(const std::vector<Cut> &cuts, qsizetype size, bool startKnown)
{
    Parts found;
    for (size_t i = 0; i < cuts.size(); ++i) {
        const Cut &cut = cuts[i];
        const bool last = i + 1 == cuts.size();
        FramePart part;
        part.bytes = {qsizetype(std::max<qint64>(cut.at, 0)),
                      last ? size : qsizetype(std::max<qint64>(cuts[i + 1].at, 0))};
        if (part.bytes.size() == 0)
            continue;
        part.begins = cut.at > 0 || (cut.at == 0 && startKnown);
        part.ends = !last || (cut.size >= 0 && cut.at + cut.size == size);
        part.ending = part.ends ? std::min(cut.ending, part.bytes.size()) : 0;
        part.state = cut.state;
        part.verdict = part.ends ? cut.verdict : ChecksumVerdict::None;
        found.parts.push_back(part);
    }
    return found;
}

RecordFrames::Parts RecordFrames::byGap(const Record &record)
{
    const std::optional<bool> onward = continues(record);
    FramePart part{{0, record.payload.size()}};
    part.begins = !continuesFromBefore(record);
    part.ends = !onward.value_or(false);
    if (part.ends && !m_view.checksum.name.isEmpty()) {
        if (const auto message = messageUpTo(record))
            part.verdict = check(*message);
    }
    return {{part}, !onward};
}

/// After a clock was set back far, a pause is assumed.
bool RecordFrames::isNoPause(qint64 ns) const
{
    return ns < gapNs() && ns > -maxRetransmissionNs;
}

/// Whether a message that ends with a pause continues after a record; nothing while that is not known yet.
std::optional<bool> RecordFrames::continues(const Record &record)
{
    const RecordNumber end = m_source.numberAt(m_source.endRow());
    const RecordNumber last = std::min(end, record.number + 1 + maxRecordsLookAhead);
    for (RecordNumber number = record.number + 1; number < last; ++number) {
        const auto after = m_source.head(m_source.rowOf(number));
        if (!after || after->kind != RecordKind::Data)
            continue;
        const qint64 laterNs = after->timeNs - record.timeNs;
        if (after->peer == record.peer && after->direction == record.direction)
            return isNoPause(laterNs);
        if (laterNs >= gapNs() + maxDisorderNs)
            return false;
    }
    return last < end ? std::optional(false) : std::nullopt;
}

/// Whether a message that ends with a pause began before a record.
bool RecordFrames::continuesFromBefore(const Record &record)
{
    if (record.previousInStream == 0 || record.previousInStream > record.number)
        return false;
    const auto before = m_source.head(m_source.rowOf(record.number - record.previousInStream));
    return before && before->kind == RecordKind::Data && before->peer == record.peer
        && isNoPause(record.timeNs - before->timeNs);
}

/// A message that ends with a pause and a record; nothing when it is too long to be checked.
std::optional<QByteArray> RecordFrames::messageUpTo(const Record &record)
{
    QByteArray message = record.payload;
    std::optional<Record> at = record;
    for (int records = 0; continuesFromBefore(*at); ++records) {
        at = message.size() < maxBytesBack && records < maxRecordsBack ? previous(*at) : std::nullopt;
        if (!at)
            return {};
        message.prepend(at->payload);
    }
    return message;
}

ChecksumVerdict RecordFrames::check(QByteArrayView raw) const
{
    if (m_view.checksum.name.isEmpty())
        return ChecksumVerdict::None;
    // A datagram may have no frame.
    return checkMessage(m_view.framing.body(raw).value_or(raw.toByteArray()), m_view.checksum);
}
