// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QStringList>

/// The verb `export CAPTURE`: writes a capture in another format to standard output or to a file.
/// `arguments` are all those of the program. Returns the exit code: 0 done, 1 the capture cannot be
/// read or the output not be written, 2 usage.
int runExport(const QStringList &arguments);
