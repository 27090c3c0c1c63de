// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/log/import/packetfile.h"
#include "model/log/trafficlog.h"

#include <QObject>
#include <QThread>

#include <atomic>
#include <memory>

/// Opens a capture as a sealed log, on a thread of its own: one of SocketScope in place (see TrafficLog::openFile); one of
/// another program, perhaps compressed with gzip, by converting it to a log in a folder. Packets other than TCP and UDP
/// are only counted. Memory is bounded: 32 MiB for segments out of order and 16,384 conversations (see
/// CaptureConversations). Create, use and destroy it on one thread, where its signals arrive.
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
    /// Cancels and waits for the thread, which checks for that every few thousand packets.
    ~CaptureImporter() override;

    void start(const Request &request);
    void cancel() { m_cancelled = true; }
    /// After finished(true).
    std::shared_ptr<TrafficLog> log() const { return m_log; }

signals:
    void progress(quint64 done, quint64 total);
    /// `message` is the error when `ok` is false, and empty when it was cancelled. A file that is damaged
    /// or cut off after its header is no error: the log says where it ends.
    void finished(bool ok, const QString &message);

private:
    Result<std::shared_ptr<TrafficLog>> open(const Request &request);
    /// A capture of another program.
    struct Opened
    {
        std::unique_ptr<PacketFile> file;
        qint64 size = 0;   // of the file, unpacked
        qint64 before = 0; // the progress that unpacking counts for
        QString complaint; // why a part of it could not be unpacked
    };
    Result<Opened> openForeign(const Request &request);
    Result<std::shared_ptr<TrafficLog>> convert(const Request &request);
    void reportProgress(qint64 done, qint64 total);

    std::unique_ptr<QThread> m_thread;
    std::atomic<bool> m_cancelled = false;
    std::shared_ptr<TrafficLog> m_log;
};
