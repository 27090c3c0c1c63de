// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/endpoint/system/timerqueue.h"

#include <QCoreApplication>
#include <QTimerEvent>

#include <algorithm>
#include <climits>

namespace {

using namespace std::chrono_literals;

constexpr qint64 maxIntervalMs = 100LL * 365 * 24 * 3600 * 1000; // the deadline must not overflow

} // namespace

void TimerQueue::add(int id, qint64 intervalMs, Qt::TimerType type, QObject *object)
{
    Timer timer{.intervalMs = intervalMs, .type = type, .object = object};
    timer.interval = std::chrono::milliseconds(std::min(intervalMs, maxIntervalMs));
    if (type == Qt::VeryCoarseTimer) { // together with others, at whole seconds of the clock
        timer.interval = std::max<Time>(std::chrono::round<std::chrono::seconds>(timer.interval), 1s);
        timer.deadline = std::chrono::round<std::chrono::seconds>(now() + timer.interval);
    } else {
        timer.deadline = now() + timer.interval;
    }
    remove(id);
    m_due.emplace(timer.deadline, id);
    m_timers.emplace(id, timer);
}

bool TimerQueue::remove(int id)
{
    const auto timer = m_timers.find(id);
    if (timer == m_timers.end())
        return false;
    erase(timer);
    return true;
}

bool TimerQueue::removeAll(QObject *object)
{
    const bool any = !m_timers.empty();
    for (auto timer = m_timers.begin(); timer != m_timers.end();)
        timer = timer->second.object == object ? erase(timer) : std::next(timer);
    return any;
}

TimerQueue::Timers::iterator TimerQueue::erase(Timers::iterator timer)
{
    m_due.erase({timer->second.deadline, timer->first});
    return m_timers.erase(timer);
}

QList<QAbstractEventDispatcher::TimerInfo> TimerQueue::timersOf(QObject *object) const
{
    QList<QAbstractEventDispatcher::TimerInfo> timers;
    for (const auto &[id, timer] : m_timers) {
        if (timer.object == object)
            timers.emplaceBack(id, int(std::min<qint64>(timer.intervalMs, INT_MAX)), timer.type);
    }
    return timers;
}

int TimerQueue::remainingMs(int id) const
{
    const auto timer = m_timers.find(id);
    if (timer == m_timers.end())
        return -1;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(timer->second.deadline - now());
    return int(std::clamp<qint64>(left.count(), 0, INT_MAX));
}

/// A timer is not in m_due while its event is handled, so that it does not fire in a nested event loop of its own slot.
/// The slot may also have removed it, and another timer may have got its id.
int TimerQueue::fire()
{
    int fired = 0;
    const Time start = now();
    while (!m_due.empty() && m_due.begin()->first <= start) {
        const int id = m_due.begin()->second;
        m_due.erase(m_due.begin());
        Timer &timer = m_timers.at(id);
        if (timer.interval == Time::zero()) {
            timer.deadline = start + 1ns; // due in the next turn, not in this one
        } else {
            timer.deadline += timer.interval * ((start - timer.deadline) / timer.interval + 1);
            ++fired; // not with interval 0, as in Qt: processEvents() would never end
        }
        QTimerEvent event(id);
        QCoreApplication::sendEvent(timer.object, &event);
        if (const auto left = m_timers.find(id); left != m_timers.end())
            m_due.emplace(left->second.deadline, id);
    }
    return fired;
}
