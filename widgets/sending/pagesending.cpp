// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/sending/pagesending.h"

#include "model/sending/listplan.h"
#include "widgets/parts/units.h"
#include "widgets/sending/jobs/sendingbar.h"
#include "widgets/sending/sendbox.h"
#include "widgets/sending/sendpanel.h"

PageSending::PageSending(const Parts &parts, QObject *parent) : JobRunner(parent), m_parts(parts), m_bar(new SendingBar)
{
    connect(m_bar, &SendingBar::stopRequested, this, &PageSending::stop);
    connect(&parts.session, &Session::sendingProgressed, this, [this](const SendProgress &progress) {
        m_bar->showProgress(progress);
        Q_EMIT progressed(progress);
    });
    connect(&parts.session, &Session::sendingEnded, this, [this](const SendOutcome &outcome) {
        m_repeating = false;
        m_bar->showOutcome(outcome);
        Q_EMIT ended(outcome);
        Q_EMIT runningChanged();
    });
    connect(&parts.box, &SendBox::sendRequested, this, &PageSending::sendTyped);
    connect(&parts.panel, &SendPanel::repetitionSwitchedOff, this, [this] {
        if (m_repeating)
            stop();
    });
}

Result<std::vector<Target>> PageSending::targets() const
{
    auto targets = m_parts.target.targets();
    if (!targets)
        return targets;
    if (m_parts.session.state() == Session::State::Closed)
        return failure(tr("Not sent: press Open first."));
    if (m_parts.session.state() == Session::State::Opening)
        return failure(tr("Not sent: not connected yet."));
    const Role role = m_parts.target.role();
    if ((isServer(role) || isRelay(role)) && m_parts.session.peers().empty())
        return failure(tr("Not sent: no client is connected."));
    return targets;
}

void PageSending::sendTyped()
{
    const auto bytes = m_parts.box.payload();
    if (!bytes)
        return;
    if (m_parts.panel.repetition()) {
        repeatTyped(*bytes);
        return;
    }
    if (const auto sent = send(*bytes); !sent) {
        m_parts.box.showError(sent.error().message);
        return;
    }
    m_parts.box.messageSent(m_parts.panel.clearAfterSending());
    Q_EMIT messageSent();
}

Result<void> PageSending::send(const QByteArray &bytes)
{
    const auto to = targets();
    if (!to)
        return tl::unexpected(to.error());
    if (bytes.isEmpty() && !sendsDatagrams())
        return failure(tr("Not sent: the message is empty."));
    for (const Target &target : *to)
        m_parts.session.send(target, bytes);
    return {};
}

/// Sending while the message is being repeated restarts with the current message, interval and targets.
void PageSending::repeatTyped(const QByteArray &bytes)
{
    const SendPanel::Repetition how = *m_parts.panel.repetition();
    SendJob job;
    job.makePlan = [bytes, how] {
        return std::make_unique<ListPlan>(bytes, quint64(how.times), std::chrono::nanoseconds(how.interval));
    };
    job.skipSlowPeers = true;
    Result<void> started;
    if (bytes.isEmpty() && !sendsDatagrams())
        started = failure(tr("Not sent: the message is empty."));
    else if (isRunning() && !m_repeating)
        started = failure(tr("Something is being sent already: press Stop first."));
    else
        started = begin([every = how.interval.count()] { return tr("Every %1").arg(units::ms(every)); }, job);
    if (!started) {
        m_parts.box.showError(started.error().message);
        return;
    }
    m_repeating = true;
    m_parts.box.messageSent(false);
    Q_EMIT messageSent();
}

Result<void> PageSending::start(const std::function<QString()> &title, SendJob job)
{
    if (isRunning())
        return failure(tr("Something is being sent already: press Stop first."));
    return begin(title, std::move(job));
}

Result<void> PageSending::begin(const std::function<QString()> &title, SendJob job)
{
    const auto to = targets();
    if (!to)
        return tl::unexpected(to.error());
    job.targets = *to;
    m_bar->start(title);
    m_parts.session.startSending(job);
    Q_EMIT runningChanged();
    return {};
}
