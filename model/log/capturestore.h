// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/result.h"

#include <QDateTime>
#include <QLockFile>

#include <memory>
#include <vector>

/// A folder for the segment files of one temporary capture. It is locked while this object lives
/// and removed with everything in it when the object goes: a folder that is still there without a
/// lock was left by a program that crashed. Destroy the TrafficLog that writes there first.
class CaptureFolder
{
public:
    ~CaptureFolder();
    const QString &path() const { return m_path; }

private:
    friend class CaptureStore;
    CaptureFolder(QString path, std::unique_ptr<QLockFile> lock);

    QString m_path;
    std::unique_ptr<QLockFile> m_lock;
};

/// Where temporary captures live: the folder `captures` in the user's cache folder, readable by the
/// user only. GUI thread; several programs may use one store at the same time.
class CaptureStore
{
public:
    /// `root` is created when the first capture is.
    explicit CaptureStore(QString root);

    /// What a crashed program left.
    struct Orphan
    {
        QString path;
        qint64 bytes = 0;
        QDateTime lastWritten;
    };

    Result<std::unique_ptr<CaptureFolder>> create();
    /// Captures without an owner that hold at least one record, newest first; empty ones are removed.
    std::vector<Orphan> orphans() const;
    /// Takes an orphan over; open it with TrafficLog::reopen.
    Result<std::unique_ptr<CaptureFolder>> adopt(const Orphan &orphan);
    void discard(const Orphan &orphan);

private:
    QString m_root;
};
