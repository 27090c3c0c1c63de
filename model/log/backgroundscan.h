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

/// Scans something that grows, in steps, on a thread of its own; at its end it waits until it is woken. Create, use
/// and destroy it on one thread, where its signals arrive.
class BackgroundScan : public QObject
{
    Q_OBJECT
public:
    /// To be called when there may be more to scan.
    void wake();

signals:
    /// More is known. At most once in the interval, and at the end.
    void advanced();

protected:
    enum class Step : quint8 {
        More,    ///< there is more to scan
        Done,    ///< everything is scanned
        Nothing, ///< there was nothing new
    };

    BackgroundScan(qint64 reportIntervalNs, QObject *parent);

    /// To be called at the end of the constructor of a final class.
    void start();
    /// To be called first in its destructor: waits until step() has returned.
    void stop();
    /// Called on the thread; returns soon when isStopping().
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
