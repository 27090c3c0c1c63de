// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/log/record.h"

#include <compare>
#include <limits>
#include <memory>
#include <vector>

class RecordLayout;
class LayoutCache;

/// A place in the log: a character of a record's text as it is shown.
struct LogPosition
{
    /// The notice above the first record.
    static constexpr qsizetype notice = -1;
    static constexpr qsizetype recordEnd = std::numeric_limits<qsizetype>::max();

    RecordNumber record = 0;
    qsizetype offset = 0; ///< UTF-16 units into RecordContent::text

    auto operator<=>(const LogPosition &) const = default;
};

/// One row on the screen.
struct PageRow
{
    RecordNumber record = 0;
    std::shared_ptr<const RecordLayout> layout; ///< null for the notice
    qsizetype row = 0;
};

/// Finds rows: it walks from records' layouts to their neighbours' and reads no record that the
/// walk doesn't cross.
class LogPager
{
public:
    explicit LogPager(LayoutCache &layouts) : m_layouts(layouts) { }

    /// What there is to show: [first, end), and whether a notice stands above.
    void setRange(RecordNumber first, RecordNumber end, bool notice);
    RecordNumber first() const { return m_first; }
    RecordNumber end() const { return m_end; }
    bool isEmpty() const { return m_first == m_end; }

    LogPosition top() const;
    /// The start of the last row.
    LogPosition bottom() const;
    /// `position`, or what is nearest to it in the range.
    LogPosition clamped(LogPosition position) const;
    /// The start of the row so many rows further down (up: negative), at most the top or bottom one.
    LogPosition moved(LogPosition from, qsizetype rows) const;
    /// Where a page of so many rows begins that shows the very last row at its end.
    LogPosition tail(qsizetype rows) const;
    /// Up to `count` rows from the one that holds `top` on.
    std::vector<PageRow> page(LogPosition top, qsizetype count) const;

    /// The place as a fraction of its record, 0 to 1; and back.
    qreal fractionOf(LogPosition position) const;
    LogPosition atFraction(RecordNumber record, qreal fraction) const;

private:
    PageRow rowOf(LogPosition position) const;
    bool stepDown(PageRow &row) const;
    bool stepUp(PageRow &row) const;
    static LogPosition startOf(const PageRow &row);

    LayoutCache &m_layouts;
    RecordNumber m_first = 0;
    RecordNumber m_end = 0;
    bool m_notice = false;
};
