// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/log/page/logposition.h"
#include "widgets/log/page/recordlayout.h"

#include <memory>
#include <vector>

class LayoutCache;
struct LayoutLine;

/// One line of a page.
struct PageLine
{
    RecordRow row = {};                         ///< of its record
    std::shared_ptr<const RecordLayout> layout; ///< null for the notice
    qsizetype index = 0;                        ///< among the lines of the layout

    const LayoutLine &line() const { return layout->lines()[size_t(index)]; }
};

/// Finds lines: walks from a record's layout to its neighbours and reads only records that the walk crosses.
class LogPager
{
public:
    explicit LogPager(LayoutCache &layouts) : m_layouts(layouts) { }

    /// Shows the rows [first, end), with or without a notice above them.
    void setRange(RecordRow first, RecordRow end, bool notice);
    RecordRow first() const { return m_first; }
    RecordRow end() const { return m_end; }
    bool isEmpty() const { return m_first == m_end; }

    LogPosition top() const { return {m_first, m_notice ? LogPosition::notice : 0}; }
    /// The start of the last line.
    LogPosition bottom() const;
    /// The position in the range that is nearest to `position`.
    LogPosition clamped(LogPosition position) const;
    /// The start of the line this many lines further down (negative: up), at most the top or bottom one.
    LogPosition moved(LogPosition from, qsizetype lines) const;
    /// Where a page of this many lines begins that ends with the last line.
    LogPosition tail(qsizetype lines) const { return moved(bottom(), 1 - lines); }
    /// Up to `count` lines, from the one that holds `top`.
    std::vector<PageLine> page(LogPosition top, qsizetype count) const;

    /// Where in its record a position is, from 0 to 1.
    qreal fractionOf(LogPosition position) const;
    LogPosition atFraction(RecordRow row, qreal fraction) const;

private:
    PageLine lineAt(LogPosition position) const;
    bool stepDown(PageLine &line) const;
    bool stepUp(PageLine &line) const;
    static LogPosition startOf(const PageLine &line);

    LayoutCache &m_layouts;
    RecordRow m_first = {};
    RecordRow m_end = {};
    bool m_notice = false;
};
