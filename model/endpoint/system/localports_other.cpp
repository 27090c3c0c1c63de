// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/endpoint/system/localports.h"

namespace localports {

std::optional<Owner> owner(Transport, const SocketAddress &)
{
    return {};
}

std::optional<Range> ephemeral()
{
    return {};
}

} // namespace localports
