// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArrayView>
#include <QString>

/// One line of a hex dump: `offset` in 8 digits, up to 16 bytes in two groups of 8, and the same bytes
/// as ASCII with a dot for each that cannot be shown. Lines with fewer bytes are filled up so that
/// the columns of all lines agree.
QString hexDumpLine(QByteArrayView bytes, quint64 offset);
/// The same, appended as ASCII.
void appendHexDumpLine(QByteArray &out, QByteArrayView bytes, quint64 offset);
/// All lines of `bytes` from offset 0 on, each with a line feed.
void appendHexDump(QByteArray &out, QByteArrayView bytes);

constexpr qsizetype hexDumpWidth = 16; ///< bytes a line

/// Where in a line the two digits of its n-th byte stand, and where the text column begins.
constexpr qsizetype hexDumpColumn(qsizetype byte)
{
    return 10 + 3 * byte + (byte >= hexDumpWidth / 2 ? 1 : 0);
}
constexpr qsizetype hexDumpTextColumn = 60;
/// How long a line of so many bytes is; without the text column, the blanks before it do not count.
constexpr qsizetype hexDumpLineSize(qsizetype bytes, bool withText)
{
    return withText ? hexDumpTextColumn + bytes : hexDumpColumn(bytes - 1) + 2;
}
