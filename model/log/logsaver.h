// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/textcodec.h"
#include "model/log/trafficlog.h"

#include <QObject>
#include <QThread>

#include <atomic>
#include <memory>

/// Writes a range of a log to a file on a thread of its own; memory stays flat. Make, use and
/// destroy it on one thread, where its signals arrive. The file appears under its name only when
/// it is complete.
class LogSaver : public QObject
{
    Q_OBJECT
public:
    enum class Format : quint8 {
        Pcapng, ///< one capture file for Wireshark, bytes as they came
        Text,   ///< a line a record in UTF-8: time, direction, peer, text
    };

    struct Request
    {
        std::shared_ptr<const TrafficLog> log;
        RecordNumber first = 0;
        RecordNumber end = 0;
        QString file;
        Format format = Format::Pcapng;
        std::shared_ptr<const TextCodec> codec; ///< Format::Text only
    };

    explicit LogSaver(QObject *parent = nullptr);
    /// Cancels and waits for the thread, which looks for that once a record.
    ~LogSaver() override;

    void start(const Request &request);
    void cancel();

signals:
    void progress(quint64 done, quint64 total);
    /// `message` says why not when `ok` is false; empty when it was cancelled.
    void finished(bool ok, const QString &message);

private:
    QString save(const Request &request);

    std::unique_ptr<QThread> m_thread;
    std::atomic<bool> m_cancelled = false;
};
