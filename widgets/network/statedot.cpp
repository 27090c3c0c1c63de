// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/network/statedot.h"

#include <QPainter>

QIcon stateDot(Session::State state)
{
    QColor color(0x8c959f);
    if (state == Session::State::Opening)
        color = QColor(0xe09b13);
    else if (state == Session::State::Open)
        color = QColor(0x2da44e);
    QPixmap pixmap(32, 32);
    pixmap.setDevicePixelRatio(2);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawEllipse(QPointF(8, 8), 5, 5);
    QIcon icon;
    for (const auto mode : {QIcon::Normal, QIcon::Disabled})
        icon.addPixmap(pixmap, mode);
    return icon;
}
