// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/bytepattern.h"
#include "model/bytes/messageexpression.h"

#include <variant>

/// Which messages a rule matches. Immutable; any thread.
class MessageMatcher
{
public:
    /// Every message.
    MessageMatcher() = default;
    /// The whole message; its line ending is ignored unless `bytes` ends with one.
    static MessageMatcher equals(const QByteArray &bytes);
    static MessageMatcher contains(const QByteArray &bytes);
    /// Hexadecimal digits as BytePattern::fromHex() reads them, anywhere in the message. `^` before them anchors them at
    /// its start, `$` after them at its end; with both, all digits may be `?`.
    static Result<MessageMatcher> hex(const QString &text);
    /// Anywhere in the first 64 KiB of the message. See MessageExpression.
    static Result<MessageMatcher> regex(const QString &regex, std::shared_ptr<const TextCodec> codec);

    /// Groups of the regular expression.
    int captureCount() const;
    /// On a match with a regular expression, `captures` gets the bytes of the match and of its groups.
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

    std::variant<std::monostate, Equals, Contains, MessageExpression, BytePattern, Anchored> m_pattern;
};
