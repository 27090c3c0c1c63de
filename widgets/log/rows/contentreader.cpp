// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/log/rows/contentreader.h"

#include "widgets/log/rows/framemarks.h"

#include <algorithm>

std::unique_ptr<ContentReader> ContentReader::clone() const
{
    auto made = std::make_unique<ContentReader>();
    made->m_codec = m_codec;
    made->m_messages = m_messages;
    made->m_frameIndex = m_frameIndex;
    made->m_display = m_display;
    made->m_timestamps = m_timestamps;
    made->m_timeMode = m_timeMode;
    if (m_records && m_forText)
        made->setSources(m_records->clone(), m_forText->clone());
    made->m_firstTimeNs = m_firstTimeNs;
    return made;
}

void ContentReader::setSources(std::unique_ptr<RecordSource> records, std::unique_ptr<RecordSource> forText)
{
    m_text.reset();
    m_frames.reset();
    m_records = std::move(records);
    m_forText = std::move(forText);
    if (m_forText && m_codec)
        m_text = std::make_unique<RecordText>(*m_forText, m_codec);
    remakeFrames();
    m_firstTimeNs.reset();
}

void ContentReader::setCodec(std::shared_ptr<const TextCodec> codec)
{
    m_codec = std::move(codec);
    m_text = m_forText && m_codec ? std::make_unique<RecordText>(*m_forText, m_codec) : nullptr;
}

void ContentReader::setMessages(const MessageView &view, std::shared_ptr<const FrameIndex> index)
{
    m_messages = view;
    m_frameIndex = std::move(index);
    remakeFrames();
}

void ContentReader::remakeFrames()
{
    m_frames.reset();
    if (m_forText && !m_messages.isPlain())
        m_frames = std::make_unique<RecordFrames>(*m_forText, m_messages, m_frameIndex);
}

bool ContentReader::isDecoded(const Record &record) const
{
    return m_text && m_display != LogDisplay::Hex && record.kind == RecordKind::Data;
}

ContentReader::Source ContentReader::sourceOf(const Record &record, TextByteMap *places)
{
    Source source;
    if (m_frames)
        source.messages = m_frames->parts(record);
    if (isDecoded(record))
        source.decoded = m_text->decode(record, places, frameMarks(source.messages.parts, record.payload));
    return source;
}

std::optional<Record> ContentReader::record(RecordNumber row)
{
    return m_records ? m_records->read(row) : std::nullopt;
}

RecordContent ContentReader::content(const Record &record, RecordNumber row)
{
    const Source source = sourceOf(record);
    RecordContent content = makeRecordContent(record, source.decoded, m_display, source.messages.parts);
    content.waits = content.waits || source.messages.mayChange;
    if (m_timestamps && m_timeMode != LogTime::OfDay)
        content.time = timeOf(record, row, content.time);
    if (m_search)
        mark(content, record);
    return content;
}

ContentByteMap ContentReader::map(const Record &record)
{
    TextByteMap places;
    const Source source = sourceOf(record, &places);
    const RecordContent content = makeRecordContent(record, source.decoded, m_display, source.messages.parts);
    return ContentByteMap(record, source.decoded, std::move(places), content, m_display);
}

QString ContentReader::timeOf(const Record &record, RecordNumber row, const QString &ofDay)
{
    if (m_timeMode == LogTime::Delta) {
        const auto before = row > m_records->first() ? m_records->read(row - 1) : std::nullopt;
        return before ? shownSpan(record.timeNs - before->timeNs) : ofDay;
    }
    if (!m_firstTimeNs) {
        const auto first = m_forText ? m_forText->read(m_forText->first()) : std::nullopt;
        m_firstTimeNs = first ? first->timeNs : record.timeNs;
    }
    return shownSpan(record.timeNs - *m_firstTimeNs);
}

void ContentReader::mark(RecordContent &content, const Record &record)
{
    constexpr qsizetype mostMarks = 10'000;
    const std::vector<Range> found = m_search->matches(record.number, mostMarks);
    if (found.empty())
        return;
    if (record.kind == RecordKind::Event) {
        content.marks = found;
        return;
    }
    TextByteMap places;
    const DecodedText decoded = sourceOf(record, &places).decoded;
    const ContentByteMap map(record, decoded, std::move(places), content, m_display);
    for (const Range &range : found) {
        for (const Range &stretch : map.shown(range))
            content.marks.push_back(stretch);
    }
    std::sort(content.marks.begin(), content.marks.end(),
              [](const Range &a, const Range &b) { return a.start < b.start; });
}
