// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/checksum.h"
#include "model/result.h"

#include <QByteArray>

/// How a stream of bytes is cut into messages. Datagrams need none: each is a message.
///
/// A length field is read as Netty's LengthFieldBasedFrameDecoder does it: a message has
/// `offset + size + value + adjust` bytes, of which the first `strip` are no part of what is looked at.
struct Framing
{
    enum class Kind : quint8 {
        None,      ///< each piece as it came
        Line,      ///< ends with LF, CR LF or CR, as single bytes (so not for UTF-16)
        Delimiter, ///< ends with certain bytes
        Fixed,     ///< so many bytes
        Length,    ///< a field near its beginning says how long it is
        Gap,       ///< ends when nothing came for a time
    };
    struct LengthField
    {
        int offset = 0; ///< bytes before the field
        int size = 2;   ///< of the field: 1, 2, 3, 4 or 8 bytes
        ByteOrder order = ByteOrder::Big;
        int adjust = 0; ///< what the value does not count, or (negative) counts too much
        int strip = 0;  ///< bytes at the message's beginning that are left away

        int headerSize() const { return offset + size; }
        bool operator==(const LengthField &) const = default;
    };

    Kind kind = Kind::None;
    bool drop = false; ///< Line, Delimiter: what ends a message is no part of it
    QByteArray delimiter = {};
    int fixedSize = 1;
    LengthField length = {};
    int gapMs = 20;
    int mostBytes = standardMost; ///< a longer message is cut

    static constexpr int standardMost = 1 << 20;
    static constexpr int largestMost = 16 << 20;
    static constexpr int longestDelimiter = 64;
    static constexpr int longestGapMs = 60'000;
    static constexpr int farthestOffset = 4096; ///< of a length field
    static constexpr int largestAdjust = 1 << 24;

    bool operator==(const Framing &) const = default;

    /// Reads `none`, `line`, `delimiter:HEX` or `delimiter:'TEXT'` (C escapes, UTF-8), `fixed:BYTES`,
    /// `length:offset=2,size=2,big,adjust=-4,strip=0` (each of these may be missing) or `gap:MS`. Behind them
    /// may stand `,drop` or `,keep` (line and delimiter) and `,max=BYTES`. The error's position counts UTF-16
    /// units of `text`.
    static Result<Framing> parse(const QString &text);
    /// The smallest `mostBytes` with which a message can be complete.
    int leastMost() const;
    /// A whole message as it stood in the stream, without what ends it.
    QByteArrayView withoutEnding(QByteArrayView raw) const;
    /// The shortest text that parse() reads back to an equal value.
    QString toString() const;
};
