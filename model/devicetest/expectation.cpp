// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/devicetest/expectation.h"

namespace {

/// Whether bytes are whole characters.
bool isText(const TextCodec &codec, QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        const TextCodec::Step step = codec.step(bytes);
        if (step.kind != TextCodec::Step::Kind::Character)
            return false;
        bytes = bytes.sliced(step.length);
    }
    return true;
}

} // namespace

Expectation Expectation::bytes(BytePattern pattern, bool exact)
{
    return {std::move(pattern), exact};
}

Expectation Expectation::text(const QByteArray &bytes, std::shared_ptr<const TextCodec> codec, bool exact)
{
    BytePattern pattern = BytePattern::fromBytes(bytes, false);
    if (!isText(*codec, bytes))
        return {std::move(pattern), exact};
    return {Text{std::move(pattern), std::move(codec)}, exact};
}

Result<Expectation> Expectation::regex(const QString &expression, std::shared_ptr<const TextCodec> codec, bool exact)
{
    return MessageExpression::compile(expression, std::move(codec)).map([exact](MessageExpression &&made) {
        return Expectation(std::move(made), exact);
    });
}

int Expectation::groups() const
{
    const auto *regex = std::get_if<MessageExpression>(&m_what);
    return regex ? regex->groups() : 0;
}

Expectation::Outcome Expectation::check(QByteArrayView stream, QList<QByteArray> *captures) const
{
    return checkBytes(stream, false, captures);
}

Expectation::Verdict Expectation::checkDatagram(QByteArrayView datagram, QList<QByteArray> *captures) const
{
    const Outcome outcome = checkBytes(datagram, true, captures);
    const bool whole = outcome.used == datagram.size();
    if (!m_exact)
        return outcome.verdict == Verdict::Fits ? Verdict::Fits : Verdict::Wait;
    return outcome.verdict == Verdict::Fits && whole ? Verdict::Fits : Verdict::Fails;
}

/// `isWhole`: no more bytes follow.
Expectation::Outcome Expectation::checkBytes(QByteArrayView stream, bool isWhole, QList<QByteArray> *captures) const
{
    QList<QByteArray> found;
    Outcome outcome;
    qsizetype size = 0;
    if (const auto *pattern = std::get_if<BytePattern>(&m_what)) {
        outcome = match(*pattern, stream);
        size = pattern->size();
    } else if (const auto *text = std::get_if<Text>(&m_what)) {
        outcome = match(*text, stream);
        size = text->pattern.size();
    } else {
        outcome = match(std::get<MessageExpression>(m_what), stream, isWhole, found);
    }
    if (outcome.verdict != Verdict::Fits || !captures)
        return outcome;
    if (found.isEmpty())
        found.append(stream.sliced(outcome.used - size, size).toByteArray());
    *captures = std::move(found);
    return outcome;
}

Expectation::Outcome Expectation::match(const BytePattern &pattern, QByteArrayView stream) const
{
    if (m_exact) {
        if (!pattern.fits(stream))
            return {Verdict::Fails, 0};
        return stream.size() >= pattern.size() ? Outcome{Verdict::Fits, pattern.size()} : Outcome{};
    }
    if (const qsizetype at = pattern.find(stream); at >= 0)
        return {Verdict::Fits, at + pattern.size()};
    return {Verdict::Wait, stream.size() - pattern.partialMatchAtEnd(stream)};
}

Expectation::Outcome Expectation::match(const Text &text, QByteArrayView stream) const
{
    if (m_exact)
        return match(text.pattern, stream);
    qsizetype at = 0;
    while (at < stream.size()) {
        const QByteArrayView rest = stream.sliced(at);
        if (text.pattern.fits(rest)) // perhaps its beginning only
            return rest.size() >= text.pattern.size() ? Outcome{Verdict::Fits, at + text.pattern.size()}
                                                      : Outcome{Verdict::Wait, at};
        const TextCodec::Step step = text.codec->step(rest);
        if (step.kind == TextCodec::Step::Kind::NeedMore)
            break;
        at += step.length;
    }
    return {Verdict::Wait, at};
}

Expectation::Outcome Expectation::match(const MessageExpression &regex, QByteArrayView stream, bool isWhole,
                                        QList<QByteArray> &captures) const
{
    const MessageExpression::Text text = regex.textOf(stream, isWhole);
    bool mayFollow = true;
    const auto end = m_exact ? regex.findAtStart(text, captures, mayFollow) : regex.find(text, captures);
    if (end)
        return {Verdict::Fits, *end};
    if (m_exact)
        return {mayFollow ? Verdict::Wait : Verdict::Fails, 0};
    const qsizetype much = stream.size() - maxText;
    if (much <= 0)
        return {};
    // What is left begins with a whole character.
    const qsizetype characters = text.map.textOf({much, much + 1}).start;
    return {Verdict::Wait, text.map.bytesOf({0, characters}).end};
}
