// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/framecutter.h"
#include "model/log/frameindex.h"
#include "model/log/logreader.h"

#include <QObject>
#include <QThread>

#include <condition_variable>
#include <memory>

/// Fills a FrameIndex: goes through a log from its beginning on a thread of its own, and goes on with records that
/// come later (see wake()). Make, use and destroy it on one thread, where its signals arrive.
class FrameScan : public QObject
{
    Q_OBJECT
public:
    FrameScan(const std::shared_ptr<const TrafficLog> &log, const Framing &framing, QObject *parent = nullptr);
    /// Stops the thread, which looks for that once in 64 records, and waits for it.
    ~FrameScan() override;

    /// Shared with the thread, which fills it.
    std::shared_ptr<const FrameIndex> index() const { return m_index; }
    /// There may be new records.
    void wake();

    static constexpr RecordNumber anchorRecords = 64;
    static constexpr quint64 anchorBytes = 32 << 10;
    static constexpr size_t mostStreams = 65536; ///< that are followed at a time

signals:
    /// More is known; at most 4 times a second, and at the end of what there is.
    void advanced();

private:
    struct Stream
    {
        explicit Stream(const Framing &framing) : cutter(framing) { }
        FrameCutter cutter;
        RecordNumber sinceAnchor = 0;
        quint64 bytesSinceAnchor = 0;
    };

    void run();
    void look(RecordNumber number);
    void follow(RecordNumber number, const captureblocks::RecordView &view);
    void tell(bool always);

    const std::shared_ptr<const TrafficLog> m_log;
    const Framing m_framing;
    const std::shared_ptr<FrameIndex> m_index;
    LogReader m_reader; // this, and the others here, are the thread's
    RecordNumber m_next;
    std::unordered_map<PeerId, Stream> m_streams;
    qint64 m_toldNs = 0;

    std::mutex m_mutex; // guards these:
    std::condition_variable m_woken;
    bool m_stop = false;
    bool m_wake = false;

    std::atomic<bool> m_stopping = false;
    std::unique_ptr<QThread> m_thread;
};
