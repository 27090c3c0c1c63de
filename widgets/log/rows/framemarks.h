// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/codecs/decodedtext.h"
#include "model/log/frames/recordframes.h"

/// What shows where the messages of a record are: a line break behind each, with ✓ or ✗ for its checksum and ⚠ for
/// one that is cut or has a bad length before it, and ↑ and ↓ where one goes on from or in another record. Nothing
/// when the record is one message and nothing is to be told of it.
std::vector<TextMark> frameMarks(const std::vector<FramePart> &parts, QByteArrayView payload);
/// Those of one of them.
std::vector<TextMark> frameMarks(const std::vector<FramePart> &parts, size_t part, QByteArrayView payload);
