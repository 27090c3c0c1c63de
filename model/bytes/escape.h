// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/codecs/textcodec.h"
#include "model/result.h"

/// Reads text with C-style escapes: `\n \r \t \0 \a \b \f \v \e \\ \" \'`, `\xHH` for a raw byte (exactly two
/// digits), `\uHHHH` and `\u{…}` for a character by its number. Characters are encoded with `codec`. `\0` is NUL, whatever
/// digit follows. The error's position is that of the backslash, or of the character that the codec lacks.
Result<QByteArray> parseEscapes(QStringView text, const TextCodec &codec);

/// The inverse for any bytes, in ASCII: `parseEscapes(toEscaped(b), ascii) == b`.
QString toEscaped(QByteArrayView bytes);

/// The same for text that is encoded later: `\xHH` goes up to 7F, as higher bytes are not characters.
Result<QString> parseEscapedText(QStringView text);

/// Whether a text field would lose or hide a part of the text: control characters except LF and tab, no-break spaces,
/// U+2028, U+FEFF and similar.
bool needsEscapes(QStringView text);

/// The inverse of parseEscapedText(), with escapes only for hidden characters and backslashes. If the text `hasEscapes`
/// already, its backslashes are kept.
QString toEscapedText(QStringView text, bool hasEscapes = false);
