// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
// Reads ReplyRules from JSON.
#include "model/bytes/payload.h"
#include "model/sending/replyrules.h"

#include <QCoreApplication>
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace {

constexpr int longestDelayMs = 24 * 3600 * 1000;

QString words(const char *text)
{
    return QCoreApplication::translate("ReplyRules", text);
}

/// What is allowed, as the user would write it.
QString quoted(const QStringList &names)
{
    return u'“' + names.join(QStringLiteral("”, “")) + u'”';
}

/// One rule being read. The first trouble is kept; what is read after it does not matter.
class RuleReader
{
public:
    RuleReader(std::shared_ptr<const TextCodec> codec, const QString &folder)
        : m_codec(std::move(codec)), m_folder(folder)
    {
    }

    tl::expected<ReplyRule, RuleTrouble> read(const QJsonValue &value)
    {
        ReplyRule rule;
        const QJsonObject fields = object(value, QString(), {"when", "reply", "delay_ms", "then", "enabled"});
        if (fields.contains(u"enabled"))
            readEnabled(fields.value(u"enabled"), rule);
        if (fields.contains(u"when"))
            readWhen(fields.value(u"when"), rule);
        if (fields.contains(u"reply"))
            readReply(fields.value(u"reply"), rule);
        if (fields.contains(u"delay_ms"))
            readDelay(fields.value(u"delay_ms"), rule);
        const qsizetype then = choice(fields, QStringLiteral("then"), {"keep", "close", "reset"}, QString());
        rule.then = Answer::Then(then);
        if (!fields.contains(u"reply") && rule.then == Answer::Then::Keep && !fields.contains(u"when"))
            fail(QString(), words(QT_TRANSLATE_NOOP("ReplyRules", "it is empty")));
        if (m_trouble)
            return tl::unexpected(*m_trouble);
        return rule;
    }

private:
    /// Keeps the first trouble; `field` is empty for the rule as a whole.
    void fail(const QString &field, const QString &what)
    {
        if (!m_trouble)
            m_trouble = RuleTrouble{field, what};
    }

    QJsonObject object(const QJsonValue &value, const QString &field, const QStringList &allowed)
    {
        if (!value.isObject()) {
            fail(field, words(QT_TRANSLATE_NOOP("ReplyRules", "this must be an object: {…}")));
            return {};
        }
        QJsonObject fields = value.toObject();
        const QString prefix = field.isEmpty() ? QString() : field + u'.';
        for (const QString &name : fields.keys()) {
            if (!allowed.contains(name))
                fail(prefix + name,
                     words(QT_TRANSLATE_NOOP("ReplyRules", "this field is not known; allowed are %1"))
                         .arg(quoted(allowed)));
        }
        return fields;
    }

    QJsonObject object(const QJsonValue &value, const QString &field, std::initializer_list<const char *> allowed)
    {
        return object(value, field, names(allowed));
    }

    static QStringList names(std::initializer_list<const char *> list)
    {
        QStringList names;
        for (const char *name : list)
            names.append(QString::fromLatin1(name));
        return names;
    }

    QString string(const QJsonValue &value, const QString &field)
    {
        if (!value.isString())
            fail(field, words(QT_TRANSLATE_NOOP("ReplyRules", "this must be a text in quotation marks")));
        return value.toString();
    }

    /// The index of the value of a field that has few; 0 when it is missing.
    qsizetype choice(const QJsonObject &fields, const QString &name, std::initializer_list<const char *> allowed,
                     const QString &prefix)
    {
        if (!fields.contains(name))
            return 0;
        const QStringList all = names(allowed);
        const qsizetype index = fields.value(name).isString() ? all.indexOf(fields.value(name).toString()) : -1;
        if (index < 0)
            fail(prefix + name, words(QT_TRANSLATE_NOOP("ReplyRules", "allowed are %1")).arg(quoted(all)));
        return std::max<qsizetype>(index, 0);
    }

    /// Which of the fields is there; more than one is trouble.
    QString oneOf(const QJsonObject &fields, const QString &field, std::initializer_list<const char *> allowed)
    {
        QStringList found = names(allowed);
        found.removeIf([&](const QString &name) { return !fields.contains(name); });
        if (found.size() > 1)
            fail(field, words(QT_TRANSLATE_NOOP("ReplyRules", "only one of %1 may be given")).arg(quoted(found)));
        return found.value(0);
    }

    void readWhen(const QJsonValue &value, ReplyRule &rule)
    {
        const QString when = QStringLiteral("when");
        const QJsonObject fields = object(value, when, {"event", "equals", "contains", "regex", "hex"});
        const qsizetype event =
            choice(fields, QStringLiteral("event"), {"message", "connect"}, QStringLiteral("when."));
        rule.on = event == 1 ? ReplyQuestion::Kind::Connect : ReplyQuestion::Kind::Message;
        const QString test = oneOf(fields, when, {"equals", "contains", "regex", "hex"});
        if (test.isEmpty())
            return;
        const QString field = QStringLiteral("when.") + test;
        const QString text = string(fields.value(test), field);
        if (rule.on == ReplyQuestion::Kind::Connect)
            fail(field,
                 words(QT_TRANSLATE_NOOP(
                     "ReplyRules",
                     "a new connection has no message to look at; this goes with \"event\": \"message\"")));
        if (text.isEmpty() && test != u"equals")
            fail(field, words(QT_TRANSLATE_NOOP("ReplyRules", "this must not be empty")));
        if (m_trouble)
            return;
        if (test == u"regex")
            take(ReplyTest::regex(text, m_codec), field, [&](ReplyTest &&made) { rule.test = std::move(made); });
        else if (test == u"hex")
            take(BytePattern::fromHex(text), field,
                 [&](BytePattern &&made) { rule.test = ReplyTest::pattern(std::move(made)); });
        else
            take(m_codec->encode(text), field, [&](QByteArray &&bytes) {
                rule.test = test == u"equals" ? ReplyTest::equals(bytes) : ReplyTest::contains(bytes);
            });
    }

    void readReply(const QJsonValue &value, ReplyRule &rule)
    {
        const QString reply = QStringLiteral("reply");
        const QJsonObject fields = object(value, reply, {"text", "hex", "file", "append"});
        const QString kind = oneOf(fields, reply, {"text", "hex", "file"});
        if (kind.isEmpty()) {
            fail(reply,
                 words(QT_TRANSLATE_NOOP("ReplyRules", "one of %1 is missing"))
                     .arg(quoted(names({"text", "hex", "file"}))));
            return;
        }
        const QString field = QStringLiteral("reply.") + kind;
        const QString text = string(fields.value(kind), field);
        PayloadFormat format;
        format.input = kind == u"hex" ? PayloadFormat::Input::Hex : PayloadFormat::Input::Text;
        format.lineEnding = PayloadFormat::LineEnding(
            choice(fields, QStringLiteral("append"), {"none", "lf", "cr", "crlf"}, QStringLiteral("reply.")));
        if (kind == u"file") {
            if (text.isEmpty())
                fail(field, words(QT_TRANSLATE_NOOP("ReplyRules", "this must not be empty")));
            if (fields.contains(u"append"))
                fail(QStringLiteral("reply.append"),
                     words(QT_TRANSLATE_NOOP("ReplyRules", "nothing can be appended to a file")));
            rule.reply = ReplyRule::File{QDir(m_folder).absoluteFilePath(text)};
            return;
        }
        if (m_trouble)
            return;
        if (format.input == PayloadFormat::Input::Hex) {
            take(buildPayload(text, format, *m_codec), field,
                 [&](QByteArray &&bytes) { rule.reply = ReplyTemplate::fixed(bytes); });
            return;
        }
        take(ReplyTemplate::parse(text, m_codec, rule.test.captureCount()), field, [&](ReplyTemplate &&made) {
            made.append(buildPayload(QString(), format, *m_codec).value_or(QByteArray()));
            rule.reply = std::move(made);
        });
    }

    void readEnabled(const QJsonValue &value, ReplyRule &rule)
    {
        if (!value.isBool())
            fail(QStringLiteral("enabled"), words(QT_TRANSLATE_NOOP("ReplyRules", "this must be true or false")));
        rule.enabled = value.toBool();
    }

    void readDelay(const QJsonValue &value, ReplyRule &rule)
    {
        const double ms = value.toDouble(-1);
        if (!(ms >= 0 && ms <= longestDelayMs) || ms != int(ms))
            fail(
                QStringLiteral("delay_ms"),
                words(QT_TRANSLATE_NOOP("ReplyRules", "this must be a whole number from 0 to %1")).arg(longestDelayMs));
        else
            rule.delayMs = int(ms);
    }

    template<typename T, typename Use>
    void take(Result<T> made, const QString &field, Use use)
    {
        if (made)
            use(std::move(*made));
        else if (made.error().position >= 0)
            fail(field,
                 words(QT_TRANSLATE_NOOP("ReplyRules", "%1 (at character %2)"))
                     .arg(made.error().message, QString::number(made.error().position + 1)));
        else
            fail(field, made.error().message);
    }

    const std::shared_ptr<const TextCodec> m_codec;
    const QString m_folder;
    std::optional<RuleTrouble> m_trouble;
};

Error errorOf(qsizetype place, const RuleTrouble &trouble)
{
    const QString number = QString::number(place + 1);
    if (trouble.field.isEmpty())
        return {words(QT_TRANSLATE_NOOP("ReplyRules", "Rule %1: %2")).arg(number, trouble.what)};
    return {words(QT_TRANSLATE_NOOP("ReplyRules", "Rule %1, field “%2”: %3")).arg(number, trouble.field, trouble.what)};
}

/// The rules of a file that has more in it, and what that is.
Result<QJsonArray> rulesOfFile(const QJsonObject &fields, std::optional<Framing> &framing)
{
    for (const QString &name : fields.keys()) {
        if (name != u"rules" && name != u"framing")
            return failure(words(QT_TRANSLATE_NOOP("ReplyRules",
                                                   "The field “%1” is not known beside “rules”; allowed is “framing”"))
                               .arg(name));
    }
    if (fields.contains(u"framing")) {
        const QJsonValue text = fields.value(u"framing");
        const auto read = Framing::parse(text.toString());
        if (!read) {
            return failure(words(QT_TRANSLATE_NOOP("ReplyRules", "Field “framing”: %1 (at character %2)"))
                               .arg(read.error().message, QString::number(read.error().position + 1)));
        }
        framing = *read;
    }
    if (!fields.value(u"rules").isArray())
        return failure(words(QT_TRANSLATE_NOOP("ReplyRules", "Field “rules”: this must be an array: […]")));
    return fields.value(u"rules").toArray();
}

} // namespace

std::optional<RuleTrouble> ReplyRules::check(const QJsonObject &rule, const std::shared_ptr<const TextCodec> &codec)
{
    const auto read = RuleReader(codec, QString()).read(rule);
    return read ? std::nullopt : std::optional<RuleTrouble>(read.error());
}

Result<ReplyRules> ReplyRules::parse(const QByteArray &json, const std::shared_ptr<const TextCodec> &codec,
                                     const QString &folder)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (error.error != QJsonParseError::NoError) {
        const QByteArray before = json.first(std::clamp<qsizetype>(error.offset, 0, json.size()));
        return failure(words(QT_TRANSLATE_NOOP("ReplyRules", "This is no JSON: line %1, column %2: %3"))
                           .arg(before.count('\n') + 1)
                           .arg(before.size() - before.lastIndexOf('\n'))
                           .arg(error.errorString()));
    }
    std::optional<Framing> framing;
    Result<QJsonArray> array = document.isArray() ? document.array() : QJsonArray{document.object()};
    if (document.object().contains(u"rules") || document.object().contains(u"framing"))
        array = rulesOfFile(document.object(), framing);
    if (!array)
        return tl::unexpected(array.error());
    std::vector<ReplyRule> rules;
    for (qsizetype place = 0; place < array->size(); ++place) {
        auto rule = RuleReader(codec, folder).read(array->at(place));
        if (!rule)
            return tl::unexpected(errorOf(place, rule.error()));
        rule->place = place;
        if (rule->enabled)
            rules.push_back(std::move(*rule));
    }
    if (array->isEmpty())
        return failure(
            words(QT_TRANSLATE_NOOP("ReplyRules", "There are no rules: write [{\"when\": {…}, \"reply\": {…}}, …]")));
    return ReplyRules(std::move(rules), framing);
}
