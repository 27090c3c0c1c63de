// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/checksum.h"
#include "model/result.h"

#include <QByteArray>

#include <optional>

/// How a stream is cut into messages. Datagrams need no framing: each is a message.
///
/// A length field is read as in Netty's LengthFieldBasedFrameDecoder: a message has `offset + size + value + adjust` bytes,
/// of which the first `strip` are removed. With `start`, bytes in front of it are no message, and after an invalid length
/// the next `start` is searched for.
///
/// Of Between, Cobs and Slip (RFC 1055), rules and checksums see what the message carries: without its delimiters, with
/// escapes undone. What rules send is framed in the same way.
struct Framing
{
    enum class Kind : quint8 {
        None,      ///< each piece as received
        Line,      ///< ends with LF, CR LF or CR, as single bytes (not for UTF-16)
        Delimiter, ///< ends with certain bytes
        Fixed,     ///< a fixed number of bytes
        Length,    ///< a field near its start has its length
        Gap,       ///< ends when nothing is received for a time
        Between,   ///< begins and ends with certain bytes
        Cobs,      ///< encoded with COBS, ends with 00
        Slip,      ///< RFC 1055: ends with C0, which may also be in front
    };
    enum class Escape : quint8 {
        None,
        Jt808, ///< JT/T 808: 7D 01 for 7D, 7D 02 for 7E
    };
    struct LengthField
    {
        int offset = 0; ///< bytes before the field
        int size = 2;   ///< of the field: 1, 2, 3, 4 or 8 bytes
        ByteOrder order = ByteOrder::Big;
        int adjust = 0; ///< bytes that the value does not count, or (negative) counts in addition
        int strip = 0;  ///< bytes to remove from the start of the message

        int headerSize() const { return offset + size; }
        bool operator==(const LengthField &) const = default;
    };

    Kind kind = Kind::None;
    bool drop = false; ///< Line, Delimiter: remove the ending
    QByteArray delimiter = {};
    int fixedSize = 1;
    LengthField length = {};
    QByteArray start = {};        ///< Between; Length: may be empty, else it lies before the field
    QByteArray end = {};          ///< Between; Length: its last bytes, may be empty
    Escape escape = Escape::None; ///< Between
    int gapMs = 20;
    int maxBytes = defaultMaxBytes; ///< a longer message is cut

    static constexpr int defaultMaxBytes = 1 << 20;
    static constexpr int maxBytesLimit = 16 << 20;
    static constexpr int maxDelimiterSize = 64;
    static constexpr int maxGapMs = 60'000;
    static constexpr int maxOffset = 4096; ///< of a length field
    static constexpr int maxAdjust = 1 << 24;

    bool operator==(const Framing &) const = default;

    /// Reads `none`, `line`, `delimiter:HEX` or `delimiter:'TEXT'` (C escapes, UTF-8), `fixed:BYTES`,
    /// `length:offset=2,size=2,big,adjust=-4,strip=0,start=HEX,end=HEX` (each of these is optional), `gap:MS`,
    /// `between:START,END` (each as a delimiter, `,escape=jt808` after them), `cobs` or `slip`, followed by `,drop` or
    /// `,keep` (line and delimiter) and `,max=BYTES` (all are optional). Errors have positions.
    static Result<Framing> parse(const QString &text);
    /// The smallest `maxBytes` that lets a message be complete.
    int minMaxBytes() const;
    /// A whole message of the stream without its ending.
    QByteArrayView withoutEnding(QByteArrayView raw) const;
    /// Whether rules see body() and what they send is wrapped().
    bool hasBody() const { return kind == Kind::Between || kind == Kind::Cobs || kind == Kind::Slip; }
    /// What a whole message carries, which its checksum ends: without delimiters, decoded. Without hasBody() that is the
    /// message without its ending. Nothing if it is not a valid message.
    std::optional<QByteArray> body(QByteArrayView raw) const;
    /// The message that carries `body`. Without hasBody(), `body` itself. Fails if `body` has bytes that would end it.
    Result<QByteArray> wrapped(QByteArrayView body) const;
    /// Whether the beginnings of messages in the middle of a stream can only be found from its beginning.
    bool needsIndex() const { return kind == Kind::Length || kind == Kind::Between; }
    /// The shortest text that parse() reads back to an equal value.
    QString toString() const;
};

/// The bytes without all CR and LF at the end.
inline QByteArrayView withoutLineEnding(QByteArrayView bytes)
{
    while (bytes.endsWith('\n') || bytes.endsWith('\r'))
        bytes.chop(1);
    return bytes;
}
