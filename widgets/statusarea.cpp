// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/statusarea.h"

#include "widgets/pages/sessionpage.h"
#include "widgets/parts/countfield.h"
#include "widgets/parts/elidedlabel.h"
#include "widgets/parts/translated.h"
#include "widgets/rateplot.h"
#include "widgets/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>

#include <algorithm>

StatusArea::StatusArea(QWidget *parent) : Translated(parent)
{
    m_state = new ElidedLabel(this);
    m_losses = new ElidedLabel(this);
    m_received = new CountField(this);
    m_sent = new CountField(this);
    m_plot = new RatePlot(this);
    m_rates = new QLabel(this);
    m_reset = new QPushButton(this);
    m_reset->setFlat(true);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(6, 0, 6, 0);
    row->setSpacing(16);
    row->addWidget(m_state, 1);
    for (QWidget *widget :
         {static_cast<QWidget *>(m_losses), static_cast<QWidget *>(m_received), static_cast<QWidget *>(m_sent),
          static_cast<QWidget *>(m_plot), static_cast<QWidget *>(m_rates), static_cast<QWidget *>(m_reset)})
        row->addWidget(widget);
    m_losses->setPalette(warningPalette(true));
    m_losses->hide();
    m_second.setInterval(1000);
    connect(&m_second, &QTimer::timeout, this, [this] {
        measureRates(true);
        refresh(); // records that are not stored do not grow the log
    });
    m_second.start();
    connect(m_reset, &QPushButton::clicked, this, [this] {
        if (m_page)
            m_page->resetCounters();
        m_plot->clear();
        measureRates(false);
        refresh();
    });
    retranslate();
}

void StatusArea::setPage(LogPage *page)
{
    if (m_session)
        m_session->disconnect(this);
    m_page = page;
    const auto *sessionPage = qobject_cast<SessionPage *>(page);
    m_session = sessionPage ? &sessionPage->session() : nullptr;
    if (m_session) {
        connect(m_session, &Session::stateChanged, this, &StatusArea::showState);
        connect(m_session, &Session::peersChanged, this, &StatusArea::showState);
        connect(m_session, &Session::groupsChanged, this, &StatusArea::showState);
        connect(m_session, &Session::retryChanged, this, &StatusArea::showState);
    }
    m_before = counters();
    m_plot->clear();
    showState();
    measureRates(false);
    refresh();
}

void StatusArea::showState()
{
    if (m_session)
        m_state->setText(sessionText(*m_session));
    else
        m_state->setText(m_page ? tr("Opened capture, read only") : QString());
}

QString StatusArea::sessionText(const Session &session) const
{
    const QString local = session.localAddress().toString();
    const auto peers = int(session.peers().size());
    switch (session.state()) {
    case Session::State::Closed:
        return tr("Closed");
    case Session::State::Opening:
        return session.nextAttempt() > 0 ? tr("Reconnecting…") : tr("Opening…");
    case Session::State::Open:
        break;
    }
    if (isRelay(session.url().role)) {
        const auto clients = std::count_if(session.peers().begin(), session.peers().end(),
                                           [](const Peer &peer) { return peer.client == PeerId::None; });
        const QString server = hostAndPort(session.url().remoteHost, session.url().remotePort);
        return tr("Relaying %1 → %2 · %n client(s)", nullptr, int(clients)).arg(local, server);
    }
    if (session.url().role == Role::Multicast || !session.groups().isEmpty())
        return tr("%1 · %n peer(s)", nullptr, peers).arg(groupsText(session));
    if (isServer(session.url().role))
        return tr("Listening on %1 · %n client(s)", nullptr, peers).arg(local);
    if (isDatagram(session.url().role))
        return tr("Bound to %1 · %n peer(s)", nullptr, peers).arg(local);
    if (isLocal(session.url().role))
        return tr("Connected to %1").arg(SocketAddress::ofLocalServer(session.url().path).toString());
    return tr("Connected from %1").arg(local);
}

QString StatusArea::groupsText(const Session &session)
{
    if (session.groups().isEmpty())
        return tr("In no group: the interface is down");
    QStringList texts;
    for (const JoinedGroup &group : session.groups())
        texts.append(tr("%1 on %2", "a group on an interface").arg(group.group, group.interface));
    return tr("Joined %1").arg(texts.join(QStringLiteral(", ")));
}

void StatusArea::refresh()
{
    const TrafficCounters now = counters();
    const QLocale locale;
    const auto count = [&](quint64 bytes, quint64 records) {
        return tr("%1 B · %n record(s)", nullptr, pluralCount(records)).arg(locale.toString(bytes));
    };
    m_received->showText(tr("RX %1").arg(count(now.rxBytes, now.rxRecords)));
    m_sent->showText(tr("TX %1").arg(count(now.txBytes, now.txRecords)));
    QStringList losses;
    if (m_page && m_page->log().isStalled())
        losses.append(tr("the log cannot be written"));
    if (now.kernelDrops > 0)
        losses.append(tr("%1 dropped by the system").arg(locale.toString(now.kernelDrops)));
    if (now.notStored > 0)
        losses.append(tr("%1 not stored").arg(count(now.notStoredBytes, now.notStored)));
    m_losses->setText(losses.join(QStringLiteral(" · ")));
    m_losses->setVisible(!losses.isEmpty());
}

void StatusArea::measureRates(bool secondPassed)
{
    const TrafficCounters now = counters();
    // After a reset the counters are smaller than before.
    const auto rate = [](quint64 value, quint64 before) { return qint64(value >= before ? value - before : 0); };
    const QLocale locale;
    const auto text = [&](qint64 bytes) { return locale.formattedDataSize(bytes, 1, QLocale::DataSizeSIFormat); };
    const qint64 received = rate(now.rxBytes, m_before.rxBytes);
    const qint64 sent = rate(now.txBytes, m_before.txBytes);
    if (secondPassed)
        m_plot->add(received, sent);
    m_rates->setText(tr("↓ %1/s  ↑ %2/s").arg(text(received), text(sent)));
    m_before = now;
}

void StatusArea::retranslate()
{
    m_received->setAccessibleName(tr("Received count"));
    m_sent->setAccessibleName(tr("Sent count"));
    m_plot->setAccessibleName(tr("Rates of the last minute"));
    m_plot->setToolTip(tr("Bytes per second in the last minute: received upwards, sent downwards"));
    m_reset->setText(tr("Reset counters"));
    showState();
    measureRates(false);
    refresh();
}
