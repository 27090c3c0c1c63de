// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QStringList>

/// The verb `run FILE`: runs a device test and prints a report. `arguments` are all those of the program. Returns the
/// exit code: 0 all steps passed, 1 a step or the network failed, 2 error in the file or the usage.
int runDeviceTest(const QStringList &arguments);
