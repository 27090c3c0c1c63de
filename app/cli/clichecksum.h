// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QStringList>

/// The verb `checksum NAME [FILE]`: prints the checksum of a file or of standard input as a hexadecimal
/// number; `checksum --list` prints the names. `arguments` are all those of the program. Returns the exit
/// code: 0 done, 1 the file cannot be read, 2 usage.
int runChecksum(const QStringList &arguments);
