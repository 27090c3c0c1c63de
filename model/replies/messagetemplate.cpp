// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/replies/messagetemplate.h"

#include "model/bytes/escape.h"
#include "model/bytes/hex/hex.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <utility>

namespace {

/// The number of backslashes directly before `at`.
qsizetype backslashesBefore(QStringView text, qsizetype at)
{
    qsizetype count = 0;
    while (count < at && text[at - count - 1] == u'\\')
        ++count;
    return count;
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

/// Reads a message from left to right: literals and placeholders in turn.
class MessageTemplate::Parser
{
public:
    enum class Syntax : quint8 { Text, Hex, HexPattern };

    Parser(const QString &text, Syntax syntax, const TextCodec &codec, int groups)
        : m_text(text), m_syntax(syntax), m_codec(codec), m_groups(groups)
    {
    }

    Result<std::vector<Part>> read()
    {
        for (qsizetype at = 0; at < m_text.size();) {
            const qsizetype dollar = nextDollar(at);
            const bool escaped = dollar < m_text.size() && m_text[dollar + 1] == u'$';
            if (const auto read = addLiteral(at, dollar); !read)
                return tl::unexpected(read.error());
            if (dollar == m_text.size())
                break;
            if (escaped) {
                append(m_codec.encode(u"${").value_or(QByteArray()));
                at = dollar + 3;
                continue;
            }
            const qsizetype close = m_text.indexOf(u'}', dollar);
            if (close < 0)
                return failure(
                    QCoreApplication::translate("ReplyRules", "The placeholder is not closed: write ${NAME}."), dollar);
            auto part = readPlaceholder(m_text.mid(dollar + 2, close - dollar - 2));
            if (!part)
                return failure(part.error().message, dollar);
            m_parts.push_back(std::move(*part));
            at = close + 1;
        }
        return std::move(m_parts);
    }

private:
    /// The next `${`, or `$${` in text, from `from` on; or the end.
    qsizetype nextDollar(qsizetype from) const
    {
        const qsizetype plain = m_text.indexOf(u"${", from);
        if (plain < 0)
            return m_text.size();
        return m_syntax == Syntax::Text && plain > from && m_text[plain - 1] == u'$' ? plain - 1 : plain;
    }

    Result<void> addLiteral(qsizetype start, qsizetype end)
    {
        const QStringView literal = QStringView(m_text).sliced(start, end - start);
        const auto at = [start](const Error &error) {
            return failure(error.message, start + std::max<qsizetype>(error.position, 0));
        };
        if (m_syntax == Syntax::HexPattern) {
            const auto pattern = parseHexPattern(literal);
            if (!pattern)
                return at(pattern.error());
            addPattern(*pattern);
            return {};
        }
        if (m_syntax == Syntax::Text && end < m_text.size() && backslashesBefore(literal, literal.size()) % 2 == 1)
            return failure(QCoreApplication::translate("Escape", "“\\%1” is not an escape. Write \\\\ for a backslash.")
                               .arg(QChar(u'$')),
                           end - 1);
        const auto bytes = m_syntax == Syntax::Hex ? parseHex(literal) : parseEscapes(literal, m_codec);
        if (!bytes)
            return at(bytes.error());
        append(*bytes);
        return {};
    }

    void append(const QByteArray &bytes)
    {
        if (bytes.isEmpty())
            return;
        if (m_parts.empty() || m_parts.back().kind != Kind::Literal)
            m_parts.push_back({});
        m_parts.back().bytes.append(bytes);
    }

    void addPattern(const std::vector<MaskedByte> &pattern)
    {
        Part part;
        for (const MaskedByte &byte : pattern) {
            part.bytes.append(char(byte.value));
            part.mask.append(char(byte.mask));
            m_hasWildcards = m_hasWildcards || byte.mask != 0xff;
        }
        if (!pattern.empty())
            m_parts.push_back(std::move(part));
    }

    Result<Part> readPlaceholder(const QString &name) const
    {
        static constexpr std::array<std::pair<QLatin1StringView, Kind>, 4> names{{
            {QLatin1StringView("time"), Kind::Time},
            {QLatin1StringView("ctime"), Kind::Ctime},
            {QLatin1StringView("peer"), Kind::Peer},
            {QLatin1StringView("count"), Kind::Count},
        }};
        for (const auto &[known, kind] : names) {
            if (name == known)
                return Part{.kind = kind};
        }
        if (const QString prefix = QStringLiteral("checksum:"); name.startsWith(prefix))
            return readChecksum(name.sliced(prefix.size()));
        static const QRegularExpression form(
            QStringLiteral("\\A(received|\\d{1,9})(?:\\[ *(-?\\d{1,9})? *(?:(:) *(-?\\d{1,9})? *)?\\])?\\z"));
        const QRegularExpressionMatch match = form.match(name);
        const bool hasIndex = name.endsWith(u']');
        if (!match.hasMatch() || (hasIndex && !match.hasCaptured(2) && !match.hasCaptured(3)))
            return failure(unknown(name));
        Part part;
        part.kind = match.captured(1) == u"received" ? Kind::Received : Kind::Capture;
        part.slice.isSingle = hasIndex && !match.hasCaptured(3);
        if (match.hasCaptured(2))
            part.slice.start = match.captured(2).toInt();
        if (match.hasCaptured(4))
            part.slice.end = match.captured(4).toInt();
        if (part.kind == Kind::Received)
            return part;
        part.group = match.captured(1).toInt();
        if (part.group < 1 || part.group > m_groups)
            return failure(
                QCoreApplication::translate("ReplyRules", "There is no group for ${%1}: the regular expression has %2.")
                    .arg(name)
                    .arg(m_groups));
        return part;
    }

    Result<Part> readChecksum(const QString &text) const
    {
        if (m_hasWildcards)
            return failure(QCoreApplication::translate("ReplyRules", "A checksum needs known bytes: remove the “?”."));
        auto use = ChecksumFormat::parse(text);
        if (!use)
            return tl::unexpected(use.error());
        return Part{.kind = Kind::Checksum, .checksum = std::move(*use)};
    }

    static QString unknown(const QString &name)
    {
        return QCoreApplication::translate("ReplyRules",
                                           "Unknown placeholder ${%1}. Use ${time}, ${ctime}, ${peer}, ${count}, "
                                           "${received}, ${1}, ${2} … for groups of the regular expression, a part "
                                           "of these such as ${received[0:2]}, or ${checksum:NAME}.")
            .arg(name);
    }

    const QString m_text;
    const Syntax m_syntax;
    const TextCodec &m_codec;
    const int m_groups;
    bool m_hasWildcards = false;
    std::vector<Part> m_parts;
};

Result<MessageTemplate> MessageTemplate::parse(const QString &text, const PayloadFormat &format,
                                               std::shared_ptr<const TextCodec> codec, int groups)
{
    const auto syntax = format.input == PayloadFormat::Input::Hex ? Parser::Syntax::Hex : Parser::Syntax::Text;
    auto parts = Parser(text, syntax, *codec, groups).read();
    if (!parts)
        return tl::unexpected(parts.error());
    MessageTemplate made;
    made.m_parts = std::move(*parts);
    made.m_format = format;
    made.m_codec = std::move(codec);
    const auto isConstant = [](const Part &part) { return part.kind == Kind::Literal || part.kind == Kind::Checksum; };
    if (!std::all_of(made.m_parts.begin(), made.m_parts.end(), isConstant))
        return made;
    const auto bytes = made.expand({});
    if (!bytes)
        return tl::unexpected(bytes.error());
    MessageTemplate fixed;
    if (!bytes->isEmpty())
        fixed.m_parts.push_back({.bytes = *bytes});
    return fixed;
}

Result<MessageTemplate> MessageTemplate::parsePattern(const QString &text, std::shared_ptr<const TextCodec> codec,
                                                      int groups)
{
    auto parts = Parser(text, Parser::Syntax::HexPattern, *codec, groups).read();
    if (!parts)
        return tl::unexpected(parts.error());
    MessageTemplate made;
    made.m_parts = std::move(*parts);
    made.m_format.input = PayloadFormat::Input::Hex;
    made.m_codec = std::move(codec);
    return made;
}

bool MessageTemplate::isFixed() const
{
    return std::all_of(m_parts.begin(), m_parts.end(), [](const Part &part) { return part.kind == Kind::Literal; });
}

int MessageTemplate::highestGroup() const
{
    int highest = 0;
    for (const Part &part : m_parts)
        highest = std::max(highest, part.group);
    return highest;
}

QByteArrayView MessageTemplate::Slice::of(QByteArrayView bytes) const
{
    const qsizetype size = bytes.size();
    const auto offset = [size](int index) { return index < 0 ? index + size : qsizetype(index); };
    if (isSingle) {
        const qsizetype at = offset(*start);
        return at >= 0 && at < size ? bytes.sliced(at, 1) : QByteArrayView();
    }
    const qsizetype from = start ? std::clamp<qsizetype>(offset(*start), 0, size) : 0;
    const qsizetype to = end ? std::clamp<qsizetype>(offset(*end), 0, size) : size;
    return to > from ? bytes.sliced(from, to - from) : QByteArrayView();
}

QString MessageTemplate::textOf(Kind kind, const TemplateValues &values) const
{
    switch (kind) {
    case Kind::Time:
        return QDateTime::currentDateTime().toString(u"yyyy-MM-dd hh:mm:ss.zzz");
    case Kind::Ctime:
        return ctimeText(QDateTime::currentSecsSinceEpoch());
    case Kind::Peer:
        return values.peer.toString();
    case Kind::Count:
        return QString::number(values.count);
    case Kind::Literal:
    case Kind::Received:
    case Kind::Capture:
    case Kind::Checksum:
        break;
    }
    Q_UNREACHABLE();
}

Result<QByteArray> MessageTemplate::expandParts(const TemplateValues &values) const
{
    QByteArray bytes;
    for (const Part &part : m_parts) {
        switch (part.kind) {
        case Kind::Literal:
            bytes.append(part.bytes);
            break;
        case Kind::Received:
            bytes.append(part.slice.of(values.received));
            break;
        case Kind::Capture:
            bytes.append(part.slice.of(values.captures.value(part.group)));
            break;
        case Kind::Checksum: {
            auto sum = encodedChecksum(bytes, part.checksum, m_format.input, *m_codec);
            if (!sum)
                return sum;
            bytes.append(*sum);
            break;
        }
        default:
            bytes.append(m_codec->encode(textOf(part.kind, values)).value_or(QByteArray()));
        }
    }
    return bytes;
}

Result<QByteArray> MessageTemplate::expand(const TemplateValues &values) const
{
    if (!m_codec) // computed by parse()
        return m_parts.empty() ? QByteArray() : m_parts.front().bytes;
    return expandParts(values).and_then(
        [this](QByteArray &&bytes) { return finishPayload(std::move(bytes), m_format, *m_codec); });
}

Result<std::vector<MaskedByte>> MessageTemplate::expandPattern(const TemplateValues &values) const
{
    std::vector<MaskedByte> pattern;
    MessageTemplate one;
    one.m_format = m_format;
    one.m_codec = m_codec;
    QByteArray before;
    for (const Part &part : m_parts) {
        // A checksum covers everything before it.
        one.m_parts =
            part.kind == Kind::Checksum ? std::vector<Part>{{.bytes = before}, part} : std::vector<Part>{part};
        const auto expanded = one.expandParts(values);
        if (!expanded)
            return tl::unexpected(expanded.error());
        const QByteArray bytes = part.kind == Kind::Checksum ? expanded->sliced(before.size()) : *expanded;
        for (qsizetype i = 0; i < bytes.size(); ++i) {
            const quint8 mask = part.mask.isEmpty() ? 0xff : quint8(part.mask[i]);
            pattern.push_back({mask, quint8(bytes[i])});
        }
        before.append(bytes);
    }
    return pattern;
}
