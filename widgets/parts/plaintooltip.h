// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

/// A text from outside for a tool tip: never taken for rich text, and broken into lines, also inside long words, so that
/// it is not wider than the screen.
QString plainToolTip(const QString &text);
