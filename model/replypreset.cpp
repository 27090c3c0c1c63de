// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/replypreset.h"

#include <QCoreApplication>

namespace {

/// In the order of ReplyPreset::Kind.
QStringList presetNames()
{
    return QStringLiteral("echo time accepted greeting files gbk-server").split(u' ');
}

} // namespace

QStringList ReplyPreset::names()
{
    return presetNames().replaceInStrings(QStringLiteral("files"), QStringLiteral("files=DIR"));
}

Result<ReplyPreset> ReplyPreset::parse(const QString &text)
{
    const qsizetype equals = text.indexOf(u'=');
    const QString name = text.left(equals);
    const qsizetype index = presetNames().indexOf(name);
    if (index < 0)
        return failure(QCoreApplication::translate("ReplyPreset", "Unknown reply preset “%1”. Use one of %2")
                           .arg(name, names().join(QStringLiteral(", "))),
                       0);
    const auto kind = Kind(index);
    const QString folder = equals < 0 ? QString() : text.mid(equals + 1);
    if (kind == Kind::Files && folder.isEmpty())
        return failure(QCoreApplication::translate("ReplyPreset", "The folder is missing: write files=DIR."),
                       text.size());
    if (kind != Kind::Files && equals >= 0)
        return failure(QCoreApplication::translate("ReplyPreset", "“%1” takes no value.").arg(name), equals);
    return ReplyPreset{kind, folder};
}
