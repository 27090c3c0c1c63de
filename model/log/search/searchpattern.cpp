// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/log/search/searchpattern.h"

#include "model/bytes/messageexpression.h"

#include <QCoreApplication>

#include <algorithm>

namespace {

/// Letters whose cases differ by more than the one bit that BytePattern can mask.
bool hasForeignLetters(const QString &text)
{
    return std::any_of(text.begin(), text.end(),
                       [](QChar c) { return c.unicode() > 0x7f && c.toLower() != c.toUpper(); });
}

bool everyByteMayBeginCharacter(const TextCodec &codec)
{
    return codec.safeStart({}, 1) == 0;
}

/// The text's bytes; with `ignoreCase`, ASCII letters in either case, unless the byte is a part of another character.
Result<BytePattern> encode(const QString &text, bool ignoreCase, const TextCodec &codec)
{
    std::vector<MaskedByte> places;
    for (qsizetype at = 0; at < text.size();) {
        // In Big5-HKSCS a letter and its mark may share their bytes.
        const bool marked =
            at + 1 < text.size() && text[at].unicode() >= 0x80 && text[at + 1].category() == QChar::Mark_NonSpacing;
        const qsizetype units = (text[at].isHighSurrogate() && at + 1 < text.size()) || marked ? 2 : 1;
        const auto bytes = codec.encode(QStringView(text).sliced(at, units));
        if (!bytes)
            return failure(bytes.error().message, at + bytes.error().position);
        const char16_t c = text[at].unicode();
        const bool either = ignoreCase && c < 0x80 && text[at].isLetter();
        for (const char byte : *bytes) {
            const quint8 mask = either && quint8(byte) == c ? quint8(~0x20) : 0xff;
            places.push_back({mask, quint8(quint8(byte) & mask)});
        }
        at += units;
    }
    return BytePattern(std::move(places));
}

Result<QRegularExpression> compile(const QString &text, bool matchCase)
{
    auto options = QRegularExpression::MultilineOption | QRegularExpression::DotMatchesEverythingOption;
    if (!matchCase)
        options |= QRegularExpression::CaseInsensitiveOption;
    if (const QRegularExpression plain(text, options); !plain.isValid()) {
        return failure(QCoreApplication::translate("SearchPattern", "The regular expression is invalid: %1")
                           .arg(plain.errorString()),
                       plain.patternErrorOffset());
    }
    QRegularExpression expression(limitedExpression(text), options);
    expression.optimize();
    return expression;
}

} // namespace

Result<CompiledPattern> CompiledPattern::make(const SearchPattern &pattern, const TextCodec &codec)
{
    CompiledPattern made;
    if (pattern.text.isEmpty())
        return failure(QCoreApplication::translate("SearchPattern", "The search text is empty."), 0);
    if (pattern.kind == SearchPattern::Kind::Hex) {
        auto bytes = BytePattern::fromHex(pattern.text);
        if (!bytes)
            return tl::unexpected(bytes.error());
        made.m_bytes = std::move(*bytes);
        made.m_expression.setPattern(QStringLiteral("(?!)"));
        return made;
    }
    const bool literal = pattern.kind == SearchPattern::Kind::Text;
    auto expression = compile(literal ? QRegularExpression::escape(pattern.text) : pattern.text, pattern.matchCase);
    if (!expression)
        return tl::unexpected(expression.error());
    made.m_expression = std::move(*expression);
    if (!literal)
        return made;
    auto bytes = encode(pattern.text, !pattern.matchCase, codec);
    if (!bytes)
        return tl::unexpected(bytes.error());
    if (!pattern.matchCase && hasForeignLetters(pattern.text))
        return made;
    made.m_bytes = std::move(*bytes);
    made.m_wholeCharacters = !everyByteMayBeginCharacter(codec) && codec.name() != u"UTF-8";
    return made;
}
