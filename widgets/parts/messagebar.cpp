// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/parts/messagebar.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QStyle>

MessageBar::MessageBar(QWidget *parent) : Translated(parent)
{
    setAutoFillBackground(true);
    setFrameShape(QFrame::StyledPanel);
    m_text = new WrappedLabel(this);
    m_close = new QToolButton(this);
    m_close->setAutoRaise(true);
    m_close->setIcon(style()->standardIcon(QStyle::SP_TitleBarCloseButton));
    connect(m_close, &QToolButton::clicked, this, &QWidget::hide);
    m_layout = new QHBoxLayout(this);
    m_layout->setContentsMargins(8, 4, 4, 4);
    m_layout->addWidget(m_text, 1);
    m_layout->addWidget(m_close, 0, Qt::AlignTop);
    retranslate();
    hide();
}

void MessageBar::showMessage(const QString &text, Tone tone)
{
    m_tone = tone;
    m_text->setText(text);
    applyColors();
    show();
}

QPushButton *MessageBar::addButton()
{
    auto *button = new QPushButton(this);
    m_layout->insertWidget(m_layout->count() - 1, button);
    return button;
}

void MessageBar::applyColors()
{
    const bool dark = parentWidget()->palette().color(QPalette::Window).lightness() < 128;
    const bool warning = m_tone == Tone::Warning;
    const QColor back = warning ? QColor(dark ? 0x4d2d2a : 0xffe4de) : QColor(dark ? 0x1f3350 : 0xdcebff);
    QPalette colors = parentWidget()->palette();
    colors.setColor(QPalette::Window, back);
    setPalette(colors);
}
