// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <functional>

class QObject;

/// Calls `stop` in the event loop of `context`'s thread when the process gets SIGINT or SIGTERM. A
/// second signal ends the process at once. Call it once.
void onTermination(QObject *context, const std::function<void()> &stop);
