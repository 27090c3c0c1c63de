// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <functional>

class QObject;

/// Calls `stop` in the event loop of `context`'s thread on SIGINT, SIGTERM or SIGHUP (unless SIGHUP is ignored, as under
/// nohup). A second signal ends the process at once. To be called once.
void onTermination(QObject *context, const std::function<void()> &stop);
