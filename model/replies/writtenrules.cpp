// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/replies/writtenrules.h"

#include "model/replies/replyrules.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>

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
