// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArrayView>
#include <QString>

/// One line of a hex dump: `offset` in 8 digits, up to 16 bytes in two groups of 8, and the same bytes
/// as ASCII with a dot for each that is not printable. Shorter lines are padded so that all columns align.
QString hexDumpLine(QByteArrayView bytes, quint64 offset);
/// The same, appended as ASCII.
void appendHexDumpLine(QByteArray &out, QByteArrayView bytes, quint64 offset);
/// All lines of `bytes`, starting at offset 0, each with a line feed.
void appendHexDump(QByteArray &out, QByteArrayView bytes);

constexpr qsizetype hexDumpWidth = 16; ///< bytes a line

/// The column of the digits of a byte in its line, and the column of the text.
constexpr qsizetype hexDumpColumn(qsizetype byte)
{
    return 10 + 3 * byte + (byte >= hexDumpWidth / 2 ? 1 : 0);
}
constexpr qsizetype hexDumpTextColumn = 60;
/// The length in characters of a line that shows this number of bytes, with or without the text column.
constexpr qsizetype hexDumpLineSize(qsizetype bytes, bool withText)
{
    return withText ? hexDumpTextColumn + bytes : hexDumpColumn(bytes - 1) + 2;
}
