// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/log/import/packetfile.h"
#include "model/log/trafficlog.h"

#include <QObject>
#include <QThread>

#include <atomic>
#include <memory>

/// Opens a capture on a thread of its own, as a sealed log: one of SocketScope where it is (see
/// TrafficLog::openFile), one of another program, perhaps compressed with gzip, by converting it into a log in a
/// folder. What is not TCP or UDP is counted only. Memory stays flat: 32 MiB for segments out of order and 16,384
/// conversations at most (see CaptureConversations). Make, use and destroy it on one thread, where
/// its signals arrive.
class CaptureImporter : public QObject
{
    Q_OBJECT
public:
    struct Request
    {
        QString file;
        QString directory; ///< for the converted log, must exist; empty: open the file where it is
    };

    explicit CaptureImporter(QObject *parent = nullptr);
    /// Cancels and waits for the thread, which looks for that every few thousand packets.
    ~CaptureImporter() override;

    void start(const Request &request);
    void cancel();
    /// After finished(true).
    std::shared_ptr<TrafficLog> log() const { return m_log; }

signals:
    void progress(quint64 done, quint64 total);
    /// `message` says why not when `ok` is false; empty when it was cancelled. A file that is damaged
    /// or cut off behind its header is no failure: the log says where it ends.
    void finished(bool ok, const QString &message);

private:
    Result<std::shared_ptr<TrafficLog>> open(const Request &request);
    /// A capture of another program.
    struct Opened
    {
        std::unique_ptr<PacketFile> file;
        qint64 size = 0;   // of what is read from it
        qint64 before = 0; // what unpacking it counts for, in the progress
        QString complaint; // why not all of it could be unpacked
    };
    Result<Opened> openForeign(const Request &request);
    Result<std::shared_ptr<TrafficLog>> convert(const Request &request);
    void reportProgress(qint64 done, qint64 total);

    std::unique_ptr<QThread> m_thread;
    std::atomic<bool> m_cancelled = false;
    std::shared_ptr<TrafficLog> m_log;
};
