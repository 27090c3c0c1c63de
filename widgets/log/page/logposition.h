// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/log/recordsource.h"

#include <compare>
#include <limits>

/// A position in the log: a character of a record's text as it is shown.
struct LogPosition
{
    /// The notice above the first record.
    static constexpr qsizetype notice = -1;
    static constexpr qsizetype recordEnd = std::numeric_limits<qsizetype>::max();

    RecordRow row = {};   ///< of the record
    qsizetype offset = 0; ///< UTF-16 units into RecordContent::text

    auto operator<=>(const LogPosition &) const = default;
};
