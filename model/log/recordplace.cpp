// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/log/recordplace.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QRegularExpression>

namespace {

/// Times only nearly ascend: the system's clock may be set. That is good enough to go there.
RecordNumber firstNotBefore(qint64 timeNs, RecordSource &records)
{
    RecordNumber low = records.first();
    RecordNumber high = records.end();
    while (low < high) {
        const RecordNumber middle = low + (high - low) / 2;
        const auto record = records.read(middle);
        if (record && record->timeNs < timeNs)
            low = middle + 1;
        else
            high = middle;
    }
    return std::min(low, records.end() - 1);
}

std::optional<qint64> readTime(const QString &text, const QDate &today)
{
    static const QRegularExpression shape(
        QStringLiteral(R"(^(?:(\d{4}-\d{1,2}-\d{1,2})[ T]+)?(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?$)"));
    const auto match = shape.match(text);
    if (!match.hasMatch())
        return {};
    const QDate date = match.hasCaptured(1) ? QDate::fromString(match.captured(1), u"yyyy-M-d") : today;
    const QTime time(match.captured(2).toInt(), match.captured(3).toInt(), match.captured(4).toInt());
    if (!date.isValid() || !time.isValid())
        return {};
    return QDateTime(date, time).toSecsSinceEpoch() * 1'000'000'000
        + match.captured(5).leftJustified(9, u'0').toLongLong();
}

} // namespace

Result<RecordNumber> recordAt(const QString &text, RecordSource &records)
{
    if (records.first() == records.end())
        return failure(QCoreApplication::translate("RecordPlace", "There is no record yet."));
    const QString trimmed = text.trimmed();
    QString digits = trimmed;
    digits.remove(u',').remove(u' ');
    bool isNumber = false;
    const quint64 number = digits.toULongLong(&isNumber);
    if (isNumber && number > 0)
        return std::clamp<RecordNumber>(number - 1, records.first(), records.end() - 1);
    const auto newest = records.read(records.end() - 1);
    const QDate today = QDateTime::fromMSecsSinceEpoch(newest ? newest->timeNs / 1'000'000 : 0).date();
    if (const auto time = readTime(trimmed, today))
        return firstNotBefore(*time, records);
    return failure(QCoreApplication::translate(
        "RecordPlace", "Enter the number of a record, or a time such as 14:05:30.250 or 2026-01-31 14:05."));
}
