// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/log/store/logfolder.h"
#include "model/log/store/loglimits.h"
#include "model/result.h"

#include <QStringList>

#include <functional>
#include <memory>
#include <vector>

/// Where temporary logs live: the folder `captures` in the user's cache folder, readable by the user only. Several
/// programs may use one store at the same time. Any thread.
class LogStore
{
public:
    /// `root` is created with the first log. Logs in `others`, of other programs, are listed and tidied up too.
    explicit LogStore(const QString &root, const QStringList &others = {});
    Q_DISABLE_COPY_MOVE(LogStore)

    /// A log that no program uses.
    struct KeptLog
    {
        QString path;
        qint64 bytes = 0;
        QDateTime lastWritten;
        LogDescription description;

        bool isFromCommandLine() const;
        bool hasCrashed() const { return !description.ended.isValid(); }
        /// Left by a crash of the window: it is kept until the user opens or discards it.
        bool isOffered() const { return hasCrashed() && !isFromCommandLine() && !description.isPrivate; }
    };

    Result<std::unique_ptr<LogFolder>> create();
    /// For a copy of this program: the folder is removed with its object, or after a crash at the next start.
    Result<std::unique_ptr<LogFolder>> createScratch();
    /// Logs that no program uses and that hold at least one record, newest first; without private ones.
    std::vector<KeptLog> logs() const { return list(false); }
    /// Takes a log over, to be opened with TrafficLog::reopen. Blocks for up to a second. The folder is left as it is
    /// at the end, unless setEnd() changes that.
    Result<std::unique_ptr<LogFolder>> adopt(const QString &path) const;
    /// Removes a log on user request. Blocks for up to a second. False when a program uses it now.
    bool discard(const QString &path) const;
    /// Removes logs above the limits, oldest first, private ones that a crash left, and empty folders.
    void tidy(const LogLimits &limits) const;

    /// Runs a task on the store's thread, one after another. The store's end waits for it, so it may use the store.
    void post(std::function<void()> task) const { m_thread->post(std::move(task)); }
    /// Whether the store's end is waiting: a long task stops then.
    bool isEnding() const { return m_thread->isEnding(); }

private:
    std::vector<KeptLog> list(bool unwanted) const;

    const QString m_root;
    const QStringList m_roots;                   // m_root and the others
    const std::shared_ptr<StoreThread> m_thread; // destroyed first, as its tasks may use the others
};
