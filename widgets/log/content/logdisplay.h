// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtGlobal>

/// How the log shows payloads.
enum class LogDisplay : quint8 {
    Text,  ///< decoded
    Hex,   ///< two digits a byte, 16 bytes a line
    Mixed, ///< decoded, with a hex dump below
};

/// What the log shows as the time of a record.
enum class LogTime : quint8 {
    OfDay,    ///< local time
    Relative, ///< seconds since the first record of the log
    Delta,    ///< seconds since the record shown before it
};
