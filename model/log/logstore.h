// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/log/logdescription.h"
#include "model/result.h"

#include <QDateTime>
#include <QJsonObject>

#include <functional>
#include <memory>
#include <vector>

/// How many logs are kept that no program uses any more.
struct LogLimits
{
    // Names in the settings file of the window, which socketscope-cli reads too.
    static constexpr const char *countName = "logs/count";
    static constexpr const char *bytesName = "logs/bytes";
    static constexpr const char *daysName = "logs/days";
    static constexpr const char *privateName = "logs/private";

    static constexpr int maxCount = 1000;
    static constexpr qint64 maxBytes = qint64(1) << 50;
    static constexpr int maxDays = 3650;

    int count = 20;                 ///< 0: none
    qint64 bytes = qint64(4) << 30; ///< of all together; the newest log is kept even if it is larger. 0: none
    int days = 7;                   ///< since it was last written to; 0: none

    /// Of the values of the settings file.
    static LogLimits read(const QJsonObject &values);
    /// Of values as they are stored; what makes no sense is left as it is by default.
    static LogLimits of(const QVariant &count, const QVariant &bytes, const QVariant &days);
};

/// A folder for the segment files of one temporary log. It is locked while this object lives: one without a lock is of
/// a log that was closed, or was left by a program that crashed. Destroy the TrafficLog that writes there first.
class LogFolder
{
public:
    /// What becomes of the folder when this object goes.
    enum class End : quint8 {
        Leave,  ///< it stays as it is
        Keep,   ///< it stays, and the description says that it ended in order
        Remove, ///< it is removed with everything in it
    };

    /// Nothing is waited for: removing takes place on the store's thread.
    ~LogFolder();
    const QString &path() const { return m_path; }
    const LogDescription &description() const { return m_description; }
    /// Is written to the folder, on the store's thread; `ended` is left out of it until the end.
    void describe(const LogDescription &description);
    void setEnd(End end) { m_end = end; }
    /// The same with the last description.
    void setEnd(End end, const LogDescription &last)
    {
        m_end = end;
        m_description = last;
    }

private:
    friend class LogStore;
    class Lock;
    struct Worker;
    LogFolder(QString path, std::unique_ptr<Lock> lock, std::shared_ptr<Worker> worker);

    QString m_path;
    std::shared_ptr<Lock> m_lock;
    std::shared_ptr<Worker> m_worker;
    LogDescription m_description;
    End m_end = End::Leave;
};

/// Where temporary logs live: the folder `captures` in the user's cache folder, readable by the user only. Several
/// programs may use one store at the same time. Any thread.
class LogStore
{
public:
    /// `root` is created when the first log is. In `others`, of other programs, logs are found and tidied up too.
    explicit LogStore(QString root, QStringList others = {});
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
        /// Left by a crash of the window: it stays until the user opens or discards it.
        bool isOffered() const { return hasCrashed() && !isFromCommandLine() && !description.isPrivate; }
    };

    Result<std::unique_ptr<LogFolder>> create();
    /// For copies that are of no use without this program: it goes with its object, or after a crash at the next start.
    Result<std::unique_ptr<LogFolder>> createScratch();
    /// Logs that no program uses, and that hold at least one record, newest first; without private ones.
    std::vector<KeptLog> logs() const;
    /// Of these the ones to offer after a crash.
    std::vector<KeptLog> orphans() const;
    /// Takes a log over, which may take a second; open it with TrafficLog::reopen. It stays as it is until told otherwise by setEnd().
    Result<std::unique_ptr<LogFolder>> adopt(const QString &path) const;
    /// At the user's wish; may take a second. False when a program uses it now.
    bool discard(const QString &path) const;
    /// Removes logs above the limits, oldest first, what private ones left after a crash, and empty folders.
    void tidy(const LogLimits &limits) const;

    /// Runs a task on the store's thread, one after another. The store's end waits for it, so it may use the store.
    void post(std::function<void()> task) const;
    /// Whether the store's end is waiting: a long task stops then.
    bool isEnding() const;

private:
    std::vector<KeptLog> list(bool unwanted) const;

    QString m_root;
    QStringList m_roots;                         // m_root and the others
    std::shared_ptr<LogFolder::Worker> m_worker; // goes first, after what uses the others
};
