// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/log/rows/contentreader.h"
#include "widgets/log/rows/loggutter.h"
#include "widgets/log/rows/logmetrics.h"
#include "widgets/log/rows/recordlayout.h"

#include <QCache>

/// Reads records and lays them out for the settings in force; keeps the recent ones (a few MiB).
class LayoutCache
{
public:
    explicit LayoutCache(const QFont &font);

    void setSources(std::unique_ptr<RecordSource> records, std::unique_ptr<RecordSource> forText);
    void setCodec(std::shared_ptr<const TextCodec> codec);
    void setDisplay(LogDisplay display);
    void setFont(const QFont &font);
    void setTimestamps(bool on);
    void setTimeMode(LogTime mode);
    void setGutterShown(bool shown) { m_gutter.setShown(shown); }
    void setWrap(bool on);
    /// Which messages are told apart and checked, and what is known of where they begin; see RecordFrames.
    void setMessages(const MessageView &view, std::shared_ptr<const FrameIndex> index);
    /// Marks what this finds; null: nothing.
    void setSearch(std::shared_ptr<RecordTester> search);
    void setViewportWidth(qreal width);
    /// Texts of this program were translated anew.
    void retranslate() { forget(); }
    /// Opens one of the fonts that were found missing; returns whether anything is laid out anew.
    bool openNextFont();
    /// Records came: what waited for them is read again.
    void forgetWaiting();

    const RecordSource *source() const { return m_contents.source(); }
    /// What the layouts are made of.
    const ContentReader &contents() const { return m_contents; }
    LogDisplay display() const { return m_contents.display(); }
    bool wraps() const { return m_wrap; }
    const LogMetrics &metrics() const { return *m_metrics; }
    const LogGutter &gutter() const { return m_gutter; }
    /// Changes when layouts handed out before may no longer be right: the gutter grew, say.
    qreal wrapWidth() const;
    /// The widest row that was laid out.
    qreal widest() const { return m_widest; }

    /// Never null. Reads the record only when it isn't among the recent ones.
    std::shared_ptr<const RecordLayout> at(RecordNumber number);
    /// The record as it is stored.
    std::optional<Record> record(RecordNumber number) { return m_contents.record(number); }
    /// Which bytes a record's content stands for; nothing for events and what is gone.
    std::optional<ContentByteMap> map(RecordNumber number);

private:
    void forget();
    std::optional<RecordContent> tryRead(RecordNumber number);

    ContentReader m_contents;
    std::unique_ptr<LogMetrics> m_metrics;
    LogGutter m_gutter;
    bool m_wrap = true;
    qreal m_viewportWidth = 0;
    qreal m_widest = 0;
    QCache<RecordNumber, std::shared_ptr<RecordLayout>> m_recent;
    std::vector<RecordNumber> m_waiting;
};
