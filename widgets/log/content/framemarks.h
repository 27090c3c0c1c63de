// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/codecs/decodedtext.h"
#include "model/log/frames/recordframes.h"

/// The marks of the messages of a record: a line break after each, before it ✓ or ✗ for its checksum, or ⚠ and what is
/// wrong, such as its length, or that the bytes are not a message; ↑ and ↓ where it continues from or in another record. None for a single message without a
/// verdict.
std::vector<TextMark> frameMarks(const std::vector<FramePart> &parts, QByteArrayView payload);
/// The marks of one of them.
std::vector<TextMark> frameMarks(const std::vector<FramePart> &parts, size_t part, QByteArrayView payload);
