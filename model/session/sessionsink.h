// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/endpoint/trafficsink.h"
#include "model/log/trafficlog.h"
#include "model/session/eventlimiter.h"

#include <functional>
#include <optional>
#include <unordered_map>
#include <vector>

/// Writes what an endpoint delivers into the traffic log. Works on the endpoint's I/O thread, where the notices are
/// called too. Of a flood of failures a few are logged and told with their details, the others are counted.
class SessionSink : public TrafficSink
{
public:
    struct Notices
    {
        std::function<void()> grew;                               ///< once after each batch
        std::function<void(const std::vector<Event> &)> happened; ///< after a batch with events
        std::function<void()> limiting;                           ///< endWindow() is to be called in a second
    };

    SessionSink(TrafficLog &log, Notices notices);

    /// Logs and tells what events were counted instead; see Notices::limiting.
    void endWindow();
    /// Calls `done` once everything that happened so far is published: at the end of the batch at hand, or at once.
    void afterBatch(std::function<void()> done);

    /// To be called a few times a second; see TrafficLog. Returns whether something came of it that the end of a batch
    /// tells.
    bool lookAfterLog();
    /// How many batches are open: they may nest.
    int depth() const { return m_depth; }

    void begin() override;
    void end() override;
    PeerId newPeer() override;
    void connected(const Peer &peer, qint64 timeNs) override;
    void closed(const Peer &peer, const Event &how, qint64 timeNs) override;
    void forget(PeerId peer) override;
    void received(const Peer &peer, qint64 timeNs, QByteArrayView bytes) override;
    void sent(const Peer &peer, qint64 timeNs, QByteArrayView bytes, Origin origin) override;
    void waiting(PeerId, qint64) override { }
    void event(const Event &event, PeerId peer) override;
    void kernelDrops(quint64 datagrams) override;
    bool isStalled() const override { return m_log.isStalled(); }
    bool isFull() const override { return m_log.isFull(); }

private:
    LogFlow &flowOf(const Peer &peer);
    void collectNews();
    void tellCounted();
    void askForWindow();

    TrafficLog &m_log;
    const Notices m_notices;
    std::optional<TrafficLog::Writer> m_writer;
    int m_depth = 0;
    std::unordered_map<PeerId, LogFlow> m_flows;
    // The log is for looking closely; what is told is for reading along.
    EventLimiter m_logged{{5, 1024}};
    EventLimiter m_told{{5, 8}};
    bool m_windowAsked = false;
    std::vector<Event> m_events; // of this batch, to be told
    std::vector<std::function<void()>> m_afterBatch;
};
