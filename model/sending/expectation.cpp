// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/sending/expectation.h"

#include "model/bytes/limitedexpression.h"

namespace {

struct StreamText
{
    QString text;
    TextPlaces places;
};

/// The text of bytes; the beginning of a character at their end is left out.
StreamText decode(const std::shared_ptr<const TextCodec> &codec, QByteArrayView bytes)
{
    StreamText made;
    DecodedText decoded;
    StreamDecoder decoder(codec);
    decoder.decode(bytes, decoded, &made.places);
    made.text = decoded.text;
    made.places.add(made.text.size(), bytes.size() - decoder.pending().size());
    return made;
}

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
    if (const QRegularExpression plain(expression); !plain.isValid())
        return failure(plain.errorString(), plain.patternErrorOffset());
    QRegularExpression compiled(limitedExpression(expression), QRegularExpression::UseUnicodePropertiesOption);
    compiled.optimize();
    return Expectation(Regex{compiled, std::move(codec)}, exact);
}

Expectation::Outcome Expectation::lookAt(QByteArrayView stream) const
{
    return std::visit([&](const auto &what) { return lookFor(what, stream); }, m_what);
}

Expectation::Verdict Expectation::lookAtDatagram(QByteArrayView datagram) const
{
    const Outcome outcome = lookAt(datagram);
    const bool whole = outcome.used == datagram.size();
    if (!m_exact)
        return outcome.verdict == Verdict::Fits ? Verdict::Fits : Verdict::Wait;
    return outcome.verdict == Verdict::Fits && whole ? Verdict::Fits : Verdict::Fails;
}

Expectation::Outcome Expectation::lookFor(const BytePattern &pattern, QByteArrayView stream) const
{
    if (m_exact) {
        if (!pattern.fits(stream))
            return {Verdict::Fails, 0};
        return stream.size() >= pattern.size() ? Outcome{Verdict::Fits, pattern.size()} : Outcome{};
    }
    if (const qsizetype at = pattern.find(stream); at >= 0)
        return {Verdict::Fits, at + pattern.size()};
    return {Verdict::Wait, stream.size() - pattern.beginningAtEndOf(stream)};
}

Expectation::Outcome Expectation::lookFor(const Text &text, QByteArrayView stream) const
{
    if (m_exact)
        return lookFor(text.pattern, stream);
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

Expectation::Outcome Expectation::lookFor(const Regex &regex, QByteArrayView stream) const
{
    const StreamText decoded = decode(regex.codec, stream);
    const auto type = m_exact ? QRegularExpression::PartialPreferCompleteMatch : QRegularExpression::NormalMatch;
    const auto options = m_exact ? QRegularExpression::AnchorAtOffsetMatchOption : QRegularExpression::NoMatchOption;
    const QRegularExpressionMatch match = regex.expression.match(decoded.text, 0, type, options);
    if (match.hasMatch())
        return {Verdict::Fits, decoded.places.bytesOf({0, match.capturedEnd()}).end};
    if (m_exact)
        return {match.hasPartialMatch() || decoded.text.isEmpty() ? Verdict::Wait : Verdict::Fails, 0};
    const qsizetype much = stream.size() - mostText;
    if (much <= 0)
        return {};
    // What is left begins with a whole character.
    const qsizetype characters = decoded.places.textOf({much, much + 1}).start;
    return {Verdict::Wait, decoded.places.bytesOf({0, characters}).end};
}
