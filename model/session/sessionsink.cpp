// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/session/sessionsink.h"

#include <utility>

SessionSink::SessionSink(TrafficLog &log, QObject *parent) : QObject(parent), m_log(log) { }

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
    collectLogEvents();
    if (!m_events.empty())
        Q_EMIT happened(std::exchange(m_events, {}));
    Q_EMIT grew();
    for (const auto &done : std::exchange(m_afterBatch, {}))
        done();
}

void SessionSink::collectLogEvents()
{
    while (const auto failure = m_log.takeFileEvent())
        m_events.push_back(*failure);
}

bool SessionSink::maintainLog()
{
    const RecordNumber before = m_log.end();
    m_log.lookAfterFile();
    collectLogEvents();
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
    m_windowStarted = false;
    const SinkBatch batch(*this);
    reportCounted();
    startWindow();
}

void SessionSink::reportCounted()
{
    for (const EventLimiter::Counted &counted : m_logLimiter.endWindow())
        m_writer->event(counted.event, nowNs(), counted.peer);
    for (EventLimiter::Counted &counted : m_reportLimiter.endWindow())
        m_events.push_back(std::move(counted.event));
}

void SessionSink::startWindow()
{
    if ((m_logLimiter.isBusy() || m_reportLimiter.isBusy()) && !std::exchange(m_windowStarted, true))
        Q_EMIT limiting();
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

void SessionSink::closed(const Peer &peer, const Event &event, qint64 timeNs)
{
    if (hasPacket(event.code))
        m_writer->closed(flowOf(peer), event.code, timeNs);
    else
        m_writer->event(event, timeNs, peer.id);
    if (isFailure(event.code) && m_reportLimiter.admits(event, peer.id))
        m_events.push_back(event);
    startWindow();
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
        reportCounted(); // nothing may follow it
    if (m_logLimiter.admits(event, peer))
        m_writer->event(event, nowNs(), peer);
    if (m_reportLimiter.admits(event, peer))
        m_events.push_back(event);
    startWindow();
}
