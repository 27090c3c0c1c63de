// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

class QIcon;

/// Gives the application the Fusion style with a `light` or `dark` palette; anything else means the
/// palette that the system gives. GUI thread.
void applyTheme(const QString &name);

/// The program's icon, painted at the usual sizes.
QIcon applicationIcon();
