// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
// Reads ReplyRules from JSON.
#include "model/bytes/escape.h"
#include "model/bytes/payloadformat.h"
#include "model/files/jsonfields.h"
#include "model/replies/replyrules.h"

#include <QCoreApplication>
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace {

constexpr int longestReplyDelayMs = 24 * 3600 * 1000;

QString ruleWords(const char *text)
{
    return QCoreApplication::translate("ReplyRules", text);
}

/// One rule being read.
class RuleReader : private JsonFields
{
public:
    RuleReader(int number, std::shared_ptr<const TextCodec> codec, const QString &folder, ReplyRules::Files files)
        : JsonFields({ruleWords(QT_TRANSLATE_NOOP("ReplyRules", "Rule %1: %2")).arg(number).arg(QStringLiteral("%1")),
                      ruleWords(QT_TRANSLATE_NOOP("ReplyRules", "Rule %1, field “%2”: %3"))
                          .arg(QString::number(number), QStringLiteral("%1"), QStringLiteral("%2"))}),
          m_codec(std::move(codec)), m_folder(folder), m_files(files)
    {
    }

    Result<ReplyRule> read(const QJsonValue &value)
    {
        ReplyRule rule;
        const QJsonObject fields = object(value, QString(), {"when", "reply", "delay_ms", "then", "enabled"});
        if (fields.contains(u"enabled"))
            rule.enabled = boolean(fields.value(u"enabled"), QStringLiteral("enabled"));
        if (fields.contains(u"when"))
            readWhen(fields.value(u"when"), rule);
        if (fields.contains(u"reply"))
            readReply(fields.value(u"reply"), rule);
        if (fields.contains(u"delay_ms"))
            rule.delayMs = wholeNumber(fields.value(u"delay_ms"), QStringLiteral("delay_ms"), longestReplyDelayMs);
        const qsizetype then = choice(fields, QStringLiteral("then"), {"keep", "close", "reset"}, QString());
        rule.then = Reply::Then(then);
        if (!fields.contains(u"reply") && rule.then == Reply::Then::Keep && !fields.contains(u"when"))
            fail(QString(), ruleWords(QT_TRANSLATE_NOOP("ReplyRules", "it is empty")));
        if (error())
            return tl::unexpected(*error());
        return rule;
    }

    using JsonFields::trouble;

private:
    void readWhen(const QJsonValue &value, ReplyRule &rule)
    {
        const QString when = QStringLiteral("when");
        const QJsonObject fields = object(value, when, {"event", "equals", "contains", "regex", "byte_regex", "hex"});
        const qsizetype event =
            choice(fields, QStringLiteral("event"), {"message", "connect"}, QStringLiteral("when."));
        rule.on = event == 1 ? ReplyTrigger::Kind::Connect : ReplyTrigger::Kind::Message;
        const QString test = oneOf(fields, when, {"equals", "contains", "regex", "byte_regex", "hex"});
        if (test.isEmpty())
            return;
        const QString field = QStringLiteral("when.") + test;
        const QString text = string(fields.value(test), field);
        if (rule.on == ReplyTrigger::Kind::Connect)
            fail(field,
                 ruleWords(QT_TRANSLATE_NOOP(
                     "ReplyRules",
                     "a new connection has no message to look at; this goes with \"event\": \"message\"")));
        if (text.isEmpty() && test != u"equals")
            fail(field, ruleWords(QT_TRANSLATE_NOOP("ReplyRules", "this must not be empty")));
        if (error())
            return;
        const auto use = [&](MessageMatcher &&made) { rule.test = std::move(made); };
        if (test == u"regex" || test == u"byte_regex")
            take(MessageMatcher::regex(text, test == u"regex" ? m_codec : nullptr), field, use);
        else if (test == u"hex")
            take(MessageMatcher::hex(text), field, use);
        else
            take(parseEscapes(text, *m_codec), field, [&](QByteArray &&bytes) {
                rule.test = test == u"equals" ? MessageMatcher::equals(bytes) : MessageMatcher::contains(bytes);
            });
    }

    void readReply(const QJsonValue &value, ReplyRule &rule)
    {
        const QString reply = QStringLiteral("reply");
        const QJsonObject fields = object(value, reply, {"text", "hex", "file", "append", "checksum"});
        const QString kind = exactlyOneOf(fields, reply, {"text", "hex", "file"});
        if (kind.isEmpty())
            return;
        const QString field = QStringLiteral("reply.") + kind;
        PayloadFormat format;
        format.input = kind == u"hex" ? PayloadFormat::Input::Hex : PayloadFormat::Input::Text;
        format.lineEnding = PayloadFormat::LineEnding(
            choice(fields, QStringLiteral("append"), PayloadFormat::lineEndingNames(), QStringLiteral("reply.")));
        if (const QString name = QStringLiteral("reply.checksum"); fields.contains(u"checksum"))
            take(ChecksumFormat::parse(string(fields.value(u"checksum"), name)), name,
                 [&](ChecksumFormat &&use) { format.checksum = std::move(use); });
        if (kind == u"file") {
            readFile(fields, rule);
            return;
        }
        const QString text = string(fields.value(kind), field);
        if (error())
            return;
        take(MessageTemplate::parse(text, format, m_codec, rule.test.captureCount()), field,
             [&](MessageTemplate &&made) { rule.reply = std::move(made); });
    }

    void readFile(const QJsonObject &fields, ReplyRule &rule)
    {
        const QString field = QStringLiteral("reply.file");
        const QJsonValue name = fields.value(u"file");
        for (const char *other : {"append", "checksum"}) {
            if (fields.contains(QLatin1StringView(other)))
                fail(QStringLiteral("reply.") + QLatin1StringView(other),
                     ruleWords(QT_TRANSLATE_NOOP("ReplyRules", "nothing can be appended to a file")));
        }
        rule.reply = m_files == ReplyRules::Files::MustBeThere && rule.enabled
            ? ReplyRule::File{readableFile(name, field, m_folder)}
            : ReplyRule::File{QDir(m_folder).absoluteFilePath(nonEmptyString(name, field))};
    }

    const std::shared_ptr<const TextCodec> m_codec;
    const QString m_folder;
    const ReplyRules::Files m_files;
};

/// The rules of a file that has more in it, and what that is.
Result<QJsonArray> rulesOfFile(const QJsonObject &fields, std::optional<Framing> &framing)
{
    for (const QString &name : fields.keys()) {
        if (name != u"rules" && name != u"framing")
            return failure(
                ruleWords(
                    QT_TRANSLATE_NOOP("ReplyRules", "The field “%1” is not known beside “rules”; allowed is “framing”"))
                    .arg(name));
    }
    if (fields.contains(u"framing")) {
        const QJsonValue text = fields.value(u"framing");
        const auto read = Framing::parse(text.toString());
        if (!read) {
            return failure(ruleWords(QT_TRANSLATE_NOOP("ReplyRules", "Field “framing”: %1 (at character %2)"))
                               .arg(read.error().message, QString::number(read.error().position + 1)));
        }
        framing = *read;
    }
    if (!fields.value(u"rules").isArray())
        return failure(ruleWords(QT_TRANSLATE_NOOP("ReplyRules", "Field “rules”: this must be an array: […]")));
    return fields.value(u"rules").toArray();
}

} // namespace

std::optional<RuleTrouble> ReplyRules::check(const QJsonObject &rule, const std::shared_ptr<const TextCodec> &codec)
{
    RuleReader reader(1, codec, QString(), Files::MustBeThere);
    return reader.read(rule) ? std::nullopt : reader.trouble();
}

Result<ReplyRules> ReplyRules::parse(const QByteArray &json, const std::shared_ptr<const TextCodec> &codec,
                                     const QString &folder, Files files)
{
    const auto parsed = JsonFields::parse(json);
    if (!parsed)
        return tl::unexpected(parsed.error());
    const QJsonDocument &document = *parsed;
    std::optional<Framing> framing;
    Result<QJsonArray> array = document.isArray() ? document.array() : QJsonArray{document.object()};
    if (document.object().contains(u"rules") || document.object().contains(u"framing"))
        array = rulesOfFile(document.object(), framing);
    if (!array)
        return tl::unexpected(array.error());
    std::vector<ReplyRule> rules;
    for (qsizetype place = 0; place < array->size(); ++place) {
        auto rule = RuleReader(int(place) + 1, codec, folder, files).read(array->at(place));
        if (!rule)
            return tl::unexpected(rule.error());
        rule->place = place;
        if (rule->enabled)
            rules.push_back(std::move(*rule));
    }
    if (array->isEmpty())
        return failure(ruleWords(
            QT_TRANSLATE_NOOP("ReplyRules", "There are no rules: write [{\"when\": {…}, \"reply\": {…}}, …]")));
    return ReplyRules(std::move(rules), framing);
}
