// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/framecutter.h"
#include "model/log/backgroundscan.h"
#include "model/log/frames/frameindex.h"
#include "model/log/logreader.h"
#include "model/log/pcapng/blockreader.h"

#include <deque>
#include <memory>
#include <unordered_map>

/// Fills a FrameIndex: scans a log and continues with new records. Emits advanced() at most 4 times a second.
class FrameScan final : public BackgroundScan
{
    Q_OBJECT
public:
    FrameScan(const std::shared_ptr<const TrafficLog> &log, const Framing &framing, QObject *parent = nullptr);
    /// Stops the thread, which checks for that once in 64 records, and waits for it.
    ~FrameScan() override { stop(); }

    /// Shared with the thread, which fills it.
    std::shared_ptr<const FrameIndex> index() const { return m_index; }

    static constexpr RecordNumber anchorRecords = 64;
    static constexpr quint64 anchorBytes = 32 << 10;
    static constexpr size_t maxStreams = 65536; ///< that are followed at a time
    /// Of them, those that were closed here and not yet by the peer; the oldest are forgotten.
    static constexpr size_t maxHalfClosed = 1024;

private:
    struct Stream
    {
        explicit Stream(const Framing &framing) : cutter(framing) { }
        FrameCutter cutter;
        RecordNumber sinceAnchor = 0;
        quint64 bytesSinceAnchor = 0;
    };

    Step step() override;
    void look(RecordNumber number);
    void noteHalfClosed(PeerId peer);
    void follow(RecordNumber number, const pcapng::RecordView &view);

    const std::shared_ptr<const TrafficLog> m_log;
    const Framing m_framing;
    const std::shared_ptr<FrameIndex> m_index;
    LogReader m_reader; // this, and the others here, are the thread's
    RecordNumber m_next;
    std::unordered_map<PeerId, Stream> m_streams;
    std::deque<PeerId> m_halfClosed; // oldest first
};
