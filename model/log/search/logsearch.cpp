// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/log/search/logsearch.h"

#include <QTimer>

#include <algorithm>
#include <limits>

namespace {

constexpr qsizetype maxInRecord = 65'536;
constexpr int maxTurns = 16; // each may read a record; then other events have a turn

} // namespace

LogSearch::LogSearch(const std::shared_ptr<const TrafficLog> &log, const std::shared_ptr<const CompiledFilter> &filter,
                     RecordNumber first, QObject *parent)
    : QObject(parent), m_log(log), m_first(first), m_tester(log, filter),
      m_scan(log, filter, first, RecordScan::Order::NearestToWanted)
{
    connect(&m_scan, &RecordScan::advanced, this, &LogSearch::step);
    connect(&m_scan, &RecordScan::advanced, this, &LogSearch::advanced);
}

void LogSearch::setShown(std::shared_ptr<const RecordSet> shown)
{
    m_shown = std::move(shown);
    step();
}

void LogSearch::begin(const Task &task)
{
    m_task = task;
    step();
}

void LogSearch::step()
{
    m_waitsForShown = false;
    for (int turn = 0; m_task; ++turn) {
        if (turn == maxTurns)
            return QTimer::singleShot(0, this, &LogSearch::step);
        if (m_log->end() <= std::max(m_first, m_log->first())) {
            m_task.reset();
            Q_EMIT nothingFound();
            return;
        }
        if ((m_task->stage == Stage::Within ? lookWithin() : lookOnward()) == Turn::Wait)
            return;
    }
}

LogSearch::Turn LogSearch::lookWithin()
{
    const RecordNumber number = m_task->start.record;
    if (m_shown && number < m_log->end() && m_shown->lookedAt(RecordSet::chunkOf(number)) <= number) {
        m_waitsForShown = true;
        return Turn::Wait;
    }
    if (reportWithin())
        return Turn::Wait;
    m_task->stage = Stage::Onward;
    return continueBehind(number);
}

bool LogSearch::reportWithin()
{
    const LogHit from = m_task->start;
    if (from.record < m_first || (m_shown && !m_shown->contains(from.record)))
        return false;
    const auto ranges = m_tester.matches(from.record, maxInRecord);
    const qsizetype least = m_task->orHere ? from.place.start : from.place.start + 1;
    const auto next = std::find_if(ranges.begin(), ranges.end(), [&](Range r) { return r.start >= least; });
    const auto previous =
        std::find_if(ranges.rbegin(), ranges.rend(), [&](Range r) { return r.start < from.place.start; });
    if (m_task->forward ? next == ranges.end() : previous == ranges.rend())
        return false;
    finish({from.record, m_task->forward ? *next : *previous}, false);
    return true;
}

LogSearch::Turn LogSearch::lookOnward()
{
    const bool forward = m_task->forward;
    const RecordNumber end = m_log->end();
    const RecordNumber first = m_log->first();
    m_task->from = forward ? std::max(m_task->from, first) : std::min(m_task->from, end - 1);
    const auto answer = forward ? m_scan.found()->next(m_task->from, end, m_shown.get())
                                : m_scan.found()->previous(m_task->from, first, m_shown.get());
    m_waitsForShown = answer.waitsForOther;
    if (!answer.known) {
        if (!answer.waitsForOther)
            m_scan.want(m_task->from, forward); // advanced() comes back here
        return Turn::Wait;
    }
    if (!answer.number)
        return wrap();
    return report(*answer.number) ? Turn::Wait : continueBehind(*answer.number);
}

LogSearch::Turn LogSearch::continueBehind(RecordNumber number)
{
    if (!m_task->forward && number <= std::max(m_first, m_log->first()))
        return wrap();
    m_task->from = m_task->forward ? number + 1 : number - 1;
    return Turn::Continue;
}

LogSearch::Turn LogSearch::wrap()
{
    if (m_task->stage == Stage::Wrapped) {
        m_task.reset();
        Q_EMIT nothingFound();
        return Turn::Wait;
    }
    m_task->stage = Stage::Wrapped;
    m_task->from = m_task->forward ? m_first : std::numeric_limits<RecordNumber>::max() - 1;
    return Turn::Continue;
}

bool LogSearch::report(RecordNumber number)
{
    const auto ranges = m_tester.matches(number, maxInRecord);
    if (ranges.empty())
        return false; // the quota dropped it
    finish({number, m_task->forward ? ranges.front() : ranges.back()}, m_task->stage == Stage::Wrapped);
    return true;
}

void LogSearch::finish(const LogHit &hit, bool wrapped)
{
    m_task.reset();
    Q_EMIT found(hit, wrapped);
}
