// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/log/page/logselection.h"

#include <algorithm>

void LogSelection::start(LogPosition position, bool wholeRecords)
{
    m_active = true;
    m_wholeRecords = wholeRecords;
    m_anchor = m_cursor = position;
}

void LogSelection::select(LogPosition from, LogPosition to)
{
    start(from, false);
    extendTo(to);
}

LogPosition LogSelection::begin() const
{
    const LogPosition position = std::min(m_anchor, m_cursor);
    return m_wholeRecords ? LogPosition{position.row, 0} : position;
}

LogPosition LogSelection::end() const
{
    const LogPosition position = std::max(m_anchor, m_cursor);
    return m_wholeRecords ? LogPosition{position.row, LogPosition::recordEnd} : position;
}

Range LogSelection::within(RecordRow row, qsizetype length) const
{
    if (isEmpty() || row < begin().row || row > end().row)
        return {};
    const qsizetype from = row == begin().row ? std::clamp<qsizetype>(begin().offset, 0, length) : 0;
    const qsizetype to = row == end().row ? std::clamp<qsizetype>(end().offset, 0, length) : length;
    return {from, std::max(from, to)};
}
