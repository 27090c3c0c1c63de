// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/hex.h"

/// A row of bytes to look for, in which a place may allow several values: wildcards, or both cases
/// of a letter. Immutable; any thread.
class BytePattern
{
public:
    /// Exactly these bytes; with `ignoreCase` the ASCII letters among them in either case.
    static BytePattern fromBytes(QByteArrayView bytes, bool ignoreCase);
    explicit BytePattern(std::vector<MaskedByte> places);
    /// Hexadecimal digits as parseHex() reads them, where `?` stands for any digit: `4F ?? 0?`. The
    /// error's position is that of the trouble; a pattern of nothing but wildcards is an error too.
    static Result<BytePattern> fromHex(QStringView text);

    qsizetype size() const { return qsizetype(m_places.size()); }

    /// Where the first occurrence at or behind `from` begins, or -1.
    qsizetype find(QByteArrayView in, qsizetype from = 0) const;
    /// How many bytes at the end of `bytes` may be the beginning of an occurrence, at most size() - 1;
    /// the most there are.
    qsizetype beginningAtEndOf(QByteArrayView bytes) const;
    /// Whether the pattern stands at the beginning of `bytes`, as far as those go.
    bool fits(QByteArrayView bytes) const;

private:
    qsizetype findByAnchor(QByteArrayView in, qsizetype from) const;

    std::vector<MaskedByte> m_places;
    QByteArray m_exact;     // all of it, when every place allows one value only
    qsizetype m_anchor = 0; // the place whose values are the rarest
};
