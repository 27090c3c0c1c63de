// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/session/sendrun.h"

#include <algorithm>

SendRun::SendRun(std::unique_ptr<SendPlan> plan, std::vector<Target> targets, const SendJob &job, Time start)
    : m_plan(std::move(plan)), m_targets(std::move(targets)), m_ownPace(job.ownPace),
      m_skipSlowPeers(job.skipSlowPeers), m_start(start), m_schedule(start, job.tolerance)
{
}

void SendRun::findRecipients(const Endpoint &endpoint)
{
    m_recipients.clear();
    for (const Target &target : m_targets) {
        for (const PeerId peer : endpoint.recipients(target)) {
            Recipient recipient{target, peer};
            if (peer != PeerId::None) {
                recipient.target.kind = Target::Kind::One;
                recipient.target.peer = peer;
            }
            m_recipients.push_back(recipient);
        }
    }
}

SendRun::Step SendRun::end(SendOutcome::Kind kind, const QString &reason)
{
    m_over = true;
    m_outcome = kind;
    m_reason = reason;
    return Step::Over;
}

SendRun::Step SendRun::step(const Endpoint &endpoint, const SendBacklog &backlog, const Send &send, Time now)
{
    if (m_over)
        return Step::Over;
    findRecipients(endpoint);
    if (m_recipients.empty())
        return end(SendOutcome::Kind::PeerGone);
    if (m_allSent)
        return finishing(backlog, now);
    if (!m_schedule.isDue(now))
        return Step::NotDue;
    const auto ready = std::count_if(m_recipients.begin(), m_recipients.end(),
                                     [&](const Recipient &recipient) { return hasRoom(recipient, backlog); });
    if (ready == 0 || (size_t(ready) < m_recipients.size() && !m_skipSlowPeers))
        return Step::NoRoom;
    auto message = m_plan->next(now - m_start);
    if (!message)
        return end(SendOutcome::Kind::Failed, message.error());
    if (*message) {
        sendToReady(size_t(ready) < m_recipients.size() ? &backlog : nullptr, send, (*message)->bytes);
        m_entry = (*message)->entry;
        m_schedule.sent(now, (*message)->pause);
        m_meter.sent(now, (*message)->pause);
    }
    if (!*message || (*message)->last) {
        m_allSent = true;
        m_lingerEnd = now + m_plan->linger();
    }
    if (!m_allSent)
        return Step::Sent;
    // At once, before a peer that has everything may disconnect.
    const Step after = finishing(backlog, now);
    return *message && after != Step::Over ? Step::Sent : after;
}

bool SendRun::hasRoom(const Recipient &recipient, const SendBacklog &backlog)
{
    return !backlog.isHeld() && backlog.inEndpoint(recipient.peer) <= SendBacklog::lowWaterMark;
}

/// Sends to all; with a backlog only to those with room in it.
void SendRun::sendToReady(const SendBacklog *backlog, const Send &send, const QByteArray &bytes)
{
    bool isSent = false;
    for (const Recipient &recipient : m_recipients) {
        if (backlog && !hasRoom(recipient, *backlog)) {
            ++m_skipped;
        } else if (send(recipient.target, bytes)) {
            m_bytes += quint64(bytes.size());
            isSent = true;
        } else {
            ++m_failed;
        }
    }
    if (isSent)
        ++m_messages;
    else
        m_plan->notSent();
}

bool SendRun::isDrained(const SendBacklog &backlog) const
{
    return std::all_of(m_recipients.begin(), m_recipients.end(), [&](const Recipient &recipient) {
        return recipient.peer == PeerId::None || backlog.inEndpoint(recipient.peer) == 0;
    });
}

SendRun::Step SendRun::finishing(const SendBacklog &backlog, Time now)
{
    if (now < m_lingerEnd)
        return Step::NotDue;
    return isDrained(backlog) ? end(SendOutcome::Kind::Done) : Step::NoRoom;
}

void SendRun::addTo(SendProgress &progress, const SendBacklog &backlog) const
{
    const SendPlan::Extent extent = m_plan->extent();
    progress.messages += m_messages;
    progress.bytes += m_bytes;
    if (m_ownPace && !m_over && !m_recipients.empty())
        progress.bytes -= std::min(m_bytes, quint64(backlog.inEndpoint(m_recipients.front().peer)));
    progress.extent.messages += extent.messages;
    progress.extent.bytes += extent.bytes;
    progress.missed += m_schedule.missed();
    progress.skipped += m_skipped;
    progress.failed += m_failed;
    progress.interval = m_meter.stats();
    progress.entry = m_entry;
    progress.udpTest = m_plan->udpTestResult();
}
