// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/log/frames/framescan.h"

#include <algorithm>
#include <limits>

namespace {

constexpr qint64 framesReportIntervalNs = 250'000'000;
constexpr quint64 recordsPerStep = 64;

quint32 clamped(quint64 bytes)
{
    return quint32(std::min<quint64>(bytes, std::numeric_limits<quint32>::max()));
}

} // namespace

FrameScan::FrameScan(const std::shared_ptr<const TrafficLog> &log, const Framing &framing, QObject *parent)
    : BackgroundScan(framesReportIntervalNs, parent), m_log(log), m_framing(framing),
      m_index(std::make_shared<FrameIndex>()), m_reader(log, 1 << 20), m_next(log->first())
{
    start();
}

BackgroundScan::Step FrameScan::step()
{
    const RecordNumber before = m_next;
    for (const RecordNumber end = std::min(m_log->end(), m_next + recordsPerStep); m_next < end;)
        look(m_next++);
    m_index->setEnd(m_next);
    if (m_next < m_log->end())
        return Step::More;
    return m_next != before ? Step::Done : Step::Nothing;
}

void FrameScan::look(RecordNumber number)
{
    const auto view = m_reader.view(number);
    if (!view)
        return;
    if (view->kind == RecordKind::Data) {
        if (view->transport == Transport::Tcp && view->direction == Direction::In)
            follow(number, *view);
        return;
    }
    const auto record = m_reader.read(number);
    if (record && isPeersEnd(record->event.code))
        m_streams.erase(record->peer);
    else if (record && record->event.code == EventCode::ClosedHere && m_streams.contains(record->peer))
        noteHalfClosed(record->peer);
}

/// After our FIN a peer may continue to send; few do for long.
void FrameScan::noteHalfClosed(PeerId peer)
{
    m_halfClosed.push_back(peer);
    if (m_halfClosed.size() <= maxHalfClosed)
        return;
    m_streams.erase(m_halfClosed.front());
    m_halfClosed.pop_front();
}

void FrameScan::follow(RecordNumber number, const pcapng::RecordView &view)
{
    auto known = m_streams.find(view.peer);
    const bool continues = view.previousInStream != 0;
    if (known != m_streams.end() && !continues) { // after a gap of the log
        m_streams.erase(known);
        known = m_streams.end();
    }
    if (known == m_streams.end()) {
        // In the middle of a stream it is not known where messages begin, unless their start is searched for.
        const bool inTheMiddle = continues || view.streamOffset() != 0;
        if ((inTheMiddle && m_framing.start.isEmpty()) || m_streams.size() >= maxStreams)
            return;
        known = m_streams.try_emplace(view.peer, m_framing).first;
        known->second.cutter.setMaxBytes(0);
    }
    Stream &stream = known->second;
    if (++stream.sinceAnchor >= anchorRecords || stream.bytesSinceAnchor >= anchorBytes) {
        const FrameCutter &cutter = stream.cutter;
        m_index->add(view.peer, number, {clamped(cutter.frameSize()), clamped(cutter.frameRemaining())});
        stream.sinceAnchor = 0;
        stream.bytesSinceAnchor = 0;
    }
    stream.cutter.feed(view.payload, [](const Frame &) {});
    stream.bytesSinceAnchor += quint64(view.payload.size());
}
