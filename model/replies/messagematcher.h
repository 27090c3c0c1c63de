// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/bytepattern.h"
#include "model/bytes/messageexpression.h"

#include <variant>

/// Which messages a rule answers. Immutable; any thread.
class MessageMatcher
{
public:
    /// Every message.
    MessageMatcher() = default;
    /// The whole message; a line ending behind it does not count unless `bytes` has one.
    static MessageMatcher equals(const QByteArray &bytes);
    static MessageMatcher contains(const QByteArray &bytes);
    /// Hexadecimal digits as BytePattern::fromHex() reads them, somewhere in the message. With `^` before them at its
    /// beginning, with `$` behind them at its end, with both they are the whole message; then all of them may be `?`.
    static Result<MessageMatcher> hex(const QString &text);
    /// Somewhere in the message, of which the first 64 KiB are looked at. See MessageExpression.
    static Result<MessageMatcher> regex(const QString &expression, std::shared_ptr<const TextCodec> codec);

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
    struct Anchored
    {
        BytePattern pattern;
        bool atStart = false;
        bool atEnd = false;

        bool matches(QByteArrayView message) const;
    };

    std::variant<std::monostate, Equals, Contains, MessageExpression, BytePattern, Anchored> m_test;
};

/// Without the CR and LF at its end.
QByteArrayView withoutLineEnding(QByteArrayView bytes);
