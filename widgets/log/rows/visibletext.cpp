// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/log/rows/visibletext.h"

#include "widgets/log/rows/layoutcache.h"

#include <algorithm>

VisibleText::VisibleText(std::vector<PageRow> pageRows, const QString &notice, const LogGutter &gutter)
    : m_rows(std::move(pageRows))
{
    for (const PageRow &row : m_rows) {
        Piece piece{text.size(), text.size()};
        if (!row.layout) {
            text += notice + u'\n';
            m_pieces.push_back(piece);
            continue;
        }
        const RecordContent &content = row.layout->content();
        const LayoutRow &line = row.layout->rows()[size_t(row.row)];
        if (row.row == 0 && gutter.isShown())
            text += content.prefix(gutter.hasTime());
        piece.payload = text.size();
        text += QStringView(content.text).sliced(line.start, line.length);
        if (row.layout->endsLine(row.row))
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
    const PageRow &row = m_rows[index];
    const LogMetrics &metrics = layouts.metrics();
    const int height = metrics.rowHeight();
    const int y = int(index) * height;
    const int payloadX = int(layouts.gutter().payloadX());
    if (!row.layout || offset < piece.payload)
        return {0, y, payloadX, height};
    const LayoutRow &line = row.layout->rows()[size_t(row.row)];
    const qsizetype inRecord = line.start + offset - piece.payload;
    const qreal x = payloadX - scrollX + row.layout->xAt(metrics, line, inRecord);
    const qreal width = inRecord < line.end() ? metrics.advance(row.layout->content().text, inRecord) : metrics.cell();
    return QRectF(x, y, width, height).toAlignedRect();
}

qsizetype VisibleText::offsetAt(QPoint point, const LayoutCache &layouts, int scrollX) const
{
    const LogMetrics &metrics = layouts.metrics();
    const int index = point.y() / metrics.rowHeight();
    if (point.y() < 0 || point.x() < 0 || size_t(index) >= m_rows.size())
        return -1;
    const Piece &piece = m_pieces[size_t(index)];
    const PageRow &row = m_rows[size_t(index)];
    const qreal x = point.x() - layouts.gutter().payloadX() + scrollX;
    if (!row.layout || point.x() < layouts.gutter().payloadX())
        return piece.start;
    const LayoutRow &line = row.layout->rows()[size_t(row.row)];
    return piece.payload + row.layout->offsetAt(metrics, line, x, false) - line.start;
}
