// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/theme.h"

#include <QApplication>
#include <QIcon>
#include <QPainter>
#include <QPainterPath>
#include <QPalette>
#include <QStyleFactory>

namespace {

struct Shades
{
    QColor window, base, alternate, button, text, dim, highlight, highlightedText, link, toolTip;
};

QPalette paletteOf(const Shades &shades)
{
    QPalette palette(shades.button, shades.window);
    palette.setColor(QPalette::WindowText, shades.text);
    palette.setColor(QPalette::Text, shades.text);
    palette.setColor(QPalette::ButtonText, shades.text);
    palette.setColor(QPalette::Base, shades.base);
    palette.setColor(QPalette::AlternateBase, shades.alternate);
    palette.setColor(QPalette::PlaceholderText, shades.dim);
    palette.setColor(QPalette::Highlight, shades.highlight);
    palette.setColor(QPalette::HighlightedText, shades.highlightedText);
    palette.setColor(QPalette::Link, shades.link);
    palette.setColor(QPalette::ToolTipBase, shades.toolTip);
    palette.setColor(QPalette::ToolTipText, shades.text);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, shades.dim);
    return palette;
}

const Shades light{0xf3f4f6, 0xffffff, 0xf6f8fa, 0xf3f4f6, 0x1f2328, 0x8c959f, 0x2f6feb, 0xffffff, 0x0969da, 0xffffff};
const Shades dark{0x2d3239, 0x181b1f, 0x1e2227, 0x3a4048, 0xe1e4e8, 0x868e99, 0x2f6feb, 0xffffff, 0x79c0ff, 0x3a4048};

} // namespace

void applyTheme(const QString &name)
{
    static const QPalette system = QApplication::palette();
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    if (name == u"light" || name == u"dark")
        QApplication::setPalette(paletteOf(name == u"dark" ? dark : light));
    else if (system.color(QPalette::Window).lightness() < 128)
        QApplication::setPalette(paletteOf(dark));
    else
        QApplication::setPalette(paletteOf(light));
}

QColor warningColor()
{
    return {0xe5, 0x48, 0x4d};
}

QPalette warningPalette(bool warning, QPalette::ColorRole role)
{
    QPalette palette;
    if (warning)
        palette.setColor(role, warningColor());
    return palette;
}

QString withWarningSign(const QString &text)
{
    return QStringLiteral("⚠ ") + text;
}

QIcon applicationIcon()
{
    QIcon icon;
    for (const int size : {16, 32, 64, 128}) {
        QPixmap pixmap(size, size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.scale(size / 64.0, size / 64.0);
        painter.setPen(Qt::NoPen);
        painter.setBrush(QColor(0x2f6feb));
        painter.drawRoundedRect(QRectF(2, 2, 60, 60), 13, 13);
        // A signal that enters a socket.
        QPainterPath signal(QPointF(9, 36));
        for (const QPointF &to : {QPointF(20, 36), QPointF(26, 18), QPointF(34, 48), QPointF(39, 36), QPointF(43, 36)})
            signal.lineTo(to);
        painter.setPen(QPen(Qt::white, 5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.setBrush(Qt::NoBrush);
        painter.drawPath(signal);
        painter.drawEllipse(QPointF(50, 36), 5.5, 5.5);
        icon.addPixmap(pixmap);
    }
    return icon;
}
