// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/files/jsonfields.h"

#include "model/files/jsonscan.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace {

QString jsonWords(const char *text)
{
    return QCoreApplication::translate("ReplyRules", text);
}

} // namespace

void JsonFields::fail(const QString &field, const QString &what)
{
    if (!m_trouble)
        m_trouble = Trouble{field, what};
}

std::optional<Error> JsonFields::error() const
{
    if (!m_trouble)
        return {};
    const auto &[field, what] = *m_trouble;
    return Error{field.isEmpty() ? m_labels.whole.arg(what) : m_labels.field.arg(field, what)};
}

QStringList JsonFields::names(std::initializer_list<const char *> list)
{
    QStringList names;
    for (const char *name : list)
        names.append(QString::fromLatin1(name));
    return names;
}

QString JsonFields::quoted(const QStringList &names)
{
    return u'“' + names.join(QStringLiteral("”, “")) + u'”';
}

QJsonObject JsonFields::object(const QJsonValue &value, const QString &field,
                               std::initializer_list<const char *> allowed)
{
    if (!value.isObject()) {
        fail(field, jsonWords(QT_TRANSLATE_NOOP("ReplyRules", "this must be an object: {…}")));
        return {};
    }
    QJsonObject fields = value.toObject();
    const QString prefix = field.isEmpty() ? QString() : field + u'.';
    for (const QString &name : fields.keys()) {
        if (!names(allowed).contains(name))
            fail(prefix + name,
                 jsonWords(QT_TRANSLATE_NOOP("ReplyRules", "this field is not known; allowed are %1"))
                     .arg(quoted(names(allowed))));
    }
    return fields;
}

QString JsonFields::string(const QJsonValue &value, const QString &field)
{
    if (!value.isString())
        fail(field, jsonWords(QT_TRANSLATE_NOOP("ReplyRules", "this must be a text in quotation marks")));
    return value.toString();
}

QString JsonFields::nonEmptyString(const QJsonValue &value, const QString &field)
{
    QString text = string(value, field);
    if (text.isEmpty())
        fail(field, jsonWords(QT_TRANSLATE_NOOP("ReplyRules", "this must not be empty")));
    return text;
}

QString JsonFields::readableFile(const QJsonValue &value, const QString &field, const QString &folder)
{
    const QString name = nonEmptyString(value, field);
    const QFileInfo file(QDir(folder).absoluteFilePath(name));
    if (!file.isFile() || !file.isReadable())
        fail(field,
             QCoreApplication::translate("DeviceTest", "%1 is no file that can be read")
                 .arg(QDir::toNativeSeparators(file.filePath())));
    return file.filePath();
}

bool JsonFields::boolean(const QJsonValue &value, const QString &field)
{
    if (!value.isBool())
        fail(field, jsonWords(QT_TRANSLATE_NOOP("ReplyRules", "this must be true or false")));
    return value.toBool();
}

int JsonFields::wholeNumber(const QJsonValue &value, const QString &field, int most)
{
    const double number = value.toDouble(-1);
    if (number >= 0 && number <= most && number == int(number))
        return int(number);
    fail(field, jsonWords(QT_TRANSLATE_NOOP("ReplyRules", "this must be a whole number from 0 to %1")).arg(most));
    return 0;
}

qsizetype JsonFields::choice(const QJsonObject &fields, const QString &name,
                             std::initializer_list<const char *> allowed, const QString &prefix)
{
    return choice(fields, name, names(allowed), prefix);
}

qsizetype JsonFields::choice(const QJsonObject &fields, const QString &name, const QStringList &allowed,
                             const QString &prefix)
{
    if (!fields.contains(name))
        return 0;
    const qsizetype index = fields.value(name).isString() ? allowed.indexOf(fields.value(name).toString()) : -1;
    if (index < 0)
        fail(prefix + name, jsonWords(QT_TRANSLATE_NOOP("ReplyRules", "allowed are %1")).arg(quoted(allowed)));
    return std::max<qsizetype>(index, 0);
}

QString JsonFields::oneOf(const QJsonObject &fields, const QString &field, std::initializer_list<const char *> allowed)
{
    QStringList found = names(allowed);
    found.removeIf([&](const QString &name) { return !fields.contains(name); });
    if (found.size() > 1)
        fail(field, jsonWords(QT_TRANSLATE_NOOP("ReplyRules", "only one of %1 may be given")).arg(quoted(found)));
    return found.value(0);
}

QString JsonFields::exactlyOneOf(const QJsonObject &fields, const QString &field,
                                 std::initializer_list<const char *> allowed)
{
    QString found = oneOf(fields, field, allowed);
    if (found.isEmpty())
        fail(field, jsonWords(QT_TRANSLATE_NOOP("ReplyRules", "one of %1 is missing")).arg(quoted(names(allowed))));
    return found;
}

QString JsonFields::withPosition(const Error &error)
{
    if (error.position < 0)
        return error.message;
    return jsonWords(QT_TRANSLATE_NOOP("ReplyRules", "%1 (at character %2)"))
        .arg(error.message, QString::number(error.position + 1));
}

Result<QJsonDocument> JsonFields::parse(const QByteArray &json)
{
    QJsonParseError error;
    QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (error.error != QJsonParseError::NoError) {
        const TextPosition place = textPosition(json, error.offset);
        return failure(jsonWords(QT_TRANSLATE_NOOP("ReplyRules", "This is no JSON: line %1, column %2: %3"))
                           .arg(place.line)
                           .arg(place.column)
                           .arg(error.errorString()));
    }
    if (const auto twice = firstDuplicateName(json)) {
        const TextPosition place = textPosition(json, twice->offset);
        return failure(jsonWords(QT_TRANSLATE_NOOP("ReplyRules", "Line %1, column %2: the field “%3” is there twice"))
                           .arg(place.line)
                           .arg(place.column)
                           .arg(twice->name));
    }
    return document;
}
