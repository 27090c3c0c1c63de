// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtGlobal>

#include <sys/socket.h>

/// Sets an integer socket option; errors are ignored.
inline void setSocketOption(qintptr socket, int level, int option, int value)
{
    ::setsockopt(int(socket), level, option, &value, sizeof value);
}
