// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

class TextCodec;

/// With an encoding such as `GBK,nearest`: says on standard error which characters of `typed` are sent as others,
/// each pair once in the life of the program. Main thread.
void tellSubstitutions(const TextCodec &codec, const QString &typed);

/// For behind the error of a text that could not be written: which encoding would; empty when none of these would.
QString nearestHint(const TextCodec &codec, const QString &typed);
