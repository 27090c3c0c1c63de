// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QStringList>

/// Without a verb: opens the endpoint of a URL, sends and receives. `arguments` are all those of the program.
/// Without a standard input (`hasStdin`) nothing is read from it. Returns the exit code: 0 done, 1 the network failed or
/// not everything was sent, received or printed, 2 usage.
int runEndpoint(const QStringList &arguments, bool hasStdin);
