// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/endpoint/system/timerqueue.h"

#include <QAbstractEventDispatcher>
#include <QSocketNotifier>

#include <array>
#include <atomic>
#include <chrono>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

struct epoll_event;

/// An event dispatcher with epoll(7) for a thread with many sockets: Qt's own passes every socket to poll(2) in every turn,
/// which takes almost a millisecond with 4,000 idle connections. Linux only.
///
///     if (auto dispatcher = EpollDispatcher::create())
///         thread.setEventDispatcher(dispatcher.release()); // before the thread starts
///
/// QThread deletes it when the thread finishes, and only then: a thread that never starts leaks it. A thread that is
/// started a second time gets Qt's dispatcher.
///
/// Behaves as Qt's, with these differences: all timers but Qt::VeryCoarseTimer are precise; a repeating timer keeps its
/// grid after missed turns; a handler may call quit() and then processEvents(), and the event loop ends all the same. A
/// notifier must be disabled before its descriptor is closed or replaced by dup2(2): epoll does not report a closed
/// descriptor. wakeUp() and interrupt() may be called from any thread, everything else from the dispatcher's thread.
class EpollDispatcher : public QAbstractEventDispatcher
{
    Q_OBJECT
public:
    /// Null when the system has no descriptor or memory left.
    static std::unique_ptr<EpollDispatcher> create();
    ~EpollDispatcher() override;

    bool processEvents(QEventLoop::ProcessEventsFlags flags) override;

    void registerSocketNotifier(QSocketNotifier *notifier) override;
    void unregisterSocketNotifier(QSocketNotifier *notifier) override;

    void registerTimer(int timerId, qint64 intervalMs, Qt::TimerType type, QObject *object) override;
    bool unregisterTimer(int timerId) override { return m_timers.remove(timerId); }
    bool unregisterTimers(QObject *object) override { return m_timers.removeAll(object); }
    QList<TimerInfo> registeredTimers(QObject *object) const override { return m_timers.timersOf(object); }
    int remainingTime(int timerId) override { return m_timers.remainingMs(timerId); }

    void wakeUp() override;
    void interrupt() override;

private:
    using Time = TimerQueue::Time;

    struct Registration
    {
        QSocketNotifier *notifier = nullptr;
        quint64 serial = 0; // tells a registration from an earlier one of the same descriptor
    };
    struct Descriptor
    {
        std::array<Registration, 3> byType; // index: QSocketNotifier::Type
        quint32 inEpoll = 0;                // the events that epoll watches for
        bool polled = false;                // epoll refused the descriptor
        bool changed = false;               // listed in m_changed
        quint32 wanted() const;
    };
    struct Ready;

    EpollDispatcher(int epollFd, int wakeUpFd);

    void markChanged(int fd, Descriptor &descriptor);
    int control(int operation, int fd, quint32 events) const;
    void applyChanges();
    void apply(int fd, Descriptor &descriptor);
    void disableInvalid(int fd, Descriptor &descriptor);

    int wait(Ready &ready, bool withSockets, std::optional<Time> until);
    int waitForEpoll(epoll_event *events, std::optional<Time> timeout);
    void takeWakeUp();
    int activateNotifiers(const Ready &ready);

    const int m_epollFd;
    const int m_wakeUpFd;
    bool m_hasPwait2 = true; // epoll_pwait2(2), Linux 5.11
    std::atomic<bool> m_wakeUpPending = false;
    std::atomic<bool> m_interrupted = false;
    quint64 m_wakeUpsTaken = 0;

    /// An entry stays when its last notifier has gone, for the next one.
    std::unordered_map<int, Descriptor> m_descriptors;
    std::vector<int> m_changed; // descriptors whose entry differs from what epoll knows
    std::vector<int> m_beingApplied;
    std::vector<int> m_polled;
    quint64 m_lastSerial = 0;
    quint64 m_socketWaits = 0;

    TimerQueue m_timers;
};
