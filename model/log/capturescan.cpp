// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/log/capturescan.h"

#include "model/log/captureblocks.h"
#include "model/log/filewindow.h"
#include "model/log/trafficlog.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QtEndian>

namespace {

constexpr qsizetype longestHeader = 4096;
constexpr int progressBlocks = 16384;

quint32 get32(QByteArrayView bytes, qsizetype at)
{
    return qFromLittleEndian<quint32>(bytes.data() + at);
}

/// The value of an option of a section header or interface description; null when there is none.
QByteArrayView option(QByteArrayView block, qsizetype at, quint16 code)
{
    const qsizetype end = block.size() - 4;
    while (at + 4 <= end) {
        const quint32 word = get32(block, at);
        const qsizetype length = qsizetype(word >> 16);
        if (at + 4 + length > end)
            return {};
        if ((word & 0xffff) == code)
            return block.sliced(at + 4, length);
        at += 4 + (length + 3) / 4 * 4;
    }
    return {};
}

/// The whole block of a type at the beginning of `bytes`; null when something else stands there.
QByteArrayView leadingBlock(QByteArrayView bytes, quint32 type, qsizetype least)
{
    const qint64 length = captureblocks::blockLength(bytes);
    const bool whole = length >= least && length <= bytes.size() && get32(bytes, 0) == type;
    return whole ? bytes.first(length) : QByteArrayView();
}

void add(CaptureScan &scan, const Record &record)
{
    scan.largestPeer = std::max(scan.largestPeer, quint32(record.peer));
    if (record.kind == RecordKind::Event && isLogGap(record.event.code))
        scan.gaps.push_back(record.number);
    if (record.kind != RecordKind::Data)
        return;
    const bool in = record.direction == Direction::In;
    (in ? scan.rxBytes : scan.txBytes) += quint64(record.payload.size());
    ++(in ? scan.rxRecords : scan.txRecords);
}

} // namespace

qsizetype ownHeaderSize(QByteArrayView start)
{
    // See captureblocks::fileHeader(); numbers of draft-ietf-opsawg-pcapng.
    const QByteArrayView section = leadingBlock(start, 0x0a0d0d0a, 28);
    if (section.isEmpty() || get32(section, 8) != 0x1a2b3c4d || !option(section, 24, 4).startsWith("SocketScope "))
        return 0;
    const QByteArrayView description = leadingBlock(start.sliced(section.size()), 1, 20);
    const bool ours = !description.isEmpty() && (get32(description, 8) & 0xffff) == 101
        && option(description, 16, 9) == QByteArrayView("\x09", 1);
    return ours ? section.size() + description.size() : 0;
}

Result<CaptureScan> scanCapture(const QString &path, const ScanProgress &progress)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered)) {
        return failure(QCoreApplication::translate("CaptureScan", "The capture %1 cannot be read: %2")
                           .arg(QDir::toNativeSeparators(path), file.errorString()));
    }
    FileWindow window(file, 4 << 20);
    CaptureScan scan;
    scan.bytes = ownHeaderSize(window.bytesAt(0, longestHeader));
    for (int blocks = 1; scan.bytes > 0; ++blocks) {
        const qint64 length = captureblocks::blockLength(window.bytesAt(scan.bytes, 12));
        const QByteArrayView block = length > 0 ? window.bytesAt(scan.bytes, length) : QByteArrayView();
        if (block.isEmpty() || block.size() < length)
            break;
        if (captureblocks::isRecord(block)) {
            const auto record = captureblocks::parse(block, scan.records);
            if (!record)
                break;
            if (scan.records % TrafficLog::groupSize == 0) {
                scan.groupOffsets.push_back(scan.bytes);
                scan.groupTimes.emplace_back();
            }
            scan.groupTimes.back().add(record->timeNs);
            ++scan.records;
            add(scan, *record);
        }
        scan.bytes += length;
        if (blocks % progressBlocks == 0 && progress && !progress(scan.bytes, file.size()))
            break;
    }
    scan.unreadBytes = file.size() - scan.bytes;
    return scan;
}
