// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/log/store/logdescription.h"

#include <QFile>
#include <QJsonDocument>

#include <cerrno>
#include <cstdio>

namespace {

constexpr qint64 largest = 16 << 20; // a typed text may be long

QString pathIn(const QString &folder)
{
    return folder + QStringLiteral("/session.json");
}

QString textOf(const QDateTime &time)
{
    return time.toUTC().toString(Qt::ISODateWithMs);
}

QDateTime timeOf(const QJsonValue &text)
{
    return QDateTime::fromString(text.toString(), Qt::ISODateWithMs);
}

} // namespace

LogDescription LogDescription::read(const QString &folder)
{
    QFile file(pathIn(folder));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QJsonObject json = QJsonDocument::fromJson(file.read(largest)).object();
    return {json[u"program"].toString(), json[u"title"].toString(), timeOf(json[u"started"]),
            timeOf(json[u"ended"]),      json[u"private"].toBool(), json[u"setup"].toObject()};
}

Result<void> LogDescription::write(const QString &folder) const
{
    QJsonObject json{
        {QStringLiteral("program"), program},
        {QStringLiteral("title"), title},
        {QStringLiteral("started"), textOf(started)},
        {QStringLiteral("private"), isPrivate},
        {QStringLiteral("setup"), setup},
    };
    if (ended.isValid())
        json[QStringLiteral("ended")] = textOf(ended);
    const QByteArray content = QJsonDocument(json).toJson();
    const QString path = pathIn(folder);
    QFile file(path + QStringLiteral(".new")); // only the owner of the folder writes here
    const auto mode = QIODevice::WriteOnly | QIODevice::Truncate | QIODevice::Unbuffered;
    if (!file.open(mode, QFileDevice::ReadOwner | QFileDevice::WriteOwner) || file.write(content) != content.size())
        return failure(file.errorString());
    file.close();
    // QSaveFile would wait for the disk, and QFile::rename() replaces nothing.
    if (std::rename(QFile::encodeName(file.fileName()).constData(), QFile::encodeName(path).constData()) != 0)
        return failure(qt_error_string(errno));
    return {};
}
