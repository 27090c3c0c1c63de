// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/sending/replytemplate.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <array>
#include <utility>

namespace {

/// The next `${` or `$${` at or behind `from`, or the end.
qsizetype nextDollar(const QString &text, qsizetype from)
{
    const qsizetype plain = text.indexOf(u"${", from);
    if (plain < 0)
        return text.size();
    return plain > from && text[plain - 1] == u'$' ? plain - 1 : plain;
}

} // namespace

QString ctimeText(qint64 secondsSinceEpoch)
{
    const QDateTime time = QDateTime::fromSecsSinceEpoch(secondsSinceEpoch);
    const QLocale c = QLocale::c();
    return QStringLiteral("%1 %2 %3 %4")
        .arg(c.toString(time, QStringLiteral("ddd MMM")), QString::number(time.date().day()).rightJustified(2),
             c.toString(time, QStringLiteral("hh:mm:ss")), QString::number(time.date().year()));
}

ReplyTemplate ReplyTemplate::fixed(const QByteArray &bytes)
{
    ReplyTemplate result;
    result.addLiteral(bytes);
    return result;
}

void ReplyTemplate::addLiteral(const QByteArray &bytes)
{
    if (bytes.isEmpty())
        return;
    if (!m_parts.empty() && m_parts.back().kind == Kind::Literal)
        m_parts.back().bytes.append(bytes);
    else
        m_parts.push_back({Kind::Literal, bytes, 0});
}

Result<ReplyTemplate> ReplyTemplate::parse(const QString &text, std::shared_ptr<const TextCodec> codec,
                                           int captureCount)
{
    ReplyTemplate result;
    result.m_codec = std::move(codec);
    for (qsizetype at = 0; at < text.size();) {
        const qsizetype dollar = nextDollar(text, at);
        const bool escaped = dollar < text.size() && text[dollar + 1] == u'$';
        const qsizetype literalEnd = escaped ? dollar + 1 : dollar; // the first `$` of two stays
        const auto literal = result.m_codec->encode(QStringView(text).sliced(at, literalEnd - at));
        if (!literal)
            return failure(literal.error().message, at + std::max<qsizetype>(literal.error().position, 0));
        result.addLiteral(*literal);
        if (dollar == text.size())
            break;
        if (escaped) {
            result.addLiteral(*result.m_codec->encode(u"{"));
            at = dollar + 3;
            continue;
        }
        const qsizetype close = text.indexOf(u'}', dollar);
        if (close < 0)
            return failure(QCoreApplication::translate("ReplyRules", "The placeholder is not closed: write ${NAME}."),
                           dollar);
        auto part = parsePlaceholder(text.mid(dollar + 2, close - dollar - 2), captureCount);
        if (!part)
            return failure(part.error().message, dollar);
        result.m_parts.push_back(std::move(*part));
        at = close + 1;
    }
    return result;
}

Result<ReplyTemplate::Part> ReplyTemplate::parsePlaceholder(const QString &name, int captureCount)
{
    static constexpr std::array<std::pair<QLatin1StringView, Kind>, 5> names{{
        {QLatin1StringView("time"), Kind::Time},
        {QLatin1StringView("ctime"), Kind::Ctime},
        {QLatin1StringView("peer"), Kind::Peer},
        {QLatin1StringView("received"), Kind::Received},
        {QLatin1StringView("count"), Kind::Count},
    }};
    for (const auto &[known, kind] : names) {
        if (name == known)
            return Part{kind, {}, 0};
    }
    bool isNumber = false;
    const int group = name.toInt(&isNumber);
    if (isNumber && group >= 1 && group <= captureCount)
        return Part{Kind::Capture, {}, group};
    if (isNumber)
        return failure(
            QCoreApplication::translate("ReplyRules", "There is no group for ${%1}: the regular expression has %2.")
                .arg(name)
                .arg(captureCount));
    return failure(QCoreApplication::translate("ReplyRules",
                                               "${%1} is not known. Use ${time}, ${ctime}, ${peer}, ${received}, "
                                               "${count} or ${1}, ${2} … for groups of the regular expression.")
                       .arg(name));
}

QString ReplyTemplate::textOf(Kind kind, const ReplyQuestion &question) const
{
    switch (kind) {
    case Kind::Time:
        return QDateTime::currentDateTime().toString(u"yyyy-MM-dd hh:mm:ss.zzz");
    case Kind::Ctime:
        return ctimeText(QDateTime::currentSecsSinceEpoch());
    case Kind::Peer:
        return question.peer.toString();
    case Kind::Count:
        return QString::number(question.count);
    case Kind::Literal:
    case Kind::Received:
    case Kind::Capture:
        break;
    }
    Q_UNREACHABLE();
}

QByteArray ReplyTemplate::expand(const ReplyQuestion &question, const QList<QByteArray> &captures) const
{
    QByteArray bytes;
    for (const Part &part : m_parts) {
        if (part.kind == Kind::Literal)
            bytes.append(part.bytes);
        else if (part.kind == Kind::Received)
            bytes.append(question.bytes);
        else if (part.kind == Kind::Capture)
            bytes.append(captures.value(part.capture));
        else if (const auto text = m_codec->encode(textOf(part.kind, question)))
            bytes.append(*text);
    }
    return bytes;
}
