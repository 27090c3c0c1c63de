// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/endpoint/endpoint.h"
#include "model/sending/intervalmeter.h"
#include "model/sending/sendbacklog.h"
#include "model/sending/sendschedule.h"
#include "model/session/sendjob.h"

#include <functional>

/// Sends one plan to its targets. Lives on the I/O thread. The caller calls step() when it is due or has room again.
class SendRun
{
public:
    using Time = std::chrono::nanoseconds;
    enum class Step : quint8 {
        Sent,
        NotDue, ///< see due()
        NoRoom, ///< a peer reads too slowly
        Over,   ///< see kind()
    };
    /// Returns whether the message could be sent.
    using Send = std::function<bool(const Target &, const QByteArray &)>;

    SendRun(std::unique_ptr<SendPlan> plan, std::vector<Target> targets, const SendJob &job, Time start);

    /// Sends at most one message.
    Step step(const Endpoint &endpoint, const SendBacklog &backlog, const Send &send, Time now);
    Time due() const { return m_allSent ? m_lingerEnd : m_schedule.due(); }
    void received(QByteArrayView bytes, Time now) { m_plan->received(bytes, now - m_start); }

    SendOutcome::Kind outcome() const { return m_outcome; }
    /// Why it failed.
    const QString &reason() const { return m_reason; }
    const std::vector<Target> &targets() const { return m_targets; }
    void addTo(SendProgress &progress, const SendBacklog &backlog) const;

private:
    struct Recipient
    {
        Target target;
        PeerId peer = PeerId::None; // None: datagrams, which are not queued
    };

    void sendToReady(const SendBacklog *backlog, const Send &send, const QByteArray &bytes);
    void findRecipients(const Endpoint &endpoint);
    static bool hasRoom(const Recipient &recipient, const SendBacklog &backlog);
    bool isDrained(const SendBacklog &backlog) const;
    Step end(SendOutcome::Kind kind, const QString &reason = {});
    Step finishing(const SendBacklog &backlog, Time now);

    const std::unique_ptr<SendPlan> m_plan;
    const std::vector<Target> m_targets;
    const bool m_ownPace;
    const bool m_skipSlowPeers;
    const Time m_start;
    SendSchedule m_schedule;
    IntervalMeter m_meter;
    std::vector<Recipient> m_recipients;
    quint64 m_messages = 0;
    quint64 m_bytes = 0;
    quint64 m_skipped = 0;
    quint64 m_failed = 0;
    int m_entry = -1;
    bool m_allSent = false;
    bool m_over = false;
    Time m_lingerEnd{};
    SendOutcome::Kind m_outcome = SendOutcome::Kind::Done;
    QString m_reason;
};
