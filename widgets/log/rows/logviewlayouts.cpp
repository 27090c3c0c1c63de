// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/log/rows/logviewlayouts.h"

#include <algorithm>

namespace {

constexpr qsizetype recentBytes = 16 << 20;
constexpr int fewestCells = 20; // a payload column narrower than this is no use

} // namespace

LogLayouts::LogLayouts(const QFont &font) : m_metrics(std::make_unique<LogViewMetrics>(font)), m_recent(recentBytes)
{
    m_gutter.reset(*m_metrics, m_contents.hasTimestamps());
}

void LogLayouts::setSources(std::unique_ptr<RecordSource> records, std::unique_ptr<RecordSource> forText)
{
    m_contents.setSources(std::move(records), std::move(forText));
    m_gutter.reset(*m_metrics, m_contents.hasTimestamps());
    forget();
}

void LogLayouts::setCodec(std::shared_ptr<const TextCodec> codec)
{
    m_contents.setCodec(std::move(codec));
    forget();
}

void LogLayouts::setDisplay(LogDisplay display)
{
    m_contents.setDisplay(display);
    forget();
}

void LogLayouts::setFont(const QFont &font)
{
    m_metrics = std::make_unique<LogViewMetrics>(font, *m_metrics);
    m_gutter.reset(*m_metrics, m_contents.hasTimestamps());
    forget();
}

void LogLayouts::setTimestamps(bool on)
{
    m_contents.setTimestamps(on);
    m_gutter.reset(*m_metrics, on);
}

void LogLayouts::setTimeMode(LogTime mode)
{
    m_contents.setTimeMode(mode);
    m_gutter.reset(*m_metrics, m_contents.hasTimestamps());
    forget();
}

void LogLayouts::setMessages(const MessageView &view, std::shared_ptr<const FrameIndex> index)
{
    m_contents.setMessages(view, std::move(index));
    forget();
}

void LogLayouts::setSearch(std::shared_ptr<RecordTester> search)
{
    m_contents.setSearch(std::move(search));
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

void LogLayouts::forget()
{
    m_recent.clear();
    m_waiting.clear();
    m_widest = 0;
}

std::optional<LogContent> LogLayouts::tryRead(RecordNumber number)
{
    const auto record = this->record(number);
    return record ? std::optional(m_contents.content(*record, number)) : std::nullopt;
}

std::optional<LogContentMap> LogLayouts::map(RecordNumber number)
{
    const auto record = this->record(number);
    return record && record->kind == RecordKind::Data ? std::optional(m_contents.map(*record)) : std::nullopt;
}
