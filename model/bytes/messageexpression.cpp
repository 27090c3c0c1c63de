// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/bytes/messageexpression.h"

Result<MessageExpression> MessageExpression::compile(const QString &expression, std::shared_ptr<const TextCodec> codec)
{
    if (const QRegularExpression plain(expression); !plain.isValid())
        return failure(plain.errorString(), plain.patternErrorOffset());
    const auto options = codec ? QRegularExpression::UseUnicodePropertiesOption : QRegularExpression::NoPatternOption;
    QRegularExpression compiled(limitedExpression(expression), options);
    compiled.optimize();
    return MessageExpression(compiled, std::move(codec));
}

MessageExpression::Text MessageExpression::textOf(QByteArrayView bytes, bool isComplete) const
{
    Text made{bytes, {}, {}};
    if (!m_codec) {
        made.text = QString::fromLatin1(bytes);
        made.map.add(0, 0);
        made.map.add(made.text.size(), bytes.size());
        return made;
    }
    made.text.reserve(bytes.size());
    qsizetype at = 0;
    while (at < bytes.size()) {
        made.map.add(made.text.size(), at);
        const QByteArrayView rest = bytes.sliced(at);
        if (const qsizetype run = m_codec->isAsciiSuperset() ? asciiPrefix(rest) : 0; run > 0) {
            made.text.append(QLatin1StringView(rest.first(run)));
            at += run;
            continue;
        }
        const TextCodec::Step step = m_codec->step(rest);
        if (step.kind == TextCodec::Step::Kind::NeedMore && !isComplete)
            break;
        if (step.kind == TextCodec::Step::Kind::Character)
            made.text.append(QStringView(QChar::fromUcs4(step.character)));
        else
            made.text.append(QLatin1StringView(rest.first(step.length)));
        at += step.length;
    }
    made.map.add(made.text.size(), at);
    return made;
}

std::optional<qsizetype> MessageExpression::find(const Text &text, QList<QByteArray> &captures) const
{
    return take(m_expression.match(text.text), text, captures);
}

std::optional<qsizetype> MessageExpression::findAtStart(const Text &text, QList<QByteArray> &captures,
                                                        bool &mayFollow) const
{
    const auto match = m_expression.match(text.text, 0, QRegularExpression::PartialPreferCompleteMatch,
                                          QRegularExpression::AnchorAtOffsetMatchOption);
    mayFollow = match.hasPartialMatch() || text.text.isEmpty();
    return take(match, text, captures);
}

std::optional<qsizetype> MessageExpression::take(const QRegularExpressionMatch &match, const Text &text,
                                                 QList<QByteArray> &captures)
{
    if (!match.hasMatch())
        return {};
    captures.clear();
    for (int i = 0; i <= match.lastCapturedIndex(); ++i) {
        const Range bytes =
            match.capturedLength(i) > 0 ? text.map.bytesOf({match.capturedStart(i), match.capturedEnd(i)}) : Range();
        captures.append(text.bytes.sliced(bytes.start, bytes.size()).toByteArray());
    }
    return text.map.bytesOf({0, match.capturedEnd()}).end;
}
