// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/replies/messagematcher.h"

namespace {

constexpr qsizetype mostLookedAt = 64 << 10;

} // namespace

QByteArrayView withoutLineEnding(QByteArrayView bytes)
{
    while (!bytes.isEmpty() && (bytes.back() == '\n' || bytes.back() == '\r'))
        bytes.chop(1);
    return bytes;
}

MessageMatcher MessageMatcher::equals(const QByteArray &bytes)
{
    MessageMatcher test;
    test.m_test = Equals{bytes};
    return test;
}

MessageMatcher MessageMatcher::contains(const QByteArray &bytes)
{
    MessageMatcher test;
    test.m_test = Contains{bytes};
    return test;
}

Result<MessageMatcher> MessageMatcher::hex(const QString &text)
{
    const QString trimmed = text.trimmed();
    Anchored anchored{BytePattern({}), trimmed.startsWith(u'^'), trimmed.endsWith(u'$')};
    MessageMatcher test;
    if (!anchored.atStart && !anchored.atEnd) {
        auto pattern = BytePattern::fromHex(text);
        if (!pattern)
            return tl::unexpected(pattern.error());
        test.m_test = std::move(*pattern);
        return test;
    }
    const qsizetype start = anchored.atStart ? text.indexOf(u'^') + 1 : 0;
    const qsizetype end = anchored.atEnd ? text.lastIndexOf(u'$') : text.size();
    auto places = parseHexPattern(QStringView(text).sliced(start, end - start));
    if (!places)
        return failure(places.error().message, start + places.error().position);
    if (places->empty() && !(anchored.atStart && anchored.atEnd))
        return tl::unexpected(BytePattern::fromHex(QString()).error());
    anchored.pattern = BytePattern(std::move(*places));
    test.m_test = std::move(anchored);
    return test;
}

Result<MessageMatcher> MessageMatcher::regex(const QString &expression, std::shared_ptr<const TextCodec> codec)
{
    return MessageExpression::compile(expression, std::move(codec)).map([](MessageExpression &&made) {
        MessageMatcher test;
        test.m_test = std::move(made);
        return test;
    });
}

int MessageMatcher::captureCount() const
{
    const auto *regex = std::get_if<MessageExpression>(&m_test);
    return regex ? regex->groups() : 0;
}

bool MessageMatcher::Anchored::matches(QByteArrayView message) const
{
    const qsizetype size = pattern.size();
    if (message.size() < size || (atStart && atEnd && message.size() != size))
        return false;
    return pattern.fits(atStart ? message : message.last(size));
}

bool MessageMatcher::matches(QByteArrayView message, QList<QByteArray> &captures) const
{
    if (const auto *equal = std::get_if<Equals>(&m_test))
        return message == equal->bytes || withoutLineEnding(message) == equal->bytes;
    if (const auto *part = std::get_if<Contains>(&m_test))
        return message.indexOf(part->bytes) >= 0;
    if (const auto *bytes = std::get_if<BytePattern>(&m_test))
        return bytes->find(message) >= 0;
    if (const auto *anchored = std::get_if<Anchored>(&m_test))
        return anchored->matches(message);
    if (const auto *regex = std::get_if<MessageExpression>(&m_test)) {
        const QByteArrayView head = message.first(std::min(message.size(), mostLookedAt));
        return regex->find(regex->textOf(head, true), captures).has_value();
    }
    return true;
}
