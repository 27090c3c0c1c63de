// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/result.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QStringList>

#include <initializer_list>
#include <optional>

/// Reads the fields of one of several JSON objects that a person wrote. The first trouble is kept; what is
/// read after it does not matter.
class JsonFields
{
public:
    /// How trouble is told: `%1: what` for the object as a whole, `%1, field “%2”: what` for a field.
    struct Labels
    {
        QString whole; ///< with %1, the trouble
        QString field; ///< with %1, the field's name, and %2, the trouble
    };

    struct Trouble
    {
        QString field; ///< as `when.regex`; empty: the object as a whole
        QString what;
    };

    explicit JsonFields(Labels labels) : m_labels(std::move(labels)) { }

    const std::optional<Trouble> &trouble() const { return m_trouble; }
    /// The trouble in the words of the labels.
    std::optional<Error> error() const;

    /// `field` is empty for the object as a whole.
    void fail(const QString &field, const QString &what);
    /// The value as an object that has no fields but these.
    QJsonObject object(const QJsonValue &value, const QString &field, std::initializer_list<const char *> allowed);
    QString string(const QJsonValue &value, const QString &field);
    QString nonEmptyString(const QJsonValue &value, const QString &field);
    /// The name of a file that is there and can be read, which may be relative to `folder`; absolute.
    QString readableFile(const QJsonValue &value, const QString &field, const QString &folder);
    bool boolean(const QJsonValue &value, const QString &field);
    int wholeNumber(const QJsonValue &value, const QString &field, int most);
    /// The index of the value of a field that has few; 0 when it is missing.
    qsizetype choice(const QJsonObject &fields, const QString &name, std::initializer_list<const char *> allowed,
                     const QString &prefix = {});
    qsizetype choice(const QJsonObject &fields, const QString &name, const QStringList &allowed,
                     const QString &prefix = {});
    /// Which of the fields is there; more than one is trouble.
    QString oneOf(const QJsonObject &fields, const QString &field, std::initializer_list<const char *> allowed);

    /// The same, where none is trouble too.
    QString exactlyOneOf(const QJsonObject &fields, const QString &field, std::initializer_list<const char *> allowed);

    /// Uses what was made of a field, or keeps why it could not be made.
    template<typename T, typename Use>
    void take(Result<T> made, const QString &field, Use use)
    {
        if (made)
            use(std::move(*made));
        else
            fail(field, withPosition(made.error()));
    }

    static QStringList names(std::initializer_list<const char *> list);
    /// What is allowed, as the user would write it.
    static QString quoted(const QStringList &names);
    /// An error's message, with its position if it has one.
    static QString withPosition(const Error &error);
    /// The document, or where it stops being JSON, or where a name stands in an object for the second time.
    static Result<QJsonDocument> parse(const QByteArray &json);

private:
    const Labels m_labels;
    std::optional<Trouble> m_trouble;
};
