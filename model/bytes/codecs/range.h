// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtGlobal>

/// A stretch of something that is shown from several sides: bytes, or UTF-16 units of a text.
struct Range
{
    qsizetype start = 0;
    qsizetype end = 0;

    qsizetype size() const { return end - start; }
    bool operator==(const Range &) const = default;
};
