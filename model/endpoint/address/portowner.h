// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/types.h"

/// The program that uses a local port, as `name (PID 123)`; empty if unknown, as for other users' programs or outside
/// Linux. Searches /proc, which takes milliseconds. Any thread.
QString portOwner(Transport transport, quint16 port);
