// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

class QWidget;

/// The dialogs of the menu Help.
namespace help {

void showShortcuts(QWidget *window);
void showAbout(QWidget *window);

} // namespace help
