// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/log/find/logbar.h"

#include "widgets/log/find/patternedit.h"
#include "widgets/parts/elidedlabel.h"
#include "widgets/theme.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QStyle>
#include <QToolButton>

LogBar::LogBar(int statusChars, QWidget *parent)
    : Translated(parent), m_pattern(new PatternEdit), m_status(new ElidedLabel), m_close(new QToolButton)
{
    constexpr int delayMs = 200;
    m_status->setMinimumWidth(fontMetrics().averageCharWidth() * statusChars);
    m_close->setAutoRaise(true);
    m_close->setIcon(style()->standardIcon(QStyle::SP_TitleBarCloseButton));
    m_delay.setSingleShot(true);
    m_delay.setInterval(delayMs);
    connect(m_close, &QToolButton::clicked, this, &LogBar::closed);
}

void LogBar::start()
{
    show();
    m_pattern->edit()->setFocus(Qt::ShortcutFocusReason);
    m_pattern->edit()->selectAll();
}

void LogBar::showStatus(const QString &text, bool warning)
{
    m_status->setPalette(warningPalette(warning));
    m_status->setText(text);
}

void LogBar::showError(const QString &message)
{
    m_pattern->showError(message);
    showStatus(message, !message.isEmpty());
}

void LogBar::addEnd(QHBoxLayout &row)
{
    row.addWidget(m_status);
    row.addWidget(m_close);
}

void LogBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        emit closed();
    else
        QWidget::keyPressEvent(event);
}
