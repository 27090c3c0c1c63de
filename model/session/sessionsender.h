// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/session/deadlinetimer.h"
#include "model/session/sendjob.h"
#include "model/session/sendrun.h"

#include <QTimer>

/// Runs send jobs. Lives on the session's I/O thread, so that painting and dialogs do not delay a message. At most
/// SendBacklog::lowWaterMark bytes and one message are queued for a peer, so that a job can be stopped at once.
class SessionSender : public QObject
{
    Q_OBJECT
public:
    /// All outlive it.
    struct Links
    {
        TrafficSink &sink;
        const SendBacklog &backlog;
        const std::unique_ptr<Endpoint> &endpoint; ///< to send through; may be null
    };

    SessionSender(const Links &links, QObject *parent);
    ~SessionSender() override;

    /// The job's signals carry `id`. The previous job ends.
    void start(quint64 id, const SendJob &job);
    void stop() { finish(SendOutcome::Kind::Stopped); }
    /// Ends the job, as the endpoint is about to close.
    void close() { finish(SendOutcome::Kind::Closed); }
    bool isActive() const { return m_active; }

    // What it must be notified of
    void received(QByteArrayView bytes);
    void waitingChanged(qint64 bytes);
    void peerGone() { wake(); }
    void endpointChanged() { wake(); }

signals:
    /// At most ten times a second.
    void progressed(quint64 id, const SendProgress &progress);
    /// When a peer has disconnected: after the endpoint's peersChanged().
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
    void finish(SendOutcome::Kind kind);

    const Links m_links;
    DeadlineTimer m_timer;
    QTimer m_report;
    quint64 m_id = 0;
    SendJob m_job;
    std::vector<std::unique_ptr<SendRun>> m_runs;
    SendProgress m_retired;                              // of finished runs
    SendOutcome::Kind m_worst = SendOutcome::Kind::Done; // the worst of them
    Time m_start{};
    bool m_active = false;
    bool m_blocked = false; // a run has no room
    bool m_wakeScheduled = false;
};
