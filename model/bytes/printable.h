// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/codecs/decodedtext.h"

#include <vector>

/// The same text with nothing left in it that a screen would act on: control characters become
/// their pictures (␀ ␍ ␛, U+2400 on), and characters that are invisible or change the direction of
/// writing become `<U+HHHH>`, all marked SpanKind::Control. A tab stays when `keepTabs` is set.
DecodedText makePrintable(const DecodedText &text, bool keepTabs = false);

/// As makePrintable, but tabs and line breaks (CR, LF) stay themselves: text for a file of several lines.
DecodedText makePrintableLines(const DecodedText &text);

/// As makePrintable, cut into lines behind each LF, CR LF and lone CR, whose pictures end the line.
/// A line ending at the very end begins no further line; an empty text is one empty line.
std::vector<DecodedText> printableLines(const DecodedText &text);

/// How many UTF-16 units makePrintable() makes of one that is not marked yet; a tab counts as one.
qsizetype printableLength(char16_t unit);
