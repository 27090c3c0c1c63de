// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <functional>

class QObject;

/// To be called first in main(), before any file is opened. Opens /dev/null for closed standard streams, so that no log
/// file gets their numbers and with them the output. Raises the limit of open files to the hard limit: the usual 1,024
/// would be too few for many clients. Ignores SIGPIPE and SIGXFSZ: write() returns the error. Returns whether there was a
/// standard input.
bool setUpProcess();

/// Calls `stop` in the event loop of `context`'s thread on SIGINT, SIGTERM or SIGHUP (unless SIGHUP is ignored, as under
/// nohup). A second signal ends the process at once. To be called once.
void onTermination(QObject *context, const std::function<void()> &stop);

/// An error message if an argument of the command line is not UTF-8: Qt would change its bytes. Else empty.
QString argumentError(int argc, const char *const *argv);
