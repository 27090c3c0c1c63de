// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/bytes/hexdump.h"

#include "model/bytes/hex.h"

QString hexDumpLine(QByteArrayView bytes, quint64 offset)
{
    constexpr qsizetype group = hexDumpWidth / 2;
    constexpr qsizetype hexColumns = hexDumpWidth * 3; // with the gap between the groups
    QString hex = toHex(bytes.first(std::min(group, bytes.size())));
    if (bytes.size() > group)
        hex += QStringLiteral("  ") + toHex(bytes.sliced(group));
    QString ascii;
    for (const char c : bytes)
        ascii.append(c >= ' ' && c <= '~' ? QLatin1Char(c) : QLatin1Char('.'));
    return QStringLiteral("%1  %2  %3")
        .arg(QString::number(offset, 16).toUpper().rightJustified(8, u'0'), hex.leftJustified(hexColumns), ascii);
}
