// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/log/export/exportrecords.h"

#include "model/files/filelock.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QSaveFile>

#include <algorithm>

namespace {

constexpr qsizetype writeSize = 1 << 20;

} // namespace

QString exportWarning(const ExportSummary &summary)
{
    QStringList lines;
    const auto add = [&lines](quint64 count, const char *text) {
        if (count > 0)
            lines.append(QCoreApplication::translate("ExportRecords", text).arg(count));
    };
    add(summary.dropped, QT_TRANSLATE_NOOP("ExportRecords", "Records dropped from the log before the first one: %1"));
    add(summary.missing, QT_TRANSLATE_NOOP("ExportRecords", "Records dropped from the log or unreadable: %1"));
    add(summary.gaps, QT_TRANSLATE_NOOP("ExportRecords", "Gaps in the log, where records are missing: %1"));
    return lines.join(u'\n');
}

Result<ExportSummary> exportRecords(const ExportRequest &request, QIODevice &out, const ExportProgress &progress)
{
    ExportSummary summary;
    const ExportFormatInfo &format = exportFormatInfo(request.format);
    const auto formatter = format.make(request.log, request.options);
    QByteArray buffer;
    buffer.reserve(writeSize + writeSize / 4);
    const auto flush = [&] {
        // After a partial write, the next one returns the error.
        for (qsizetype done = 0; done < buffer.size();) {
            const qint64 taken = out.write(buffer.constData() + done, buffer.size() - done);
            if (taken <= 0)
                return false;
            done += taken;
        }
        summary.bytes += quint64(buffer.size());
        buffer.resize(0);
        return true;
    };
    if (format.isText && request.options.byteOrderMark)
        buffer.append("\xef\xbb\xbf");
    formatter->begin(buffer);
    RecordSelection &selection = *request.selection;
    const RecordNumber end = selection.end();
    const RecordNumber first = selection.first();
    if (first < end && first <= request.log->first()) {
        summary.dropped = first;
        formatter->setDropped(first);
    }
    LogReader records(request.log);
    const std::vector<RecordNumber> gaps = request.log->index().gaps();
    auto gap = std::lower_bound(gaps.begin(), gaps.end(), first);
    const auto isGap = [&](RecordNumber at) {
        if (gap == gaps.end() || *gap != at)
            return false;
        ++gap;
        const auto record = records.read(at);
        return record && selection.isTouchedBy(*record);
    };
    for (RecordNumber at = first; at < end; ++at) {
        if (progress && !progress(at - first, end - first)) {
            summary.cancelled = true;
            return summary;
        }
        const bool marksGap = isGap(at);
        summary.gaps += marksGap ? 1 : 0;
        if (marksGap || selection.next(at, at + 1))
            ++(formatter->append(buffer, at) ? summary.records : summary.missing);
        if (buffer.size() >= writeSize && !flush())
            return failure(out.errorString());
    }
    // Also for an empty rest: the export may have been cancelled since.
    if (progress && first < end && !progress(end - first, end - first)) {
        summary.cancelled = true;
        return summary;
    }
    formatter->finish(buffer);
    if (!flush())
        return failure(out.errorString());
    return summary;
}

Result<ExportSummary> exportToFile(const ExportRequest &request, const QString &file, const ExportProgress &progress)
{
    if (const QString source = QFileInfo(request.log->options().file).canonicalFilePath();
        !source.isEmpty() && source == QFileInfo(file).canonicalFilePath()) {
        return failure(
            QCoreApplication::translate(
                "ExportRecords", "The log cannot be saved to %1, as it is read from this file. Choose another name.")
                .arg(QDir::toNativeSeparators(file)));
    }
    if (filelock::isLocked(file)) {
        return failure(
            QCoreApplication::translate("ExportRecords", "A log is being written to %1 now. Choose another name.")
                .arg(QDir::toNativeSeparators(file)));
    }
    QSaveFile out(file);
    const auto cannot = [&](const QString &reason) {
        return failure(QCoreApplication::translate("ExportRecords", "The log could not be saved to %1: %2")
                           .arg(QDir::toNativeSeparators(file), reason));
    };
    if (!out.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
        return cannot(out.errorString());
    auto summary = exportRecords(request, out, progress);
    if (!summary)
        return cannot(summary.error().message);
    if (summary->cancelled)
        return summary; // `out` removes what was written
    if (!out.commit())
        return cannot(out.errorString());
    return summary;
}
