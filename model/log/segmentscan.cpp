// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/log/segmentscan.h"

#include "model/files/filewindow.h"
#include "model/log/pcapng/blockreader.h"
#include "model/log/pcapng/blockwriter.h"
#include "model/log/pcapng/pcapng.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

#include <algorithm>
#include <numeric>

namespace {

constexpr qsizetype maxHeaderSize = 4096;
constexpr int progressBlocks = 16384;
constexpr qint64 searchSize = 1 << 20; // read at a time to find the next record after damage

void add(SegmentScan &scan, const Record &record)
{
    scan.largestPeer = std::max(scan.largestPeer, quint32(record.peer));
    if (record.kind == RecordKind::Event && isLogGap(record.event.code))
        scan.parts.back().gaps.push_back(scan.parts.back().records);
    scan.parts.back().groupTimes.back().add(record.timeNs);
    scan.parts.back().lastTimeNs = std::max(scan.parts.back().lastTimeNs, record.timeNs);
    if (record.kind != RecordKind::Data)
        return;
    const bool in = record.direction == Direction::In;
    (in ? scan.rxBytes : scan.txBytes) += quint64(record.payload.size());
    ++(in ? scan.rxRecords : scan.txRecords);
}

/// Walks through a segment file block by block.
class Scanner
{
public:
    Scanner(QFile &file, const ScanProgress &progress)
        : m_window(file, 4 << 20), m_size(file.size()), m_progress(progress)
    {
    }

    SegmentScan run()
    {
        m_at = pcapng::ownHeaderSize(m_window.bytesAt(0, maxHeaderSize));
        m_scan.bytes = m_at;
        // A small file without a header is what a crash left; a large one is damaged.
        if (m_at > 0 || m_size >= pcapng::headerSize())
            walk();
        m_scan.unreadBytes = m_size - m_scan.bytes;
        return std::move(m_scan);
    }

private:
    void walk()
    {
        qint64 skipped = 0;
        while (m_at < m_size && mayContinue()) {
            const QByteArrayView block = wholeBlock(m_at);
            if (block.isEmpty() || !take(block, skipped)) {
                const qint64 next = afterDamage(m_at);
                if (next < 0)
                    return;
                skipped += next - m_at;
                m_at = next;
                continue;
            }
            skipped = 0;
            m_at += block.size();
            m_scan.parts.back().end = m_at;
            m_scan.bytes = m_at;
        }
    }

    /// Adds a record, in a new part after damage; false when this is not a block of ours.
    bool take(QByteArrayView block, qint64 skipped)
    {
        const bool isRecord = pcapng::isRecord(block);
        const auto record = isRecord ? pcapng::parseRecord(block, m_records) : std::nullopt;
        if (isRecord ? !record : !isKnown(pcapng::get32(block, 0)))
            return false;
        if (m_scan.parts.empty() || skipped > 0)
            m_scan.parts.push_back({skipped, m_at, 0, {}, {}, {}, 0});
        if (!record)
            return true;
        SegmentScan::Part &part = m_scan.parts.back();
        if (part.records % SegmentIndex::groupSize == 0) {
            part.groupOffsets.push_back(m_at);
            part.groupTimes.emplace_back();
        }
        add(m_scan, *record);
        ++part.records;
        ++m_records;
        return true;
    }

    /// The block at an offset, when it is complete and its two lengths agree.
    QByteArrayView wholeBlock(qint64 at)
    {
        const qint64 length = pcapng::blockLength(m_window.bytesAt(at, 12));
        const QByteArrayView block = length > 0 ? m_window.bytesAt(at, length) : QByteArrayView();
        const bool whole =
            !block.isEmpty() && block.size() == length && pcapng::get32(block, length - 4) == quint32(length);
        return whole ? block : QByteArrayView();
    }

    /// Where the next record of ours begins after the damage at `at`; -1: there is none, or it was stopped.
    qint64 afterDamage(qint64 at)
    {
        if (const QByteArrayView damaged = wholeBlock(at); !damaged.isEmpty() && isRecordAt(at + damaged.size()))
            return at + damaged.size(); // its lengths are intact
        qint64 unreadable = 4096;
        for (++at; at + 12 <= m_size && mayContinue(1024);) {
            const QByteArrayView bytes = m_window.bytesAt(at, std::min<qint64>(searchSize, m_size - at));
            if (bytes.size() < 12) { // the disk cannot read here
                at = (at / 4096) * 4096 + unreadable;
                unreadable = std::min<qint64>(unreadable * 2, 1 << 20);
                continue;
            }
            qsizetype offset = 0;
            while (offset + 12 <= bytes.size() && !mayBegin(bytes.sliced(offset)))
                ++offset;
            at += offset;
            if (offset + 12 > bytes.size())
                continue;
            if (isRecordAt(at))
                return at;
            ++at;
        }
        return -1;
    }

    /// Whether a capture may have blocks of this type.
    static bool isKnown(quint32 type)
    {
        return (type >= 1 && type <= 10) || type == pcapng::sectionHeaderBlock || (type & 0x3fffffff) == 0xbad;
    }

    /// By type and length. Bytes may have been inserted or removed, so a block may begin anywhere.
    static bool mayBegin(QByteArrayView bytes)
    {
        const quint32 type = pcapng::get32(bytes, 0);
        return (type == pcapng::enhancedPacketBlock || type == pcapng::journalBlock) && pcapng::blockLength(bytes) > 0;
    }

    bool isRecordAt(qint64 at)
    {
        const QByteArrayView block = wholeBlock(at);
        return !block.isEmpty() && pcapng::isRecord(block) && pcapng::parseRecord(block, 0).has_value();
    }

    bool mayContinue(int steps = 1)
    {
        m_steps += steps;
        if (m_steps >= progressBlocks && m_progress && !m_stopped) {
            m_steps = 0;
            m_stopped = !m_progress(m_at, m_size);
        }
        return !m_stopped;
    }

    FileWindow m_window;
    const qint64 m_size;
    const ScanProgress &m_progress;
    SegmentScan m_scan;
    qint64 m_at = 0;
    quint64 m_records = 0;
    int m_steps = 0;
    bool m_stopped = false;
};

} // namespace

qint64 SegmentScan::skippedBytes() const
{
    return std::accumulate(parts.begin(), parts.end(), qint64(0),
                           [](qint64 sum, const Part &part) { return sum + part.skipped; });
}

Result<SegmentScan> scanSegment(const QString &path, const ScanProgress &progress)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered)) {
        return failure(QCoreApplication::translate("SegmentScan", "The capture %1 cannot be read: %2")
                           .arg(QDir::toNativeSeparators(path), file.errorString()));
    }
    return Scanner(file, progress).run();
}
