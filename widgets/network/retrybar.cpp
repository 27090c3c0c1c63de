// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/network/retrybar.h"

#include "model/session/session.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace {

constexpr int tickMs = 200;

} // namespace

RetryBar::RetryBar(Session &session, QWidget *parent)
    : Translated(parent), m_session(session), m_text(new QLabel(this)), m_now(new QPushButton(this)),
      m_cancel(new QPushButton(this))
{
    setFrameShape(QFrame::StyledPanel);
    m_text->setTextFormat(Qt::PlainText);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(8, 4, 4, 4);
    row->addWidget(m_text, 1);
    row->addWidget(m_now);
    row->addWidget(m_cancel);
    m_tick.setInterval(tickMs);
    connect(&m_tick, &QTimer::timeout, this, &RetryBar::refresh);
    connect(&m_session, &Session::retryChanged, this, &RetryBar::refresh);
    connect(&m_session, &Session::stateChanged, this, &RetryBar::refresh);
    connect(m_now, &QPushButton::clicked, &m_session, &Session::connectNow);
    connect(m_cancel, &QPushButton::clicked, &m_session, &Session::close);
    retranslate();
}

void RetryBar::refresh()
{
    const int attempt = m_session.nextAttempt();
    const bool isWaiting = attempt > 0 && m_session.state() == Session::State::Opening;
    setVisible(isWaiting);
    if (!isWaiting) {
        m_tick.stop();
        return;
    }
    const qint64 seconds = (m_session.msToNextAttempt() + msPerSecond - 1) / msPerSecond;
    m_text->setText(tr("Connecting again in %1 s (attempt %2)").arg(seconds).arg(attempt));
    if (!m_tick.isActive())
        m_tick.start();
}

void RetryBar::retranslate()
{
    m_now->setText(tr("Connect now"));
    m_cancel->setText(tr("Stop"));
    m_cancel->setToolTip(tr("Stops reconnecting"));
    refresh();
}
