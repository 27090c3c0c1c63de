// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/replies/replyrules.h"

#include "model/files/filesource.h"
#include "model/files/jsondocument.h"
#include "model/replies/rulereader.h"
#include "model/replies/servedfolder.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QJsonArray>

namespace {

/// The presets that are plain rules.
const char *presetJson(ReplyPreset::Kind kind)
{
    switch (kind) {
    case ReplyPreset::Kind::Echo:
        return R"([{"reply": {"text": "${received}"}}])";
    case ReplyPreset::Kind::Time:
        return R"([{"reply": {"text": "${ctime}"}}])";
    case ReplyPreset::Kind::Accepted:
        return R"([{"when": {"regex": "(?i)\\A\\s*close\\s*\\z"}, "reply": {"text": "closed"}, "then": "close"},
                   {"reply": {"text": "accepted"}}])";
    case ReplyPreset::Kind::Greeting:
        return R"([{"when": {"event": "connect"}, "reply": {"text": "Thank you for connecting"}, "then": "close"}])";
    case ReplyPreset::Kind::GbkServer:
        return R"([{"reply": {"text": "好的,我是服务端"}}])";
    case ReplyPreset::Kind::Files:
        break;
    }
    Q_UNREACHABLE();
}

void fillFrom(Result<QByteArray> bytes, const SocketAddress &peer, ReplyRules::Match &match)
{
    if (bytes)
        match.reply.bytes = std::move(*bytes);
    else
        match.error = Event{EventCode::ReplyFailed, {peer.toString(), bytes.error().message}};
    match.reply.sends = bytes.has_value();
}

void fillFrom(tl::expected<std::unique_ptr<ByteSource>, QString> source, const SocketAddress &peer,
              ReplyRules::Match &match)
{
    if (source)
        match.reply.source = std::move(*source);
    else
        match.error = Event{EventCode::ReplyFailed, {peer.toString(), source.error()}};
    match.reply.sends = source.has_value();
}

void fillFrom(ServedFolder::Opened opened, const SocketAddress &peer, ReplyRules::Match &match)
{
    if (opened)
        match.reply.source = std::move(*opened);
    else
        match.error = Event{EventCode::FileRefused, {peer.toString(), opened.error().name, opened.error().reason}};
    match.reply.sends = opened.has_value();
}

/// The rules of an object with the fields `rules` and `framing`.
Result<QJsonArray> readRulesObject(const QJsonObject &object, std::optional<Framing> &framing)
{
    JsonFields reader(QCoreApplication::translate("ReplyRules", "The file"));
    const QString framingField = QStringLiteral("framing");
    const QJsonObject fields = reader.object(object, {}, {"rules", "framing"});
    if (fields.contains(framingField))
        reader.take(Framing::parse(reader.string(fields.value(framingField), framingField)), framingField,
                    [&](Framing &&read) { framing = std::move(read); });
    if (!fields.value(u"rules").isArray())
        reader.fail(QStringLiteral("rules"), QCoreApplication::translate("ReplyRules", "this must be an array: […]"));
    if (const auto error = reader.error())
        return tl::unexpected(*error);
    return fields.value(u"rules").toArray();
}

} // namespace

Result<ReplyRules> ReplyRules::preset(const ReplyPreset &preset, std::shared_ptr<const TextCodec> codec)
{
    if (preset.kind == ReplyPreset::Kind::Files) {
        auto folder = ServedFolder::open(preset.folder);
        if (!folder)
            return tl::unexpected(folder.error());
        ReplyRule rule;
        rule.reply = *folder;
        rule.then = Reply::Then::Close;
        return ReplyRules({std::move(rule)});
    }
    if (preset.kind == ReplyPreset::Kind::GbkServer) {
        const auto gbk = TextCodec::find(QStringLiteral("GBK"));
        if (!gbk)
            return tl::unexpected(gbk.error());
        codec = *gbk;
    }
    return parse(presetJson(preset.kind), codec, {});
}

Result<ReplyRules> ReplyRules::parse(const QByteArray &json, const std::shared_ptr<const TextCodec> &codec,
                                     const QString &folder, ReplyRule::FileCheck fileCheck)
{
    const auto document = parseJson(json);
    if (!document)
        return tl::unexpected(document.error());
    std::optional<Framing> framing;
    const QJsonObject object = document->object();
    Result<QJsonArray> array = document->isArray() ? document->array() : QJsonArray{object};
    if (object.contains(u"rules") || object.contains(u"framing"))
        array = readRulesObject(object, framing);
    if (!array)
        return tl::unexpected(array.error());
    std::vector<ReplyRule> rules;
    for (qsizetype index = 0; index < array->size(); ++index) {
        auto rule = RuleReader(int(index) + 1, codec, folder, fileCheck).read(array->at(index));
        if (!rule)
            return tl::unexpected(rule.error());
        rule->index = index;
        if (rule->enabled)
            rules.push_back(std::move(*rule));
    }
    if (array->isEmpty())
        return failure(QCoreApplication::translate("ReplyRules",
                                                   "There are no rules: write [{\"when\": {…}, \"reply\": {…}}, …]"));
    return ReplyRules(std::move(rules), framing);
}

Result<QByteArray> ReplyRules::readFile(const QString &file)
{
    auto source = FileSource::open(file);
    if (!source)
        return failure(QCoreApplication::translate("ReplyRules", "The rules cannot be read: %1").arg(source.error()));
    QByteArray json;
    for (;;) {
        const auto piece = (*source)->read(maxFileSize + 1);
        if (!piece)
            return failure(
                QCoreApplication::translate("ReplyRules", "The rules cannot be read: %1").arg(piece.error()));
        if (piece->isEmpty())
            return json;
        json.append(*piece);
        if (json.size() > maxFileSize)
            return failure(
                QCoreApplication::translate("ReplyRules", "%1 is too large for rules: 1 MiB is allowed.").arg(file));
    }
}

Result<ReplyRules> ReplyRules::load(const QString &file, const std::shared_ptr<const TextCodec> &codec)
{
    const auto json = readFile(file);
    if (!json)
        return tl::unexpected(json.error());
    auto rules = parse(*json, codec, QFileInfo(file).absolutePath());
    if (!rules)
        return failure(QStringLiteral("%1: %2").arg(file, rules.error().message));
    return rules;
}

std::optional<ReplyRules::Match> ReplyRules::match(const ReplyTrigger &trigger) const
{
    for (const ReplyRule &rule : m_rules) {
        QList<QByteArray> captures;
        if (rule.on != trigger.kind
            || (trigger.kind == ReplyTrigger::Kind::Message && !rule.matcher.matches(trigger.bytes, captures)))
            continue;
        Match match;
        match.rule = rule.index;
        match.delayMs = rule.delayMs;
        match.reply.then = rule.then;
        if (const auto *message = std::get_if<MessageTemplate>(&rule.reply))
            fillFrom(message->expand({trigger.bytes, captures, trigger.peer, trigger.count}), trigger.peer, match);
        else if (const auto *file = std::get_if<ReplyRule::File>(&rule.reply))
            fillFrom(FileSource::open(file->path), trigger.peer, match);
        else if (const auto *folder = std::get_if<ReplyRule::Folder>(&rule.reply))
            fillFrom((*folder)->file(trigger.bytes), trigger.peer, match);
        else
            match.reply.sends = false;
        return match;
    }
    return {};
}
