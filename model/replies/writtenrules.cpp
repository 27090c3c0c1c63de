// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/replies/writtenrules.h"

#include "model/bytes/escape.h"
#include "model/replies/replyrules.h"
#include "model/replies/rulereader.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <array>

namespace {

// The names in JSON, in the order of the enumerations.
constexpr std::array<const char *, 7> whens{"", "", "equals", "contains", "regex", "byte_regex", "hex"};
constexpr std::array<const char *, 4> replies{"", "text", "hex", "file"};
constexpr std::array<const char *, 3> thens{"keep", "close", "reset"};

/// The index of the first name that is a field of `json`; 0: none.
template<size_t N>
size_t indexOfField(const QJsonObject &json, const std::array<const char *, N> &names)
{
    for (size_t i = 1; i < N; ++i) {
        if (*names[i] != 0 && json.contains(QLatin1StringView(names[i])))
            return i;
    }
    return 0;
}

template<size_t N>
size_t indexOfValue(const QJsonValue &value, const std::array<const char *, N> &names)
{
    const auto found = std::find_if(names.begin(), names.end(), [text = value.toString()](const char *name) {
        return text == QLatin1StringView(name);
    });
    return found == names.end() ? 0 : size_t(found - names.begin());
}

Result<QString> unescaped(const QString &typed, bool hasEscapes)
{
    return hasEscapes ? parseEscapedText(typed) : typed;
}

} // namespace

Result<QString> WrittenRule::unescapedPattern() const
{
    return unescaped(pattern, patternEscapes && !hasOwnEscapes(when));
}

Result<QString> WrittenRule::unescapedContent() const
{
    return unescaped(content, contentEscapes && !hasOwnEscapes(reply));
}

std::optional<JsonFields::FieldError> WrittenRule::check(const std::shared_ptr<const TextCodec> &codec) const
{
    if (when != When::Connect && when != When::Any) {
        if (const auto text = unescapedPattern(); !text)
            return JsonFields::FieldError{QStringLiteral("when.") + QString::fromLatin1(whens[size_t(when)]),
                                          JsonFields::withPosition(text.error())};
    }
    if (reply != ReplyKind::Nothing) {
        if (const auto text = unescapedContent(); !text)
            return JsonFields::FieldError{QStringLiteral("reply.") + QString::fromLatin1(replies[size_t(reply)]),
                                          JsonFields::withPosition(text.error())};
    }
    RuleReader reader(1, codec, QString(), ReplyRule::FileCheck::MustExist);
    return reader.read(toJson()) ? std::nullopt : reader.fieldError();
}

QJsonObject WrittenRule::toJson() const
{
    QJsonObject json;
    if (when == When::Connect)
        json[u"when"] = QJsonObject{{QStringLiteral("event"), QStringLiteral("connect")}};
    else if (when != When::Any)
        json[u"when"] = QJsonObject{{QString::fromLatin1(whens[size_t(when)]), unescapedPattern().value_or(pattern)}};
    if (reply != ReplyKind::Nothing) {
        QJsonObject fields{{QString::fromLatin1(replies[size_t(reply)]), unescapedContent().value_or(content)}};
        if (append != PayloadFormat::LineEnding::None && reply != ReplyKind::File)
            fields[u"append"] = PayloadFormat::lineEndingNames().value(int(append));
        if (!checksum.isEmpty() && reply != ReplyKind::File)
            fields[u"checksum"] = checksum;
        json[u"reply"] = fields;
    }
    if (delayMs != 0)
        json[u"delay_ms"] = delayMs;
    if (then != Reply::Then::Keep)
        json[u"then"] = QString::fromLatin1(thens[size_t(then)]);
    if (!enabled)
        json[u"enabled"] = false;
    if (json.isEmpty() || (json.size() == 1 && !enabled))
        json[u"when"] = QJsonObject{{QStringLiteral("event"), QStringLiteral("message")}};
    return json;
}

WrittenRule WrittenRule::fromJson(const QJsonObject &json, const QString &folder)
{
    WrittenRule rule;
    const QJsonObject when = json[u"when"].toObject();
    if (when[u"event"].toString() == u"connect") {
        rule.when = When::Connect;
    } else if (const size_t test = indexOfField(when, whens); test != 0) {
        rule.when = When(test);
        rule.pattern = when[QLatin1StringView(whens[test])].toString();
    }
    const QJsonObject reply = json[u"reply"].toObject();
    const size_t kind = indexOfField(reply, replies);
    rule.reply = ReplyKind(kind);
    if (kind != 0)
        rule.content = reply[QLatin1StringView(replies[kind])].toString();
    if (rule.reply == ReplyKind::File && !folder.isEmpty())
        rule.content = QDir(folder).absoluteFilePath(rule.content);
    rule.append = PayloadFormat::LineEnding(
        std::max<qsizetype>(PayloadFormat::lineEndingNames().indexOf(reply[u"append"].toString()), 0));
    rule.checksum = reply[u"checksum"].toString();
    rule.delayMs = json[u"delay_ms"].toInt();
    rule.then = Reply::Then(indexOfValue(json[u"then"], thens));
    rule.enabled = json[u"enabled"].toBool(true);
    return rule;
}

QByteArray WrittenRules::withEscapes(const QByteArray &json)
{
    const QJsonDocument document = QJsonDocument::fromJson(json);
    QJsonArray array = document.isArray() ? document.array() : document.object().value(u"rules").toArray();
    for (auto value : array) {
        QJsonObject rule = value.toObject();
        for (const auto &[part, names] :
             {std::pair("when", QStringList{QStringLiteral("equals"), QStringLiteral("contains")}),
              std::pair("reply", QStringList{QStringLiteral("text")})}) {
            QJsonObject fields = rule.value(QLatin1StringView(part)).toObject();
            for (const QString &name : names) {
                if (fields.contains(name))
                    fields[name] = fields.value(name).toString().replace(u'\\', QStringLiteral("\\\\"));
            }
            if (!fields.isEmpty())
                rule[QLatin1StringView(part)] = fields;
        }
        value = rule;
    }
    if (document.isArray())
        return QJsonDocument(array).toJson();
    QJsonObject file = document.object();
    file[u"rules"] = array;
    return QJsonDocument(file).toJson();
}

QByteArray WrittenRules::toJson() const
{
    QJsonArray array;
    for (const WrittenRule &rule : rules)
        array.append(rule.toJson());
    if (framing.isEmpty())
        return QJsonDocument(array).toJson();
    return QJsonDocument({{QStringLiteral("framing"), framing}, {QStringLiteral("rules"), array}}).toJson();
}

Result<WrittenRules> WrittenRules::fromJson(const QByteArray &json, const QString &folder)
{
    // Whether an encoding has all the characters depends on the session.
    const auto utf8 = TextCodec::find(QStringLiteral("UTF-8")).value();
    const auto read = ReplyRules::parse(json, utf8, folder, ReplyRule::FileCheck::Skip);
    if (!read)
        return tl::unexpected(read.error());
    const QJsonDocument document = QJsonDocument::fromJson(json);
    QJsonArray array = document.isArray() ? document.array() : QJsonArray{document.object()};
    WrittenRules written;
    if (document.object().contains(u"rules")) {
        array = document.object()[u"rules"].toArray();
        written.framing = document.object()[u"framing"].toString();
    }
    for (const auto value : array)
        written.rules.push_back(WrittenRule::fromJson(value.toObject(), folder));
    return written;
}

Result<WrittenRules> WrittenRules::load(const QString &file)
{
    const auto json = ReplyRules::readFile(file);
    if (!json)
        return tl::unexpected(json.error());
    auto written = fromJson(*json, QFileInfo(file).absolutePath());
    if (!written)
        return failure(QStringLiteral("%1: %2").arg(file, written.error().message));
    return written;
}
