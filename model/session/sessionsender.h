// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/session/deadlinetimer.h"
#include "model/session/sendjob.h"
#include "model/session/sendrun.h"

#include <QTimer>

/// Sends by itself what a job says. Lives on the session's I/O thread, where all its functions are called and
/// its signals come from, so that neither painting nor dialogs move an interval. No more than
/// SendBacklog::lowWaterMark and one message ever wait for a peer: it can be stopped at once.
class SessionSender : public QObject
{
    Q_OBJECT
public:
    /// What it works with; outlives it.
    struct Links
    {
        TrafficSink &sink;
        const SendBacklog &backlog;
        const std::unique_ptr<Endpoint> &endpoint; ///< whom it sends through; there may be none
    };

    SessionSender(const Links &links, QObject *parent);
    ~SessionSender() override;

    /// Signals about the job carry `id`. The job before it ends.
    void start(quint64 id, const SendJob &job);
    void stop();
    /// Ends with the endpoint that is about to close.
    void close();
    bool isActive() const { return m_active; }

    /// What it has to know: something came, more or less waits for a peer, a peer is gone, the endpoint's state is
    /// another.
    void received(QByteArrayView bytes);
    void waitingChanged(qint64 bytes);
    void peerGone() { wake(); }
    void endpointChanged() { wake(); }

signals:
    /// At most ten times a second.
    void progressed(quint64 id, const SendProgress &progress);
    /// When the peer has gone, behind the endpoint's peersChanged().
    void ended(quint64 id, const SendOutcome &outcome);

private:
    using Time = std::chrono::nanoseconds;

    void resolveNext(quint64 id, size_t index);
    void begin();
    void addRun(const std::vector<Target> &targets);
    void wake();
    void pump();
    bool pumpRun(SendRun &run, Time turnEnd);
    void retire(const SendRun &run);
    void holdPeers(const std::vector<Target> &targets, bool on);
    SendProgress progress() const;
    void finish(SendOutcome::How how);

    const Links m_links;
    DeadlineTimer m_timer;
    QTimer m_report;
    quint64 m_id = 0;
    SendJob m_job;
    std::vector<std::unique_ptr<SendRun>> m_runs;
    SendProgress m_retired;                          // of the runs that are over
    SendOutcome::How m_how = SendOutcome::How::Done; // the worst of them
    Time m_start{};
    bool m_active = false;
    bool m_blocked = false; // a run waits for room
    bool m_wakeScheduled = false;
};
