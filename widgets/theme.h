// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QPalette>
#include <QString>

class QIcon;

/// Sets the Fusion style with a `light` or `dark` palette; other names: the one nearer to the system's. GUI thread.
void applyTheme(const QString &name);

/// Marks an error in place.
QColor warningColor();
/// With the warning colour for `role` if `warning`; all other colours are inherited.
QPalette warningPalette(bool warning, QPalette::ColorRole role = QPalette::WindowText);

/// The text with a sign before it, so that a warning does not depend on the colour alone.
QString withWarningSign(const QString &text);

/// The program's icon, painted at the usual sizes.
QIcon applicationIcon();
