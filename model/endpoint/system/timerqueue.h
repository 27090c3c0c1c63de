// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QAbstractEventDispatcher>

#include <chrono>
#include <optional>
#include <set>
#include <unordered_map>
#include <utility>

/// The timers of an event dispatcher, by their deadlines. Belongs to the dispatcher's thread.
class TimerQueue
{
public:
    using Time = std::chrono::nanoseconds; // of the monotonic clock

    static Time now() { return std::chrono::steady_clock::now().time_since_epoch(); }

    void add(int id, qint64 intervalMs, Qt::TimerType type, QObject *object);
    bool remove(int id);
    /// Returns whether there were any timers, of whatever object.
    bool removeAll(QObject *object);
    QList<QAbstractEventDispatcher::TimerInfo> timersOf(QObject *object) const;
    /// In milliseconds, rounded up; 0 when overdue, -1 for an unknown timer.
    int remainingMs(int id) const;

    /// The earliest deadline.
    std::optional<Time> next() const { return m_due.empty() ? std::nullopt : std::optional(m_due.begin()->first); }
    /// Sends an event for each timer that is due. Returns the number of events, without those of timers with interval 0.
    int fire();

private:
    struct Timer
    {
        Time deadline{};
        Time interval{};
        qint64 intervalMs = 0; // as added
        Qt::TimerType type = Qt::PreciseTimer;
        QObject *object = nullptr;
    };
    using Timers = std::unordered_map<int, Timer>;

    Timers::iterator erase(Timers::iterator timer);

    Timers m_timers;
    std::set<std::pair<Time, int>> m_due; // deadline and id
};
