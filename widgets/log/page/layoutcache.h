// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/log/content/contentreader.h"
#include "widgets/log/page/loggutter.h"
#include "widgets/log/page/logmetrics.h"
#include "widgets/log/page/recordlayout.h"

#include <QCache>

/// Reads records and lays them out for the current settings; caches the recent ones (a few MiB).
class LayoutCache
{
public:
    /// Without records.
    explicit LayoutCache(const QFont &font);

    /// `forText` as in ContentReader.
    void setSources(std::unique_ptr<RecordSource> records, std::unique_ptr<RecordSource> forText);
    void setSettings(const ContentSettings &settings);
    void setFont(const QFont &font);
    void setGutterShown(bool shown) { m_gutter.setShown(shown); }
    void setWrap(bool on);
    void setViewportWidth(qreal width) { m_viewportWidth = width; }
    /// Opens one font that characters are missing; returns whether records are laid out anew.
    bool openNextFont();
    /// Drops all layouts.
    void clear();
    /// Drops the layouts that later records may change.
    void dropChangeable();

    ContentReader &reader() { return *m_reader; }
    const ContentReader &reader() const { return *m_reader; }
    const RecordSource &source() const { return m_reader->source(); }
    bool wraps() const { return m_wrap; }
    const LogMetrics &metrics() const { return *m_metrics; }
    const LogGutter &gutter() const { return m_gutter; }
    /// Lines are broken at this width. Changes as the gutter grows; layouts from before are outdated then.
    qreal wrapWidth() const;
    /// The width of the widest line that was laid out.
    qreal widest() const { return m_widest; }

    /// Never null. Reads the record only when it isn't cached.
    std::shared_ptr<const RecordLayout> at(RecordRow row);

private:
    void resetGutter() { m_gutter.reset(*m_metrics, m_reader->settings().timestamps); }

    std::unique_ptr<ContentReader> m_reader;
    std::unique_ptr<LogMetrics> m_metrics;
    LogGutter m_gutter;
    bool m_wrap = true;
    qreal m_viewportWidth = 0;
    qreal m_widest = 0;
    QCache<RecordRow, std::shared_ptr<RecordLayout>> m_recent;
    std::vector<RecordRow> m_changeable;
};
