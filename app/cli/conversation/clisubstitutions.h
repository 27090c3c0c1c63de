// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/codecs/textcodec.h"

#include <vector>

/// The characters that an encoding such as `GBK,nearest` replaces by similar ones.
class CliSubstitutions
{
public:
    /// Reports on standard error which characters of `typed` are replaced, each pair once.
    void report(const TextCodec &codec, const QString &typed);

    /// To append to the error of a text that cannot be encoded: the encoding that would replace the characters. Empty
    /// if that would not help either.
    static QString hint(const TextCodec &codec, const QString &typed);

private:
    std::vector<TextCodec::Substitution> m_reported;
};
