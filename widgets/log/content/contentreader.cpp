// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/log/content/contentreader.h"

#include "widgets/log/content/framemarks.h"

#include <algorithm>

namespace {

class NoRecords : public RecordSource
{
public:
    std::unique_ptr<RecordSource> clone() const override { return std::make_unique<NoRecords>(); }
    RecordRow firstRow() const override { return {}; }
    RecordRow endRow() const override { return {}; }
    std::optional<Record> read(RecordRow) override { return std::nullopt; }
};

// The stretches of a content that show the matches of a search, ascending.
std::vector<Range> marksOf(const std::vector<Range> &matches, const ContentByteMap &map)
{
    std::vector<Range> marks;
    for (const Range &match : matches) {
        for (const Range &shown : map.shown(match))
            marks.push_back(shown);
    }
    std::sort(marks.begin(), marks.end(), [](const Range &a, const Range &b) { return a.start < b.start; });
    return marks;
}

} // namespace

ContentReader::ContentReader() : ContentReader(std::make_unique<NoRecords>(), std::make_unique<NoRecords>(), {}) { }

ContentReader::ContentReader(std::unique_ptr<RecordSource> records, std::unique_ptr<RecordSource> forText,
                             ContentSettings settings)
    : m_records(std::move(records)), m_forText(std::move(forText))
{
    setSettings(std::move(settings));
}

std::unique_ptr<ContentReader> ContentReader::clone() const
{
    ContentSettings settings = m_settings;
    settings.search = nullptr;
    auto made = std::make_unique<ContentReader>(m_records->clone(), m_forText->clone(), std::move(settings));
    made->m_firstTimeNs = m_firstTimeNs;
    return made;
}

void ContentReader::setSettings(ContentSettings settings)
{
    m_settings = std::move(settings);
    m_text = std::make_unique<RecordText>(*m_forText, m_settings.codec);
    m_frames = m_settings.messages.isPlain()
        ? nullptr
        : std::make_unique<RecordFrames>(*m_forText, m_settings.messages, m_settings.frameIndex);
}

RecordContent ContentReader::content(const Record &record, RecordRow row)
{
    constexpr qsizetype maxMatches = 10'000;
    const auto matches =
        m_settings.search ? m_settings.search->matches(record.number, maxMatches) : std::vector<Range>();
    const bool mapped = !matches.empty() && record.kind == RecordKind::Data;
    const auto frames = m_frames ? m_frames->parts(record) : RecordFrames::Parts();
    TextByteMap places;
    const DecodedText decoded = decode(record, frames.parts, mapped ? &places : nullptr);
    RecordContent content = makeRecordContent(record, decoded, m_settings.display, frames.parts);
    content.mayChange = content.mayChange || frames.mayChange;
    if (m_settings.timestamps && m_settings.timeMode != LogTime::OfDay) {
        if (const QString span = relativeTime(record, row); !span.isEmpty())
            content.time = span;
    }
    content.marks = mapped
        ? marksOf(matches, ContentByteMap(record, decoded, std::move(places), content, m_settings.display))
        : matches;
    return content;
}

ContentByteMap ContentReader::byteMap(const Record &record)
{
    TextByteMap places;
    const auto parts = m_frames ? m_frames->parts(record).parts : std::vector<FramePart>();
    const DecodedText decoded = decode(record, parts, &places);
    const RecordContent content = makeRecordContent(record, decoded, m_settings.display, parts);
    return ContentByteMap(record, decoded, std::move(places), content, m_settings.display);
}

DecodedText ContentReader::decode(const Record &record, const std::vector<FramePart> &parts, TextByteMap *places)
{
    if (m_settings.display == LogDisplay::Hex || record.kind != RecordKind::Data)
        return {};
    return m_text->decode(record, places, frameMarks(parts, record.payload));
}

/// The time since the record that the time mode counts from; empty when there is none.
QString ContentReader::relativeTime(const Record &record, RecordRow row)
{
    if (m_settings.timeMode == LogTime::Delta) {
        const auto before = row > m_records->firstRow() ? m_records->read(row - 1) : std::nullopt;
        return before ? shownSpan(record.timeNs - before->timeNs) : QString();
    }
    if (!m_firstTimeNs) {
        const auto first = m_forText->read(m_forText->firstRow());
        m_firstTimeNs = first ? first->timeNs : record.timeNs;
    }
    return shownSpan(record.timeNs - *m_firstTimeNs);
}
