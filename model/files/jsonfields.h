// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/payloadformat.h"

#include <QJsonObject>
#include <QStringList>

#include <initializer_list>
#include <optional>

/// Reads the fields of a JSON object that a person wrote. Keeps the first error; what is read after it does not matter.
class JsonFields
{
public:
    struct FieldError
    {
        QString field; ///< such as `when.regex`; empty: the object as a whole
        QString message;
    };

    /// `subject` names the object in errors: `Rule 2`.
    explicit JsonFields(QString subject) : m_subject(std::move(subject)) { }

    const std::optional<FieldError> &fieldError() const { return m_error; }
    /// The same as one message that names the subject and the field.
    std::optional<Error> error() const;

    void fail(const QString &field, const QString &message);
    /// An object that has no other fields than these.
    QJsonObject object(const QJsonValue &value, const QString &field, std::initializer_list<const char *> allowed);
    QString string(const QJsonValue &value, const QString &field);
    QString nonEmptyString(const QJsonValue &value, const QString &field);
    /// The absolute name of an existing, readable file; the value may be relative to `folder`.
    QString readableFile(const QJsonValue &value, const QString &field, const QString &folder);
    bool boolean(const QJsonValue &value, const QString &field);
    int wholeNumber(const QJsonValue &value, const QString &field, int max);
    /// The index of the value among those allowed; 0 when the field is missing.
    qsizetype choice(const QJsonObject &fields, const QString &name, const QStringList &allowed,
                     const QString &prefix = {});
    qsizetype choice(const QJsonObject &fields, const QString &name, std::initializer_list<const char *> allowed,
                     const QString &prefix = {});
    /// Which of the fields is present, or empty; more than one is an error.
    QString oneOf(const QJsonObject &fields, const QString &field, std::initializer_list<const char *> allowed);
    /// The same; none is an error too.
    QString exactlyOneOf(const QJsonObject &fields, const QString &field, std::initializer_list<const char *> allowed);

    /// The format of a payload that is the field `kind` of `object`, `text` or `hex`, from its fields `append` and
    /// `checksum`. `prefix` goes before their names in errors: `reply.`
    PayloadFormat payloadFormat(const QJsonObject &object, const QString &kind, const QString &prefix = {});

    /// Passes the value to `use`, or keeps the error.
    template<typename T, typename Use>
    void take(Result<T> value, const QString &field, Use use)
    {
        if (value)
            use(std::move(*value));
        else
            fail(field, withPosition(value.error()));
    }

    /// `“a”, “b”`
    static QString quoted(const QStringList &names);
    /// An error's message, with its position if it has one.
    static QString withPosition(const Error &error);

private:
    const QString m_subject;
    std::optional<FieldError> m_error;
};
