// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/log/export/logexport.h"

#include "model/filelock.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QSaveFile>

namespace {

constexpr qsizetype writeSize = 1 << 20;

} // namespace

Result<ExportSummary> exportRecords(const ExportRequest &request, QIODevice &out, const ExportProgress &progress)
{
    ExportSummary summary;
    const ExportFormatInfo &format = exportFormatInfo(request.format);
    const auto formatter = format.make(request.log, request.options);
    QByteArray buffer;
    buffer.reserve(writeSize + writeSize / 4);
    const auto flush = [&] {
        const bool written = out.write(buffer) == buffer.size();
        summary.bytes += quint64(buffer.size());
        buffer.resize(0);
        return written;
    };
    if (format.isText && request.options.byteOrderMark)
        buffer.append("\xef\xbb\xbf");
    formatter->begin(buffer);
    RecordSelection &selection = *request.selection;
    const RecordNumber end = selection.end();
    const RecordNumber first = selection.first();
    for (RecordNumber at = first; at < end; ++at) {
        if (progress && !progress(at - first, end - first)) {
            summary.cancelled = true;
            return summary;
        }
        if (selection.next(at, at + 1))
            ++(formatter->append(buffer, at) ? summary.records : summary.missing);
        if (buffer.size() >= writeSize && !flush())
            return failure(out.errorString());
    }
    // Also where nothing was left to write since the last word: the log may have gone meanwhile.
    if (progress && first < end && !progress(end - first, end - first)) {
        summary.cancelled = true;
        return summary;
    }
    formatter->end(buffer);
    if (!flush())
        return failure(out.errorString());
    return summary;
}

Result<ExportSummary> exportToFile(const ExportRequest &request, const QString &file, const ExportProgress &progress)
{
    if (const QString source = QFileInfo(request.log->options().file).canonicalFilePath();
        !source.isEmpty() && source == QFileInfo(file).canonicalFilePath()) {
        return failure(QCoreApplication::translate(
                           "LogExport", "The log cannot be saved over %1, from which it is read. Choose another name.")
                           .arg(QDir::toNativeSeparators(file)));
    }
    if (filelock::isLocked(file)) {
        return failure(
            QCoreApplication::translate("LogExport", "A log is being written to %1 now. Choose another name.")
                .arg(QDir::toNativeSeparators(file)));
    }
    QSaveFile out(file);
    const auto cannot = [&](const QString &reason) {
        return failure(QCoreApplication::translate("LogExport", "The log could not be saved to %1: %2")
                           .arg(QDir::toNativeSeparators(file), reason));
    };
    if (!out.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
        return cannot(out.errorString());
    auto summary = exportRecords(request, out, progress);
    if (!summary)
        return cannot(summary.error().message);
    if (summary->cancelled)
        return summary; // the end of `out` takes away what was written
    if (!out.commit())
        return cannot(out.errorString());
    return summary;
}
