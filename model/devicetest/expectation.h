// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/bytepattern.h"
#include "model/bytes/messageexpression.h"

#include <variant>

/// Bytes that a peer is expected to send. Immutable; any thread.
class Expectation
{
public:
    /// With `exact`, nothing may come before, and a datagram must contain nothing else.
    static Expectation bytes(BytePattern pattern, bool exact);
    /// Text matches only at the start of a character of the stream, never inside one. Bytes that `codec` cannot decode
    /// match anywhere.
    static Expectation text(const QByteArray &bytes, std::shared_ptr<const TextCodec> codec, bool exact);
    /// See MessageExpression.
    static Result<Expectation> regex(const QString &expression, std::shared_ptr<const TextCodec> codec, bool exact);

    enum class Verdict : quint8 {
        Wait, ///< no match yet; the first `used` bytes cannot be part of one
        Fits, ///< the match ends after `used` bytes
        Fails ///< whatever follows
    };
    struct Outcome
    {
        Verdict verdict = Verdict::Wait;
        qsizetype used = 0;

        bool operator==(const Outcome &) const = default;
    };

    /// Of the regular expression; 0 without one.
    int groups() const;
    /// Checks the bytes of a stream that no expectation has used yet. If it fits, `captures` gets the matched bytes and
    /// those of the groups.
    Outcome check(QByteArrayView stream, QList<QByteArray> *captures = nullptr) const;
    /// Checks a whole datagram: Fits or Fails if `exact`, else Fits or Wait (for another datagram).
    Verdict checkDatagram(QByteArrayView datagram, QList<QByteArray> *captures = nullptr) const;

    /// Bytes of a stream that a regular expression is matched against; older ones are dropped.
    static constexpr qsizetype maxText = 64 << 10;

private:
    struct Text
    {
        BytePattern pattern;
        std::shared_ptr<const TextCodec> codec;
    };

    Outcome checkBytes(QByteArrayView stream, bool isWhole, QList<QByteArray> *captures) const;
    Outcome match(const BytePattern &pattern, QByteArrayView stream) const;
    Outcome match(const Text &text, QByteArrayView stream) const;
    Outcome match(const MessageExpression &regex, QByteArrayView stream, bool isWhole,
                  QList<QByteArray> &captures) const;

    using What = std::variant<BytePattern, Text, MessageExpression>;
    Expectation(What what, bool exact) : m_what(std::move(what)), m_exact(exact) { }

    What m_what;
    bool m_exact = false;
};
