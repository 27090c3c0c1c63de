// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/hex/hex.h"

/// A sequence of bytes to search for, in which a byte may have several values: wildcards, or both cases of a letter.
/// Immutable; any thread.
class BytePattern
{
public:
    /// Exactly these bytes; with `ignoreCase` the ASCII letters among them in either case.
    static BytePattern fromBytes(QByteArrayView bytes, bool ignoreCase);
    explicit BytePattern(std::vector<MaskedByte> bytes);
    /// Hexadecimal digits as parseHexPattern() reads them. A pattern of nothing but wildcards is an error too.
    static Result<BytePattern> fromHex(QStringView text);

    qsizetype size() const { return qsizetype(m_bytes.size()); }

    /// The position of the first match from `from` on, or -1.
    qsizetype find(QByteArrayView in, qsizetype from = 0) const;
    /// How many bytes at the end of `bytes` may be the start of a match: the largest such number below size().
    qsizetype partialMatchAtEnd(QByteArrayView bytes) const;
    /// Whether `bytes` starts with the pattern, or with the first part of it if it is shorter.
    bool fits(QByteArrayView bytes) const;

private:
    qsizetype findByAnchor(QByteArrayView in, qsizetype from) const;

    std::vector<MaskedByte> m_bytes;
    QByteArray m_exact;     // the whole pattern if every byte has one value
    qsizetype m_anchor = 0; // the index of the byte with the rarest values
};
