// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/bytes/hex/hexdump.h"

#include <algorithm>

void appendHexDumpLine(QByteArray &out, QByteArrayView bytes, quint64 offset)
{
    constexpr auto digits = "0123456789ABCDEF";
    constexpr qsizetype offsetDigits = 8;
    if (offset >> 4 * offsetDigits != 0)
        out.append(QByteArray::number(offset >> 4 * offsetDigits, 16).toUpper());
    const qsizetype start = out.size();
    out.resize(start + hexDumpTextColumn + bytes.size());
    char *line = out.data() + start;
    std::fill_n(line, hexDumpTextColumn, ' ');
    for (qsizetype i = 0; i < offsetDigits; ++i)
        line[i] = digits[offset >> 4 * (offsetDigits - 1 - i) & 15];
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        const char c = bytes[i];
        char *hex = line + hexDumpColumn(i);
        hex[0] = digits[quint8(c) >> 4];
        hex[1] = digits[quint8(c) & 15];
        line[hexDumpTextColumn + i] = c >= ' ' && c <= '~' ? c : '.';
    }
}

QString hexDumpLine(QByteArrayView bytes, quint64 offset)
{
    QByteArray line;
    appendHexDumpLine(line, bytes, offset);
    return QString::fromLatin1(line);
}

void appendHexDump(QByteArray &out, QByteArrayView bytes)
{
    for (qsizetype at = 0; at < bytes.size(); at += hexDumpWidth) {
        appendHexDumpLine(out, bytes.sliced(at, std::min(hexDumpWidth, bytes.size() - at)), quint64(at));
        out.append('\n');
    }
}
