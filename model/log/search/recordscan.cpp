// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/log/search/recordscan.h"

#include <algorithm>

namespace {

constexpr qint64 recordsReportIntervalNs = 40'000'000;

} // namespace

RecordScan::RecordScan(const std::shared_ptr<const TrafficLog> &log, std::shared_ptr<const CompiledFilter> filter,
                       RecordNumber first, Order order, QObject *parent)
    : BackgroundScan(recordsReportIntervalNs, parent), m_log(log), m_order(order),
      m_found(std::make_shared<RecordSet>(std::max(first, log->first()))), m_tester(log, std::move(filter))
{
    start();
}

double RecordScan::progress() const
{
    const RecordNumber end = m_log->end();
    const RecordNumber first = std::max(m_found->first(), m_log->first());
    return end <= first ? 1 : std::min(1.0, double(m_found->seen()) / double(end - m_found->first()));
}

void RecordScan::want(RecordNumber number, bool forward)
{
    {
        const std::lock_guard lock(m_wantedMutex);
        m_wanted = number;
        m_forward = forward;
    }
    wake();
}

BackgroundScan::Step RecordScan::step()
{
    const auto chunk = nextChunk();
    if (!chunk)
        return Step::Done;
    scanChunk(*chunk);
    return Step::More;
}

std::optional<RecordNumber> RecordScan::nextChunk()
{
    const RecordNumber end = m_log->end();
    if (end <= m_found->first())
        return {};
    const RecordNumber lowest = RecordSet::chunkOf(m_found->first());
    const RecordNumber highest = RecordSet::chunkOf(end - 1);
    if (m_order == Order::Ascending)
        return unfinished(RecordSet::chunkOf(m_found->frontier()), highest);
    RecordNumber wanted = 0;
    bool forward = true;
    {
        const std::lock_guard lock(m_wantedMutex);
        wanted = std::clamp(RecordSet::chunkOf(m_wanted), lowest, highest);
        forward = m_forward;
    }
    auto chunk = forward ? unfinished(wanted, highest) : unfinished(wanted, lowest);
    if (!chunk)
        chunk = forward ? unfinished(lowest, wanted) : unfinished(highest, wanted);
    return chunk;
}

/// The first chunk from one to another, up or down, that is not completely scanned.
std::optional<RecordNumber> RecordScan::unfinished(RecordNumber from, RecordNumber to) const
{
    for (RecordNumber chunk = from;; chunk = from < to ? chunk + 1 : chunk - 1) {
        if (m_found->lookedAt(chunk) < std::min(m_log->end(), (chunk + 1) * RecordSet::chunkRecords))
            return chunk;
        if (chunk == to)
            return {};
    }
}

void RecordScan::scanChunk(RecordNumber index)
{
    RecordSet::Chunk chunk = m_found->chunk(index);
    const RecordNumber end = std::min(m_log->end(), (index + 1) * RecordSet::chunkRecords);
    for (RecordNumber number = chunk.end; number < end; ++number) {
        if (isStopping())
            return;
        chunk.add(number, m_tester.test(number));
        m_undecided += m_tester.isUndecided() ? 1 : 0;
    }
    m_found->store(index, chunk);
}
