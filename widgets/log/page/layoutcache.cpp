// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/log/page/layoutcache.h"

#include <algorithm>

namespace {

constexpr qsizetype recentBytes = 16 << 20;
constexpr int minCells = 20; // a narrower payload column is useless

} // namespace

LayoutCache::LayoutCache(const QFont &font)
    : m_reader(std::make_unique<ContentReader>()), m_metrics(std::make_unique<LogMetrics>(font)), m_recent(recentBytes)
{
    resetGutter();
}

void LayoutCache::setSources(std::unique_ptr<RecordSource> records, std::unique_ptr<RecordSource> forText)
{
    m_reader = std::make_unique<ContentReader>(std::move(records), std::move(forText), m_reader->settings());
    resetGutter();
    clear();
}

void LayoutCache::setSettings(const ContentSettings &settings)
{
    const ContentSettings before = m_reader->settings();
    m_reader->setSettings(settings);
    if (settings.timestamps != before.timestamps || settings.timeMode != before.timeMode)
        resetGutter();
    clear();
}

void LayoutCache::setFont(const QFont &font)
{
    m_metrics = std::make_unique<LogMetrics>(font, *m_metrics);
    resetGutter();
    clear();
}

void LayoutCache::setWrap(bool on)
{
    m_wrap = on;
    m_widest = 0;
}

bool LayoutCache::openNextFont()
{
    if (!m_metrics->openNextFont())
        return false;
    clear();
    return true;
}

void LayoutCache::clear()
{
    m_recent.clear();
    m_changeable.clear();
    m_widest = 0;
}

void LayoutCache::dropChangeable()
{
    for (const RecordRow row : m_changeable)
        m_recent.remove(row);
    m_changeable.clear();
}

qreal LayoutCache::wrapWidth() const
{
    if (!m_wrap)
        return 0;
    return std::max(minCells * m_metrics->cell(), m_viewportWidth - m_gutter.payloadX() - m_metrics->cell());
}

std::shared_ptr<const RecordLayout> LayoutCache::at(RecordRow row)
{
    std::shared_ptr<RecordLayout> layout;
    if (auto *recent = m_recent.object(row)) {
        layout = *recent;
    } else if (const auto record = m_reader->record(row)) {
        layout = std::make_shared<RecordLayout>(m_reader->content(*record, row));
        if (layout->content().mayChange)
            m_changeable.push_back(row);
        m_recent.insert(row, new std::shared_ptr<RecordLayout>(layout), layout->cost());
    } else {
        layout = std::make_shared<RecordLayout>(goneRecordContent());
    }
    m_gutter.fit(*m_metrics, layout->content());
    layout->wrap(*m_metrics, wrapWidth());
    m_widest = std::max(m_widest, layout->widest());
    return layout;
}
