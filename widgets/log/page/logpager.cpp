// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/log/page/logpager.h"

#include "widgets/log/page/layoutcache.h"

#include <algorithm>

void LogPager::setRange(RecordRow first, RecordRow end, bool notice)
{
    m_first = first;
    m_end = std::max(first, end);
    m_notice = notice;
}

LogPosition LogPager::bottom() const
{
    if (isEmpty())
        return top();
    return startOf(lineAt({m_end - 1, LogPosition::recordEnd}));
}

LogPosition LogPager::clamped(LogPosition position) const
{
    if (position < top())
        return top();
    if (position.row >= m_end)
        return bottom();
    if (position.row > m_first)
        position.offset = std::max<qsizetype>(position.offset, 0);
    return position;
}

LogPosition LogPager::moved(LogPosition from, qsizetype lines) const
{
    PageLine line = lineAt(clamped(from));
    for (; lines > 0 && stepDown(line); --lines) { }
    for (; lines < 0 && stepUp(line); ++lines) { }
    return startOf(line);
}

std::vector<PageLine> LogPager::page(LogPosition top, qsizetype count) const
{
    std::vector<PageLine> lines;
    if (count <= 0 || (isEmpty() && !m_notice))
        return lines;
    PageLine line = lineAt(clamped(top));
    do {
        lines.push_back(line);
    } while (qsizetype(lines.size()) < count && stepDown(line));
    return lines;
}

qreal LogPager::fractionOf(LogPosition position) const
{
    const PageLine line = lineAt(clamped(position));
    return line.layout ? qreal(line.index) / qreal(line.layout->lineCount()) : 0;
}

LogPosition LogPager::atFraction(RecordRow row, qreal fraction) const
{
    if (row >= m_end)
        return bottom();
    const auto layout = m_layouts.at(row);
    const auto index = qsizetype(fraction * qreal(layout->lineCount()));
    return startOf({row, layout, std::clamp<qsizetype>(index, 0, layout->lineCount() - 1)});
}

PageLine LogPager::lineAt(LogPosition position) const
{
    if (isEmpty() || position.offset == LogPosition::notice)
        return {m_first, nullptr, 0};
    auto layout = m_layouts.at(position.row);
    const qsizetype index = layout->lineAt(position.offset);
    return {position.row, std::move(layout), index};
}

bool LogPager::stepDown(PageLine &line) const
{
    if (line.layout && line.index + 1 < line.layout->lineCount()) {
        ++line.index;
        return true;
    }
    const RecordRow next = line.layout ? line.row + 1 : m_first;
    if (next >= m_end)
        return false;
    line = {next, m_layouts.at(next), 0};
    return true;
}

bool LogPager::stepUp(PageLine &line) const
{
    if (!line.layout)
        return false;
    if (line.index > 0) {
        --line.index;
        return true;
    }
    if (line.row > m_first) {
        auto layout = m_layouts.at(line.row - 1);
        const qsizetype last = layout->lineCount() - 1;
        line = {line.row - 1, std::move(layout), last};
        return true;
    }
    if (!m_notice)
        return false;
    line = {m_first, nullptr, 0};
    return true;
}

LogPosition LogPager::startOf(const PageLine &line)
{
    if (!line.layout)
        return {line.row, LogPosition::notice};
    // The gutter may have grown during the walk and the record been wrapped anew.
    const qsizetype index = std::min(line.index, line.layout->lineCount() - 1);
    return {line.row, line.layout->lines()[size_t(index)].start};
}
