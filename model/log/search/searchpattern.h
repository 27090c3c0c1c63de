// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/bytepattern.h"
#include "model/bytes/codecs/textcodec.h"

#include <QRegularExpression>

#include <optional>

/// What a user searches the log for.
struct SearchPattern
{
    enum class Kind : quint8 {
        Text,  ///< in the encoding in use; also found where TCP split it
        Hex,   ///< bytes, `?` for any digit; also found where TCP split them
        Regex, ///< a Perl-compatible regular expression over the text of each record
    };

    Kind kind = Kind::Text;
    QString text;
    bool matchCase = false; ///< not for Hex

    bool operator==(const SearchPattern &) const = default;
};

/// A search pattern compiled for one encoding. Immutable; any thread.
class CompiledPattern
{
public:
    /// The error says what is wrong with the pattern and where. An empty pattern is an error.
    static Result<CompiledPattern> make(const SearchPattern &pattern, const TextCodec &codec);

    /// What to search the bytes for; null when the text must be searched.
    const BytePattern *bytes() const { return m_bytes ? &*m_bytes : nullptr; }
    /// Whether a match must begin and end with characters, as bytes within characters may look like the pattern.
    bool wantsWholeCharacters() const { return m_wholeCharacters; }
    /// What to search texts for; never matches where the bytes must be searched. A match that would cost too
    /// much (see limitedExpression()) is not valid.
    const QRegularExpression &expression() const { return m_expression; }

private:
    std::optional<BytePattern> m_bytes;
    bool m_wholeCharacters = false;
    QRegularExpression m_expression;
};
