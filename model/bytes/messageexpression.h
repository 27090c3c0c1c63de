// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/codecs/textbytemap.h"
#include "model/bytes/codecs/textcodec.h"

#include <QRegularExpression>

#include <optional>

/// A Perl-compatible regular expression over received bytes, in rules and device tests. Immutable; any thread.
///
/// Over text, the expression sees the decoded characters. An invalid byte is the character with its value, U+0080 to
/// U+00FF (in UTF-16 also U+0000 to U+007F), so that `\xHH` and `[\x80-\xff]` match it. Over bytes, each byte is the
/// character with its value, U+0000 to U+00FF.
///
/// In both, `.` matches everything but LF, `^` is the start, `$` the end or before a final LF; `(?s)` and `(?m)` change
/// this as in Perl. NUL is an ordinary character. `\w`, `\d`, `\s` and `\b` use Unicode over text, ASCII over bytes. Groups
/// capture the received bytes, not their text.
class MessageExpression
{
public:
    /// Over text in `codec`, or over bytes if it is null. Errors have positions. A match that takes too many steps (see
    /// limitedExpression()) fails.
    static Result<MessageExpression> compile(const QString &expression, std::shared_ptr<const TextCodec> codec);

    int groups() const { return m_expression.captureCount(); }

    /// Bytes as the expression sees them.
    struct Text
    {
        QByteArrayView bytes;
        QString text;
        TextByteMap map;
    };
    /// Unless `isComplete`, an incomplete character at the end of `bytes` is left out.
    Text textOf(QByteArrayView bytes, bool isComplete) const;

    /// The end of the first match in bytes, or nothing. `captures` gets the bytes of the match and of its groups, empty for
    /// groups that are not part of the match.
    std::optional<qsizetype> find(const Text &text, QList<QByteArray> &captures) const;
    /// The same at the start of the text only. `mayFollow`: more bytes could make a match.
    std::optional<qsizetype> findAtStart(const Text &text, QList<QByteArray> &captures, bool &mayFollow) const;

private:
    MessageExpression(QRegularExpression expression, std::shared_ptr<const TextCodec> codec)
        : m_expression(std::move(expression)), m_codec(std::move(codec))
    {
    }
    static std::optional<qsizetype> take(const QRegularExpressionMatch &match, const Text &text,
                                         QList<QByteArray> &captures);

    QRegularExpression m_expression;
    std::shared_ptr<const TextCodec> m_codec;
};

/// The expression with a limit on the steps of a match: with nested repetitions, a hostile message could take hours. For
/// QRegularExpression.
inline QString limitedExpression(const QString &expression)
{
    return QStringLiteral("(*LIMIT_MATCH=200000)") + expression;
}
