// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/replies/messagematcher.h"

#include "model/bytes/framing.h"

MessageMatcher MessageMatcher::equals(const QByteArray &bytes)
{
    MessageMatcher matcher;
    matcher.m_pattern = Equals{bytes};
    return matcher;
}

MessageMatcher MessageMatcher::contains(const QByteArray &bytes)
{
    MessageMatcher matcher;
    matcher.m_pattern = Contains{bytes};
    return matcher;
}

Result<MessageMatcher> MessageMatcher::hex(const QString &text)
{
    const QString trimmed = text.trimmed();
    Anchored anchored{BytePattern({}), trimmed.startsWith(u'^'), trimmed.endsWith(u'$')};
    MessageMatcher matcher;
    if (!anchored.atStart && !anchored.atEnd) {
        auto pattern = BytePattern::fromHex(text);
        if (!pattern)
            return tl::unexpected(pattern.error());
        matcher.m_pattern = std::move(*pattern);
        return matcher;
    }
    const qsizetype start = anchored.atStart ? text.indexOf(u'^') + 1 : 0;
    const qsizetype end = anchored.atEnd ? text.lastIndexOf(u'$') : text.size();
    auto bytes = parseHexPattern(QStringView(text).sliced(start, end - start));
    if (!bytes)
        return failure(bytes.error().message, start + bytes.error().position);
    if (bytes->empty() && !(anchored.atStart && anchored.atEnd))
        return tl::unexpected(BytePattern::fromHex(QString()).error());
    anchored.pattern = BytePattern(std::move(*bytes));
    matcher.m_pattern = std::move(anchored);
    return matcher;
}

Result<MessageMatcher> MessageMatcher::regex(const QString &regex, std::shared_ptr<const TextCodec> codec)
{
    return MessageExpression::compile(regex, std::move(codec)).map([](MessageExpression &&expression) {
        MessageMatcher matcher;
        matcher.m_pattern = std::move(expression);
        return matcher;
    });
}

int MessageMatcher::captureCount() const
{
    const auto *regex = std::get_if<MessageExpression>(&m_pattern);
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
    if (const auto *equal = std::get_if<Equals>(&m_pattern))
        return message == equal->bytes || withoutLineEnding(message) == equal->bytes;
    if (const auto *part = std::get_if<Contains>(&m_pattern))
        return message.indexOf(part->bytes) >= 0;
    if (const auto *bytes = std::get_if<BytePattern>(&m_pattern))
        return bytes->find(message) >= 0;
    if (const auto *anchored = std::get_if<Anchored>(&m_pattern))
        return anchored->matches(message);
    if (const auto *regex = std::get_if<MessageExpression>(&m_pattern)) {
        const QByteArrayView head = message.first(std::min<qsizetype>(message.size(), 64 << 10));
        return regex->find(regex->textOf(head, true), captures).has_value();
    }
    return true;
}
