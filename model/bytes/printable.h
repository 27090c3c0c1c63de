// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/codecs/decodedtext.h"

#include <vector>

/// The text without characters that change how it is shown: control characters become their pictures (␀ ␍ ␛, from U+2400
/// on), invisible ones and those that change the writing direction become `<U+HHHH>`, all marked SpanKind::Control. Tabs
/// stay if `keepTabs` is set.
DecodedText makePrintable(const DecodedText &text, bool keepTabs = false);

/// The same, but tabs and line breaks (CR, LF) stay: text for a file of several lines.
DecodedText makePrintableLines(const DecodedText &text);

/// The same, split into lines after each LF, CR LF and lone CR, whose pictures end the line. A line ending at the end of
/// the text starts no new line; an empty text is one empty line.
std::vector<DecodedText> printableLines(const DecodedText &text);

/// The number of UTF-16 units that makePrintable() makes of one; a tab counts as one.
qsizetype printableLength(char16_t unit);
