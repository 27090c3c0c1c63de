// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QStringList>

/// The verb `codecs`: prints the text encodings, each with its other names. `arguments` are all those of the program.
/// Returns the exit code: 0 done, 2 usage.
int runCodecs(const QStringList &arguments);
