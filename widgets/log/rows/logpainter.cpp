// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/log/rows/logpainter.h"

#include "widgets/log/rows/layoutcache.h"
#include "widgets/log/rows/logselection.h"

#include <QPainter>

#include <algorithm>

namespace {

// The end of the run that begins at `start` and is shaped at once: characters that are all in one font. Blanks
// between its words belong to it, so that right-to-left words stand in their order.
qsizetype shapedEnd(const LogMetrics &metrics, QStringView text, qsizetype start)
{
    const qint16 font = metrics.glyph(text, start).font;
    qsizetype end = start + 1;
    for (qsizetype i = end; i < text.size(); ++i) {
        if (text[i] == u' ')
            continue;
        const LogGlyph glyph = metrics.glyph(text, i);
        if (glyph.kind != LogGlyph::Kind::Shaped || glyph.font != font)
            break;
        end = i + 1;
    }
    return end;
}

} // namespace

LogPainter::LogPainter(QPainter &painter, const Scene &scene, const QPalette &palette)
    : m_painter(painter), m_scene(scene), m_colors(palette)
{
}

void LogPainter::paint()
{
    m_painter.setLayoutDirection(Qt::LeftToRight);
    const int height = m_scene.layouts.metrics().rowHeight();
    const bool gutterSelected = m_scene.selection.spansRecords();
    qreal y = 0;
    for (const PageRow &row : m_scene.rows) {
        if (!row.layout) {
            paintNotice(y);
        } else if (row.row == 0) {
            const bool inSelection =
                row.record >= m_scene.selection.begin().record && row.record <= m_scene.selection.end().record;
            paintGutter(row.layout->content(), y, gutterSelected && inSelection);
        }
        y += height;
    }
    m_batch.paint(m_painter);
    const int payloadX = int(m_scene.layouts.gutter().payloadX());
    m_painter.setClipRect(m_scene.viewport.adjusted(payloadX, 0, 0, 0));
    y = 0;
    for (const PageRow &row : m_scene.rows) {
        if (row.layout)
            paintPayload(row, y);
        y += height;
    }
    m_batch.paint(m_painter);
}

void LogPainter::paintNotice(qreal y)
{
    drawText(m_scene.notice, {m_scene.layouts.gutter().timeX(), y}, m_colors.dim, true);
}

void LogPainter::paintGutter(const RecordContent &content, qreal y, bool selected)
{
    const LogGutter &gutter = m_scene.layouts.gutter();
    const LogMetrics &metrics = m_scene.layouts.metrics();
    if (content.kind == RecordContent::Kind::Note || !gutter.isShown())
        return;
    if (selected)
        m_painter.fillRect(QRectF(0, y, gutter.payloadX(), metrics.rowHeight()), m_colors.selection);
    const auto ink = [&](const QColor &color) { return selected ? m_colors.selectedText : color; };
    if (gutter.hasTime())
        drawAt(gutter.timeX(), y, content.time, ink(m_colors.dim));
    if (content.kind != RecordContent::Kind::Data) {
        const bool failure = content.kind == RecordContent::Kind::Failure;
        drawAt(gutter.directionX(), y, failure ? QStringLiteral("!") : QStringLiteral("·"),
               ink(m_colors.ofKind(content.kind)));
        return;
    }
    const bool in = content.direction == Direction::In;
    drawAt(gutter.directionX(), y, in ? QStringLiteral("← RX") : QStringLiteral("→ TX"),
           ink(in ? m_colors.received : m_colors.sent));
    drawAt(gutter.peerX(), y, content.peerName, ink(m_colors.ofPeer(content.peer)));
    drawAt(gutter.sizeRight() - metrics.width(content.size), y, content.size, ink(m_colors.dim));
}

void LogPainter::paintPayload(const PageRow &row, qreal y)
{
    const LogMetrics &metrics = m_scene.layouts.metrics();
    const RecordLayout &layout = *row.layout;
    const LayoutRow &line = rowIn(row);
    const qreal payloadX = m_scene.layouts.gutter().payloadX();
    qsizetype at = layout.offsetAt(metrics, line, m_scene.scrollX, false);
    const qreal right = m_scene.scrollX + m_scene.viewport.width() - payloadX;
    const qsizetype end =
        right >= line.width ? line.end() : std::min(layout.offsetAt(metrics, line, right, false) + 1, line.end());
    paintMarks(row, {at, end}, y);
    qreal x = payloadX - m_scene.scrollX + layout.xAt(metrics, line, at);
    while (at < end) {
        const auto [from, to] = m_scene.selection.within(row.record, layout.content().text.size());
        const qsizetype edge = at < from ? from : (at < to ? to : end);
        const qsizetype stretchEnd = std::min(edge, end);
        const qreal width = metrics.width(QStringView(layout.content().text).sliced(at, stretchEnd - at));
        if (at >= from && at < to)
            m_painter.fillRect(QRectF(x, y, width, metrics.rowHeight()), m_colors.selection);
        paintStretch(row, at, stretchEnd, {x, y});
        x += width;
        at = stretchEnd;
    }
}

void LogPainter::paintMarks(const PageRow &row, Range visible, qreal y)
{
    const LogMetrics &metrics = m_scene.layouts.metrics();
    const std::vector<Range> &marks = row.layout->content().marks;
    const LayoutRow &line = rowIn(row);
    const qreal left = m_scene.layouts.gutter().payloadX() - m_scene.scrollX;
    auto mark = std::lower_bound(marks.begin(), marks.end(), visible.start,
                                 [](const Range &range, qsizetype start) { return range.end <= start; });
    for (; mark != marks.end() && mark->start < visible.end; ++mark) {
        const qreal from = row.layout->xAt(metrics, line, std::max(mark->start, visible.start));
        const qreal to = row.layout->xAt(metrics, line, std::min(mark->end, visible.end));
        m_painter.fillRect(QRectF(left + from, y, to - from, metrics.rowHeight()), m_colors.mark);
    }
}

// A stretch that is selected as a whole, or not at all.
void LogPainter::paintStretch(const PageRow &row, qsizetype from, qsizetype to, QPointF at)
{
    const LogMetrics &metrics = m_scene.layouts.metrics();
    const RecordContent &content = row.layout->content();
    const auto [selectedFrom, selectedTo] = m_scene.selection.within(row.record, content.text.size());
    const bool selected = from >= selectedFrom && from < selectedTo;
    const bool plainData = content.kind == RecordContent::Kind::Data;
    auto span = std::upper_bound(content.spans.cbegin(), content.spans.cend(), from,
                                 [](qsizetype offset, const ContentSpan &s) { return offset < s.start + s.length; });
    while (from < to) {
        const bool more = span != content.spans.cend();
        const bool inside = more && span->start <= from;
        const qsizetype end = std::min(to, !more ? to : (inside ? span->start + span->length : span->start));
        const QStringView text = QStringView(content.text).sliced(from, end - from);
        const LogInk ink = inside ? span->ink : LogInk::Plain;
        const qreal width = metrics.width(text);
        if (ink == LogInk::Invalid && !selected)
            m_painter.fillRect(QRectF(at.x(), at.y(), width, metrics.rowHeight()), m_colors.invalidBackground);
        const QColor color = plainData || ink != LogInk::Plain ? m_colors.ofInk(ink) : m_colors.ofKind(content.kind);
        drawText(text, at, selected ? m_colors.selectedText : color, !plainData);
        at.rx() += width;
        from = end;
        if (inside)
            ++span;
    }
}

void LogPainter::drawText(QStringView text, QPointF at, const QColor &color, bool italic)
{
    using Glyph = LogGlyph::Kind;
    const LogMetrics &metrics = m_scene.layouts.metrics();
    const qreal baseline = at.y() + metrics.ascent();
    for (qsizetype i = 0; i < text.size(); ++i) {
        const LogGlyph glyph = metrics.glyph(text, i);
        if (glyph.kind == Glyph::Shaped) {
            const qsizetype end = shapedEnd(metrics, text, i);
            const QStringView run = text.sliced(i, end - i);
            m_painter.setPen(color);
            m_painter.setFont(metrics.fonts().font(glyph.font));
            m_painter.drawText(QPointF(at.x(), baseline), QString::fromRawData(run.data(), run.size()));
            at.rx() += metrics.width(run);
            i = end - 1;
            continue;
        }
        if (glyph.kind == Glyph::Box) {
            drawBox(LogMetrics::boxName(text, i), at, glyph.advance, color);
        } else if (glyph.kind == Glyph::Plain) {
            const quint32 slanted = italic && glyph.font == 0 ? metrics.italicGlyph(text[i]) : 0;
            m_batch.addGlyph(slanted != 0 ? metrics.italicFont() : metrics.fonts().raw(glyph.font), color,
                             slanted != 0 ? slanted : glyph.index, {at.x() + glyph.shift, baseline});
        }
        at.rx() += glyph.advance;
    }
}

void LogPainter::drawBox(const QString &name, QPointF at, qreal width, const QColor &color)
{
    const LogMetrics &metrics = m_scene.layouts.metrics();
    const QRectF cell(at, QSizeF(width, metrics.rowHeight()));
    m_batch.addFrame(color, QRectF(cell.toRect()).adjusted(0.5, 2.5, -1.5, -2.5));
    QPointF letter(at.x() + (width - metrics.smallCell() * qreal(name.size())) / 2,
                   at.y() + metrics.ascent() - metrics.rowHeight() / 16.0);
    for (const QChar character : name) {
        m_batch.addGlyph(metrics.smallFont(), color, metrics.smallGlyph(character), letter);
        letter.rx() += metrics.smallCell();
    }
}

void LogPainter::drawAt(qreal x, qreal y, const QString &text, const QColor &color)
{
    drawText(text, {x, y}, color, false);
}

const LayoutRow &LogPainter::rowIn(const PageRow &row) const
{
    return row.layout->rows()[size_t(row.row)];
}
