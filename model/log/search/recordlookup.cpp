// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/log/search/recordlookup.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QRegularExpression>

#include <algorithm>
#include <vector>

namespace {

/// How far a time is from the wanted one. Times that are not before it sort first, the nearest first.
struct Distance
{
    bool before = false;
    quint64 ns = 0;
    auto operator<=>(const Distance &) const = default;
};

Distance distance(qint64 timeNs, qint64 wantedNs)
{
    const bool before = timeNs < wantedNs;
    return {before, before ? quint64(wantedNs) - quint64(timeNs) : quint64(timeNs) - quint64(wantedNs)};
}

/// RecordHead does not have the time of an event.
std::optional<qint64> timeOf(RecordNumber number, LogReader &records)
{
    const auto head = records.head(number);
    if (head && head->kind == RecordKind::Data)
        return head->timeNs;
    const auto record = records.read(number);
    return record ? std::optional(record->timeNs) : std::nullopt;
}

QDate dayOf(RecordNumber number, LogReader &records)
{
    return QDateTime::fromMSecsSinceEpoch(timeOf(number, records).value_or(0) / 1'000'000).date();
}

/// The distance that no record of these times can undercut.
Distance nearest(const TimeSpan &times, qint64 wantedNs)
{
    return distance(times.last < wantedNs ? times.last : std::max(times.first, wantedNs), wantedNs);
}

/// The record with the least time that is not before `timeNs`, or else the latest; the first of equal ones.
RecordNumber nearestRecord(qint64 timeNs, LogReader &records)
{
    constexpr int maxGroups = 2000; // that are read; with a clock that is set all the time there may be many
    struct Candidate
    {
        Distance distance;
        RecordNumber firstRecord = 0;
        auto operator<=>(const Candidate &) const = default;
    };
    std::vector<Candidate> candidates;
    for (const SegmentIndex::GroupTimes &group : records.log().index().groupTimes())
        candidates.push_back({group.times ? nearest(*group.times, timeNs) : Distance(), group.firstRecord});
    const auto count = std::min<size_t>(candidates.size(), maxGroups);
    std::partial_sort(candidates.begin(), candidates.begin() + qsizetype(count), candidates.end());
    std::optional<Candidate> best; // with a record's number
    for (size_t i = 0; i < count; ++i) {
        if (best && candidates[i].distance > best->distance)
            break;
        const RecordNumber first = std::max(candidates[i].firstRecord, records.first());
        const RecordNumber end = std::min(candidates[i].firstRecord + SegmentIndex::groupSize, records.end());
        for (RecordNumber number = first; number < end; ++number) {
            const auto recordNs = timeOf(number, records);
            if (!recordNs)
                continue;
            const Candidate found{distance(*recordNs, timeNs), number};
            if (!best || found < *best)
                best = found;
        }
    }
    return best ? best->firstRecord : records.end() - 1;
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
    return QDateTime(date, time).toSecsSinceEpoch() * nsPerSecond
        + match.captured(5).leftJustified(9, u'0').toLongLong();
}

} // namespace

Result<RecordNumber> lookUpRecord(const QString &text, LogReader &records)
{
    if (records.first() == records.end())
        return failure(QCoreApplication::translate("RecordLookup", "There is no record yet."));
    const QString trimmed = text.trimmed();
    QString digits = trimmed;
    digits.remove(u',').remove(u' ');
    bool isNumber = false;
    const quint64 number = digits.toULongLong(&isNumber);
    if (isNumber && number > 0)
        return std::clamp<RecordNumber>(number - 1, records.first(), records.end() - 1);
    // Without a date, try the day of the newest record, the day before, and the day of the oldest.
    const QDate newest = dayOf(records.end() - 1, records);
    std::optional<RecordNumber> nearest;
    for (const QDate &day : {newest, newest.addDays(-1), dayOf(records.first(), records)}) {
        const auto time = readTime(trimmed, day);
        if (!time)
            break;
        const RecordNumber found = nearestRecord(*time, records);
        if (timeOf(found, records) >= *time && dayOf(found, records) == day)
            return found;
        if (!nearest)
            nearest = found;
    }
    if (nearest)
        return *nearest;
    return failure(QCoreApplication::translate(
        "RecordLookup", "Enter the number of a record, or a time such as 14:05:30.250 or 2026-01-31 14:05."));
}
