// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/textcodec.h"
#include "model/result.h"

/// Reads text with C-style escapes: `\n \r \t \0 \a \b \f \v \e \\ \" \'`, `\xHH` for a byte as it is
/// (exactly two digits), `\uHHHH` and `\u{…}` for a character by its number. Text and numbered
/// characters are written in `codec`. `\0` is NUL, whatever digit follows. The error's position is
/// that of the backslash, or of the character that the codec lacks.
Result<QByteArray> parseEscapes(QStringView text, const TextCodec &codec);

/// The inverse for any bytes, in ASCII: `parseEscapes(toEscaped(b), ascii) == b`.
QString toEscaped(QByteArrayView bytes);
