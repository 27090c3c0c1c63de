// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/log/gatherbuffer.h"
#include "model/log/segmentindex.h"
#include "model/log/segmentscan.h"
#include "model/result.h"

#include <QFile>
#include <QLockFile>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <vector>

/// What a log counts of its traffic.
struct TrafficCounters
{
    quint64 rxBytes = 0; ///< these count all traffic, stored or not
    quint64 rxRecords = 0;
    quint64 txBytes = 0;
    quint64 txRecords = 0;
    quint64 kernelDrops = 0; ///< datagrams that the system dropped before they could be read
    /// Of those above: data records, and their bytes, that could not be written to the log, or cannot now.
    quint64 notStored = 0;
    quint64 notStoredBytes = 0;

    TrafficCounters operator-(const TrafficCounters &base) const
    {
        return {rxBytes - base.rxBytes, rxRecords - base.rxRecords, txBytes - base.txBytes, txRecords - base.txRecords,
                kernelDrops - base.kernelDrops,
                // What is buffered now is stored later.
                notStored - std::min(notStored, base.notStored),
                notStoredBytes - std::min(notStoredBytes, base.notStoredBytes)};
    }
};

/// The traffic log: an append-only pcapng capture (draft-ietf-opsawg-pcapng) in a ring of segment files, of which only
/// a sparse index is kept in memory. Each Writer hands its records to the system at its end, so a killed process loses
/// at most one batch. While the system does not take them (a full disk), the log is stalled: up to 16 MiB are buffered;
/// records beyond that are lost, and later a record at their place counts them (EventCode::LogGap). The file ends with
/// a whole block at any time. Thread-safe; readers (LogReader) see whole records only.
class TrafficLog
{
public:
    struct Options
    {
        /// Folder for the segment files; it must exist.
        QString directory;
        /// When set, the log is this one file, locked while written to (see logfile), without segments and quota.
        QString file;
        /// Whether an existing `file` may be replaced.
        bool overwrite = false;
        qint64 segmentBytes = qint64(64) << 20;
        /// The oldest segments are dropped when all together exceed this.
        qint64 quotaBytes = qint64(2) << 30;
    };

    static Result<std::shared_ptr<TrafficLog>> create(const Options &options);
    /// Opens the segment files that an ended process left in `options.directory`, and appends to them in a new segment;
    /// existing files are never changed. An event replaces what cannot be read (see EventCode::LogDamaged). When the
    /// folder cannot be written to, the log is sealed; see writeProblem(). Reads everything once, which may take seconds.
    /// Fails when `progress` stops it.
    static Result<std::shared_ptr<TrafficLog>> reopen(const Options &options, const ScanProgress &progress = {});
    /// Opens a capture that SocketScope wrote, sealed: nothing is ever written to it. An incomplete record at its end
    /// is skipped (see unreadBytes). Reads everything once.
    static Result<std::shared_ptr<TrafficLog>> openFile(const QString &path, const ScanProgress &progress = {});
    ~TrafficLog();

    RecordNumber first() const { return m_first.load(std::memory_order_acquire); }
    RecordNumber end() const { return m_end.load(std::memory_order_acquire); }
    TrafficCounters counters() const;
    const Options &options() const { return m_options; }
    /// The number to give to the next new peer.
    PeerId nextPeerId() { return PeerId(++m_lastPeer); }
    /// From now on a Writer appends nothing.
    void seal();
    bool isSealed() const { return m_sealed.load(std::memory_order_acquire); }
    /// Why reopen() could not make the log writable; empty when it could.
    const QString &writeProblem() const { return m_writeProblem; }
    /// How many bytes openFile() or reopen() could not read.
    qint64 unreadBytes() const { return m_unreadBytes; }
    /// Whether some of them are not at the end of a file but before records that can be read.
    bool isDamaged() const { return m_damaged; }
    /// The block of an event that replaces what cannot be read and is in no file; null: the record is in a file.
    QByteArrayView mark(RecordNumber number) const;
    /// From this record on, up to `number`, nothing is missing.
    RecordNumber unbrokenFrom(RecordNumber number) const;

    /// Whether the log cannot be written now. Then sockets should be read and written less, see lookAfterFile().
    bool isStalled() const { return m_stalled.load(std::memory_order_acquire); }
    /// Whether new records are lost now.
    bool isFull() const { return m_full.load(std::memory_order_relaxed); }
    /// To be called a few times a second: tries to write what is buffered, and continues in another file when other
    /// programs have removed, replaced or cut the current one.
    void lookAfterFile();
    /// Where in the files the records are. Any thread may look up.
    const SegmentIndex &index() const { return m_index; }
    QString segmentPath(quint32 segment) const;

    /// Appends records while it lives, holding the log's lock; the destructor hands them to the
    /// system and publishes them. Keep it for a batch, not longer.
    class Writer
    {
    public:
        explicit Writer(TrafficLog &log);
        ~Writer() { m_log.publish(); }
        Writer(const Writer &) = delete;
        Writer &operator=(const Writer &) = delete;

        /// A datagram, or bytes of a stream. More than pcapng::maxPayloadSize bytes are stored as several records.
        void data(LogFlow &flow, Direction direction, qint64 timeNs, QByteArrayView payload);
        /// A TCP connection began; stored as its three-way handshake.
        void connected(LogFlow &flow, bool incoming, qint64 timeNs);
        /// A TCP connection ended; `code` is one of ClosedByPeer, ClosedHere, ResetByPeer, ResetHere.
        void closed(LogFlow &flow, EventCode code, qint64 timeNs);
        /// Any other event; stored as a journal block.
        void event(const Event &event, qint64 timeNs, PeerId peer = PeerId::None);
        void countKernelDrops(quint64 datagrams);

    private:
        TrafficLog &m_log;
        std::unique_lock<std::mutex> m_lock;
    };

    /// The next event about the files, once: they cannot be written, can be again, or records are missing.
    std::optional<Event> takeFileEvent();

private:
    /// From the first write error until all buffered records are written.
    struct Stall
    {
        struct Lost
        {
            quint64 records = 0;
            quint64 bytes = 0;
            QString remote;
        };
        using Clock = std::chrono::steady_clock;
        Clock::time_point since = Clock::now();
        Clock::time_point nextTry;
        std::map<std::pair<PeerId, Direction>, Lost> streams;
        Lost others;
        qint64 lostSinceNs = 0; // 0: no record is lost
    };

    explicit TrafficLog(Options options);
    QString newestPath() const;
    Result<void> openFirst(quint32 number);
    tl::expected<void, QString> openSegment(quint32 number, RecordNumber firstRecord);
    bool isEmptySegment(quint32 number) const;
    Result<void> adoptSegment(quint32 number, bool isLast, const ScanProgress &progress);
    void addSegment(quint32 number, SegmentScan scan);
    void addMark(const Event &event);
    bool makeRoom();
    template<typename Append>
    bool append(SegmentIndex::Kind kind, qint64 timeNs, Append appendBlocks);
    void appendMark(const Event &event, qint64 timeNs, PeerId peer = PeerId::None);
    bool handOver();
    void keepForLater(const GatherBuffer::Failure &failure);
    void lose(LogFlow *flow, Direction direction, qsizetype bytes, qint64 timeNs);
    void endStall();
    void publish();
    void report(const Event &event);
    bool isFileSpoilt() const;
    void moveOn();
    void restoreFolder();
    void rollIfFull();
    void dropOldSegments();

    const Options m_options;

    mutable std::mutex m_writeMutex; // one Writer at a time; guards these:
    std::unique_ptr<QFile> m_file = std::make_unique<QFile>();
    GatherBuffer m_output;        // appended, not yet handed to the system
    SegmentIndex m_index;         // of all that was appended
    RecordNumber m_written = 0;   // appended, perhaps not yet published
    std::future<void> m_deletion; // of files, on a thread of its own
    std::vector<Event> m_reports;
    std::unique_ptr<Stall> m_stall;
    std::unique_ptr<QLockFile> m_folderLock; // of a folder that had to be created again
    qint64 m_rollAt = 0;                     // the size of the newest segment at which the next one begins
    bool m_growthReported = false;

    std::atomic<RecordNumber> m_first = 0;
    std::atomic<RecordNumber> m_end = 0;
    std::atomic<quint32> m_lastPeer = 0;
    std::atomic<bool> m_sealed = false;
    std::atomic<bool> m_stalled = false;
    std::atomic<bool> m_full = false;
    std::atomic<quint64> m_waiting = 0; // data records that are only in memory
    std::atomic<quint64> m_waitingBytes = 0;
    // As reopen() or openFile() found the files:
    struct Mark
    {
        RecordNumber number = 0;
        QByteArray block;
    };
    std::vector<Mark> m_marks; // ascending
    qint64 m_lastTimeNs = 0;   // of the records read so far
    qint64 m_unreadBytes = 0;
    bool m_damaged = false;
    QString m_writeProblem;
    std::array<std::atomic<quint64>, 7> m_counters = {}; // in the order of TrafficCounters
};
