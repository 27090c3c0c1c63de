// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/log/content/recordcontent.h"

class LogMetrics;

/// One line on the screen: a text line of a record, or a part of one that was wrapped.
struct LayoutLine
{
    qsizetype start = 0; ///< UTF-16 units into the text
    qsizetype length = 0;
    qreal width = 0;
    qsizetype firstStop = 0; ///< into the stops of the layout, see RecordLayout

    qsizetype end() const { return start + length; }
};

/// A record's text broken into lines. The x of every 512th character of a line is kept, so that any part of a long
/// line is found and drawn without measuring from its start.
class RecordLayout
{
public:
    explicit RecordLayout(RecordContent content);

    /// Breaks the text into lines of at most `width`, unless it is already; 0: only where text lines end.
    void wrap(const LogMetrics &metrics, qreal width);

    const RecordContent &content() const { return m_content; }
    const std::vector<LayoutLine> &lines() const { return m_lines; }
    qsizetype lineCount() const { return qsizetype(m_lines.size()); }

    /// The line that holds `offset`; an offset outside the text counts as the nearest end.
    qsizetype lineAt(qsizetype offset) const;
    /// How far right of the line's start the character at `offset` begins.
    qreal xAt(const LogMetrics &metrics, const LayoutLine &line, qsizetype offset) const;
    /// The character whose cell contains `x`; with `nearest`, the gap between characters that is nearest to it.
    qsizetype offsetAt(const LogMetrics &metrics, const LayoutLine &line, qreal x, bool nearest) const;
    /// Whether the line ends where its text line does, not because it was wrapped.
    bool endsTextLine(qsizetype line) const;
    qreal widest() const { return m_widest; }
    /// The approximate size in bytes, once it is laid out.
    qsizetype cost() const;

private:
    void wrapTextLine(const LogMetrics &metrics, qsizetype start, qsizetype end);
    void addLine(qsizetype start, qsizetype end, qreal width, qsizetype firstStop);

    RecordContent m_content;
    std::vector<LayoutLine> m_lines;
    std::vector<qreal> m_stops;
    qreal m_wrapWidth = -1;
    qreal m_widest = 0;
};
