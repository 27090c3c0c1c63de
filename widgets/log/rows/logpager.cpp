// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/log/rows/logpager.h"

#include "widgets/log/rows/layoutcache.h"

#include <algorithm>

void LogPager::setRange(RecordNumber first, RecordNumber end, bool notice)
{
    m_first = first;
    m_end = std::max(first, end);
    m_notice = notice;
}

LogPosition LogPager::top() const
{
    return {m_first, m_notice ? LogPosition::notice : 0};
}

LogPosition LogPager::bottom() const
{
    if (isEmpty())
        return top();
    return startOf(rowOf({m_end - 1, LogPosition::recordEnd}));
}

LogPosition LogPager::clamped(LogPosition position) const
{
    if (position < top())
        return top();
    if (position.record >= m_end)
        return bottom();
    if (position.record > m_first)
        position.offset = std::max<qsizetype>(position.offset, 0);
    return position;
}

LogPosition LogPager::moved(LogPosition from, qsizetype rows) const
{
    PageRow row = rowOf(clamped(from));
    for (; rows > 0 && stepDown(row); --rows) { }
    for (; rows < 0 && stepUp(row); ++rows) { }
    return startOf(row);
}

LogPosition LogPager::tail(qsizetype rows) const
{
    return moved(bottom(), 1 - rows);
}

std::vector<PageRow> LogPager::page(LogPosition top, qsizetype count) const
{
    std::vector<PageRow> rows;
    if (count <= 0 || (isEmpty() && !m_notice))
        return rows;
    PageRow row = rowOf(clamped(top));
    do {
        rows.push_back(row);
    } while (qsizetype(rows.size()) < count && stepDown(row));
    return rows;
}

qreal LogPager::fractionOf(LogPosition position) const
{
    const PageRow row = rowOf(clamped(position));
    return row.layout ? qreal(row.row) / qreal(row.layout->rowCount()) : 0;
}

LogPosition LogPager::atFraction(RecordNumber record, qreal fraction) const
{
    if (record >= m_end)
        return bottom();
    const auto layout = m_layouts.at(record);
    const auto row = qsizetype(fraction * qreal(layout->rowCount()));
    return startOf({record, layout, std::clamp<qsizetype>(row, 0, layout->rowCount() - 1)});
}

PageRow LogPager::rowOf(LogPosition position) const
{
    if (isEmpty() || position.offset == LogPosition::notice)
        return {m_first, nullptr, 0};
    auto layout = m_layouts.at(position.record);
    const qsizetype row = layout->rowAt(position.offset);
    return {position.record, std::move(layout), row};
}

bool LogPager::stepDown(PageRow &row) const
{
    if (row.layout && row.row + 1 < row.layout->rowCount()) {
        ++row.row;
        return true;
    }
    const RecordNumber next = row.layout ? row.record + 1 : m_first;
    if (next >= m_end)
        return false;
    row = {next, m_layouts.at(next), 0};
    return true;
}

bool LogPager::stepUp(PageRow &row) const
{
    if (!row.layout)
        return false;
    if (row.row > 0) {
        --row.row;
        return true;
    }
    if (row.record > m_first) {
        auto layout = m_layouts.at(row.record - 1);
        const qsizetype last = layout->rowCount() - 1;
        row = {row.record - 1, std::move(layout), last};
        return true;
    }
    if (!m_notice)
        return false;
    row = {m_first, nullptr, 0};
    return true;
}

LogPosition LogPager::startOf(const PageRow &row)
{
    if (!row.layout)
        return {row.record, LogPosition::notice};
    // The gutter may have grown during the walk, and the record been wrapped anew.
    const qsizetype at = std::min(row.row, row.layout->rowCount() - 1);
    return {row.record, row.layout->rows()[size_t(at)].start};
}
