// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/bytepattern.h"
#include "model/bytes/textcodec.h"

#include <QRegularExpression>

#include <variant>

/// Which messages a rule answers. Immutable; any thread.
class ReplyTest
{
public:
    /// Every message.
    ReplyTest() = default;
    /// The whole message; a line ending behind it does not count unless `bytes` has one.
    static ReplyTest equals(const QByteArray &bytes);
    static ReplyTest contains(const QByteArray &bytes);
    /// Somewhere in the message.
    static ReplyTest pattern(BytePattern pattern);
    /// Somewhere in the message's text as `codec` reads it, of which the first 64 KiB are looked at. An
    /// expression that takes too long does not match. The error's position is that in `expression`.
    static Result<ReplyTest> regex(const QString &expression, std::shared_ptr<const TextCodec> codec);

    /// How many groups the expression captures.
    int captureCount() const;
    /// Whether `message` is meant; `captures` then holds the bytes of the groups, the whole at 0.
    bool matches(QByteArrayView message, QList<QByteArray> &captures) const;

private:
    struct Equals
    {
        QByteArray bytes;
    };
    struct Contains
    {
        QByteArray bytes;
    };
    struct Regex
    {
        QRegularExpression expression;
        std::shared_ptr<const TextCodec> codec;
    };

    static bool find(const Regex &regex, QByteArrayView message, QList<QByteArray> &captures);

    std::variant<std::monostate, Equals, Contains, Regex, BytePattern> m_test;
};

/// Without the CR and LF at its end.
QByteArrayView withoutLineEnding(QByteArrayView bytes);
