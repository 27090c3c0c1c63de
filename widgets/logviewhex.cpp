// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/logviewhex.h"

#include "widgets/logviewcontent.h"

#include <algorithm>

namespace {

constexpr qsizetype bytesPerLine = 16;
constexpr char16_t digits[] = u"0123456789ABCDEF";

// The offset of a line: 4 digits, 8 where a record could be longer than 64 KiB.
void appendOffset(qsizetype offset, int width, LogContent &content)
{
    const qsizetype start = content.text.size();
    for (int shift = 4 * (width - 1); shift >= 0; shift -= 4)
        content.text.append(QChar(digits[(offset >> shift) & 0xf]));
    content.text.append(u"  ");
    content.spans.push_back({start, content.text.size() - start, LogInk::Dim});
}

void appendDigits(QByteArrayView line, LogContent &content)
{
    for (qsizetype i = 0; i < line.size(); ++i) {
        if (i > 0)
            content.text.append(i == bytesPerLine / 2 ? u"  " : u" ");
        const auto byte = quint8(line[i]);
        content.text.append(QChar(digits[byte >> 4]));
        content.text.append(QChar(digits[byte & 0xf]));
    }
}

void appendAscii(QByteArrayView line, LogContent &content)
{
    constexpr qsizetype fullWidth = bytesPerLine * 3; // digits, blanks and the wider gap
    const qsizetype used = line.size() * 3 - 1 + (line.size() > bytesPerLine / 2 ? 1 : 0);
    content.text.append(QString(fullWidth - used + 2, u' '));
    const qsizetype start = content.text.size();
    for (const char byte : line)
        content.text.append(byte >= 0x20 && byte < 0x7f ? QLatin1Char(byte) : QLatin1Char('.'));
    content.spans.push_back({start, content.text.size() - start, LogInk::Dim});
}

void appendLines(QByteArrayView bytes, bool withOffset, bool withAscii, LogContent &content)
{
    const int width = bytes.size() > 0x10000 ? 8 : 4;
    const qsizetype charactersPerLine = 80;
    content.text.reserve(content.text.size() + (bytes.size() / bytesPerLine + 1) * charactersPerLine);
    for (qsizetype at = 0; at < bytes.size(); at += bytesPerLine) {
        if (!content.text.isEmpty())
            content.text.append(u'\n');
        const QByteArrayView line = bytes.sliced(at, std::min(bytesPerLine, bytes.size() - at));
        if (withOffset)
            appendOffset(at, width, content);
        appendDigits(line, content);
        if (withAscii)
            appendAscii(line, content);
    }
}

} // namespace

void appendHex(QByteArrayView bytes, LogContent &content)
{
    appendLines(bytes, bytes.size() > bytesPerLine, false, content);
}

void appendHexDump(QByteArrayView bytes, LogContent &content)
{
    appendLines(bytes, true, true, content);
}
