// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/log/rows/logselection.h"

#include <algorithm>

void LogSelection::start(LogPosition position, bool wholeRecords)
{
    m_active = true;
    m_wholeRecords = wholeRecords;
    m_anchor = m_cursor = position;
}

void LogSelection::extendTo(LogPosition position)
{
    m_cursor = position;
}

void LogSelection::select(LogPosition from, LogPosition to)
{
    start(from, false);
    extendTo(to);
}

LogPosition LogSelection::begin() const
{
    const LogPosition position = std::min(m_anchor, m_cursor);
    return m_wholeRecords ? LogPosition{position.record, 0} : position;
}

LogPosition LogSelection::end() const
{
    const LogPosition position = std::max(m_anchor, m_cursor);
    return m_wholeRecords ? LogPosition{position.record, LogPosition::recordEnd} : position;
}

std::pair<qsizetype, qsizetype> LogSelection::within(RecordNumber record, qsizetype length) const
{
    if (isEmpty() || record < begin().record || record > end().record)
        return {0, 0};
    const qsizetype from = record == begin().record ? std::clamp<qsizetype>(begin().offset, 0, length) : 0;
    const qsizetype to = record == end().record ? std::clamp<qsizetype>(end().offset, 0, length) : length;
    return {from, std::max(from, to)};
}
