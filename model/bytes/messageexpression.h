// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/codecs/textbytemap.h"
#include "model/bytes/codecs/textcodec.h"

#include <QRegularExpression>

#include <optional>

/// A Perl-compatible regular expression over received bytes, as rules and session files have it. Immutable; any thread.
///
/// Over text: the expression sees the characters that the bytes are in an encoding. A byte that is invalid there is one
/// character, U+0080 to U+00FF by its value (in UTF-16 also U+0000 to U+007F), so that `\xHH` and `[\x80-\xff]` match
/// it. Over bytes: each byte is one character, U+0000 to U+00FF, whatever it means in any encoding.
///
/// In both, `.` matches everything but LF, `^` is the beginning, `$` the end or before an LF there; `(?s)` and `(?m)`
/// change this as in Perl. NUL is a character like any other. `\w`, `\d`, `\s` and `\b` know all letters and digits of
/// Unicode over text, those of ASCII over bytes. Groups capture the bytes that were received, not their text.
class MessageExpression
{
public:
    /// Over text in `codec`, or over bytes where it is null. The error's position is that in `expression`. A match that
    /// costs too much (see limitedExpression()) fails.
    static Result<MessageExpression> compile(const QString &expression, std::shared_ptr<const TextCodec> codec);

    int groups() const { return m_expression.captureCount(); }

    /// What the expression sees of some bytes.
    struct Text
    {
        QByteArrayView bytes;
        QString text;
        TextByteMap places;
    };
    /// Unless `isComplete`, the beginning of a character at the end of `bytes` is left out: its rest may come.
    Text textOf(QByteArrayView bytes, bool isComplete) const;

    /// How many bytes there are up to the end of the match, or nothing. `captures` then holds the bytes of the match at
    /// 0 and of the groups from 1 on; empty where a group has no part in the match.
    std::optional<qsizetype> find(const Text &text, QList<QByteArray> &captures) const;
    /// The same at the beginning of the text only. `mayFollow` says whether there could be a match if more came.
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
