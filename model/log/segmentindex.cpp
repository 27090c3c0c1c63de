// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/log/segmentindex.h"

#include <algorithm>
#include <numeric>

namespace {

using Segments = std::vector<SegmentIndex::Segment>;

/// The first segment that begins after a record.
Segments::const_iterator segmentAfter(const Segments &segments, RecordNumber number)
{
    return std::upper_bound(
        segments.begin(), segments.end(), number,
        [](RecordNumber n, const SegmentIndex::Segment &segment) { return n < segment.firstRecord; });
}

} // namespace

std::optional<SegmentIndex::Group> SegmentIndex::groupOf(RecordNumber number) const
{
    const std::lock_guard lock(m_mutex);
    const auto after = segmentAfter(m_segments, number);
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

std::vector<SegmentIndex::GroupTimes> SegmentIndex::groupTimes() const
{
    std::vector<GroupTimes> all;
    const std::lock_guard lock(m_mutex);
    for (const Segment &segment : m_segments) {
        for (size_t i = 0; i < segment.groupOffsets.size(); ++i) {
            GroupTimes group{segment.firstRecord + i * groupSize, {}};
            if (i < segment.groupTimes.size())
                group.times = segment.groupTimes[i];
            all.push_back(group);
        }
    }
    return all;
}

SegmentIndex::Stretch SegmentIndex::nextWith(Kinds kinds, RecordNumber from, RecordNumber end) const
{
    const std::lock_guard lock(m_mutex);
    const auto after = segmentAfter(m_segments, from);
    if (after == m_segments.begin())
        return {from, end}; // it was dropped
    for (auto segment = std::prev(after); segment != m_segments.end(); ++segment) {
        const auto next = std::next(segment);
        const RecordNumber segmentEnd = next == m_segments.end() ? end : std::min(end, next->firstRecord);
        for (RecordNumber begin = std::max(from, segment->firstRecord); begin < segmentEnd;) {
            const auto group = size_t((begin - segment->firstRecord) / groupSize);
            if (group >= segment->groupKinds.size())
                return {begin, segmentEnd};
            const RecordNumber groupEnd = std::min(segment->firstRecord + (group + 1) * groupSize, segmentEnd);
            if (Kinds::fromInt(segment->groupKinds[group]) & kinds)
                return {begin, groupEnd};
            begin = groupEnd;
        }
    }
    return {end, end};
}

std::vector<RecordNumber> SegmentIndex::gaps() const
{
    const std::lock_guard lock(m_mutex);
    return m_gaps;
}

qint64 SegmentIndex::totalBytes() const
{
    return std::accumulate(m_segments.begin(), m_segments.end(), qint64(0),
                           [](qint64 sum, const Segment &segment) { return sum + segment.bytes; });
}

void SegmentIndex::adopt(Segment segment)
{
    const std::lock_guard lock(m_mutex);
    m_segments.push_back(std::move(segment));
}

void SegmentIndex::beginSegment(quint32 number, RecordNumber firstRecord, qint64 bytes)
{
    const std::lock_guard lock(m_mutex);
    if (!m_segments.empty())
        endNewest(firstRecord);
    m_segments.push_back({number, firstRecord, bytes, {}, {}, {}});
}

/// Forgets the groups of the newest segment that begin at `endRecord` or later.
void SegmentIndex::endNewest(RecordNumber endRecord)
{
    Segment &segment = m_segments.back();
    if (segment.groupTimes.size() < segment.groupOffsets.size())
        segment.groupTimes.push_back(m_newestTimes);
    m_newestTimes = {};
    const size_t groups = size_t((endRecord - segment.firstRecord + groupSize - 1) / groupSize);
    const auto end = [groups](auto &values) {
        values.resize(std::min(groups, values.size()));
        values.shrink_to_fit();
    };
    end(segment.groupOffsets);
    end(segment.groupTimes);
    end(segment.groupKinds);
}

void SegmentIndex::addRecord(RecordNumber number, Kinds kinds, qint64 timeNs)
{
    Segment &segment = m_segments.back(); // only this thread changes the list
    if ((number - segment.firstRecord) % groupSize == 0) {
        const std::lock_guard lock(m_mutex);
        if (segment.groupTimes.size() < segment.groupOffsets.size())
            segment.groupTimes.push_back(m_newestTimes);
        segment.groupOffsets.push_back(segment.bytes);
        segment.groupKinds.push_back(quint8(kinds.toInt()));
        m_newestTimes = {};
    } else if (quint8 &known = segment.groupKinds.back(); (known | kinds.toInt()) != known) {
        const std::lock_guard lock(m_mutex);
        known |= quint8(kinds.toInt());
    }
    m_newestTimes.add(timeNs);
}

void SegmentIndex::addBytes(qint64 bytes)
{
    m_segments.back().bytes += bytes; // which other threads do not read
}

void SegmentIndex::addGap(RecordNumber number)
{
    const std::lock_guard lock(m_mutex);
    m_gaps.push_back(number);
}

RecordNumber SegmentIndex::dropOldest(size_t count)
{
    const std::lock_guard lock(m_mutex);
    m_segments.erase(m_segments.begin(), m_segments.begin() + qsizetype(count));
    return m_segments.front().firstRecord;
}
