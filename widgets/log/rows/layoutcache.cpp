// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/log/rows/layoutcache.h"

#include <algorithm>

namespace {

constexpr qsizetype recentBytes = 16 << 20;
constexpr int fewestCells = 20; // a payload column narrower than this is no use

} // namespace

LayoutCache::LayoutCache(const QFont &font) : m_metrics(std::make_unique<LogMetrics>(font)), m_recent(recentBytes)
{
    m_gutter.reset(*m_metrics, m_contents.hasTimestamps());
}

void LayoutCache::setSources(std::unique_ptr<RecordSource> records, std::unique_ptr<RecordSource> forText)
{
    m_contents.setSources(std::move(records), std::move(forText));
    m_gutter.reset(*m_metrics, m_contents.hasTimestamps());
    forget();
}

void LayoutCache::setCodec(std::shared_ptr<const TextCodec> codec)
{
    m_contents.setCodec(std::move(codec));
    forget();
}

void LayoutCache::setDisplay(LogDisplay display)
{
    m_contents.setDisplay(display);
    forget();
}

void LayoutCache::setFont(const QFont &font)
{
    m_metrics = std::make_unique<LogMetrics>(font, *m_metrics);
    m_gutter.reset(*m_metrics, m_contents.hasTimestamps());
    forget();
}

void LayoutCache::setTimestamps(bool on)
{
    m_contents.setTimestamps(on);
    m_gutter.reset(*m_metrics, on);
}

void LayoutCache::setTimeMode(LogTime mode)
{
    m_contents.setTimeMode(mode);
    m_gutter.reset(*m_metrics, m_contents.hasTimestamps());
    forget();
}

void LayoutCache::setMessages(const MessageView &view, std::shared_ptr<const FrameIndex> index)
{
    m_contents.setMessages(view, std::move(index));
    forget();
}

void LayoutCache::setSearch(std::shared_ptr<RecordTester> search)
{
    m_contents.setSearch(std::move(search));
    forget();
}

void LayoutCache::setWrap(bool on)
{
    m_wrap = on;
    m_widest = 0;
}

void LayoutCache::setViewportWidth(qreal width)
{
    m_viewportWidth = width;
}

bool LayoutCache::openNextFont()
{
    if (!m_metrics->openNextFont())
        return false;
    forget();
    return true;
}

void LayoutCache::forgetWaiting()
{
    for (const RecordNumber number : m_waiting)
        m_recent.remove(number);
    m_waiting.clear();
}

qreal LayoutCache::wrapWidth() const
{
    if (!m_wrap)
        return 0;
    return std::max(fewestCells * m_metrics->cell(), m_viewportWidth - m_gutter.payloadX() - m_metrics->cell());
}

std::shared_ptr<const RecordLayout> LayoutCache::at(RecordNumber number)
{
    std::shared_ptr<RecordLayout> layout;
    if (auto *recent = m_recent.object(number)) {
        layout = *recent;
    } else if (auto content = tryRead(number)) {
        if (content->waits)
            m_waiting.push_back(number);
        layout = std::make_shared<RecordLayout>(std::move(*content));
        m_recent.insert(number, new std::shared_ptr<RecordLayout>(layout), layout->cost());
    } else {
        layout = std::make_shared<RecordLayout>(goneRecordContent());
    }
    m_gutter.fit(*m_metrics, layout->content());
    layout->wrap(*m_metrics, wrapWidth());
    m_widest = std::max(m_widest, layout->widest());
    return layout;
}

void LayoutCache::forget()
{
    m_recent.clear();
    m_waiting.clear();
    m_widest = 0;
}

std::optional<RecordContent> LayoutCache::tryRead(RecordNumber number)
{
    const auto record = this->record(number);
    return record ? std::optional(m_contents.content(*record, number)) : std::nullopt;
}

std::optional<ContentByteMap> LayoutCache::map(RecordNumber number)
{
    const auto record = this->record(number);
    return record && record->kind == RecordKind::Data ? std::optional(m_contents.map(*record)) : std::nullopt;
}
