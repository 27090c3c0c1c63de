// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/logviewmap.h"

#include "model/bytes/hexdump.h"
#include "model/bytes/printable.h"

#include <algorithm>

LogContentMap::LogContentMap(const Record &record, const DecodedText &decoded, TextPlaces places,
                             const LogContent &content, LogDisplay display)
    : m_size(record.payload.size()), m_display(display), m_places(std::move(places))
{
    if (display != LogDisplay::Hex)
        followText(decoded, content);
    if (display == LogDisplay::Mixed || (display == LogDisplay::Hex && m_size > hexDumpWidth))
        m_lineSize = hexDumpLineSize(hexDumpWidth, display == LogDisplay::Mixed) + 1;
}

/// Goes through the decoded text and its printable form side by side.
void LogContentMap::followText(const DecodedText &decoded, const LogContent &content)
{
    const QString &from = decoded.text;
    const QString &to = content.text;
    auto span = decoded.spans.cbegin();
    qsizetype lineStart = 0;
    qsizetype at = 0;
    for (qsizetype i = 0; i < from.size(); ++i) {
        m_content.add(at, i);
        while (span != decoded.spans.cend() && span->start + span->length <= i)
            ++span;
        const bool marked = span != decoded.spans.cend() && span->start <= i;
        const char16_t c = from[i].unicode();
        if (c == u'\t' && !marked) {
            at += tabWidthAt(QStringView(to).sliced(lineStart, at - lineStart));
            continue;
        }
        at += marked ? 1 : printableLength(c);
        const bool lineEnds = c == u'\n' || (c == u'\r' && !(i + 1 < from.size() && from[i + 1] == u'\n'));
        if (lineEnds && at < to.size() && to[at] == u'\n')
            lineStart = ++at;
    }
    m_content.add(at, from.size());
    m_decodedSize = from.size();
    m_dumpStart = at == 0 ? 0 : at + 1;
}

std::vector<Range> LogContentMap::shown(Range bytes) const
{
    std::vector<Range> ranges;
    if (m_display != LogDisplay::Hex)
        ranges.push_back(m_content.textOf(m_places.textOf(bytes)));
    const Range here{std::clamp<qsizetype>(bytes.start, 0, m_size), std::clamp<qsizetype>(bytes.end, 0, m_size)};
    if (m_lineSize == 0) {
        if (m_display == LogDisplay::Hex && here.size() > 0)
            ranges.push_back({here.start * 3, here.end * 3 - 1});
        return ranges;
    }
    for (qsizetype at = here.start; at < here.end;) {
        const qsizetype line = at / hexDumpWidth;
        const qsizetype end = std::min(here.end, (line + 1) * hexDumpWidth);
        const qsizetype start = m_dumpStart + line * m_lineSize;
        ranges.push_back(
            {start + hexDumpColumn(at % hexDumpWidth), start + hexDumpColumn((end - 1) % hexDumpWidth) + 2});
        at = end;
    }
    return ranges;
}

Range LogContentMap::bytes(Range shown) const
{
    if (shown.size() <= 0)
        return {};
    const bool startsInText = m_display != LogDisplay::Hex && (m_lineSize == 0 || shown.start < m_dumpStart);
    const bool endsInText = m_display != LogDisplay::Hex && (m_lineSize == 0 || shown.end < m_dumpStart);
    if (startsInText != endsInText)
        return {0, m_size};
    if (startsInText) {
        const Range found = m_places.bytesOf(m_content.bytesOf(shown));
        return {std::clamp<qsizetype>(found.start, 0, m_size), std::clamp<qsizetype>(found.end, 0, m_size)};
    }
    return {dumpByteAt(shown.start, false), std::max(dumpByteAt(shown.start, false), dumpByteAt(shown.end - 1, true))};
}

/// The byte that a character of the dump stands for; blanks count as the byte behind them, or with
/// `end` as the one before, of which the end is returned.
qsizetype LogContentMap::dumpByteAt(qsizetype offset, bool end) const
{
    if (m_lineSize == 0)
        return std::min(m_size, end ? offset / 3 + 1 : (offset + 1) / 3);
    const qsizetype line = (offset - m_dumpStart) / m_lineSize;
    const qsizetype column = (offset - m_dumpStart) % m_lineSize;
    qsizetype byte = 0;
    while (byte < hexDumpWidth && hexDumpColumn(byte) + 2 <= column && column < hexDumpTextColumn)
        ++byte;
    if (column >= hexDumpTextColumn)
        byte = column - hexDumpTextColumn;
    const bool before = column < hexDumpTextColumn && (byte == hexDumpWidth || column < hexDumpColumn(byte));
    if (end && !before)
        ++byte;
    return std::min(m_size, line * hexDumpWidth + byte);
}
