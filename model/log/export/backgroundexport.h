// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/log/export/exportrecords.h"

#include <QObject>
#include <QThread>

#include <atomic>
#include <memory>

/// Exports to a file on its own thread (see exportToFile()). Belongs to one thread, where its signals arrive.
class BackgroundExport : public QObject
{
    Q_OBJECT
public:
    explicit BackgroundExport(QObject *parent = nullptr);
    /// Cancels and waits for the thread, which checks for that at each record.
    ~BackgroundExport() override;

    /// One export at a time.
    void start(const ExportRequest &request, const QString &file);
    void cancel() { m_cancelled = true; }

signals:
    void progress(quint64 done, quint64 total);
    /// When `ok`, `message` is empty or warns of records that are not in the file; else it says why
    /// not, and is empty when it was cancelled.
    void finished(bool ok, const QString &message);

private:
    void run(const ExportRequest &request, const QString &file);

    std::unique_ptr<QThread> m_thread;
    std::atomic<bool> m_cancelled = false;
};
