// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/session/session.h"

#include <QIcon>

/// A dot in the color of a session's state: grey closed, amber opening, green open.
QIcon stateDot(Session::State state);
