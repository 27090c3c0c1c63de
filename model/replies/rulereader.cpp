// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/replies/rulereader.h"

#include "model/bytes/escape.h"
#include "model/files/jsonfields.h"

#include <QCoreApplication>
#include <QDir>

RuleReader::RuleReader(int number, std::shared_ptr<const TextCodec> codec, QString folder,
                       ReplyRule::FileCheck fileCheck)
    : JsonFields(QCoreApplication::translate("ReplyRules", "Rule %1").arg(number)), m_codec(std::move(codec)),
      m_folder(std::move(folder)), m_fileCheck(fileCheck)
{
}

Result<ReplyRule> RuleReader::read(const QJsonValue &value)
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
        rule.delayMs = wholeNumber(fields.value(u"delay_ms"), QStringLiteral("delay_ms"), 24 * 3600 * 1000);
    rule.then = Reply::Then(choice(fields, QStringLiteral("then"), {"keep", "close", "reset"}));
    if (!fields.contains(u"reply") && rule.then == Reply::Then::Keep && !fields.contains(u"when"))
        fail(QString(), QCoreApplication::translate("ReplyRules", "it is empty"));
    if (error())
        return tl::unexpected(*error());
    return rule;
}

void RuleReader::readWhen(const QJsonValue &value, ReplyRule &rule)
{
    const QString when = QStringLiteral("when");
    const QJsonObject fields = object(value, when, {"event", "equals", "contains", "regex", "byte_regex", "hex"});
    const qsizetype event = choice(fields, QStringLiteral("event"), {"message", "connect"}, QStringLiteral("when."));
    rule.on = event == 1 ? ReplyTrigger::Kind::Connect : ReplyTrigger::Kind::Message;
    const QString kind = oneOf(fields, when, {"equals", "contains", "regex", "byte_regex", "hex"});
    if (kind.isEmpty())
        return;
    const QString field = QStringLiteral("when.") + kind;
    const QString text = string(fields.value(kind), field);
    if (rule.on == ReplyTrigger::Kind::Connect)
        fail(field,
             QCoreApplication::translate("ReplyRules",
                                         "a new connection has no message; use this with \"event\": \"message\""));
    if (text.isEmpty() && kind != u"equals")
        fail(field, QCoreApplication::translate("ReplyRules", "this must not be empty"));
    if (error())
        return;
    const auto use = [&](MessageMatcher &&matcher) { rule.matcher = std::move(matcher); };
    if (kind == u"regex" || kind == u"byte_regex")
        take(MessageMatcher::regex(text, kind == u"regex" ? m_codec : nullptr), field, use);
    else if (kind == u"hex")
        take(MessageMatcher::hex(text), field, use);
    else
        take(parseEscapes(text, *m_codec), field, [&](const QByteArray &bytes) {
            use(kind == u"equals" ? MessageMatcher::equals(bytes) : MessageMatcher::contains(bytes));
        });
}

void RuleReader::readReply(const QJsonValue &value, ReplyRule &rule)
{
    const QString reply = QStringLiteral("reply");
    const QJsonObject fields = object(value, reply, {"text", "hex", "file", "append", "checksum"});
    const QString kind = exactlyOneOf(fields, reply, {"text", "hex", "file"});
    if (kind == u"file")
        return readFile(fields, rule);
    const PayloadFormat format = payloadFormat(fields, kind, QStringLiteral("reply."));
    const QString field = QStringLiteral("reply.") + kind;
    const QString text = kind.isEmpty() ? QString() : string(fields.value(kind), field);
    if (error())
        return;
    take(MessageTemplate::parse(text, format, m_codec, rule.matcher.captureCount()), field,
         [&](MessageTemplate &&message) { rule.reply = std::move(message); });
}

void RuleReader::readFile(const QJsonObject &fields, ReplyRule &rule)
{
    const QString field = QStringLiteral("reply.file");
    const QJsonValue name = fields.value(u"file");
    for (const char *other : {"append", "checksum"}) {
        if (fields.contains(QLatin1StringView(other)))
            fail(QStringLiteral("reply.") + QLatin1StringView(other),
                 QCoreApplication::translate("ReplyRules", "nothing can be appended to a file"));
    }
    rule.reply = m_fileCheck == ReplyRule::FileCheck::MustExist && rule.enabled
        ? ReplyRule::File{readableFile(name, field, m_folder)}
        : ReplyRule::File{QDir(m_folder).absoluteFilePath(nonEmptyString(name, field))};
}
