// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtGlobal>

#include <algorithm>
#include <limits>

/// A count as tr() takes it for %n, at most the largest int.
inline int pluralCount(quint64 count)
{
    return int(std::min<quint64>(count, std::numeric_limits<int>::max()));
}
