// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/files/jsonfields.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace {

QStringList toStringList(std::initializer_list<const char *> names)
{
    QStringList list;
    for (const char *name : names)
        list.append(QString::fromLatin1(name));
    return list;
}

} // namespace

void JsonFields::fail(const QString &field, const QString &message)
{
    if (!m_error)
        m_error = FieldError{field, message};
}

std::optional<Error> JsonFields::error() const
{
    if (!m_error)
        return {};
    if (m_error->field.isEmpty())
        return Error{QCoreApplication::translate("ReplyRules", "%1: %2").arg(m_subject, m_error->message)};
    return Error{QCoreApplication::translate("ReplyRules", "%1, field “%2”: %3")
                     .arg(m_subject, m_error->field, m_error->message)};
}

QString JsonFields::quoted(const QStringList &names)
{
    return u'“' + names.join(QStringLiteral("”, “")) + u'”';
}

QJsonObject JsonFields::object(const QJsonValue &value, const QString &field,
                               std::initializer_list<const char *> allowed)
{
    if (!value.isObject()) {
        fail(field, QCoreApplication::translate("ReplyRules", "this must be an object: {…}"));
        return {};
    }
    QJsonObject fields = value.toObject();
    const QString prefix = field.isEmpty() ? QString() : field + u'.';
    for (const QString &name : fields.keys()) {
        if (!toStringList(allowed).contains(name))
            fail(prefix + name,
                 QCoreApplication::translate("ReplyRules", "unknown field; allowed are %1")
                     .arg(quoted(toStringList(allowed))));
    }
    return fields;
}

QString JsonFields::string(const QJsonValue &value, const QString &field)
{
    if (!value.isString())
        fail(field, QCoreApplication::translate("ReplyRules", "this must be a text in quotation marks"));
    return value.toString();
}

QString JsonFields::nonEmptyString(const QJsonValue &value, const QString &field)
{
    QString text = string(value, field);
    if (text.isEmpty())
        fail(field, QCoreApplication::translate("ReplyRules", "this must not be empty"));
    return text;
}

QString JsonFields::readableFile(const QJsonValue &value, const QString &field, const QString &folder)
{
    const QString name = nonEmptyString(value, field);
    const QFileInfo file(QDir(folder).absoluteFilePath(name));
    if (!file.isFile() || !file.isReadable())
        fail(field,
             QCoreApplication::translate("ReplyRules", "%1 is not a readable file")
                 .arg(QDir::toNativeSeparators(file.filePath())));
    return file.filePath();
}

bool JsonFields::boolean(const QJsonValue &value, const QString &field)
{
    if (!value.isBool())
        fail(field, QCoreApplication::translate("ReplyRules", "this must be true or false"));
    return value.toBool();
}

int JsonFields::wholeNumber(const QJsonValue &value, const QString &field, int max)
{
    const double number = value.toDouble(-1);
    if (number >= 0 && number <= max && number == int(number))
        return int(number);
    fail(field, QCoreApplication::translate("ReplyRules", "this must be a whole number from 0 to %1").arg(max));
    return 0;
}

qsizetype JsonFields::choice(const QJsonObject &fields, const QString &name, const QStringList &allowed,
                             const QString &prefix)
{
    if (!fields.contains(name))
        return 0;
    const qsizetype index = fields.value(name).isString() ? allowed.indexOf(fields.value(name).toString()) : -1;
    if (index < 0)
        fail(prefix + name, QCoreApplication::translate("ReplyRules", "allowed are %1").arg(quoted(allowed)));
    return std::max<qsizetype>(index, 0);
}

qsizetype JsonFields::choice(const QJsonObject &fields, const QString &name,
                             std::initializer_list<const char *> allowed, const QString &prefix)
{
    return choice(fields, name, toStringList(allowed), prefix);
}

QString JsonFields::oneOf(const QJsonObject &fields, const QString &field, std::initializer_list<const char *> allowed)
{
    QStringList found = toStringList(allowed);
    found.removeIf([&](const QString &name) { return !fields.contains(name); });
    if (found.size() > 1)
        fail(field, QCoreApplication::translate("ReplyRules", "only one of %1 may be given").arg(quoted(found)));
    return found.value(0);
}

QString JsonFields::exactlyOneOf(const QJsonObject &fields, const QString &field,
                                 std::initializer_list<const char *> allowed)
{
    QString found = oneOf(fields, field, allowed);
    if (found.isEmpty())
        fail(field,
             QCoreApplication::translate("ReplyRules", "one of %1 is missing").arg(quoted(toStringList(allowed))));
    return found;
}

QString JsonFields::withPosition(const Error &error)
{
    if (error.position < 0)
        return error.message;
    return QCoreApplication::translate("ReplyRules", "%1 (at character %2)")
        .arg(error.message, QString::number(error.position + 1));
}

PayloadFormat JsonFields::payloadFormat(const QJsonObject &object, const QString &kind, const QString &prefix)
{
    PayloadFormat format;
    format.input = kind == u"hex" ? PayloadFormat::Input::Hex : PayloadFormat::Input::Text;
    format.lineEnding =
        PayloadFormat::LineEnding(choice(object, QStringLiteral("append"), PayloadFormat::lineEndingNames(), prefix));
    if (const QString name = QStringLiteral("checksum"); object.contains(name))
        take(ChecksumFormat::parse(string(object.value(name), prefix + name)), prefix + name,
             [&](ChecksumFormat &&checksum) { format.checksum = std::move(checksum); });
    return format;
}
