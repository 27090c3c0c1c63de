// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/session/sessionsink.h"

#include <utility>

SessionSink::SessionSink(TrafficLog &log, Notices notices) : m_log(log), m_notices(std::move(notices)) { }

void SessionSink::begin()
{
    if (m_depth++ == 0)
        m_writer.emplace(m_log);
}

void SessionSink::end()
{
    if (--m_depth > 0)
        return;
    m_writer.reset();
    collectNews();
    if (!m_events.empty())
        m_notices.happened(std::exchange(m_events, {}));
    m_notices.grew();
    for (const auto &done : std::exchange(m_afterBatch, {}))
        done();
}

/// What is to be told about the log's files.
void SessionSink::collectNews()
{
    while (const auto news = m_log.takeFileEvent())
        m_events.push_back(*news);
}

bool SessionSink::lookAfterLog()
{
    const RecordNumber before = m_log.end();
    m_log.lookAfterFile();
    collectNews();
    return m_log.end() != before || !m_events.empty();
}

void SessionSink::afterBatch(std::function<void()> done)
{
    if (m_depth > 0)
        m_afterBatch.push_back(std::move(done));
    else
        done();
}

void SessionSink::endWindow()
{
    m_windowAsked = false;
    const SinkBatch batch(*this);
    tellCounted();
    askForWindow();
}

void SessionSink::tellCounted()
{
    for (const EventLimiter::Counted &counted : m_logged.endWindow())
        m_writer->event(counted.event, nowNs(), counted.peer);
    for (EventLimiter::Counted &counted : m_told.endWindow())
        m_events.push_back(std::move(counted.event));
}

void SessionSink::askForWindow()
{
    if ((m_logged.isBusy() || m_told.isBusy()) && !std::exchange(m_windowAsked, true))
        m_notices.limiting();
}

PeerId SessionSink::newPeer()
{
    return m_log.nextPeerId();
}

LogFlow &SessionSink::flowOf(const Peer &peer)
{
    if (const auto known = m_flows.find(peer.id); known != m_flows.end())
        return known->second;
    return m_flows.emplace(peer.id, LogFlow{peer}).first->second;
}

void SessionSink::connected(const Peer &peer, qint64 timeNs)
{
    m_writer->connected(flowOf(peer), peer.incoming, timeNs);
}

void SessionSink::closed(const Peer &peer, const Event &how, qint64 timeNs)
{
    if (hasPacket(how.code))
        m_writer->closed(flowOf(peer), how.code, timeNs);
    else // there is no packet for it
        m_writer->event(how, timeNs, peer.id);
    if (isFailure(how.code) && m_told.admits(how, peer.id))
        m_events.push_back(how);
    askForWindow();
}

void SessionSink::forget(PeerId peer)
{
    m_flows.erase(peer);
}

void SessionSink::received(const Peer &peer, qint64 timeNs, QByteArrayView bytes)
{
    m_writer->data(flowOf(peer), Direction::In, timeNs, bytes);
}

void SessionSink::sent(const Peer &peer, qint64 timeNs, QByteArrayView bytes, Origin)
{
    m_writer->data(flowOf(peer), Direction::Out, timeNs, bytes);
}

void SessionSink::event(const Event &event, PeerId peer)
{
    if (event.code == EventCode::Stopped)
        tellCounted(); // nothing comes behind it
    if (m_logged.admits(event, peer))
        m_writer->event(event, nowNs(), peer);
    if (m_told.admits(event, peer))
        m_events.push_back(event);
    askForWindow();
}

void SessionSink::kernelDrops(quint64 datagrams)
{
    m_writer->countKernelDrops(datagrams);
}
