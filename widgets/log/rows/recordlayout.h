// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/log/rows/recordcontent.h"

class LogMetrics;

/// One row of a laid out record: a line of its text, or a piece of a line that was wrapped.
struct LayoutRow
{
    qsizetype start = 0; ///< UTF-16 units into the text
    qsizetype length = 0;
    qreal width = 0;
    qsizetype firstStop = 0; ///< into the stops of the layout, see RecordLayout

    qsizetype end() const { return start + length; }
};

/// A record's text broken into rows. Within long rows the x of each 512th character is kept, so
/// that any piece of one is found and drawn without measuring it from its start.
class RecordLayout
{
public:
    explicit RecordLayout(RecordContent content);

    /// Breaks the text into rows of at most `width`; 0: only where its lines end. Does nothing when
    /// that is how it stands already.
    void wrap(const LogMetrics &metrics, qreal width);

    const RecordContent &content() const { return m_content; }
    const std::vector<LayoutRow> &rows() const { return m_rows; }
    qsizetype rowCount() const { return qsizetype(m_rows.size()); }

    /// The row that `offset` stands in; offsets outside the text count as its ends.
    qsizetype rowAt(qsizetype offset) const;
    /// How far right of the row's start the character at `offset` begins.
    qreal xAt(const LogMetrics &metrics, const LayoutRow &row, qsizetype offset) const;
    /// The character whose cell holds `x`, or with `nearest` the gap between two next to it.
    qsizetype offsetAt(const LogMetrics &metrics, const LayoutRow &row, qreal x, bool nearest) const;
    /// The row ends with its line, not because it was wrapped.
    bool endsLine(qsizetype row) const;
    qreal widest() const { return m_widest; }
    /// Bytes it takes up, about, once it is laid out.
    qsizetype cost() const;

private:
    void wrapLine(const LogMetrics &metrics, qsizetype start, qsizetype end);
    void addRow(qsizetype start, qsizetype end, qreal width, qsizetype firstStop);

    RecordContent m_content;
    std::vector<LayoutRow> m_rows;
    std::vector<qreal> m_stops;
    qreal m_wrapWidth = -1;
    qreal m_widest = 0;
};
