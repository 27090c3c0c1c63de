// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/endpoint/tls/alpn.h"

#include <QCoreApplication>
#include <QStringList>

namespace alpn {

Result<QString> parse(const QString &text)
{
    constexpr qsizetype maxName = 255; // bytes, as the length has one
    constexpr qsizetype maxAll = 65535;
    if (text.trimmed().isEmpty())
        return QString();
    QStringList names = text.split(u',');
    qsizetype position = 0;
    qsizetype all = 0;
    for (qsizetype i = 0; i < names.size(); ++i) {
        const qsizetype next = position + names[i].size() + 1;
        names[i] = names[i].trimmed();
        const qsizetype size = names[i].toUtf8().size();
        all += size + 1;
        if (size == 0)
            return failure(QCoreApplication::translate("Tls",
                                                       "Protocol %1 of “%2” (ALPN) is empty. Separate the names by "
                                                       "one comma each, such as h2,http/1.1.")
                               .arg(QString::number(i + 1), text),
                           position);
        if (size > maxName || all > maxAll)
            return failure(
                QCoreApplication::translate("Tls",
                                            "“%1…” is too long for a protocol (ALPN): a name has at most 255 "
                                            "bytes, all together 65535.")
                    .arg(names[i].left(16)),
                position);
        position = next;
    }
    return names.join(u',');
}

QList<QByteArray> names(const QString &text)
{
    QList<QByteArray> names;
    for (const QString &name : text.split(u',', Qt::SkipEmptyParts))
        names.append(name.trimmed().toUtf8());
    return names;
}

} // namespace alpn
