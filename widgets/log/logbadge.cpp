// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/log/logbadge.h"

#include <QPainter>

LogBadge::LogBadge(QWidget *parent) : QAbstractButton(parent)
{
    setFocusPolicy(Qt::NoFocus);
    hide();
}

void LogBadge::show(const QString &newText, bool clickable)
{
    setAttribute(Qt::WA_TransparentForMouseEvents, !clickable);
    setCursor(clickable ? Qt::PointingHandCursor : Qt::ArrowCursor);
    if (newText != text()) {
        setText(newText);
        place();
    }
    setVisible(!newText.isEmpty());
}

void LogBadge::place()
{
    constexpr int margin = 10;
    resize(sizeHint());
    move((parentWidget()->width() - width()) / 2, parentWidget()->height() - height() - margin);
}

QSize LogBadge::sizeHint() const
{
    const int height = fontMetrics().height() + 10;
    return {fontMetrics().horizontalAdvance(text()) + 2 * height, height};
}

void LogBadge::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool clickable = !testAttribute(Qt::WA_TransparentForMouseEvents);
    const QColor fill = palette().color(clickable ? QPalette::Highlight : QPalette::ToolTipBase);
    painter.setBrush(underMouse() && clickable ? fill.lighter(112) : fill);
    painter.setPen(palette().color(QPalette::Mid));
    const QRectF outline = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.drawRoundedRect(outline, outline.height() / 2, outline.height() / 2);
    painter.setPen(palette().color(clickable ? QPalette::HighlightedText : QPalette::ToolTipText));
    painter.drawText(rect(), Qt::AlignCenter | Qt::TextSingleLine, text());
}
