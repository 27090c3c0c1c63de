// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtGlobal>

/// A range of bytes, or of UTF-16 units of a text; `end` is not part of it.
struct Range
{
    qsizetype start = 0;
    qsizetype end = 0;

    qsizetype size() const { return end - start; }
    bool operator==(const Range &) const = default;
};
