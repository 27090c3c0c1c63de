// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/files/jsondocument.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QSet>

#include <algorithm>
#include <optional>
#include <vector>

namespace {

/// The position after the quotation mark that closes the string that starts at `at`.
qsizetype endOfString(QByteArrayView json, qsizetype at)
{
    for (++at; at < json.size() && json[at] != '"'; ++at) {
        if (json[at] == '\\')
            ++at;
    }
    return std::min(at + 1, json.size());
}

/// The text of a string in quotation marks.
QString unquoted(QByteArrayView string)
{
    if (!string.contains('\\'))
        return QString::fromUtf8(string.sliced(1).chopped(1));
    return QJsonDocument::fromJson('[' + string.toByteArray() + ']').array().at(0).toString();
}

struct Level
{
    bool isObject = false;
    bool expectsName = false;
    QSet<QString> names = {};
};

struct DuplicateName
{
    QString name;
    qsizetype offset = 0; // of the second one's quotation mark, in bytes
};

/// `json` is valid. Names that differ only in their escapes are equal (`"text"` and `"te\u0078t"`).
std::optional<DuplicateName> firstDuplicateName(QByteArrayView json)
{
    std::vector<Level> levels(1);
    for (qsizetype at = 0; at < json.size(); ++at) {
        Level &level = levels.back();
        switch (json[at]) {
        case '{':
        case '[':
            levels.push_back({json[at] == '{', json[at] == '{'});
            break;
        case '}':
        case ']':
            if (levels.size() > 1)
                levels.pop_back();
            break;
        case ',':
            level.expectsName = level.isObject;
            break;
        case ':':
            level.expectsName = false;
            break;
        case '"': {
            const qsizetype end = endOfString(json, at);
            if (level.expectsName && end - at >= 2) {
                const QString name = unquoted(json.sliced(at, end - at));
                if (level.names.contains(name))
                    return DuplicateName{name, at};
                level.names.insert(name);
            }
            at = end - 1;
            break;
        }
        default:
            break;
        }
    }
    return {};
}

/// `what` with the line and the column (in characters) of a byte before it.
QString at(QByteArrayView json, qsizetype offset, const QString &what)
{
    const QByteArrayView before = json.first(std::clamp<qsizetype>(offset, 0, json.size()));
    const QByteArrayView line = before.sliced(before.lastIndexOf('\n') + 1);
    return QCoreApplication::translate("ReplyRules", "Line %1, column %2: %3")
        .arg(before.count('\n') + 1)
        .arg(QString::fromUtf8(line).size() + 1)
        .arg(what);
}

} // namespace

Result<QJsonDocument> parseJson(const QByteArray &json)
{
    QJsonParseError error;
    QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (error.error != QJsonParseError::NoError)
        return failure(at(json, error.offset,
                          QCoreApplication::translate("ReplyRules", "this is not JSON: %1").arg(error.errorString())));
    if (const auto twice = firstDuplicateName(json))
        return failure(at(json, twice->offset,
                          QCoreApplication::translate("ReplyRules", "the field “%1” occurs twice").arg(twice->name)));
    return document;
}
