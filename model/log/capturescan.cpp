// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/log/capturescan.h"

#include "model/log/captureblocks.h"
#include "model/log/filewindow.h"
#include "model/log/trafficlog.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

namespace {

void add(CaptureScan &scan, const Record &record)
{
    scan.largestPeer = std::max(scan.largestPeer, quint32(record.peer));
    if (record.kind != RecordKind::Data)
        return;
    const bool in = record.direction == Direction::In;
    (in ? scan.rxBytes : scan.txBytes) += quint64(record.payload.size());
    ++(in ? scan.rxRecords : scan.txRecords);
}

} // namespace

Result<CaptureScan> scanCapture(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered)) {
        return failure(QCoreApplication::translate("CaptureScan", "The capture %1 cannot be read: %2")
                           .arg(QDir::toNativeSeparators(path), file.errorString()));
    }
    FileWindow window(file, 4 << 20);
    CaptureScan scan;
    const QByteArray header = captureblocks::fileHeader();
    if (window.bytesAt(0, header.size()) != header)
        return scan;
    scan.bytes = header.size();
    for (;;) {
        const qint64 length = captureblocks::blockLength(window.bytesAt(scan.bytes, 12));
        const QByteArrayView block = length > 0 ? window.bytesAt(scan.bytes, length) : QByteArrayView();
        if (block.isEmpty() || block.size() < length)
            return scan;
        if (captureblocks::isRecord(block)) {
            const auto record = captureblocks::parse(block, scan.records);
            if (!record)
                return scan;
            if (scan.records % TrafficLog::groupSize == 0)
                scan.groupOffsets.push_back(scan.bytes);
            ++scan.records;
            add(scan, *record);
        }
        scan.bytes += length;
    }
}
