// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/replies/writtenrules.h"

#include "model/bytes/escape.h"
#include "model/replies/replyrules.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <array>

namespace {

// In the order of their enumerations.
constexpr std::array<const char *, 7> whens{"", "", "equals", "contains", "regex", "byte_regex", "hex"};
constexpr std::array<const char *, 4> replies{"", "text", "hex", "file"};
constexpr std::array<const char *, 3> thens{"keep", "close", "reset"};

/// The field among `names` that is there, as its place; 0: none.
template<size_t N>
size_t fieldOf(const QJsonObject &json, const std::array<const char *, N> &names)
{
    for (size_t i = 1; i < N; ++i) {
        if (*names[i] != 0 && json.contains(QLatin1StringView(names[i])))
            return i;
    }
    return 0;
}

template<size_t N>
size_t valueOf(const QJsonValue &value, const std::array<const char *, N> &names)
{
    const auto found = std::find_if(names.begin(), names.end(), [text = value.toString()](const char *name) {
        return text == QLatin1StringView(name);
    });
    return found == names.end() ? 0 : size_t(found - names.begin());
}

QString nameOf(const char *name)
{
    return QString::fromLatin1(name);
}

Result<QString> meant(const QString &written, bool escapes)
{
    return escapes ? parseEscapedText(written) : written;
}

} // namespace

Result<QString> WrittenRule::meantPattern() const
{
    return meant(pattern, patternEscapes && !hasOwnEscapes(when));
}

Result<QString> WrittenRule::meantContent() const
{
    return meant(content, contentEscapes && !hasOwnEscapes(reply));
}

std::optional<JsonFields::Trouble> WrittenRule::check(const std::shared_ptr<const TextCodec> &codec) const
{
    if (when != When::Connect && when != When::Any) {
        if (const auto text = meantPattern(); !text)
            return JsonFields::Trouble{QStringLiteral("when.") + nameOf(whens[size_t(when)]),
                                       JsonFields::withPosition(text.error())};
    }
    if (reply != ReplyKind::Nothing) {
        if (const auto text = meantContent(); !text)
            return JsonFields::Trouble{QStringLiteral("reply.") + nameOf(replies[size_t(reply)]),
                                       JsonFields::withPosition(text.error())};
    }
    return ReplyRules::check(toJson(), codec);
}

QJsonObject WrittenRule::toJson() const
{
    QJsonObject json;
    if (when == When::Connect)
        json[u"when"] = QJsonObject{{QStringLiteral("event"), QStringLiteral("connect")}};
    else if (when != When::Any)
        json[u"when"] = QJsonObject{{nameOf(whens[size_t(when)]), meantPattern().value_or(pattern)}};
    if (reply != ReplyKind::Nothing) {
        QJsonObject answer{{nameOf(replies[size_t(reply)]), meantContent().value_or(content)}};
        if (append != PayloadFormat::LineEnding::None && reply != ReplyKind::File)
            answer[u"append"] = PayloadFormat::lineEndingNames().value(int(append));
        if (!checksum.isEmpty() && reply != ReplyKind::File)
            answer[u"checksum"] = checksum;
        json[u"reply"] = answer;
    }
    if (delayMs != 0)
        json[u"delay_ms"] = delayMs;
    if (then != Reply::Then::Keep)
        json[u"then"] = nameOf(thens[size_t(then)]);
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
    } else if (const size_t test = fieldOf(when, whens); test != 0) {
        rule.when = When(test);
        rule.pattern = when[QLatin1StringView(whens[test])].toString();
    }
    const QJsonObject reply = json[u"reply"].toObject();
    const size_t kind = fieldOf(reply, replies);
    rule.reply = ReplyKind(kind);
    if (kind != 0)
        rule.content = reply[QLatin1StringView(replies[kind])].toString();
    if (rule.reply == ReplyKind::File && !folder.isEmpty())
        rule.content = QDir(folder).absoluteFilePath(rule.content);
    rule.append = PayloadFormat::LineEnding(
        std::max<qsizetype>(PayloadFormat::lineEndingNames().indexOf(reply[u"append"].toString()), 0));
    rule.checksum = reply[u"checksum"].toString();
    rule.delayMs = json[u"delay_ms"].toInt();
    rule.then = Reply::Then(valueOf(json[u"then"], thens));
    rule.enabled = json[u"enabled"].toBool(true);
    return rule;
}

QByteArray WrittenRules::withEscapes(const QByteArray &json)
{
    const QJsonDocument document = QJsonDocument::fromJson(json);
    QJsonArray array = document.isArray() ? document.array() : document.object().value(u"rules").toArray();
    for (auto value : array) {
        QJsonObject rule = value.toObject();
        for (const auto &[part, names] : {std::pair("when", QStringList{nameOf("equals"), nameOf("contains")}),
                                          std::pair("reply", QStringList{nameOf("text")})}) {
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
    // What an encoding lacks is a matter of the session.
    const auto utf8 = TextCodec::find(QStringLiteral("UTF-8")).value();
    const auto read = ReplyRules::parse(json, utf8, folder, ReplyRules::Files::NotLookedFor);
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
