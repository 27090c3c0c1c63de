// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/hex/hex.h"
#include "model/bytes/payloadformat.h"
#include "model/types.h"

#include <QList>

#include <optional>
#include <vector>

/// The values of a message's placeholders.
struct TemplateValues
{
    QByteArrayView received = {};
    QList<QByteArray> captures = {}; ///< the whole match at 0, the groups from 1 on
    SocketAddress peer = {};
    quint64 count = 0;
};

/// A message as rules and device tests have it: text with the escapes of escape.h, or hexadecimal bytes, and in both the
/// placeholders:
///     ${time}                2026-11-21 06:00:00.123
///     ${ctime}               Sat Nov 21 06:00:00 2026, see ctimeText()
///     ${peer}                address:port
///     ${count}               messages of this peer so far
///     ${received}            the bytes of the message as received
///     ${1} …                 the bytes of a group of the regular expression as received
///     ${received[0:2]} …     a part of them as in Python: from 0 up to but not including 2; negative numbers count
///                            from the end, missing ones are the ends. ${received[0]} is one byte. Parts outside the
///                            message are empty.
///     ${checksum:NAME}       the checksum of the message up to here, see ChecksumFormat
/// In text, `$${` is a literal `${`; any other `$` is itself. Received bytes never pass through a text codec. The checksum
/// and the line ending of the format follow at the end. Immutable; any thread.
class MessageTemplate
{
public:
    /// An empty message.
    MessageTemplate() = default;
    /// Text is written in `codec`, with escapes whatever the format says. `groups`: of the regular expression. A message
    /// that needs no values is computed here, so its errors show here. Errors have positions in `text`.
    static Result<MessageTemplate> parse(const QString &text, const PayloadFormat &format,
                                         std::shared_ptr<const TextCodec> codec, int groups);
    /// Hexadecimal digits to compare with, where `?` is any digit. For expandPattern().
    static Result<MessageTemplate> parsePattern(const QString &text, std::shared_ptr<const TextCodec> codec,
                                                int groups);

    /// Has no placeholders.
    bool isFixed() const;
    /// The highest group that a placeholder names; 0: none.
    int highestGroup() const;
    /// Fails if a checksum cannot be computed.
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

/// The local time as C's ctime() writes it, in English and without the line break: `Sat Nov 21 06:00:00 2026`.
QString ctimeText(qint64 secondsSinceEpoch);
