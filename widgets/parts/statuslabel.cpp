// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/parts/statuslabel.h"

StatusLabel::StatusLabel(QWidget *parent) : WrappedLabel(parent)
{
    hide();
}

void StatusLabel::set(const QString &text, const QPalette &colors)
{
    setPalette(colors);
    setText(text);
    setVisible(!text.isEmpty());
}

void StatusLabel::showError(const QString &message)
{
    const bool dark = palette().color(QPalette::Window).lightness() < 128;
    QPalette colors;
    colors.setColor(QPalette::WindowText, dark ? QColor(0xff7b72) : QColor(0xb3261e));
    set(message, colors);
}

QString StatusLabel::textOf(const Error &error)
{
    return error.position < 0 ? error.message : tr("Position %1: %2").arg(error.position + 1).arg(error.message);
}
