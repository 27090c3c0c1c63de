// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QStringList>

/// The verb `run FILE`: plays a session file and prints a report. `arguments` are all those of the program.
/// Returns the exit code: 0 every step did what was expected, 1 one did not, or the network failed, 2 the file or
/// the usage is wrong.
int runSession(const QStringList &arguments);
