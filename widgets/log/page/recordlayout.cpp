// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/log/page/recordlayout.h"

#include "widgets/log/page/logmetrics.h"

#include <algorithm>

namespace {

constexpr qsizetype stopDistance = 512;

// Lines are best broken after a blank, or before or after a character of a script without blanks.
bool mayBreak(QChar before, QChar after)
{
    constexpr char16_t firstIdeographs = 0x2e80;
    constexpr QStringView neverFirst = u"，。、：；！？）》」』】〕〉”’…％,.:;!?)]}%";
    constexpr QStringView neverLast = u"（《「『【〔〈“‘([{";
    if (before == u' ')
        return true;
    const bool hasIdeograph = before.unicode() >= firstIdeographs || after.unicode() >= firstIdeographs;
    return hasIdeograph && !neverFirst.contains(after) && !neverLast.contains(before);
}

} // namespace

RecordLayout::RecordLayout(RecordContent content) : m_content(std::move(content)) { }

void RecordLayout::wrap(const LogMetrics &metrics, qreal width)
{
    if (m_wrapWidth == width)
        return;
    m_wrapWidth = width;
    m_lines.clear();
    m_stops.clear();
    m_widest = 0;
    const QStringView text = m_content.text;
    qsizetype start = 0;
    do {
        const qsizetype newline = text.indexOf(u'\n', start);
        const qsizetype end = newline < 0 ? text.size() : newline;
        wrapTextLine(metrics, start, end);
        start = end + 1;
    } while (start <= text.size());
}

void RecordLayout::wrapTextLine(const LogMetrics &metrics, qsizetype start, qsizetype end)
{
    const QStringView text = m_content.text;
    qsizetype firstStop = qsizetype(m_stops.size());
    qsizetype lastBreak = start;
    qreal lastBreakX = 0;
    qreal x = 0;
    for (qsizetype i = start; i < end; ++i) {
        const qreal advance = metrics.advance(text, i);
        if (i > start && advance > 0 && mayBreak(text[i - 1], text[i])) {
            lastBreak = i;
            lastBreakX = x;
        }
        if (m_wrapWidth > 0 && x + advance > m_wrapWidth && i > start) {
            const bool wordBreak = lastBreakX > m_wrapWidth / 2;
            const qsizetype lineEnd = wordBreak ? lastBreak : i;
            const qreal lineWidth = wordBreak ? lastBreakX : x;
            addLine(start, lineEnd, lineWidth, firstStop);
            m_stops.resize(size_t(firstStop + (lineEnd - start - 1) / stopDistance));
            firstStop = qsizetype(m_stops.size());
            start = lineEnd;
            i = lineEnd - 1; // measured again from the line's start; short, as it is less than half a line
            x = 0;
            lastBreak = start;
            lastBreakX = 0;
            continue;
        }
        if (i > start && (i - start) % stopDistance == 0)
            m_stops.push_back(x);
        x += advance;
    }
    addLine(start, end, x, firstStop);
}

void RecordLayout::addLine(qsizetype start, qsizetype end, qreal width, qsizetype firstStop)
{
    m_lines.push_back({start, end - start, width, firstStop});
    m_widest = std::max(m_widest, width);
}

qsizetype RecordLayout::lineAt(qsizetype offset) const
{
    const auto after = std::upper_bound(m_lines.cbegin(), m_lines.cend(), offset,
                                        [](qsizetype wanted, const LayoutLine &line) { return wanted < line.start; });
    return std::max<qsizetype>(after - m_lines.cbegin() - 1, 0);
}

qreal RecordLayout::xAt(const LogMetrics &metrics, const LayoutLine &line, qsizetype offset) const
{
    offset = std::clamp(offset, line.start, line.end());
    const qsizetype stop = (offset - line.start) / stopDistance;
    // No stop was made at the very end of a line.
    const qsizetype made = line.length == 0 ? 0 : (line.length - 1) / stopDistance;
    const qsizetype used = std::min(stop, made);
    qreal x = used == 0 ? 0 : m_stops[size_t(line.firstStop + used - 1)];
    for (qsizetype i = line.start + used * stopDistance; i < offset; ++i)
        x += metrics.advance(m_content.text, i);
    return x;
}

qsizetype RecordLayout::offsetAt(const LogMetrics &metrics, const LayoutLine &line, qreal x, bool nearest) const
{
    if (line.length == 0 || x <= 0)
        return line.start;
    const auto begin = m_stops.cbegin() + line.firstStop;
    const auto end = begin + (line.length - 1) / stopDistance;
    const auto stop = std::upper_bound(begin, end, x);
    qreal at = stop == begin ? 0 : *(stop - 1);
    qsizetype i = line.start + (stop - begin) * stopDistance;
    for (; i < line.end(); ++i) {
        const qreal advance = metrics.advance(m_content.text, i);
        if (x < at + (nearest ? advance / 2 : advance))
            break;
        at += advance;
    }
    while (i > line.start && i < line.end() && m_content.text[i].isLowSurrogate())
        ++i;
    return std::min(i, line.end());
}

bool RecordLayout::endsTextLine(qsizetype line) const
{
    const qsizetype end = m_lines[size_t(line)].end();
    return end == m_content.text.size() || m_content.text[end] == u'\n';
}

qsizetype RecordLayout::cost() const
{
    constexpr qsizetype fixed = 512;
    const qsizetype lines = m_content.text.count(u'\n') + m_content.text.size() / 64;
    return fixed + m_content.text.size() * qsizetype(sizeof(QChar)) + lines * qsizetype(sizeof(LayoutLine))
        + qsizetype(m_content.spans.size() * sizeof(ContentSpan)) + qsizetype(m_content.dump.size() * sizeof(DumpLine));
}
