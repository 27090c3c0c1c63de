// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/files/filedescriptor.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <functional>

/// Calls a function at a time of the monotonic clock, exact to some ten microseconds on a system that is not busy; QTimer
/// has whole milliseconds only. Belongs to a thread with an event loop; can be moved with its parent. When the system has
/// no descriptor left, it is exact to a millisecond.
class DeadlineTimer : public QObject
{
    Q_OBJECT
public:
    using Time = std::chrono::nanoseconds;

    DeadlineTimer(QObject *parent, std::function<void()> onDue);

    /// Schedules one call, replacing the one scheduled before; at once when `due` has passed.
    void start(Time due);
    void stop() { set(Time::zero()); }

    /// The current time of that clock.
    static Time now() { return std::chrono::steady_clock::now().time_since_epoch(); }

private:
    void set(Time due);
    void onReadable();

    FileDescriptor m_fd;
    QTimer m_coarse; // used without a descriptor
    const std::function<void()> m_onDue;
};
