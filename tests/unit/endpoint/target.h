// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/endpoint/target.h"

inline Target to(const QString &host, quint16 port)
{
    return {Target::Kind::Address, PeerId::None, host, port};
}

inline Target to(PeerId peer)
{
    return {Target::Kind::One, peer, {}, 0};
}
