// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/log/backgroundscan.h"

BackgroundScan::BackgroundScan(qint64 reportIntervalNs, QObject *parent)
    : QObject(parent), m_reportIntervalNs(reportIntervalNs)
{
}

void BackgroundScan::wake()
{
    {
        const std::lock_guard lock(m_mutex);
        m_wake = true;
    }
    m_woken.notify_all();
}

void BackgroundScan::start()
{
    m_thread.reset(QThread::create([this] { run(); }));
    m_thread->start(QThread::LowPriority);
}

void BackgroundScan::stop()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_woken.notify_all();
    m_thread->wait();
}

void BackgroundScan::run()
{
    for (;;) {
        {
            const std::lock_guard lock(m_mutex);
            if (m_stopping)
                return;
            m_wake = false;
        }
        const Step done = step();
        if (done != Step::Nothing)
            report(done == Step::Done);
        if (done == Step::More)
            continue;
        std::unique_lock lock(m_mutex);
        m_woken.wait(lock, [this] { return m_stopping || m_wake; });
    }
}

void BackgroundScan::report(bool always)
{
    if (!always && m_sinceReport.isValid() && m_sinceReport.nsecsElapsed() < m_reportIntervalNs)
        return;
    m_sinceReport.start();
    QMetaObject::invokeMethod(this, &BackgroundScan::advanced);
}
