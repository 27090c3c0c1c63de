// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/log/logtext.h"

#include "model/bytes/printable.h"

#include <QDateTime>

QString logLine(const Record &record, RecordText &text)
{
    constexpr qint64 nsPerSecond = 1'000'000'000;
    const QDateTime second = QDateTime::fromSecsSinceEpoch(record.timeNs / nsPerSecond);
    const QString stamp = second.toString(u"yyyy-MM-dd hh:mm:ss")
        + QStringLiteral(".%1").arg(record.timeNs % nsPerSecond / 1000, 6, 10, QLatin1Char('0'));
    if (record.kind == RecordKind::Event)
        return QStringLiteral("%1 -- %2").arg(stamp, eventText(record.event));
    return QStringLiteral("%1 %2 %3 %4 ")
               .arg(stamp, record.direction == Direction::In ? u"RX" : u"TX", record.remote.toString(),
                    QString::number(record.payload.size()))
        + makePrintable(text.decode(record)).text;
}
