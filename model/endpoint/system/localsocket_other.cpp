// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/endpoint/system/localsocket.h"

namespace localsocket {

bool hasAbstractNames()
{
    return false;
}

std::optional<Program> peerProgram(Descriptor)
{
    return {};
}

bool isBeingOpened(const QString &)
{
    return false;
}

} // namespace localsocket
