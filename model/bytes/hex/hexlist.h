// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/hex/hexsource.h"

/// Reads a list of bytes, see parseHex(), in a part of the source.
Result<std::vector<MaskedByte>> readHexList(const HexSource &source, qsizetype start, qsizetype end);

namespace hexlist {
/// The message about several bytes written as one number.
QString orderUnknown(QStringView number);
} // namespace hexlist
