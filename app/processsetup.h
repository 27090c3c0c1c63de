// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

/// The first thing in main(), before any file is opened. Standard streams that were closed become
/// /dev/null, so that no log file takes their numbers and with them what is printed. As many files and
/// sockets may be open as the system's hard limit allows: the usual soft limit of 1,024 would end a
/// storm of clients. SIGPIPE and SIGXFSZ are ignored: writing tells of a closed pipe or a full file by
/// an error. Returns whether there was a standard input: one that is /dev/null now has no end that says anything.
bool setUpProcess();
