// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/log/content/logwords.h"

QString LogWords::directionName(const RecordContent &content)
{
    if (content.kind != RecordContent::Kind::Data)
        return QStringLiteral("--");
    return content.direction == Direction::In ? QStringLiteral("RX") : QStringLiteral("TX");
}

QString LogWords::dropped(quint64 records)
{
    return tr("%Ln older records were dropped (quota)", nullptr, pluralCount(records));
}

QString LogWords::cleared(quint64 records)
{
    return tr("%Ln earlier records cleared from view", nullptr, pluralCount(records));
}

QString LogWords::paused(quint64 newRecords)
{
    return newRecords == 0 ? tr("Paused") : tr("Paused · %Ln new records", nullptr, pluralCount(newRecords));
}

QString LogWords::copyLimit(quint64 records)
{
    return tr("… %Ln more records were not copied (clipboard limit)", nullptr, pluralCount(records));
}
