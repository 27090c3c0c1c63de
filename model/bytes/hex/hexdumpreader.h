// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/hex/hexsource.h"

#include <optional>

/// Reads lines of a dump: an offset, bytes, and the same bytes as text, where the offset or the text may be missing. As
/// xxd, hexdump -C, od -t x1, tcpdump -X, Wireshark and hexdump.h write them; also a part of such a dump, and with a
/// headline before it. Offsets must continue, and the text must be that of the bytes. Nothing if the text is no dump;
/// an error if it is a wrong one, or could be a dump or something else.
std::optional<Result<HexReading>> readHexDump(const HexSource &source);
