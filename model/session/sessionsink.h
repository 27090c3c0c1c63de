// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/endpoint/trafficsink.h"
#include "model/log/trafficlog.h"
#include "model/session/eventlimiter.h"

#include <QObject>

#include <functional>
#include <optional>
#include <unordered_map>
#include <vector>

/// Writes an endpoint's traffic and events into the log. Lives on the I/O thread. In a flood of failures the first are
/// logged and reported with their details, the others are counted.
class SessionSink : public QObject, public TrafficSink
{
    Q_OBJECT
public:
    explicit SessionSink(TrafficLog &log, QObject *parent = nullptr);

    /// Logs and reports the events that were only counted; to be called a second after limiting().
    void endWindow();
    /// Calls `done` once all records so far are published: at the end of the current batch, or at once.
    void afterBatch(std::function<void()> done);

    /// Maintains the log's files, a few times a second. Returns whether the end of a batch would report something.
    bool maintainLog();
    /// The number of open batches; they may nest.
    int depth() const { return m_depth; }

    void begin() override;
    void end() override;
    PeerId newPeer() override { return m_log.nextPeerId(); }
    void connected(const Peer &peer, qint64 timeNs) override;
    void closed(const Peer &peer, const Event &event, qint64 timeNs) override;
    void forget(PeerId peer) override { m_flows.erase(peer); }
    void received(const Peer &peer, qint64 timeNs, QByteArrayView bytes) override;
    void sent(const Peer &peer, qint64 timeNs, QByteArrayView bytes, Origin origin) override;
    void waiting(PeerId, qint64) override { }
    void event(const Event &event, PeerId peer) override;
    void kernelDrops(quint64 datagrams) override { m_writer->countKernelDrops(datagrams); }
    bool isStalled() const override { return m_log.isStalled(); }
    bool isFull() const override { return m_log.isFull(); }

signals:
    void grew();                                     ///< once after each batch
    void happened(const std::vector<Event> &events); ///< after a batch with events
    void limiting();                                 ///< events are being counted

private:
    LogFlow &flowOf(const Peer &peer);
    void collectLogEvents();
    void reportCounted();
    void startWindow();

    TrafficLog &m_log;
    std::optional<TrafficLog::Writer> m_writer;
    int m_depth = 0;
    std::unordered_map<PeerId, LogFlow> m_flows;
    EventLimiter m_logLimiter{{5, 1024}};
    EventLimiter m_reportLimiter{{5, 8}}; // fewer, for messages on the screen
    bool m_windowStarted = false;
    std::vector<Event> m_events; // of this batch, to be reported
    std::vector<std::function<void()>> m_afterBatch;
};
