// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/sending/jobs/sendingbar.h"

#include "widgets/parts/elidedlabel.h"
#include "widgets/sending/jobs/sendingtext.h"

#include <QHBoxLayout>
#include <QProgressBar>
#include <QPushButton>
#include <QToolButton>

#include <algorithm>
#include <utility>

namespace {

/// Percent done, or -1 if unknown.
int percentOf(const SendProgress &progress)
{
    const bool byBytes = progress.extent.bytes > 0 && progress.extent.messages == 0;
    const double whole = double(byBytes ? progress.extent.bytes : progress.extent.messages);
    const double done = double(byBytes ? progress.bytes : progress.messages);
    return whole > 0 ? int(std::clamp(100 * done / whole, 0.0, 100.0)) : -1;
}

} // namespace

SendingBar::SendingBar(QWidget *parent) : Translated(parent)
{
    setFrameShape(QFrame::StyledPanel);
    m_title = new ElidedLabel(this); // may be the name of a file
    m_title->setMaximumWidth(fontMetrics().averageCharWidth() * 30);
    m_text = new WrappedLabel(this);
    m_progress = new QProgressBar(this);
    m_progress->setMaximumWidth(120);
    m_stop = new QPushButton(this);
    m_close = new QToolButton(this);
    m_close->setText(QStringLiteral("✕"));
    m_close->setAutoRaise(true);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(6, 3, 6, 3);
    row->addWidget(m_title);
    row->addWidget(m_text, 1);
    row->addWidget(m_progress);
    row->addWidget(m_stop);
    row->addWidget(m_close);
    connect(m_stop, &QPushButton::clicked, this, &SendingBar::stopRequested);
    connect(m_close, &QToolButton::clicked, this, &QWidget::hide);
    retranslate();
    hide();
}

void SendingBar::start(std::function<QString()> title)
{
    m_jobTitle = std::move(title);
    m_title->setText(m_jobTitle());
    m_shown = {};
    showText();
    m_progress->hide();
    m_stop->show();
    m_close->hide();
    show();
}

void SendingBar::showProgress(const SendProgress &progress)
{
    m_shown = progress;
    showText();
    const int percent = percentOf(progress);
    m_progress->setVisible(percent >= 0);
    m_progress->setValue(percent);
}

void SendingBar::showOutcome(const SendOutcome &outcome)
{
    m_shown = outcome;
    showText();
    m_progress->hide();
    m_stop->hide();
    m_close->show();
}

void SendingBar::showText()
{
    if (const auto *progress = std::get_if<SendProgress>(&m_shown))
        m_text->setText(SendingText::progress(*progress));
    else if (const auto *outcome = std::get_if<SendOutcome>(&m_shown))
        m_text->setText(SendingText::outcome(*outcome));
    else
        m_text->clear();
}

void SendingBar::retranslate()
{
    m_progress->setAccessibleName(tr("Sending progress"));
    m_stop->setText(tr("Stop"));
    m_stop->setAccessibleName(tr("Stop sending"));
    m_close->setToolTip(tr("Close"));
    m_close->setAccessibleName(tr("Close the sending result"));
    if (m_jobTitle)
        m_title->setText(m_jobTitle());
    showText();
}
