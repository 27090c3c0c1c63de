// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/logviewlayouts.h"

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
    m_records = std::move(records);
    m_forText = std::move(forText);
    if (m_forText && m_codec)
        m_text = std::make_unique<RecordText>(*m_forText, m_codec);
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
    m_metrics = std::make_unique<LogViewMetrics>(font);
    m_gutter.reset(*m_metrics, m_timestamps);
    forget();
}

void LogLayouts::setTimestamps(bool on)
{
    m_timestamps = on;
    m_gutter.reset(*m_metrics, on);
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

std::optional<LogContent> LogLayouts::tryRead(RecordNumber number)
{
    const auto record = m_records ? m_records->read(number) : std::nullopt;
    if (!record)
        return std::nullopt;
    const bool decode = m_text && m_display != LogDisplay::Hex && record->kind == RecordKind::Data;
    return makeLogContent(*record, decode ? m_text->decode(*record) : DecodedText(), m_display);
}
