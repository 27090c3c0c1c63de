// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/log/page/visibletext.h"

#include "widgets/log/page/layoutcache.h"

#include <algorithm>

VisibleText::VisibleText(std::vector<PageLine> pageLines, const QString &notice, const LogGutter &gutter)
    : m_lines(std::move(pageLines))
{
    for (const PageLine &line : m_lines) {
        Piece piece{text.size(), text.size()};
        if (!line.layout) {
            text += notice + u'\n';
            m_pieces.push_back(piece);
            continue;
        }
        const RecordContent &content = line.layout->content();
        if (line.index == 0 && gutter.isShown())
            text += content.prefix(gutter.hasTime());
        piece.payload = text.size();
        text += QStringView(content.text).sliced(line.line().start, line.line().length);
        if (line.layout->endsTextLine(line.index))
            text += u'\n';
        m_pieces.push_back(piece);
    }
    if (text.endsWith(u'\n'))
        text.chop(1);
}

QRect VisibleText::rect(qsizetype offset, const LayoutCache &layouts, int scrollX) const
{
    if (offset < 0 || offset > text.size() || m_pieces.empty())
        return {};
    const auto after = std::upper_bound(m_pieces.cbegin(), m_pieces.cend(), offset,
                                        [](qsizetype wanted, const Piece &piece) { return wanted < piece.start; });
    const auto index = size_t(std::max<qptrdiff>(after - m_pieces.cbegin() - 1, 0));
    const Piece &piece = m_pieces[index];
    const PageLine &line = m_lines[index];
    const LogMetrics &metrics = layouts.metrics();
    const int height = metrics.lineHeight();
    const int y = int(index) * height;
    const int payloadX = int(layouts.gutter().payloadX());
    if (!line.layout || offset < piece.payload)
        return {0, y, payloadX, height};
    const qsizetype inRecord = line.line().start + offset - piece.payload;
    const qreal x = payloadX - scrollX + line.layout->xAt(metrics, line.line(), inRecord);
    const bool inLine = inRecord < line.line().end();
    const qreal width = inLine ? metrics.advance(line.layout->content().text, inRecord) : metrics.cell();
    return QRectF(x, y, width, height).toAlignedRect();
}

qsizetype VisibleText::offsetAt(QPoint point, const LayoutCache &layouts, int scrollX) const
{
    const LogMetrics &metrics = layouts.metrics();
    const auto index = size_t(point.y() / metrics.lineHeight());
    if (point.y() < 0 || point.x() < 0 || index >= m_lines.size())
        return -1;
    const PageLine &line = m_lines[index];
    const qreal x = point.x() - layouts.gutter().payloadX() + scrollX;
    if (!line.layout || point.x() < layouts.gutter().payloadX())
        return m_pieces[index].start;
    return m_pieces[index].payload + line.layout->offsetAt(metrics, line.line(), x, false) - line.line().start;
}
