// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/sending/replytest.h"

#include "model/bytes/limitedexpression.h"

namespace {

constexpr qsizetype mostLookedAt = 64 << 10;

} // namespace

QByteArrayView withoutLineEnding(QByteArrayView bytes)
{
    while (!bytes.isEmpty() && (bytes.back() == '\n' || bytes.back() == '\r'))
        bytes.chop(1);
    return bytes;
}

ReplyTest ReplyTest::equals(const QByteArray &bytes)
{
    ReplyTest test;
    test.m_test = Equals{bytes};
    return test;
}

ReplyTest ReplyTest::contains(const QByteArray &bytes)
{
    ReplyTest test;
    test.m_test = Contains{bytes};
    return test;
}

ReplyTest ReplyTest::pattern(BytePattern pattern)
{
    ReplyTest test;
    test.m_test = std::move(pattern);
    return test;
}

Result<ReplyTest> ReplyTest::regex(const QString &expression, std::shared_ptr<const TextCodec> codec)
{
    if (const QRegularExpression plain(expression); !plain.isValid())
        return failure(plain.errorString(), plain.patternErrorOffset());
    QRegularExpression compiled(limitedExpression(expression), QRegularExpression::UseUnicodePropertiesOption);
    compiled.optimize();
    ReplyTest test;
    test.m_test = Regex{compiled, std::move(codec)};
    return test;
}

int ReplyTest::captureCount() const
{
    const auto *regex = std::get_if<Regex>(&m_test);
    return regex ? regex->expression.captureCount() : 0;
}

bool ReplyTest::matches(QByteArrayView message, QList<QByteArray> &captures) const
{
    if (const auto *equal = std::get_if<Equals>(&m_test))
        return message == equal->bytes || withoutLineEnding(message) == equal->bytes;
    if (const auto *part = std::get_if<Contains>(&m_test))
        return message.indexOf(part->bytes) >= 0;
    if (const auto *bytes = std::get_if<BytePattern>(&m_test))
        return bytes->find(message) >= 0;
    if (const auto *regex = std::get_if<Regex>(&m_test))
        return find(*regex, message, captures);
    return true;
}

bool ReplyTest::find(const Regex &regex, QByteArrayView message, QList<QByteArray> &captures)
{
    message = message.first(std::min(message.size(), mostLookedAt));
    DecodedText decoded;
    TextPlaces places;
    StreamDecoder decoder(regex.codec);
    decoder.decode(message, decoded, &places);
    const qsizetype cut = decoder.pending().size();
    decoder.finish(decoded, SpanKind::Invalid);
    if (cut == 0)
        places.add(decoded.text.size(), message.size());
    const QRegularExpressionMatch match = regex.expression.match(decoded.text);
    if (!match.hasMatch())
        return false;
    for (int i = 0; i <= match.lastCapturedIndex(); ++i) {
        // The very bytes, also where they mean nothing in the encoding.
        const Range bytes =
            match.capturedLength(i) > 0 ? places.bytesOf({match.capturedStart(i), match.capturedEnd(i)}) : Range();
        captures.append(message.sliced(bytes.start, bytes.size()).toByteArray());
    }
    return true;
}
