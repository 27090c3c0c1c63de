// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/hex/hexsource.h"

#include <optional>

/// Readers of bytes in source code. Nothing if the text is not such code at all.

/// Python's `b'\x01a\n'`, and C's `"\x01\x02"` if all characters are `\xHH`. Several strings are joined.
std::optional<Result<HexReading>> readHexStrings(const HexSource &source);

/// `bytes.fromhex('0102')` and its relatives in other languages, `X'0102'` of SQL, `<Buffer 01 02>` of Node.js.
std::optional<Result<HexReading>> readHexCall(const HexSource &source);

/// `[01][02]` and `<01><02>`, as libmodbus prints them. Two bytes or more: `[10]` could be a decimal number.
std::optional<Result<HexReading>> readBracketedBytes(const HexSource &source);

/// `{0x01, 0x02}` of C and its relatives, `[0x01, 0x02]`, with or without a declaration, whose size must be right. Without
/// commas and prefixes also `[01 02]`. The source must have no comments.
std::optional<Result<HexReading>> readHexArray(const HexSource &source);
