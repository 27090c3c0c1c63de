// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/bytepattern.h"
#include "model/bytes/codecs/textcodec.h"

#include <QRegularExpression>

#include <optional>

/// What a user looks for in the log.
struct SearchPattern
{
    enum class Kind : quint8 {
        Text,  ///< in the encoding in use; found where TCP cut it in two, too
        Hex,   ///< bytes, `?` for any digit; found where TCP cut it in two, too
        Regex, ///< a Perl-compatible regular expression over the text of each record
    };

    Kind kind = Kind::Text;
    QString text;
    bool matchCase = false; ///< not for Hex

    bool operator==(const SearchPattern &) const = default;
};

/// A search pattern made ready for one encoding. Immutable; any thread.
class CompiledPattern
{
public:
    /// The error says what is wrong with the pattern and where; an empty one is an error too.
    static Result<CompiledPattern> make(const SearchPattern &pattern, const TextCodec &codec);

    /// What to look for in the bytes; null when only the text tells.
    const BytePattern *bytes() const { return m_bytes ? &*m_bytes : nullptr; }
    /// Bytes in the middle of characters may look like the pattern: a hit counts only where it begins
    /// and ends with characters.
    bool wantsWholeCharacters() const { return m_wholeCharacters; }
    /// What to look for in texts; never matches what is found by its bytes only. A match that would cost too
    /// much (see limitedExpression()) is not valid.
    const QRegularExpression &expression() const { return m_expression; }

private:
    std::optional<BytePattern> m_bytes;
    bool m_wholeCharacters = false;
    QRegularExpression m_expression;
};
