// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/log/search/recordtester.h"

#include "model/log/pcapng/blockreader.h"

#include <limits>

namespace {

constexpr qsizetype readAtOnce = 1 << 20;
constexpr size_t maxTails = 10'000; // as many as there may be connections

} // namespace

Result<std::shared_ptr<const CompiledFilter>> CompiledFilter::make(const RecordFilter &filter,
                                                                   std::shared_ptr<const TextCodec> codec)
{
    auto header = HeaderFilter::make(filter);
    if (!header)
        return tl::unexpected(header.error());
    auto made = std::make_shared<CompiledFilter>();
    made->header = std::move(*header);
    if (!filter.pattern.text.isEmpty()) {
        auto pattern = CompiledPattern::make(filter.pattern, *codec);
        if (!pattern)
            return tl::unexpected(pattern.error());
        made->pattern = std::move(*pattern);
    }
    made->codec = std::move(codec);
    return made;
}

RecordTester::RecordTester(const std::shared_ptr<const TrafficLog> &log, std::shared_ptr<const CompiledFilter> filter)
    : m_filter(std::move(filter)), m_records(log, readAtOnce), m_others(log), m_text(m_others, m_filter->codec)
{
}

quint32 RecordTester::test(RecordNumber number)
{
    if (m_filter->pattern)
        return quint32(matches(number, std::numeric_limits<qsizetype>::max()).size());
    const auto view = m_records.view(number);
    return view && m_filter->header.passes(*view) ? 1 : 0;
}

std::vector<Range> RecordTester::matches(RecordNumber number, qsizetype limit)
{
    if (number != m_next)
        forgetTails();
    m_next = number + 1;
    m_undecided = false;
    const auto view = m_records.view(number);
    if (!view || !m_filter->pattern || !m_filter->header.passes(*view))
        return {};
    if (view->kind == RecordKind::Event)
        return inEvent(*view, number, limit);
    return m_filter->pattern->bytes() ? inBytes(*view, number, limit) : inText(number, limit);
}

std::vector<Range> RecordTester::rangesOf(const QString &text, qsizetype limit)
{
    std::vector<Range> ranges;
    auto found = m_filter->pattern->expression().globalMatch(text);
    while (found.hasNext() && qsizetype(ranges.size()) < limit) {
        const QRegularExpressionMatch match = found.next();
        if (match.capturedLength() > 0)
            ranges.push_back({match.capturedStart(), match.capturedEnd()});
    }
    m_undecided = !found.isValid();
    return ranges;
}

std::vector<Range> RecordTester::inEvent(const View &view, RecordNumber number, qsizetype limit)
{
    const auto record = pcapng::parseRecord(view.block, number);
    return record ? rangesOf(eventText(record->event), limit) : std::vector<Range>();
}

std::vector<Range> RecordTester::inText(RecordNumber number, qsizetype limit)
{
    const auto record = m_records.read(number);
    if (!record)
        return {};
    TextByteMap places;
    const DecodedText text = m_text.decodeNext(*record, &places);
    std::vector<Range> ranges = rangesOf(text.text, limit);
    for (Range &range : ranges)
        range = places.bytesOf(range);
    return ranges;
}

std::vector<Range> RecordTester::inBytes(const View &view, RecordNumber number, qsizetype limit)
{
    const BytePattern &pattern = *m_filter->pattern->bytes();
    const QByteArrayView payload = view.payload;
    std::vector<Range> ranges;
    qsizetype from = 0;
    const auto add = [&](qsizetype start) {
        ranges.push_back({start, start + pattern.size()});
        from = ranges.back().end;
        return qsizetype(ranges.size()) < limit;
    };
    QByteArray *const tail = view.transport == Transport::Tcp && pattern.size() > 1 ? &tailOf(view, number) : nullptr;
    if (tail && !tail->isEmpty()) {
        // A match that begins in the tail ends within these bytes.
        const qsizetype size = tail->size();
        *tail += payload.first(std::min(payload.size(), pattern.size() - 1)).toByteArray();
        qsizetype at = pattern.find(*tail);
        while (at >= 0 && at < size && add(at - size))
            at = pattern.find(*tail, at + pattern.size());
    }
    while (qsizetype(ranges.size()) < limit) {
        const qsizetype at = pattern.find(payload, from);
        if (at < 0)
            break;
        add(at);
    }
    if (tail) {
        // A payload shorter than the pattern may be the middle of an occurrence.
        const bool joined = from == 0 && payload.size() < pattern.size() - 1 && !tail->isEmpty();
        const QByteArrayView rest = joined ? QByteArrayView(*tail) : payload.sliced(from);
        *tail = rest.last(pattern.partialMatchAtEnd(rest)).toByteArray();
    }
    if (m_filter->pattern->wantsWholeCharacters() && !ranges.empty())
        keepWholeCharacters(ranges, number);
    return ranges;
}

void RecordTester::forgetTails()
{
    m_tails.clear();
    m_lastTail = nullptr;
}

QByteArray &RecordTester::tailOf(const View &view, RecordNumber number)
{
    const quint64 stream = streamKey(view.peer, view.direction);
    if (view.previousInStream == 0) { // it does not continue the tail: the log may have a gap
        m_tails.erase(stream);
        m_lastTail = nullptr;
    }
    if (m_lastTail && m_lastStream == stream)
        return *m_lastTail;
    if (m_tails.size() >= maxTails)
        forgetTails();
    auto found = m_tails.find(stream);
    if (found == m_tails.end())
        found = m_tails.emplace(stream, tailBefore(view, number)).first;
    m_lastStream = stream;
    m_lastTail = &found->second;
    return *m_lastTail;
}

/// The bytes before a payload in its stream, one fewer than the pattern has.
QByteArray RecordTester::tailBefore(const View &view, RecordNumber number)
{
    const BytePattern &pattern = *m_filter->pattern->bytes();
    const qsizetype wanted = pattern.size() - 1;
    QByteArray tail;
    quint32 distance = view.previousInStream;
    while (distance != 0 && distance <= number && tail.size() < wanted) {
        number -= distance;
        const auto before = m_others.view(number);
        if (!before || before->kind != RecordKind::Data)
            break;
        tail.prepend(before->payload.last(std::min(before->payload.size(), wanted - tail.size())).toByteArray());
        distance = before->previousInStream;
    }
    return tail;
}

void RecordTester::keepWholeCharacters(std::vector<Range> &ranges, RecordNumber number)
{
    const auto record = m_records.read(number);
    if (!record)
        return;
    TextByteMap places;
    m_text.decode(*record, &places);
    std::erase_if(ranges, [&](Range range) {
        // In earlier records the match may begin in the middle of a character that TCP split.
        const Range here{std::max<qsizetype>(range.start, 0), range.end};
        const Range whole = places.bytesOf(places.textOf(here));
        return whole.end != range.end || (range.start >= 0 && whole.start != range.start);
    });
}
