// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/codecs/textcodec.h"
#include "model/result.h"

/// Reads text with C-style escapes: `\n \r \t \0 \a \b \f \v \e \\ \" \'`, `\xHH` for a byte as it is
/// (exactly two digits), `\uHHHH` and `\u{…}` for a character by its number. Text and numbered
/// characters are written in `codec`. `\0` is NUL, whatever digit follows. The error's position is
/// that of the backslash, or of the character that the codec lacks.
Result<QByteArray> parseEscapes(QStringView text, const TextCodec &codec);

/// The inverse for any bytes, in ASCII: `parseEscapes(toEscaped(b), ascii) == b`.
QString toEscaped(QByteArrayView bytes);

/// The same for text that is kept as characters and written in some codec later: `\xHH` goes up to 7F, as a byte
/// above is no character.
Result<QString> parseEscapedText(QStringView text);

/// Whether a field for typing would lose or hide some of this text: CR and other controls but LF and tab, no-break
/// spaces, U+2028, U+FEFF and their like.
bool needsEscapes(QStringView text);

/// The inverse of parseEscapedText(); LF, tab and whatever else a person can read stand for themselves. Text that
/// `hasEscapes` already gets further ones for what needsEscapes().
QString toEscapedText(QStringView text, bool hasEscapes = false);
