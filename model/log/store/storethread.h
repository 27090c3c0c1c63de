// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QThreadPool>

#include <atomic>

/// The one thread of a LogStore for what takes time. Its end waits for all tasks; they must not own it.
class StoreThread
{
public:
    StoreThread() { m_pool.setMaxThreadCount(1); }
    ~StoreThread()
    {
        m_ending = true;
        m_pool.waitForDone();
    }

    /// Runs a task after the ones before.
    void post(std::function<void()> task) { m_pool.start(std::move(task)); }
    bool isEnding() const { return m_ending; }

private:
    std::atomic<bool> m_ending = false;
    QThreadPool m_pool;
};
