// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/log/content/contentbytemap.h"

#include "model/bytes/hex/hexdump.h"
#include "model/bytes/printable.h"

#include <algorithm>

ContentByteMap::ContentByteMap(const Record &record, const DecodedText &decoded, TextByteMap places,
                               const RecordContent &content, LogDisplay display)
    : m_size(record.payload.size()), m_display(display), m_places(std::move(places))
{
    if (display != LogDisplay::Hex)
        followText(decoded, content);
    m_dump = content.dump;
    m_plainDump = content.plainDump;
}

/// Walks through the decoded text and its printable form side by side.
void ContentByteMap::followText(const DecodedText &decoded, const RecordContent &content)
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
}

/// The column of a byte in its line of the dump.
qsizetype ContentByteMap::columnOf(qsizetype byte) const
{
    return m_plainDump ? byte * 3 : hexDumpColumn(byte);
}

std::vector<Range> ContentByteMap::shown(Range bytes) const
{
    std::vector<Range> ranges;
    if (m_display != LogDisplay::Hex)
        ranges.push_back(m_content.textOf(m_places.textOf(bytes)));
    const auto endsAfter = [](qsizetype byte, const DumpLine &line) { return byte < line.byte + line.size; };
    for (auto line = std::upper_bound(m_dump.begin(), m_dump.end(), bytes.start, endsAfter);
         line != m_dump.end() && line->byte < bytes.end; ++line) {
        const qsizetype first = std::max(bytes.start - line->byte, qsizetype(0));
        const qsizetype last = std::min(bytes.end - line->byte, line->size) - 1;
        ranges.push_back({line->text + columnOf(first), line->text + columnOf(last) + 2});
    }
    return ranges;
}

Range ContentByteMap::bytes(Range shown) const
{
    if (shown.size() <= 0)
        return {};
    const bool hasText = m_display != LogDisplay::Hex;
    const bool startsInText = hasText && (m_dump.empty() || shown.start < m_dump.front().text);
    const bool endsInText = hasText && (m_dump.empty() || shown.end < m_dump.front().text);
    if (startsInText != endsInText)
        return {0, m_size};
    if (startsInText) {
        const Range found = m_places.bytesOf(m_content.bytesOf(shown));
        return {std::clamp<qsizetype>(found.start, 0, m_size), std::clamp<qsizetype>(found.end, 0, m_size)};
    }
    if (m_dump.empty())
        return {};
    return {dumpByteAt(shown.start, false), std::max(dumpByteAt(shown.start, false), dumpByteAt(shown.end - 1, true))};
}

/// The byte that a character of the dump shows (a blank: the next one); with `end` its end (a blank: the one before).
qsizetype ContentByteMap::dumpByteAt(qsizetype offset, bool end) const
{
    const auto isBefore = [](qsizetype wanted, const DumpLine &line) { return wanted < line.text; };
    const auto after = std::upper_bound(m_dump.begin(), m_dump.end(), offset, isBefore);
    const DumpLine &line = after == m_dump.begin() ? m_dump.front() : *std::prev(after);
    const qsizetype column = offset - line.text;
    const auto inLine = [&](qsizetype byte) { return line.byte + std::clamp<qsizetype>(byte, 0, line.size); };
    if (m_plainDump)
        return inLine(end ? column / 3 + 1 : (column + 1) / 3);
    const bool inText = m_display == LogDisplay::Mixed && column >= hexDumpTextColumn;
    qsizetype byte = 0;
    while (byte < hexDumpWidth && hexDumpColumn(byte) + 2 <= column && !inText)
        ++byte;
    if (inText)
        byte = column - hexDumpTextColumn;
    const bool before = !inText && (byte == hexDumpWidth || column < hexDumpColumn(byte));
    if (end && !before)
        ++byte;
    return inLine(byte);
}
