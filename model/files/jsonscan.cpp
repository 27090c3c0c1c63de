// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/files/jsonscan.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>

#include <algorithm>
#include <vector>

namespace {

/// Behind the quotation mark that ends the string that begins at `at`.
qsizetype endOfString(QByteArrayView json, qsizetype at)
{
    for (++at; at < json.size() && json[at] != '"'; ++at) {
        if (json[at] == '\\')
            ++at;
    }
    return std::min(at + 1, json.size());
}

/// What a string in quotation marks stands for.
QString meaning(QByteArrayView string)
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

} // namespace

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
                const QString name = meaning(json.sliced(at, end - at));
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

TextPosition textPosition(QByteArrayView text, qsizetype offset)
{
    const QByteArrayView before = text.first(std::clamp<qsizetype>(offset, 0, text.size()));
    const QByteArrayView line = before.sliced(before.lastIndexOf('\n') + 1);
    return {before.count('\n') + 1, QString::fromUtf8(line).size() + 1};
}
