// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/logviewlayouts.h"

#include "widgets/framemarks.h"

#include <algorithm>

namespace {

constexpr qsizetype recentBytes = 16 << 20;
constexpr int fewestCells = 20; // a payload column narrower than this is no use

} // namespace

LogLayouts::LogLayouts(const QFont &font) : m_metrics(std::make_unique<LogViewMetrics>(font)), m_recent(recentBytes)
{
    m_gutter.reset(*m_metrics, m_timestamps);
}

void LogLayouts::setSources(std::unique_ptr<RecordSource> records, std::unique_ptr<RecordSource> forText)
{
    m_text.reset();
    m_frames.reset();
    m_records = std::move(records);
    m_forText = std::move(forText);
    if (m_forText && m_codec)
        m_text = std::make_unique<RecordText>(*m_forText, m_codec);
    remakeFrames();
    m_firstTimeNs.reset();
    m_gutter.reset(*m_metrics, m_timestamps);
    forget();
}

void LogLayouts::setCodec(std::shared_ptr<const TextCodec> codec)
{
    m_codec = std::move(codec);
    m_text = m_forText && m_codec ? std::make_unique<RecordText>(*m_forText, m_codec) : nullptr;
    forget();
}

void LogLayouts::setDisplay(LogDisplay display)
{
    m_display = display;
    forget();
}

void LogLayouts::setFont(const QFont &font)
{
    m_metrics = std::make_unique<LogViewMetrics>(font, *m_metrics);
    m_gutter.reset(*m_metrics, m_timestamps);
    forget();
}

void LogLayouts::setTimestamps(bool on)
{
    m_timestamps = on;
    m_gutter.reset(*m_metrics, on);
}

void LogLayouts::setTimeMode(LogTime mode)
{
    m_timeMode = mode;
    m_gutter.reset(*m_metrics, m_timestamps);
    forget();
}

void LogLayouts::setMessages(const MessageView &view, std::shared_ptr<const FrameIndex> index)
{
    m_messages = view;
    m_frameIndex = std::move(index);
    remakeFrames();
    forget();
}

void LogLayouts::remakeFrames()
{
    m_frames.reset();
    if (m_forText && !m_messages.isPlain())
        m_frames = std::make_unique<RecordFrames>(*m_forText, m_messages, m_frameIndex);
}

void LogLayouts::setSearch(std::shared_ptr<RecordTester> search)
{
    m_search = std::move(search);
    forget();
}

void LogLayouts::setWrap(bool on)
{
    m_wrap = on;
    m_widest = 0;
}

void LogLayouts::setViewportWidth(qreal width)
{
    m_viewportWidth = width;
}

bool LogLayouts::openNextFont()
{
    if (!m_metrics->openNextFont())
        return false;
    forget();
    return true;
}

void LogLayouts::forgetWaiting()
{
    for (const RecordNumber number : m_waiting)
        m_recent.remove(number);
    m_waiting.clear();
}

qreal LogLayouts::wrapWidth() const
{
    if (!m_wrap)
        return 0;
    return std::max(fewestCells * m_metrics->cell(), m_viewportWidth - m_gutter.payloadX() - m_metrics->cell());
}

std::shared_ptr<const LogLayout> LogLayouts::at(RecordNumber number)
{
    std::shared_ptr<LogLayout> layout;
    if (auto *recent = m_recent.object(number)) {
        layout = *recent;
    } else if (auto content = tryRead(number)) {
        if (content->waits)
            m_waiting.push_back(number);
        layout = std::make_shared<LogLayout>(std::move(*content));
        m_recent.insert(number, new std::shared_ptr<LogLayout>(layout), layout->cost());
    } else {
        layout = std::make_shared<LogLayout>(goneLogContent());
    }
    m_gutter.fit(*m_metrics, layout->content());
    layout->wrap(*m_metrics, wrapWidth());
    m_widest = std::max(m_widest, layout->widest());
    return layout;
}

LogContent LogLayouts::read(RecordNumber number)
{
    auto content = tryRead(number);
    return content ? std::move(*content) : goneLogContent();
}

void LogLayouts::forget()
{
    m_recent.clear();
    m_waiting.clear();
    m_widest = 0;
}

bool LogLayouts::isDecoded(const Record &record) const
{
    return m_text && m_display != LogDisplay::Hex && record.kind == RecordKind::Data;
}

LogLayouts::Source LogLayouts::sourceOf(const Record &record, TextPlaces *places)
{
    Source source;
    if (m_frames)
        source.messages = m_frames->parts(record);
    if (isDecoded(record))
        source.decoded = m_text->decode(record, places, frameMarks(source.messages.parts, record.payload));
    return source;
}

std::optional<LogContent> LogLayouts::tryRead(RecordNumber number)
{
    const auto record = this->record(number);
    if (!record)
        return std::nullopt;
    const Source source = sourceOf(*record);
    LogContent content = makeLogContent(*record, source.decoded, m_display, source.messages.parts);
    content.waits = content.waits || source.messages.mayChange;
    if (m_timestamps && m_timeMode != LogTime::OfDay)
        content.time = timeOf(*record, number, content.time);
    if (m_search)
        mark(content, *record);
    return content;
}

std::optional<Record> LogLayouts::record(RecordNumber number)
{
    return m_records ? m_records->read(number) : std::nullopt;
}

std::optional<LogContentMap> LogLayouts::map(RecordNumber number)
{
    const auto record = this->record(number);
    if (!record || record->kind != RecordKind::Data)
        return std::nullopt;
    TextPlaces places;
    const Source source = sourceOf(*record, &places);
    const LogContent content = makeLogContent(*record, source.decoded, m_display, source.messages.parts);
    return LogContentMap(*record, source.decoded, std::move(places), content, m_display);
}

QString LogLayouts::timeOf(const Record &record, RecordNumber row, const QString &ofDay)
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

void LogLayouts::mark(LogContent &content, const Record &record)
{
    constexpr qsizetype mostMarks = 10'000;
    const std::vector<Range> found = m_search->matches(record.number, mostMarks);
    if (found.empty())
        return;
    if (record.kind == RecordKind::Event) {
        content.marks = found;
        return;
    }
    TextPlaces places;
    const DecodedText decoded = sourceOf(record, &places).decoded;
    const LogContentMap map(record, decoded, std::move(places), content, m_display);
    for (const Range &range : found) {
        for (const Range &stretch : map.shown(range))
            content.marks.push_back(stretch);
    }
    std::sort(content.marks.begin(), content.marks.end(),
              [](const Range &a, const Range &b) { return a.start < b.start; });
}
