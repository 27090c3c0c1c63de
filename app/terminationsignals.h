// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <functional>

class QObject;

/// Calls `stop` in the event loop of `context`'s thread when the process gets SIGINT, SIGTERM or SIGHUP (unless
/// that is ignored, as under nohup). A second signal ends the process at once. Call it once.
void onTermination(QObject *context, const std::function<void()> &stop);
