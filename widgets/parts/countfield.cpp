// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/parts/countfield.h"

CountField::CountField(QWidget *parent) : QLineEdit(parent)
{
    setReadOnly(true);
    setFrame(false);
    setFocusPolicy(Qt::ClickFocus);
    setTextMargins(0, 0, 0, 0);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    QPalette colors = palette();
    colors.setColor(QPalette::Base, Qt::transparent);
    setPalette(colors);
}

void CountField::showText(const QString &text)
{
    if (text == this->text())
        return;
    const bool wider = text.size() != this->text().size();
    setText(text);
    setCursorPosition(0);
    if (wider)
        updateGeometry();
}

QSize CountField::sizeHint() const
{
    constexpr int innerMargin = 2; // of QLineEdit, on either side
    return {fontMetrics().horizontalAdvance(text()) + 2 * innerMargin + 4, QLineEdit::sizeHint().height()};
}
