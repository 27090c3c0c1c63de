// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/hex.h"
#include "model/bytes/payloadformat.h"
#include "model/types.h"

#include <QList>

#include <optional>
#include <vector>

/// What the placeholders of a message stand for.
struct TemplateValues
{
    QByteArrayView received = {};
    QList<QByteArray> captures = {}; ///< the whole match at 0, the groups from 1 on
    SocketAddress peer = {};
    quint64 count = 0;
};

/// A message as rules and session files write it: text with the escapes of escape.h or bytes in hexadecimal, and in
/// both placeholders:
///     ${time}                2026-11-21 06:00:00.123
///     ${ctime}               Sat Nov 21 06:00:00 2026, see ctimeText()
///     ${peer}                address:port
///     ${count}               messages of this peer so far
///     ${received}            the bytes of the message as they came
///     ${1} …                 the bytes of a group of the regular expression as they came
///     ${received[0:2]} …     a part of them as Python's slices: from 0, up to but not including 2; negative ones
///                            count from the end, missing ones are the ends. ${received[0]} is one byte. What the
///                            message does not have is left out.
///     ${checksum:NAME}       the checksum of what stands before it, see ChecksumFormat
/// In text `$${` stands for `${`, any other `$` for itself. Bytes never pass through a text codec. Behind all of it stand
/// the checksum and the line ending of the format. Immutable; any thread.
class MessageTemplate
{
public:
    /// An empty message.
    MessageTemplate() = default;
    /// Text is written in `codec`; escapes are always read. `groups` is how many the regular expression has. What can
    /// be computed now is, with its errors. The error's position counts UTF-16 units of `text`.
    static Result<MessageTemplate> parse(const QString &text, const PayloadFormat &format,
                                         std::shared_ptr<const TextCodec> codec, int groups);
    /// Hexadecimal digits to compare with, where `?` stands for any digit. For expandPattern().
    static Result<MessageTemplate> parsePattern(const QString &text, std::shared_ptr<const TextCodec> codec,
                                                int groups);

    /// Whether there are no placeholders.
    bool isFixed() const;
    /// The highest number of a group in it; 0: none.
    int highestGroup() const;
    /// The error says why a checksum cannot be computed.
    Result<QByteArray> expand(const TemplateValues &values) const;
    Result<std::vector<MaskedByte>> expandPattern(const TemplateValues &values) const;

private:
    enum class Kind : quint8 { Literal, Time, Ctime, Peer, Count, Received, Capture, Checksum };
    struct Slice
    {
        std::optional<int> start = {};
        std::optional<int> end = {};
        bool isSingle = false; // only the byte at `start`

        QByteArrayView of(QByteArrayView bytes) const;
    };
    struct Part
    {
        Kind kind = Kind::Literal;
        QByteArray bytes = {};        // Literal
        QByteArray mask = {};         // Literal of a pattern: which bits count
        int group = 0;                // Capture
        Slice slice = {};             // Received, Capture
        ChecksumFormat checksum = {}; // Checksum
    };
    class Parser;

    QString textOf(Kind kind, const TemplateValues &values) const;
    Result<QByteArray> expandParts(const TemplateValues &values) const;

    std::vector<Part> m_parts;
    PayloadFormat m_format;
    std::shared_ptr<const TextCodec> m_codec;
};

/// The local time as C's ctime() writes it, without the line break: `Sat Nov 21 06:00:00 2026`, whatever
/// the language.
QString ctimeText(qint64 secondsSinceEpoch);
