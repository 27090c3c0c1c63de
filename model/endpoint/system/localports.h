// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/types.h"

#include <optional>

/// What the system tells about the ports of this computer. localports_linux.cpp reads /proc, localports_other.cpp knows
/// nothing. Any thread.
namespace localports {

/// Who has opened a port.
struct Owner
{
    QString program;     ///< as `name (PID 123)`; empty: unknown, as for the programs of other users and of containers
    QString user;        ///< its user, if another than that of this program; empty: the same
    bool isSelf = false; ///< it is this program
};
/// The owner of the socket that prevents binding to `local` (a null host: every address). Searches /proc, which takes
/// milliseconds.
std::optional<Owner> owner(Transport transport, const SocketAddress &local);

struct Range
{
    quint16 first = 0;
    quint16 last = 0;
};
/// From which the system chooses the port of a socket that asks for none.
std::optional<Range> ephemeral();

} // namespace localports
