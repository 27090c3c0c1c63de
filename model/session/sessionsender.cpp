// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/session/sessionsender.h"

#include <algorithm>
#include <utility>

namespace {

constexpr int reportMs = 100;
constexpr std::chrono::milliseconds turn{2}; // then other events, such as stop(), are handled
constexpr int maxPerRun = 256;               // messages before the next run continues

} // namespace

SessionSender::SessionSender(const Links &links, QObject *parent)
    : QObject(parent), m_links(links), m_timer(this, [this] { pump(); }), m_report(this)
{
    m_report.setInterval(reportMs);
    connect(&m_report, &QTimer::timeout, this, [this] { Q_EMIT progressed(m_id, progress()); });
}

SessionSender::~SessionSender() = default;

void SessionSender::start(quint64 id, const SendJob &job)
{
    finish(SendOutcome::Kind::Stopped);
    m_id = id;
    m_job = job;
    m_active = true;
    m_worst = SendOutcome::Kind::Done;
    m_retired = {};
    m_start = DeadlineTimer::now();
    if (m_links.endpoint)
        resolveNext(id, 0);
    else
        finish(SendOutcome::Kind::Closed);
}

/// Names are looked up before the first message, not for each one.
void SessionSender::resolveNext(quint64 id, size_t index)
{
    if (index == m_job.targets.size()) {
        begin();
        return;
    }
    m_links.endpoint->resolve(m_job.targets[index], this, [this, id, index](const std::optional<Target> &target) {
        if (id != m_id || !m_active)
            return;
        if (!target) {
            finish(SendOutcome::Kind::Failed);
            return;
        }
        m_job.targets[index] = *target;
        resolveNext(id, index + 1);
    });
}

void SessionSender::begin()
{
    m_start = DeadlineTimer::now();
    if (m_job.ownPace) {
        for (const Target &target : std::vector(m_job.targets)) {
            for (const PeerId peer : m_links.endpoint ? m_links.endpoint->recipients(target) : std::vector<PeerId>()) {
                Target one = target;
                if (peer != PeerId::None) {
                    one.kind = Target::Kind::One;
                    one.peer = peer;
                }
                addRun({one});
            }
        }
    } else {
        addRun(m_job.targets);
    }
    if (m_runs.empty()) {
        finish(m_worst == SendOutcome::Kind::Done ? SendOutcome::Kind::PeerGone : m_worst);
        return;
    }
    m_report.start();
    pump();
}

void SessionSender::addRun(const std::vector<Target> &targets)
{
    auto plan = m_job.makePlan();
    if (!plan) {
        const SinkBatch batch(m_links.sink);
        batch->event({EventCode::SendingFailed, {plan.error()}}, PeerId::None);
        m_worst = SendOutcome::Kind::Failed;
        return;
    }
    m_runs.push_back(std::make_unique<SendRun>(std::move(*plan), targets, m_job, m_start));
    holdPeers(targets, true);
}

/// Half-closed peers still get their whole file.
void SessionSender::holdPeers(const std::vector<Target> &targets, bool on)
{
    for (const Target &target : targets) {
        if (m_job.ownPace && m_links.endpoint && target.kind == Target::Kind::One)
            m_links.endpoint->holdPeer(target.peer, on);
    }
}

void SessionSender::received(QByteArrayView bytes)
{
    for (const auto &run : m_runs)
        run->received(bytes, DeadlineTimer::now());
}

void SessionSender::waitingChanged(qint64 bytes)
{
    if (m_blocked && bytes <= SendBacklog::lowWaterMark)
        wake();
}

void SessionSender::wake()
{
    if (m_active && !std::exchange(m_wakeScheduled, true))
        QMetaObject::invokeMethod(
            this,
            [this] {
                m_wakeScheduled = false;
                pump();
            },
            Qt::QueuedConnection);
}

/// Returns whether the run has ended.
bool SessionSender::pumpRun(SendRun &run, Time turnEnd)
{
    Endpoint &endpoint = *m_links.endpoint;
    const auto send = [&endpoint](const Target &target, const QByteArray &bytes) {
        return endpoint.send(target, bytes, Origin::User);
    };
    for (int i = 0; i < maxPerRun; ++i) {
        const Time now = DeadlineTimer::now();
        switch (run.step(endpoint, m_links.backlog, send, now)) {
        case SendRun::Step::Sent:
            break;
        case SendRun::Step::NotDue:
            return false;
        case SendRun::Step::NoRoom:
            m_blocked = true;
            return false;
        case SendRun::Step::Over:
            return true;
        }
        if (now >= turnEnd)
            return false;
    }
    return false;
}

void SessionSender::pump()
{
    if (!m_active || m_runs.empty())
        return;
    if (!m_links.endpoint) {
        finish(SendOutcome::Kind::Closed);
        return;
    }
    m_blocked = false;
    Time due = Time::max();
    {
        const SinkBatch batch(m_links.sink);
        const Time turnEnd = DeadlineTimer::now() + turn;
        for (auto &run : m_runs) {
            const bool blockedBefore = std::exchange(m_blocked, false);
            if (pumpRun(*run, turnEnd)) {
                retire(*run);
                run.reset();
            } else if (!m_blocked) {
                due = std::min(due, run->due());
            }
            m_blocked = m_blocked || blockedBefore;
        }
        std::erase(m_runs, nullptr);
        if (m_runs.size() > 1)
            std::rotate(m_runs.begin(), m_runs.begin() + 1, m_runs.end());
    }
    if (m_runs.empty())
        finish(m_worst);
    else if (due < Time::max())
        m_timer.start(due);
}

void SessionSender::retire(const SendRun &run)
{
    run.addTo(m_retired, m_links.backlog);
    holdPeers(run.targets(), false);
    m_worst = std::max(m_worst, run.outcome());
    SendProgress its;
    run.addTo(its, m_links.backlog);
    if (run.outcome() == SendOutcome::Kind::PeerGone)
        m_links.sink.event({EventCode::SendingPeerGone, {QString::number(its.messages), QString::number(its.bytes)}},
                           PeerId::None);
    else if (run.outcome() == SendOutcome::Kind::Failed)
        m_links.sink.event({EventCode::SendingFailed, {run.reason()}}, PeerId::None);
}

SendProgress SessionSender::progress() const
{
    SendProgress all = m_retired;
    for (const auto &run : m_runs)
        run->addTo(all, m_links.backlog);
    all.elapsed = DeadlineTimer::now() - m_start;
    all.waiting = m_blocked;
    return all;
}

void SessionSender::finish(SendOutcome::Kind kind)
{
    if (!std::exchange(m_active, false))
        return;
    m_timer.stop();
    m_report.stop();
    const SendOutcome outcome{kind, progress()};
    for (const auto &run : std::exchange(m_runs, {}))
        holdPeers(run->targets(), false);
    m_blocked = false;
    if (kind != SendOutcome::Kind::PeerGone) {
        Q_EMIT ended(m_id, outcome);
        return;
    }
    // After the endpoint's peersChanged(), which is queued too.
    QMetaObject::invokeMethod(
        this, [this, id = m_id, outcome] { Q_EMIT ended(id, outcome); }, Qt::QueuedConnection);
}
