// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/types.h"

/// Which program holds a local port, as `name (PID 123)`; empty when the system does not tell, as
/// for other users' programs or outside Linux. Looks through /proc: takes milliseconds. Any thread.
QString portOwner(Transport transport, quint16 port);
