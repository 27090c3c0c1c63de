// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/log/store/folderlock.h"
#include "model/log/store/logdescription.h"

#include <QThreadPool>

#include <atomic>
#include <functional>

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

/// The folder for the segment files of one temporary log. It is locked while this object lives: one without a lock is of
/// a log that was closed, or was left by a program that crashed. Destroy the TrafficLog that writes there first.
class LogFolder
{
public:
    /// What happens to the folder when this object is destroyed.
    enum class End : quint8 {
        Leave,  ///< nothing
        Keep,   ///< the description gets the time of its end
        Remove, ///< it is removed with everything in it
    };

    /// Of a LogStore.
    LogFolder(QString path, std::unique_ptr<FolderLock> lock, std::shared_ptr<StoreThread> thread,
              LogDescription description);
    /// Does not block: the folder is removed on the store's thread.
    ~LogFolder();
    Q_DISABLE_COPY_MOVE(LogFolder)

    const QString &path() const { return m_path; }
    const LogDescription &description() const { return m_description; }
    /// Writes the description, without `ended`, on the store's thread.
    void describe(const LogDescription &description);
    void setEnd(End end) { m_end = end; }
    /// The same with the last description.
    void setEnd(End end, const LogDescription &last)
    {
        m_end = end;
        m_description = last;
    }

    /// Removes a folder whose lock is held. Hides it at once, so that no other program sees a half removed log.
    static bool remove(const QString &path);
    /// Hidden folders: half removed, and not locked yet.
    static constexpr QStringView trashPrefix = u".trash-";
    static constexpr QStringView newPrefix = u".new-";

private:
    const QString m_path;
    std::shared_ptr<FolderLock> m_lock; // shared, as a task must be copyable
    const std::shared_ptr<StoreThread> m_thread;
    LogDescription m_description;
    End m_end = End::Leave;
};
