// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/replypreset.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace {

struct PresetRow
{
    QLatin1StringView name;
    ReplyPreset::Kind kind;
};

constexpr std::array presets{
    PresetRow{QLatin1StringView("echo"), ReplyPreset::Kind::Echo},
    PresetRow{QLatin1StringView("time"), ReplyPreset::Kind::Time},
    PresetRow{QLatin1StringView("accepted"), ReplyPreset::Kind::Accepted},
    PresetRow{QLatin1StringView("greeting"), ReplyPreset::Kind::Greeting},
    PresetRow{QLatin1StringView("files"), ReplyPreset::Kind::Files},
    PresetRow{QLatin1StringView("gbk-server"), ReplyPreset::Kind::GbkServer},
};

} // namespace

QStringList ReplyPreset::names()
{
    QStringList names;
    for (const PresetRow &row : presets)
        names.append(row.kind == Kind::Files ? row.name + QStringLiteral("=DIR") : QString(row.name));
    return names;
}

Result<ReplyPreset> ReplyPreset::parse(const QString &text)
{
    const qsizetype equals = text.indexOf(u'=');
    const QString name = text.left(equals);
    const auto row = std::find_if(presets.begin(), presets.end(), [&](const PresetRow &r) { return name == r.name; });
    if (row == presets.end())
        return failure(QCoreApplication::translate("ReplyPreset", "Unknown reply preset “%1”. Use one of %2")
                           .arg(name, names().join(QStringLiteral(", "))),
                       0);
    const QString folder = equals < 0 ? QString() : text.mid(equals + 1);
    if (row->kind == Kind::Files && folder.isEmpty())
        return failure(QCoreApplication::translate("ReplyPreset", "The folder is missing: write files=DIR."),
                       text.size());
    if (row->kind != Kind::Files && equals >= 0)
        return failure(QCoreApplication::translate("ReplyPreset", "“%1” takes no value.").arg(name), equals);
    return ReplyPreset{row->kind, folder};
}
