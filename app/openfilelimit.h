// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

/// Lets this process open as many files and sockets as the system's hard limit allows: the usual
/// soft limit of 1,024 would end a storm of clients. Also ignores SIGPIPE and SIGXFSZ, so that
/// writing tells of a closed pipe or a full file by an error.
void raiseOpenFileLimit();
