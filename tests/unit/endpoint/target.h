// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/types.h"

inline Target to(const QString &host, quint16 port)
{
    return {Target::Kind::Address, PeerId::None, host, port};
}
