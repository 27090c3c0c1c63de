// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/log/backgroundscan.h"

BackgroundScan::BackgroundScan(qint64 tellEveryNs, QObject *parent) : QObject(parent), m_tellEveryNs(tellEveryNs) { }

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
            tell(done == Step::Done);
        if (done == Step::More)
            continue;
        std::unique_lock lock(m_mutex);
        m_woken.wait(lock, [this] { return m_stopping || m_wake; });
    }
}

void BackgroundScan::tell(bool always)
{
    if (!always && m_sinceTold.isValid() && m_sinceTold.nsecsElapsed() < m_tellEveryNs)
        return;
    m_sinceTold.start();
    QMetaObject::invokeMethod(this, &BackgroundScan::advanced);
}
