// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/log/find/findbar.h"

#include "widgets/log/find/patternedit.h"
#include "widgets/parts/elidedlabel.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QToolButton>

FindBar::FindBar(QWidget *parent) : LogBar(28, parent)
{
    m_previous = new QToolButton;
    m_previous->setArrowType(Qt::UpArrow);
    m_next = new QToolButton;
    m_next->setArrowType(Qt::DownArrow);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 4, 0, 0);
    row->addWidget(m_pattern, 1);
    row->addWidget(m_previous);
    row->addWidget(m_next);
    addEnd(*row);
    connect(&m_delay, &QTimer::timeout, this, &FindBar::patternChanged);
    connect(m_pattern, &PatternEdit::changed, this, &FindBar::onPatternEdited);
    connect(m_previous, &QToolButton::clicked, this, &FindBar::previousWanted);
    connect(m_next, &QToolButton::clicked, this, &FindBar::nextWanted);
    m_pattern->edit()->installEventFilter(this);
    retranslate();
}

void FindBar::finish()
{
    m_delay.stop();
    hide();
}

bool FindBar::applyNow()
{
    if (!m_delay.isActive())
        return false;
    m_delay.stop();
    Q_EMIT patternChanged();
    return true;
}

QJsonObject FindBar::save() const
{
    return {{QStringLiteral("shown"), !isHidden()}, {QStringLiteral("pattern"), m_pattern->save()}};
}

/// A hidden bar does not search; its pattern is used when the bar is opened.
void FindBar::restore(const QJsonObject &state)
{
    const bool shown = state[u"shown"].toBool();
    setVisible(shown);
    m_pattern->restore(state[u"pattern"].toObject());
    if (!shown)
        m_delay.stop();
}

void FindBar::onPatternEdited()
{
    m_delay.start();
    if (m_pattern->pattern().text.isEmpty())
        applyNow();
}

bool FindBar::eventFilter(QObject *watched, QEvent *event)
{
    const auto *key = event->type() == QEvent::KeyPress ? static_cast<QKeyEvent *>(event) : nullptr;
    if (!key || (key->key() != Qt::Key_Return && key->key() != Qt::Key_Enter))
        return LogBar::eventFilter(watched, event);
    if (key->modifiers().testFlag(Qt::ShiftModifier))
        emit previousWanted();
    else
        emit nextWanted();
    return true;
}

void FindBar::retranslate()
{
    m_pattern->edit()->setAccessibleName(tr("Find"));
    m_previous->setToolTip(tr("Previous hit (Shift+F3)"));
    m_previous->setAccessibleName(tr("Previous hit"));
    m_next->setToolTip(tr("Next hit (F3)"));
    m_next->setAccessibleName(tr("Next hit"));
    m_close->setToolTip(tr("Close (Esc)"));
    m_close->setAccessibleName(tr("Close find bar"));
    m_status->setAccessibleName(tr("Hits"));
}
