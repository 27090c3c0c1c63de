// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
// Long because it holds one state: what is written, what is found again, and the index of both.
#include "model/log/trafficlog.h"

#include "model/log/capturefile.h"

#include <QCoreApplication>
#include <QDir>

#include <algorithm>
#include <cerrno>
#include <numeric>
#include <system_error>
#include <utility>

namespace {

constexpr qsizetype handOverSize = 1 << 20;  // a long batch goes to the system in pieces of this size
constexpr qsizetype copyLimit = 8 << 10;     // larger payloads are written from where they lie
constexpr qsizetype mostBuffered = 16 << 20; // while the system refuses to take anything

enum Counter : quint8 { RxBytes, RxRecords, TxBytes, TxRecords, KernelDrops, NotStored };

} // namespace

TrafficCounters TrafficCounters::operator-(const TrafficCounters &base) const
{
    return {rxBytes - base.rxBytes,     rxRecords - base.rxRecords,     txBytes - base.txBytes,
            txRecords - base.txRecords, kernelDrops - base.kernelDrops, notStored - base.notStored};
}

TrafficLog::TrafficLog(Options options) : m_options(std::move(options)) { }

TrafficLog::~TrafficLog() = default;

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
            log->addMark({EventCode::LogUnreadable, {segment.error().message}});
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

/// Whether it has a header, or the beginning of one, and no more.
bool TrafficLog::isEmptySegment(quint32 number) const
{
    const QFileInfo info(segmentPath(number));
    const bool known = !m_segments.empty() && m_segments.back().number == number;
    return info.isFile() && info.size() <= captureblocks::headerSize() && !known;
}

Result<void> TrafficLog::adoptSegment(quint32 number, bool isLast, const ScanProgress &progress)
{
    const QString path = segmentPath(number);
    auto scan = scanCapture(path, progress);
    if (!scan)
        return tl::unexpected(scan.error());
    const qint64 rest = scan->unreadBytes;
    if (scan->parts.empty() && scan->bytes + rest <= captureblocks::headerSize())
        return {}; // as it is begun
    addSegment(number, std::move(*scan));
    if (rest > 0) {
        m_damaged = m_damaged || !isLast;
        addMark({EventCode::LogDamaged, {QString::number(rest), QDir::toNativeSeparators(path)}});
    }
    return {};
}

void TrafficLog::addSegment(quint32 number, CaptureScan scan)
{
    qint64 start = 0;
    for (CaptureScan::Part &part : scan.parts) {
        if (part.skipped > 0) {
            m_damaged = true;
            addMark({EventCode::LogDamaged,
                     {QString::number(part.skipped), QDir::toNativeSeparators(segmentPath(number))}});
        }
        m_segments.push_back({number, m_written, part.end - start, std::move(part.groupOffsets)});
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

/// A record of its own, at this place.
void TrafficLog::addMark(const Event &event)
{
    Mark mark{m_written, {}};
    captureblocks::appendEvent(mark.block, event, m_lastTimeNs, PeerId::None);
    m_marks.push_back(std::move(mark));
    ++m_written;
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
    auto scan = scanCapture(path, progress);
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
    if (!m_options.file.isEmpty())
        return m_options.file;
    return QStringLiteral("%1/segment-%2.pcapng").arg(m_options.directory).arg(segment, 6, 10, QLatin1Char('0'));
}

TrafficCounters TrafficLog::counters() const
{
    const auto value = [this](Counter which) { return m_counters[which].load(std::memory_order_relaxed); };
    return {value(RxBytes), value(RxRecords), value(TxBytes), value(TxRecords), value(KernelDrops), value(NotStored)};
}

PeerId TrafficLog::nextPeerId()
{
    return PeerId(++m_lastPeer);
}

std::optional<Event> TrafficLog::takeFailure()
{
    const std::lock_guard lock(m_writeMutex);
    return std::exchange(m_failure, std::nullopt);
}

std::optional<TrafficLog::Group> TrafficLog::groupOf(RecordNumber number) const
{
    const std::lock_guard lock(m_indexMutex);
    const auto after = std::upper_bound(m_segments.begin(), m_segments.end(), number,
                                        [](RecordNumber n, const Segment &s) { return n < s.firstRecord; });
    if (after == m_segments.begin())
        return {};
    const Segment &segment = *std::prev(after);
    const quint64 group = (number - segment.firstRecord) / groupSize;
    if (group >= segment.groupOffsets.size())
        return {};
    const RecordNumber first = segment.firstRecord + group * groupSize;
    const RecordNumber end =
        after == m_segments.end() ? first + groupSize : std::min(first + groupSize, after->firstRecord);
    return Group{segment.number, segment.groupOffsets[group], first, end};
}

Result<void> TrafficLog::openFirst(quint32 number)
{
    if (const auto opened = openSegment(number); !opened && !m_options.file.isEmpty()) {
        return failure(opened.error());
    } else if (!opened) {
        return failure(QCoreApplication::translate("TrafficLog", "The log cannot be written to %1: %2")
                           .arg(QDir::toNativeSeparators(segmentPath(number)), opened.error()));
    }
    return {};
}

/// Or the system's reason why there is none; then the one before stays as it is.
tl::expected<void, QString> TrafficLog::openSegment(quint32 number)
{
    auto file = std::make_unique<QFile>(segmentPath(number));
    const auto mode = QIODevice::WriteOnly | QIODevice::NewOnly | QIODevice::Unbuffered;
    if (!m_options.file.isEmpty()) {
        auto opened = capturefile::open(m_options.file, m_options.overwrite);
        if (!opened)
            return tl::unexpected(opened.error().message);
        file = std::move(*opened);
    } else if (!file->open(mode, QFileDevice::ReadOwner | QFileDevice::WriteOwner)) {
        return tl::unexpected(file->errorString());
    }
    m_file = std::move(file);
    m_rollAt = m_options.segmentBytes;
    m_output.copied().append(captureblocks::fileHeader());
    {
        const std::lock_guard lock(m_indexMutex);
        m_segments.push_back({number, m_written, m_output.size(), {}});
    }
    handOver();
    return {};
}

bool TrafficLog::beginRecord()
{
    if (m_sealed.load(std::memory_order_relaxed))
        return false;
    if (m_output.size() >= handOverSize && !handOver() && m_output.size() >= mostBuffered) {
        m_counters[NotStored].fetch_add(1, std::memory_order_relaxed);
        return false;
    }
    rollIfFull();
    Segment &segment = m_segments.back(); // only a Writer changes the list, and that is us
    if ((m_written - segment.firstRecord) % groupSize == 0) {
        const std::lock_guard lock(m_indexMutex);
        segment.groupOffsets.push_back(segment.bytes);
    }
    return true;
}

void TrafficLog::endRecord()
{
    ++m_written;
}

bool TrafficLog::handOver()
{
    if (!m_output.isEmpty() && !m_output.flush(m_file->handle())) {
        const int error = errno;
        if (!std::exchange(m_failureTold, true))
            m_failure =
                Event{EventCode::CaptureFailed, {QDir::toNativeSeparators(m_file->fileName()), qt_error_string(error)}};
        return false;
    }
    m_failureTold = false;
    return true;
}

void TrafficLog::publish()
{
    if (handOver())
        m_end.store(m_written, std::memory_order_release);
}

void TrafficLog::rollIfFull()
{
    if (!m_options.file.isEmpty() || m_segments.back().bytes < m_rollAt || !handOver())
        return;
    m_end.store(m_written, std::memory_order_release);
    // When no new file can be made, the old one grows on: better too large than lost.
    const quint32 number = m_segments.back().number + 1;
    if (const auto opened = openSegment(number)) {
        m_growthTold = false;
        dropOldSegments();
    } else {
        m_rollAt = m_segments.back().bytes + m_options.segmentBytes / 16; // and try again
        if (!std::exchange(m_growthTold, true))
            m_failure = Event{EventCode::CaptureGrows, {QDir::toNativeSeparators(segmentPath(number)), opened.error()}};
    }
}

void TrafficLog::dropOldSegments()
{
    qint64 total = m_options.segmentBytes; // what the new segment will come to
    for (const Segment &segment : m_segments)
        total += segment.bytes;
    QStringList dropped;
    while (total > m_options.quotaBytes && m_segments.size() > 2) {
        // A damaged segment stands there in several parts.
        const quint32 number = m_segments.front().number;
        const auto end = std::find_if(m_segments.begin(), m_segments.end(),
                                      [number](const Segment &s) { return s.number != number; });
        if (end == m_segments.end())
            break;
        dropped.append(segmentPath(number));
        total -= std::accumulate(m_segments.begin(), end, qint64(0),
                                 [](qint64 sum, const Segment &s) { return sum + s.bytes; });
        {
            const std::lock_guard lock(m_indexMutex);
            m_segments.erase(m_segments.begin(), end);
        }
        m_first.store(m_segments.front().firstRecord, std::memory_order_release);
    }
    if (dropped.isEmpty())
        return;
    const auto remove = [dropped] {
        for (const QString &path : dropped)
            QFile::remove(path);
    };
    // Milliseconds for each, in which no socket would be read. A deletion still going on is waited for here.
    try {
        m_deletion = std::async(std::launch::async, remove);
    } catch (const std::system_error &) { // no further thread can be had
        remove();
    }
}

TrafficLog::Writer::Writer(TrafficLog &log) : m_log(log), m_lock(log.m_writeMutex) { }

TrafficLog::Writer::~Writer()
{
    m_log.publish();
}

template<typename Append>
bool TrafficLog::Writer::append(Append appendBlocks)
{
    if (!m_log.beginRecord())
        return false;
    const qsizetype before = m_log.m_output.size();
    appendBlocks(m_log.m_output.copied());
    m_log.m_segments.back().bytes += m_log.m_output.size() - before;
    m_log.endRecord();
    return true;
}

void TrafficLog::Writer::data(LogFlow &flow, Direction direction, qint64 timeNs, QByteArrayView payload)
{
    do {
        const bool whole = flow.transport == Transport::Udp || payload.size() <= captureblocks::maxPiece;
        const QByteArrayView piece = whole ? payload : payload.first(captureblocks::maxPiece);
        payload = payload.sliced(piece.size());
        const bool stored = append([&](QByteArray &out) {
            if (piece.size() <= copyLimit) {
                captureblocks::appendData(out, flow, direction, timeNs, piece, m_log.m_written);
                return;
            }
            const auto frame = captureblocks::frameData(flow, direction, timeNs, piece, m_log.m_written);
            out.append(frame.head.data(), frame.headSize);
            m_log.m_output.borrow(piece);
            out.append(frame.tail.data(), frame.tailSize);
        });
        if (!stored) {
            flow.sequence[size_t(direction)] += quint64(piece.size()); // the gap shows in the capture
            continue;
        }
        const bool in = direction == Direction::In;
        m_log.m_counters[in ? RxBytes : TxBytes].fetch_add(quint64(piece.size()), std::memory_order_relaxed);
        m_log.m_counters[in ? RxRecords : TxRecords].fetch_add(1, std::memory_order_relaxed);
    } while (!payload.isEmpty());
    if (m_log.m_output.hasBorrowed())
        m_log.handOver(); // the payload is the caller's
}

void TrafficLog::Writer::connected(LogFlow &flow, bool incoming, qint64 timeNs)
{
    append([&](QByteArray &out) { captureblocks::appendConnected(out, flow, incoming, timeNs); });
}

void TrafficLog::Writer::closed(LogFlow &flow, EventCode how, qint64 timeNs)
{
    append([&](QByteArray &out) { captureblocks::appendClosed(out, flow, how, timeNs); });
}

void TrafficLog::Writer::event(const Event &event, qint64 timeNs, PeerId peer)
{
    append([&](QByteArray &out) { captureblocks::appendEvent(out, event, timeNs, peer); });
}

void TrafficLog::Writer::countKernelDrops(quint64 datagrams)
{
    m_log.m_counters[KernelDrops].fetch_add(datagrams, std::memory_order_relaxed);
}
