// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
// Long because appending, write errors, segment changes and reopening share one lock and one state.
#include "model/log/trafficlog.h"

#include "model/log/logfile.h"
#include "model/log/pcapng/blockreader.h"
#include "model/log/pcapng/blockwriter.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <numeric>
#include <system_error>
#include <utility>

namespace {

constexpr qsizetype handOverSize = 1 << 20; // a long batch is handed to the system in pieces of this size
constexpr qsizetype copyLimit = 8 << 10;    // larger payloads are written from where they lie
constexpr qsizetype maxBuffered = 16 << 20; // while the system takes nothing

constexpr std::chrono::milliseconds retryPause{200}; // batches in between do not try
constexpr size_t maxStreamsLost = 64;                // that get a gap record of their own
constexpr size_t maxReports = 64;                    // that nobody has taken yet
constexpr int maxNameTries = 1000;

enum Counter : quint8 { RxBytes, RxRecords, TxBytes, TxRecords, KernelDrops, NotStored, NotStoredBytes };

/// Calls `visit(block)` for each whole block at the beginning of `bytes`; returns the size of all of them.
template<typename Visit>
qsizetype walkBlocks(QByteArrayView bytes, Visit visit)
{
    qsizetype at = 0;
    for (;;) {
        const qint64 length = pcapng::blockLength(bytes.sliced(at));
        if (length <= 0 || length > bytes.size() - at)
            return at;
        visit(bytes.sliced(at, length));
        at += length;
    }
}

} // namespace

TrafficLog::TrafficLog(Options options) : m_options(std::move(options)) { }

TrafficLog::~TrafficLog()
{
    if (!m_stall)
        return;
    const std::lock_guard lock(m_writeMutex);
    m_stall->nextTry = {};
    publish(); // one last time; a removed folder is not created again
}

Result<std::shared_ptr<TrafficLog>> TrafficLog::create(const Options &options)
{
    std::shared_ptr<TrafficLog> log(new TrafficLog(options));
    if (const auto opened = log->openFirst(1); !opened)
        return tl::unexpected(opened.error());
    return log;
}

Result<std::shared_ptr<TrafficLog>> TrafficLog::reopen(const Options &options, const ScanProgress &progress)
{
    std::shared_ptr<TrafficLog> log(new TrafficLog(options));
    std::vector<quint32> numbers;
    const QStringList names =
        QDir(options.directory)
            .entryList({QStringLiteral("segment-*.pcapng")}, QDir::Files | QDir::Dirs | QDir::System, QDir::Name);
    for (const QString &name : names) {
        const quint32 number = name.mid(8, 6).toUInt();
        if (number > (numbers.empty() ? 0 : numbers.back()))
            numbers.push_back(number);
    }
    Result<void> adopted;
    size_t unreadable = 0;
    for (size_t i = 0; i < numbers.size(); ++i) {
        if (progress && !progress(qint64(i), qint64(numbers.size())))
            return failure(QString());
        if (const quint32 due = i == 0 ? numbers[0] : numbers[i - 1] + 1; due < numbers[i]) {
            log->m_damaged = true;
            log->addMark(
                {EventCode::LogMissing, {QDir::toNativeSeparators(log->segmentPath(due))}, numbers[i] - due - 1});
        }
        if (const auto segment = log->adoptSegment(numbers[i], i + 1 == numbers.size(), progress); !segment) {
            log->m_damaged = true;
            log->addMark({EventCode::LogPartUnreadable, {segment.error().message}});
            adopted = segment;
            ++unreadable;
        }
    }
    if (progress && !progress(qint64(numbers.size()), qint64(numbers.size())))
        return failure(QString());
    if (unreadable > 0 && unreadable == numbers.size())
        return tl::unexpected(adopted.error());
    log->m_end = log->m_written;
    quint32 next = numbers.empty() ? 1 : numbers.back() + 1;
    if (!numbers.empty() && log->isEmptySegment(numbers.back()) && QFile::remove(log->segmentPath(numbers.back())))
        --next;
    if (const auto opened = log->openFirst(next); !opened) {
        if (log->m_written == 0)
            return tl::unexpected(opened.error());
        log->m_writeProblem = opened.error().message;
        log->m_sealed = true;
    }
    return log;
}

/// Whether it has only a header, or a part of one.
bool TrafficLog::isEmptySegment(quint32 number) const
{
    const QFileInfo info(segmentPath(number));
    const auto &segments = m_index.segments();
    const bool known = !segments.empty() && segments.back().number == number;
    return info.isFile() && info.size() <= pcapng::headerSize() && !known;
}

Result<void> TrafficLog::adoptSegment(quint32 number, bool isLast, const ScanProgress &progress)
{
    const QString path = segmentPath(number);
    auto scan = scanSegment(path, progress);
    if (!scan)
        return tl::unexpected(scan.error());
    const qint64 rest = scan->unreadBytes;
    if (scan->parts.empty() && scan->bytes + rest <= pcapng::headerSize())
        return {}; // just begun
    addSegment(number, std::move(*scan));
    if (rest > 0) {
        m_damaged = m_damaged || !isLast;
        addMark({EventCode::LogDamaged, {QString::number(rest), QDir::toNativeSeparators(path)}});
    }
    return {};
}

void TrafficLog::addSegment(quint32 number, SegmentScan scan)
{
    qint64 start = 0;
    for (SegmentScan::Part &part : scan.parts) {
        if (part.skipped > 0) {
            m_damaged = true;
            addMark({EventCode::LogDamaged,
                     {QString::number(part.skipped), QDir::toNativeSeparators(segmentPath(number))}});
        }
        m_index.adopt(
            {number, m_written, part.end - start, std::move(part.groupOffsets), std::move(part.groupTimes), {}});
        for (const quint64 gap : part.gaps)
            m_index.addGap(m_written + gap);
        m_written += part.records;
        m_lastTimeNs = std::max(m_lastTimeNs, part.lastTimeNs);
        start = part.end;
    }
    m_unreadBytes += scan.skippedBytes() + scan.unreadBytes;
    m_counters[RxBytes] += scan.rxBytes;
    m_counters[RxRecords] += scan.rxRecords;
    m_counters[TxBytes] += scan.txBytes;
    m_counters[TxRecords] += scan.txRecords;
    m_lastPeer = std::max<quint32>(m_lastPeer, scan.largestPeer);
}

/// Adds a record here that is in no file.
void TrafficLog::addMark(const Event &event)
{
    Mark mark{m_written, {}};
    pcapng::appendEvent(mark.block, event, m_lastTimeNs, PeerId::None);
    m_marks.push_back(std::move(mark));
    m_index.addGap(m_written++);
}

QByteArrayView TrafficLog::mark(RecordNumber number) const
{
    const auto found = std::lower_bound(m_marks.begin(), m_marks.end(), number,
                                        [](const Mark &mark, RecordNumber n) { return mark.number < n; });
    return found != m_marks.end() && found->number == number ? QByteArrayView(found->block) : QByteArrayView();
}

RecordNumber TrafficLog::unbrokenFrom(RecordNumber number) const
{
    const auto found = std::lower_bound(m_marks.begin(), m_marks.end(), number,
                                        [](const Mark &mark, RecordNumber n) { return mark.number < n; });
    return found == m_marks.begin() ? 0 : std::prev(found)->number + 1;
}

Result<std::shared_ptr<TrafficLog>> TrafficLog::openFile(const QString &path, const ScanProgress &progress)
{
    auto scan = scanSegment(path, progress);
    if (!scan)
        return tl::unexpected(scan.error());
    Options options;
    options.file = path;
    std::shared_ptr<TrafficLog> log(new TrafficLog(options));
    log->addSegment(1, std::move(*scan));
    log->m_end = log->m_written;
    log->m_sealed = true;
    return log;
}

void TrafficLog::seal()
{
    const std::lock_guard lock(m_writeMutex);
    m_sealed.store(true, std::memory_order_release);
    m_file->close();
}

QString TrafficLog::segmentPath(quint32 segment) const
{
    if (!m_options.file.isEmpty()) {
        const QFileInfo file(m_options.file);
        const QString suffix = file.suffix().isEmpty() ? QString() : u'.' + file.suffix();
        // See moveOn().
        return segment == 1 ? m_options.file
                            : m_options.file.chopped(suffix.size()) + u'-' + QString::number(segment) + suffix;
    }
    return QStringLiteral("%1/segment-%2.pcapng").arg(m_options.directory).arg(segment, 6, 10, QLatin1Char('0'));
}

/// Of the file that is written to; QFile does not know the name of one that was opened by its descriptor.
QString TrafficLog::newestPath() const
{
    return segmentPath(m_index.segments().back().number);
}

TrafficCounters TrafficLog::counters() const
{
    const auto value = [this](Counter which) { return m_counters[which].load(std::memory_order_relaxed); };
    return {value(RxBytes),
            value(RxRecords),
            value(TxBytes),
            value(TxRecords),
            value(KernelDrops),
            value(NotStored) + m_waiting.load(std::memory_order_relaxed),
            value(NotStoredBytes) + m_waitingBytes.load(std::memory_order_relaxed)};
}

std::optional<Event> TrafficLog::takeFileEvent()
{
    const std::lock_guard lock(m_writeMutex);
    if (m_reports.empty())
        return {};
    const Event first = m_reports.front();
    m_reports.erase(m_reports.begin());
    return first;
}

void TrafficLog::report(const Event &event)
{
    if (m_reports.size() < maxReports)
        m_reports.push_back(event);
}

Result<void> TrafficLog::openFirst(quint32 number)
{
    if (const auto opened = openSegment(number, m_written); !opened && !m_options.file.isEmpty()) {
        return failure(opened.error());
    } else if (!opened) {
        return failure(QCoreApplication::translate("TrafficLog", "The log cannot be written to %1: %2")
                           .arg(QDir::toNativeSeparators(segmentPath(number)), opened.error()));
    }
    handOver();
    return {};
}

/// The header of the new segment is not handed over yet. On error, which is the system's, the one before stays open.
tl::expected<void, QString> TrafficLog::openSegment(quint32 number, RecordNumber firstRecord)
{
    auto file = std::make_unique<QFile>(segmentPath(number));
    const auto mode = QIODevice::WriteOnly | QIODevice::NewOnly | QIODevice::Unbuffered;
    if (!m_options.file.isEmpty()) {
        auto opened = logfile::open(segmentPath(number), m_options.overwrite && number == 1);
        if (!opened)
            return tl::unexpected(opened.error().message);
        file = std::move(*opened);
    } else if (!file->open(mode, QFileDevice::ReadOwner | QFileDevice::WriteOwner)) {
        return tl::unexpected(file->errorString());
    }
    m_file = std::move(file);
    m_rollAt = m_options.segmentBytes;
    m_output.copied().append(pcapng::fileHeader());
    m_index.beginSegment(number, firstRecord, m_output.size());
    return {};
}

/// Whether a record can be appended now.
bool TrafficLog::makeRoom()
{
    if (m_sealed.load(std::memory_order_relaxed))
        return false;
    if (m_output.size() >= handOverSize || m_stall) {
        if (!handOver()) {
            m_full = m_stall->lostSinceNs != 0 || m_output.size() >= maxBuffered;
            if (m_full) // until all is written, so that a gap is in one place
                return false;
        } else if (m_stall) {
            endStall();
        }
    }
    rollIfFull();
    return true;
}

template<typename Append>
bool TrafficLog::append(SegmentIndex::Kind kind, qint64 timeNs, Append appendBlocks)
{
    if (!makeRoom())
        return false;
    m_index.addRecord(m_written, kind, timeNs);
    const qsizetype before = m_output.size();
    appendBlocks(m_output.copied());
    m_index.addBytes(m_output.size() - before);
    ++m_written;
    return true;
}

/// A record about the log itself.
void TrafficLog::appendMark(const Event &event, qint64 timeNs, PeerId peer)
{
    const bool stored =
        append(SegmentIndex::Events, timeNs, [&](QByteArray &out) { pcapng::appendEvent(out, event, timeNs, peer); });
    if (stored && isLogGap(event.code))
        m_index.addGap(m_written - 1);
}

/// Always between two blocks. True when nothing is buffered any more.
bool TrafficLog::handOver()
{
    if (m_output.isEmpty())
        return true;
    if (m_stall && Stall::Clock::now() < m_stall->nextTry)
        return false;
    if (const auto failed = m_output.flush(m_file->handle())) {
        keepForLater(*failed);
        return false;
    }
    m_waiting = 0;
    m_waitingBytes = 0;
    return true;
}

/// Cuts off what the system took of the last block, so that the file is a valid capture at any time.
void TrafficLog::keepForLater(const GatherBuffer::Failure &failure)
{
    const int fd = m_file->handle();
    const off_t end = ::lseek(fd, 0, SEEK_CUR);
    if (end >= 0) {
        const qsizetype whole = walkBlocks(QByteArrayView(m_output.copied()).first(failure.taken), [](auto) {});
        const off_t wholeEnd = end - failure.taken + whole;
        // If that fails too, the next attempt overwrites it.
        [[maybe_unused]] const int cut = whole < failure.taken ? ::ftruncate(fd, wholeEnd) : 0;
        ::lseek(fd, wholeEnd, SEEK_SET);
        m_output.drop(whole);
        RecordNumber records = 0;
        quint64 pieces = 0;
        quint64 bytes = 0;
        walkBlocks(m_output.copied(), [&](QByteArrayView block) {
            const auto record = pcapng::viewRecord(block);
            records += record ? 1 : 0;
            pieces += record && record->kind == RecordKind::Data ? 1 : 0;
            bytes += record ? quint64(record->payload.size()) : 0;
        });
        m_waiting = pieces;
        m_waitingBytes = bytes;
        m_end.store(m_written - records, std::memory_order_release);
    }
    if (!m_stall) {
        m_stall = std::make_unique<Stall>();
        m_stalled = true;
        report({EventCode::CaptureFailed, {QDir::toNativeSeparators(newestPath()), qt_error_string(failure.error)}});
    }
    m_stall->nextTry = Stall::Clock::now() + retryPause;
}

/// `flow`: null for an event.
void TrafficLog::lose(LogFlow *flow, Direction direction, qsizetype bytes, qint64 timeNs)
{
    if (!m_stall)
        return; // the log is sealed
    Stall::Lost *lost = &m_stall->others;
    if (flow) {
        m_counters[NotStored].fetch_add(1, std::memory_order_relaxed);
        m_counters[NotStoredBytes].fetch_add(quint64(bytes), std::memory_order_relaxed);
        flow->lastRecord[size_t(direction)] = 0; // the next data does not continue it
        const std::pair key(flow->id, direction);
        if (m_stall->streams.size() < maxStreamsLost || m_stall->streams.contains(key)) {
            lost = &m_stall->streams[key];
            lost->remote = flow->remote.toString();
        }
    }
    ++lost->records;
    lost->bytes += quint64(bytes);
    if (m_stall->lostSinceNs == 0)
        m_stall->lostSinceNs = timeNs;
}

/// All buffered records are written. Records here count what was lost.
void TrafficLog::endStall()
{
    const std::unique_ptr<Stall> stall = std::exchange(m_stall, nullptr);
    m_full = false;
    Stall::Lost all = stall->others;
    for (const auto &[key, lost] : stall->streams) {
        const auto [peer, direction] = key;
        all.records += lost.records;
        all.bytes += lost.bytes;
        appendMark({EventCode::LogGap,
                    {QString::number(lost.records), QString::number(lost.bytes), lost.remote,
                     direction == Direction::In ? QStringLiteral("in") : QStringLiteral("out")}},
                   stall->lostSinceNs, peer);
    }
    if (stall->others.records > 0)
        appendMark({EventCode::LogGap, {QString::number(stall->others.records), QString::number(stall->others.bytes)}},
                   stall->lostSinceNs);
    const std::chrono::duration<double> took = Stall::Clock::now() - stall->since;
    const Event works{EventCode::CaptureWorks,
                      {QDir::toNativeSeparators(newestPath()), QString::number(took.count(), 'f', 1)}};
    appendMark(works, nowNs());
    report(works);
    if (all.records > 0)
        report({EventCode::LogGap, {QString::number(all.records), QString::number(all.bytes)}});
}

void TrafficLog::publish()
{
    if (handOver() && m_stall) {
        endStall();
        handOver();
    }
    if (m_output.isEmpty())
        m_end.store(m_written, std::memory_order_release);
    if (!m_stall) // only now, when the buffered records can be read
        m_stalled.store(false, std::memory_order_release);
}

void TrafficLog::lookAfterFile()
{
    const std::lock_guard lock(m_writeMutex);
    if (m_sealed)
        return;
    if (m_stall)
        m_stall->nextTry = {};
    if (isFileSpoilt())
        moveOn();
    publish();
}

/// Whether the written records cannot be read any more under the file's name. A renamed file still can.
bool TrafficLog::isFileSpoilt() const
{
    const int fd = m_file->handle();
    struct stat ours = {};
    struct stat named = {};
    const QByteArray path = QFile::encodeName(newestPath());
    if (::fstat(fd, &ours) != 0 || !S_ISREG(ours.st_mode))
        return false;
    if (::stat(path.constData(), &named) != 0)
        return (errno == ENOENT || errno == ENOTDIR) && ours.st_nlink == 0;
    if (named.st_dev != ours.st_dev || named.st_ino != ours.st_ino)
        return true;
    const off_t written = ::lseek(fd, 0, SEEK_CUR);
    if (ours.st_size < written)
        return true;
    // A file that was cut, and written to since, begins with a hole.
    quint32 magic = 0;
    const int reading = written > 0 ? ::open(path.constData(), O_RDONLY | O_CLOEXEC | O_NONBLOCK) : -1;
    const bool isRead = reading >= 0 && ::pread(reading, &magic, sizeof magic, 0) == ssize_t(sizeof magic);
    if (reading >= 0)
        ::close(reading);
    return isRead && magic == 0;
}

/// Continues in another file; records that cannot be read any more are dropped from the log.
void TrafficLog::moveOn()
{
    const QString spoilt = newestPath();
    const RecordNumber first = m_end;
    const QByteArray waiting = m_output.copied();
    m_output.drop(waiting.size());
    const std::vector<SegmentIndex::Segment> &segments = m_index.segments();
    const RecordNumber before = segments.back().firstRecord;
    quint32 number = segments.back().number + 1;
    for (int i = 0; i < maxNameTries && !m_options.file.isEmpty() && QFileInfo::exists(segmentPath(number)); ++i)
        ++number;
    if (m_options.file.isEmpty())
        restoreFolder();
    if (const auto opened = openSegment(number, first); !opened) {
        m_output.copied().append(waiting);
        if (!std::exchange(m_growthReported, true))
            report({EventCode::Other, {QDir::toNativeSeparators(segmentPath(number)), opened.error()}});
        return;
    }
    m_growthReported = false;
    RecordNumber record = first;
    walkBlocks(waiting, [&](QByteArrayView block) {
        const auto kinds = SegmentIndex::Received | SegmentIndex::Sent | SegmentIndex::Events;
        if (const auto parsed = pcapng::isRecord(block) ? pcapng::parseRecord(block, record) : std::nullopt)
            m_index.addRecord(record++, kinds, parsed->timeNs);
        m_index.addBytes(block.size());
    });
    m_output.copied().append(waiting);
    const auto isLeft = [&](const SegmentIndex::Segment &segment) {
        const QString path = segmentPath(segment.number);
        return path != spoilt && QFileInfo::exists(path);
    };
    const auto oldest = std::find_if(segments.begin(), std::prev(segments.end()), isLeft);
    m_first.store(m_index.dropOldest(size_t(oldest - segments.begin())), std::memory_order_release);
    const Event moved{
        EventCode::CaptureMoved,
        {QDir::toNativeSeparators(spoilt), QDir::toNativeSeparators(newestPath()), QString::number(first - before)}};
    report(moved);
    appendMark(moved, nowNs());
}

/// Creates the folder again that another program has removed, and locks it (see LogFolder).
void TrafficLog::restoreFolder()
{
    if (QFileInfo::exists(m_options.directory) || !QDir().mkpath(m_options.directory))
        return;
    QFile::setPermissions(m_options.directory, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    m_folderLock = std::make_unique<QLockFile>(m_options.directory + QStringLiteral("/lock"));
    m_folderLock->setStaleLockTime(0);
    m_folderLock->tryLock(0);
}

void TrafficLog::rollIfFull()
{
    if (!m_options.file.isEmpty() || m_index.segments().back().bytes < m_rollAt || !handOver())
        return;
    m_end.store(m_written, std::memory_order_release);
    // When no new file can be created, the old one grows: too large is better than lost.
    const quint32 number = m_index.segments().back().number + 1;
    if (const auto opened = openSegment(number, m_written)) {
        handOver();
        m_growthReported = false;
        dropOldSegments();
    } else {
        m_rollAt = m_index.segments().back().bytes + m_options.segmentBytes / 16; // and tries again
        if (!std::exchange(m_growthReported, true))
            report({EventCode::CaptureGrows, {QDir::toNativeSeparators(segmentPath(number)), opened.error()}});
    }
}

void TrafficLog::dropOldSegments()
{
    const std::vector<SegmentIndex::Segment> &segments = m_index.segments();
    qint64 total = m_options.segmentBytes + m_index.totalBytes(); // with what the new segment will grow to
    QStringList dropped;
    while (total > m_options.quotaBytes && segments.size() > 2) {
        // A damaged file has several segments here.
        const quint32 number = segments.front().number;
        const auto end =
            std::find_if(segments.begin(), segments.end(), [number](const auto &s) { return s.number != number; });
        if (end == segments.end())
            break;
        dropped.append(segmentPath(number));
        total -= std::accumulate(segments.begin(), end, qint64(0),
                                 [](qint64 sum, const auto &segment) { return sum + segment.bytes; });
        m_first.store(m_index.dropOldest(size_t(end - segments.begin())), std::memory_order_release);
    }
    if (dropped.isEmpty())
        return;
    const auto remove = [dropped] {
        for (const QString &path : dropped)
            QFile::remove(path);
    };
    // Each takes milliseconds, in which no socket would be read. Waits here for a deletion that is still running.
    try {
        m_deletion = std::async(std::launch::async, remove);
    } catch (const std::system_error &) { // too many threads
        remove();
    }
}

TrafficLog::Writer::Writer(TrafficLog &log) : m_log(log), m_lock(log.m_writeMutex) { }

void TrafficLog::Writer::data(LogFlow &flow, Direction direction, qint64 timeNs, QByteArrayView payload)
{
    do {
        const bool whole = flow.transport == Transport::Udp || payload.size() <= pcapng::maxPayloadSize;
        const QByteArrayView piece = whole ? payload : payload.first(pcapng::maxPayloadSize);
        payload = payload.sliced(piece.size());
        const auto kind = direction == Direction::In ? SegmentIndex::Received : SegmentIndex::Sent;
        const bool stored = m_log.append(kind, timeNs, [&](QByteArray &out) {
            if (piece.size() <= copyLimit || m_log.m_stall) {
                pcapng::appendData(out, flow, direction, timeNs, piece, m_log.m_written);
                return;
            }
            const auto frame = pcapng::dataBlock(flow, direction, timeNs, piece, m_log.m_written);
            out.append(frame.head.data(), frame.headSize);
            m_log.m_output.borrow(piece);
            out.append(frame.tail.data(), frame.tailSize);
        });
        if (!stored) {
            flow.sequence[size_t(direction)] += quint64(piece.size()); // the gap shows in the capture
            m_log.lose(&flow, direction, piece.size(), timeNs);
        } else if (m_log.m_stall) {
            m_log.m_waiting.fetch_add(1, std::memory_order_relaxed);
            m_log.m_waitingBytes.fetch_add(quint64(piece.size()), std::memory_order_relaxed);
        }
        if (m_log.isSealed())
            continue;
        const bool in = direction == Direction::In;
        m_log.m_counters[in ? RxBytes : TxBytes].fetch_add(quint64(piece.size()), std::memory_order_relaxed);
        m_log.m_counters[in ? RxRecords : TxRecords].fetch_add(1, std::memory_order_relaxed);
    } while (!payload.isEmpty());
    if (m_log.m_output.hasBorrowed())
        m_log.handOver(); // the payload belongs to the caller
}

void TrafficLog::Writer::connected(LogFlow &flow, bool incoming, qint64 timeNs)
{
    if (!m_log.append(SegmentIndex::Events, timeNs,
                      [&](QByteArray &out) { pcapng::appendConnected(out, flow, incoming, timeNs); }))
        m_log.lose(nullptr, Direction::In, 0, timeNs);
}

void TrafficLog::Writer::closed(LogFlow &flow, EventCode code, qint64 timeNs)
{
    if (!m_log.append(SegmentIndex::Events, timeNs,
                      [&](QByteArray &out) { pcapng::appendClosed(out, flow, code, timeNs); }))
        m_log.lose(nullptr, Direction::In, 0, timeNs);
}

void TrafficLog::Writer::event(const Event &event, qint64 timeNs, PeerId peer)
{
    if (!m_log.append(SegmentIndex::Events, timeNs,
                      [&](QByteArray &out) { pcapng::appendEvent(out, event, timeNs, peer); }))
        m_log.lose(nullptr, Direction::In, 0, timeNs);
}

void TrafficLog::Writer::countKernelDrops(quint64 datagrams)
{
    m_log.m_counters[KernelDrops].fetch_add(datagrams, std::memory_order_relaxed);
}
