// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/log/findbar.h"

#include "widgets/log/patternedit.h"
#include "widgets/theme.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QStyle>
#include <QToolButton>

namespace {

constexpr int findDelayMs = 200;

} // namespace

FindBar::FindBar(QWidget *parent) : QWidget(parent)
{
    m_pattern = new PatternEdit(this);
    m_previous = new QToolButton(this);
    m_previous->setArrowType(Qt::UpArrow);
    m_next = new QToolButton(this);
    m_next->setArrowType(Qt::DownArrow);
    m_close = new QToolButton(this);
    m_close->setAutoRaise(true);
    m_close->setIcon(style()->standardIcon(QStyle::SP_TitleBarCloseButton));
    m_status = new QLabel(this);
    m_status->setTextFormat(Qt::PlainText);
    m_status->setMinimumWidth(fontMetrics().averageCharWidth() * 28);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 4, 0, 0);
    row->addWidget(m_pattern, 1);
    row->addWidget(m_previous);
    row->addWidget(m_next);
    row->addWidget(m_status);
    row->addWidget(m_close);
    m_delay.setSingleShot(true);
    m_delay.setInterval(findDelayMs);
    connect(&m_delay, &QTimer::timeout, this, &FindBar::patternChanged);
    connect(m_pattern, &PatternEdit::changed, this, &FindBar::onPatternEdited);
    connect(m_previous, &QToolButton::clicked, this, &FindBar::previousWanted);
    connect(m_next, &QToolButton::clicked, this, &FindBar::nextWanted);
    connect(m_close, &QToolButton::clicked, this, &FindBar::closed);
    m_pattern->edit()->installEventFilter(this);
    retranslate();
}

void FindBar::start()
{
    show();
    m_pattern->setFocus(Qt::ShortcutFocusReason);
    m_pattern->selectAll();
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

/// Behind a hidden bar nothing is looked for; its pattern waits for start().
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

void FindBar::showStatus(const QString &text, bool warning)
{
    m_status->setPalette(warningPalette(warning));
    m_status->setText(text);
    m_status->setToolTip(text);
}

bool FindBar::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
        if (key->modifiers().testFlag(Qt::ShiftModifier))
            Q_EMIT previousWanted();
        else
            Q_EMIT nextWanted();
        return true;
    }
    if (key->key() == Qt::Key_Escape) {
        Q_EMIT closed();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void FindBar::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
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
