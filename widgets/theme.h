// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QPalette>
#include <QString>

class QIcon;

/// Gives the application the Fusion style with a `light` or `dark` palette; anything else means the
/// palette that the system gives. GUI thread.
void applyTheme(const QString &name);

/// What marks an error in place.
QColor warningColor();
/// With the warning colour for `role`, or with nothing of its own; the rest is inherited.
QPalette warningPalette(bool warning, QPalette::ColorRole role = QPalette::WindowText);

/// The text behind a sign, so that it is not the colour alone that warns.
QString withWarningSign(const QString &text);

/// The program's icon, painted at the usual sizes.
QIcon applicationIcon();
