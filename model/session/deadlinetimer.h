// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/files/filedescriptor.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <functional>

/// Calls a function at a moment of the monotonic clock, exact to some ten microseconds where the system is
/// not busy; QTimer knows whole milliseconds only. Belongs to a thread with an event loop; can be moved
/// with its parent. Where the system has no descriptor left for it, it is exact to a millisecond.
class DeadlineTimer : public QObject
{
    Q_OBJECT
public:
    using Time = std::chrono::nanoseconds;

    DeadlineTimer(QObject *parent, std::function<void()> onDue);

    /// One call, at once when `due` has passed; instead of the one that was waited for.
    void start(Time due);
    void stop();

    /// Of the clock that `due` is a time of.
    static Time now() { return std::chrono::steady_clock::now().time_since_epoch(); }

private:
    void set(Time due);
    void onReadable();

    FileDescriptor m_fd;
    QTimer m_coarse; // without a descriptor
    const std::function<void()> m_onDue;
};
