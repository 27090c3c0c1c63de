// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/bytes/hexdump.h"

#include "model/bytes/hex.h"

void appendHexDumpLine(QByteArray &out, QByteArrayView bytes, quint64 offset)
{
    constexpr qsizetype group = hexDumpWidth / 2;
    constexpr qsizetype hexColumns = hexDumpWidth * 3; // with the gap between the groups
    out.append(QByteArray::number(offset, 16).toUpper().rightJustified(8, '0')).append("  ");
    const qsizetype start = out.size();
    appendHex(out, bytes.first(std::min(group, bytes.size())));
    if (bytes.size() > group) {
        out.append("  ");
        appendHex(out, bytes.sliced(group));
    }
    out.append(hexColumns - (out.size() - start), ' ').append("  ");
    for (const char c : bytes)
        out.append(c >= ' ' && c <= '~' ? c : '.');
}

QString hexDumpLine(QByteArrayView bytes, quint64 offset)
{
    QByteArray line;
    appendHexDumpLine(line, bytes, offset);
    return QString::fromLatin1(line);
}
