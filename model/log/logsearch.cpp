// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/log/logsearch.h"

#include <algorithm>
#include <limits>

namespace {

constexpr qsizetype mostInRecord = 65'536;

} // namespace

LogSearch::LogSearch(const std::shared_ptr<const TrafficLog> &log, const std::shared_ptr<const CompiledFilter> &filter,
                     RecordNumber first, QObject *parent)
    : QObject(parent), m_log(log), m_first(first), m_tester(log, filter),
      m_scan(log, filter, first, RecordScan::Order::NearestToWanted)
{
    connect(&m_scan, &RecordScan::advanced, this, &LogSearch::advanced);
    connect(&m_scan, &RecordScan::advanced, this, &LogSearch::step);
}

void LogSearch::findNext(const LogHit &from, bool orHere)
{
    m_task.reset();
    if (findWithin(from, true, orHere))
        return;
    m_task = Task{from.record + 1, true, false};
    step();
}

void LogSearch::findPrevious(const LogHit &from)
{
    m_task.reset();
    if (findWithin(from, false, false))
        return;
    m_task = Task{from.record, false, false};
    if (from.record > std::max(m_first, m_log->first()))
        --m_task->from;
    else
        wrap();
    step();
}

bool LogSearch::findWithin(const LogHit &from, bool forward, bool orHere)
{
    if (from.record < m_first || (m_shown && !m_shown->contains(from.record)))
        return false;
    const auto ranges = m_tester.matches(from.record, mostInRecord);
    const qsizetype least = orHere ? from.place.start : from.place.start + 1;
    const auto next = std::find_if(ranges.begin(), ranges.end(), [&](Range r) { return r.start >= least; });
    const auto previous =
        std::find_if(ranges.rbegin(), ranges.rend(), [&](Range r) { return r.start < from.place.start; });
    if (forward ? next == ranges.end() : previous == ranges.rend())
        return false;
    Q_EMIT found({from.record, forward ? *next : *previous}, false);
    return true;
}

void LogSearch::wrap()
{
    m_task->wrapped = true;
    m_task->from = m_task->forward ? m_first : std::numeric_limits<RecordNumber>::max() - 1;
}

void LogSearch::step()
{
    while (m_task) {
        const bool forward = m_task->forward;
        const RecordNumber end = m_log->end();
        if (end <= std::max(m_first, m_log->first())) {
            m_task.reset();
            Q_EMIT nothingFound();
            return;
        }
        if (!forward)
            m_task->from = std::min(m_task->from, end - 1);
        const auto answer =
            forward ? m_scan.found()->next(m_task->from, end) : m_scan.found()->previous(m_task->from, m_log->first());
        if (!answer.known)
            return m_scan.want(m_task->from, forward); // advanced() comes back here
        if (!answer.number && m_task->wrapped) {
            m_task.reset();
            Q_EMIT nothingFound();
        } else if (!answer.number) {
            wrap();
        } else if (report(*answer.number, forward, m_task->wrapped)) {
            return;
        } else if (!forward && *answer.number == 0) {
            wrap();
        } else {
            m_task->from = forward ? *answer.number + 1 : *answer.number - 1;
        }
    }
}

bool LogSearch::report(RecordNumber number, bool forward, bool wrapped)
{
    if (m_shown && !m_shown->contains(number))
        return false;
    const auto ranges = m_tester.matches(number, mostInRecord);
    if (ranges.empty())
        return false; // dropped by the quota meanwhile
    m_task.reset();
    Q_EMIT found({number, forward ? ranges.front() : ranges.back()}, wrapped);
    return true;
}
