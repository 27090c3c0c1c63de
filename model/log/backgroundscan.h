// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QThread>

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>

/// Goes through something that grows, in steps, on a thread of its own; waits at its end until it is woken. Make, use
/// and destroy it on one thread, where its signals arrive.
class BackgroundScan : public QObject
{
    Q_OBJECT
public:
    /// There may be more to look at.
    void wake();

signals:
    /// More is known; no more often than the interval, and at the end of what there is.
    void advanced();

protected:
    enum class Step : quint8 {
        More,    ///< there is more to look at
        Done,    ///< all was looked at
        Nothing, ///< there was nothing new
    };

    BackgroundScan(qint64 reportIntervalNs, QObject *parent);

    /// The last thing that the constructor of a final class does.
    void start();
    /// The first thing that its destructor does: waits until step() has returned.
    void stop();
    /// On the thread; is to return soon when isStopping().
    virtual Step step() = 0;
    bool isStopping() const { return m_stopping; }

private:
    void run();
    void report(bool always);

    const qint64 m_reportIntervalNs;
    QElapsedTimer m_sinceReport; // the thread's
    std::mutex m_mutex;          // guards m_wake, and m_stopping against being missed
    std::condition_variable m_woken;
    bool m_wake = false;
    std::atomic<bool> m_stopping = false;
    std::unique_ptr<QThread> m_thread;
};
