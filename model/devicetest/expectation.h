// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/bytepattern.h"
#include "model/bytes/messageexpression.h"

#include <variant>

/// What a peer is expected to send. Immutable; any thread.
class Expectation
{
public:
    /// With `exact`, nothing may come before it, and a datagram holds nothing else.
    static Expectation bytes(BytePattern pattern, bool exact);
    /// Bytes that are text: they are found where a character of the stream begins, as `codec` reads it from where it is
    /// looked at, and never in the middle of one. Bytes that `codec` cannot read as characters are found anywhere.
    static Expectation text(const QByteArray &bytes, std::shared_ptr<const TextCodec> codec, bool exact);
    /// See MessageExpression.
    static Result<Expectation> regex(const QString &expression, std::shared_ptr<const TextCodec> codec, bool exact);

    enum class Verdict : quint8 {
        Wait, ///< not yet; of what came, `used` bytes will never matter
        Fits, ///< the first `used` bytes
        Fails ///< whatever may still come
    };
    struct Outcome
    {
        Verdict verdict = Verdict::Wait;
        qsizetype used = 0;

        bool operator==(const Outcome &) const = default;
    };

    /// How many groups a regular expression has.
    int groups() const;
    /// Looks at what came of a stream, and was not used for another one. Where it fits, `captures` has the bytes that
    /// are meant, and behind them those of the groups.
    Outcome lookAt(QByteArrayView stream, QList<QByteArray> *captures = nullptr) const;
    /// Looks at a whole datagram: Fits or Fails where `exact`, else Fits or Wait (for another one).
    Verdict lookAtDatagram(QByteArrayView datagram, QList<QByteArray> *captures = nullptr) const;

    /// How much of a stream's text a regular expression is looked for in, in bytes; what came before goes.
    static constexpr qsizetype mostText = 64 << 10;

private:
    struct Text
    {
        BytePattern pattern;
        std::shared_ptr<const TextCodec> codec;
    };

    Outcome look(QByteArrayView stream, bool isWhole, QList<QByteArray> *captures) const;
    Outcome lookFor(const BytePattern &pattern, QByteArrayView stream) const;
    Outcome lookFor(const Text &text, QByteArrayView stream) const;
    Outcome lookFor(const MessageExpression &regex, QByteArrayView stream, bool isWhole,
                    QList<QByteArray> &captures) const;

    using What = std::variant<BytePattern, Text, MessageExpression>;
    Expectation(What what, bool exact) : m_what(std::move(what)), m_exact(exact) { }

    What m_what;
    bool m_exact = false;
};
