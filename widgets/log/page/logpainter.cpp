// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/log/page/logpainter.h"

#include "widgets/log/page/layoutcache.h"
#include "widgets/log/page/logselection.h"

#include <QPainter>

#include <algorithm>

namespace {

// The end of the run of characters from `start` that one font has and that are shaped together. It includes the
// blanks between words, so that right-to-left words keep their order.
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
    : m_painter(painter), m_scene(scene), m_metrics(scene.layouts.metrics()), m_colors(palette)
{
}

void LogPainter::paint()
{
    m_painter.setLayoutDirection(Qt::LeftToRight);
    qreal y = 0;
    for (const PageLine &line : m_scene.lines) {
        if (!line.layout)
            drawText(m_scene.notice, {m_scene.layouts.gutter().timeX(), y}, m_colors.dim, true);
        else if (line.index == 0)
            paintGutter(line, y);
        y += m_metrics.lineHeight();
    }
    m_batch.paint(m_painter);
    const int payloadX = int(m_scene.layouts.gutter().payloadX());
    m_painter.setClipRect(m_scene.viewport.adjusted(payloadX, 0, 0, 0));
    y = 0;
    for (const PageLine &line : m_scene.lines) {
        if (line.layout)
            paintPayload(line, y);
        y += m_metrics.lineHeight();
    }
    m_batch.paint(m_painter);
}

void LogPainter::paintGutter(const PageLine &line, qreal y)
{
    const LogGutter &gutter = m_scene.layouts.gutter();
    const LogSelection &selection = m_scene.selection;
    const RecordContent &content = line.layout->content();
    if (content.kind == RecordContent::Kind::Note || !gutter.isShown())
        return;
    const bool selected =
        selection.spansRecords() && line.row >= selection.begin().row && line.row <= selection.end().row;
    if (selected)
        m_painter.fillRect(QRectF(0, y, gutter.payloadX(), m_metrics.lineHeight()), m_colors.selection);
    const auto ink = [&](const QColor &color) { return selected ? m_colors.selectedText : color; };
    if (gutter.hasTime())
        drawText(content.time, {gutter.timeX(), y}, ink(m_colors.dim));
    if (content.kind != RecordContent::Kind::Data) {
        const bool failure = content.kind == RecordContent::Kind::Failure;
        drawText(failure ? u"!" : u"·", {gutter.directionX(), y}, ink(m_colors.ofKind(content.kind)));
        return;
    }
    const bool in = content.direction == Direction::In;
    drawText(in ? u"← RX" : u"→ TX", {gutter.directionX(), y}, ink(in ? m_colors.received : m_colors.sent));
    drawText(content.peerName, {gutter.peerX(), y}, ink(m_colors.ofPeer(content.peer)));
    drawText(content.size, {gutter.sizeRight() - m_metrics.width(content.size), y}, ink(m_colors.dim));
}

void LogPainter::paintPayload(const PageLine &line, qreal y)
{
    const RecordLayout &layout = *line.layout;
    const LayoutLine &shape = line.line();
    const qreal payloadX = m_scene.layouts.gutter().payloadX();
    const qreal right = m_scene.scrollX + m_scene.viewport.width() - payloadX;
    qsizetype at = layout.offsetAt(m_metrics, shape, m_scene.scrollX, false);
    const qsizetype end =
        right >= shape.width ? shape.end() : std::min(layout.offsetAt(m_metrics, shape, right, false) + 1, shape.end());
    paintMarks(line, {at, end}, y);
    const Range selected = m_scene.selection.within(line.row, layout.content().text.size());
    qreal x = payloadX - m_scene.scrollX + layout.xAt(m_metrics, shape, at);
    while (at < end) {
        const qsizetype edge = at < selected.start ? selected.start : (at < selected.end ? selected.end : end);
        const Range range{at, std::min(edge, end)};
        const bool isSelected = at >= selected.start && at < selected.end;
        const qreal width = m_metrics.width(QStringView(layout.content().text).sliced(at, range.size()));
        if (isSelected)
            m_painter.fillRect(QRectF(x, y, width, m_metrics.lineHeight()), m_colors.selection);
        paintSpans(layout.content(), range, {x, y}, isSelected);
        x += width;
        at = range.end;
    }
}

void LogPainter::paintMarks(const PageLine &line, Range visible, qreal y)
{
    const std::vector<Range> &marks = line.layout->content().marks;
    const qreal left = m_scene.layouts.gutter().payloadX() - m_scene.scrollX;
    auto mark = std::lower_bound(marks.begin(), marks.end(), visible.start,
                                 [](const Range &range, qsizetype start) { return range.end <= start; });
    for (; mark != marks.end() && mark->start < visible.end; ++mark) {
        const qreal from = line.layout->xAt(m_metrics, line.line(), std::max(mark->start, visible.start));
        const qreal to = line.layout->xAt(m_metrics, line.line(), std::min(mark->end, visible.end));
        m_painter.fillRect(QRectF(left + from, y, to - from, m_metrics.lineHeight()), m_colors.mark);
    }
}

// A range that is selected as a whole, or not at all: each of its spans in the ink of that.
void LogPainter::paintSpans(const RecordContent &content, Range range, QPointF at, bool selected)
{
    const bool isData = content.kind == RecordContent::Kind::Data;
    auto span = std::upper_bound(content.spans.cbegin(), content.spans.cend(), range.start,
                                 [](qsizetype offset, const ContentSpan &s) { return offset < s.start + s.length; });
    for (qsizetype from = range.start; from < range.end;) {
        const bool more = span != content.spans.cend();
        const bool inside = more && span->start <= from;
        const qsizetype spanEnd = !more ? range.end : (inside ? span->start + span->length : span->start);
        const qsizetype end = std::min(range.end, spanEnd);
        const QStringView text = QStringView(content.text).sliced(from, end - from);
        const LogInk ink = inside ? span->ink : LogInk::Plain;
        const qreal width = m_metrics.width(text);
        if (ink == LogInk::Invalid && !selected)
            m_painter.fillRect(QRectF(at.x(), at.y(), width, m_metrics.lineHeight()), m_colors.invalidBackground);
        const QColor color = isData || ink != LogInk::Plain ? m_colors.ofInk(ink) : m_colors.ofKind(content.kind);
        drawText(text, at, selected ? m_colors.selectedText : color, !isData);
        at.rx() += width;
        from = end;
        if (inside)
            ++span;
    }
}

void LogPainter::drawText(QStringView text, QPointF at, const QColor &color, bool italic)
{
    using Glyph = LogGlyph::Kind;
    const qreal baseline = at.y() + m_metrics.ascent();
    for (qsizetype i = 0; i < text.size(); ++i) {
        const LogGlyph glyph = m_metrics.glyph(text, i);
        if (glyph.kind == Glyph::Shaped) {
            const qsizetype end = shapedEnd(m_metrics, text, i);
            const QStringView run = text.sliced(i, end - i);
            m_painter.setPen(color);
            m_painter.setFont(m_metrics.fonts().font(glyph.font));
            m_painter.drawText(QPointF(at.x(), baseline), QString::fromRawData(run.data(), run.size()));
            at.rx() += m_metrics.width(run);
            i = end - 1;
            continue;
        }
        if (glyph.kind == Glyph::Box) {
            drawBox(LogMetrics::boxName(text, i), at, glyph.advance, color);
        } else if (glyph.kind == Glyph::Plain) {
            const quint32 slanted = italic && glyph.font == 0 ? m_metrics.italicGlyph(text[i]) : 0;
            m_batch.addGlyph(slanted != 0 ? m_metrics.italicFont() : m_metrics.fonts().raw(glyph.font), color,
                             slanted != 0 ? slanted : glyph.index, {at.x() + glyph.shift, baseline});
        }
        at.rx() += glyph.advance;
    }
}

void LogPainter::drawBox(const QString &name, QPointF at, qreal width, const QColor &color)
{
    const QRectF cell(at, QSizeF(width, m_metrics.lineHeight()));
    m_batch.addFrame(color, QRectF(cell.toRect()).adjusted(0.5, 2.5, -1.5, -2.5));
    QPointF letter(at.x() + (width - m_metrics.smallCell() * qreal(name.size())) / 2,
                   at.y() + m_metrics.ascent() - m_metrics.lineHeight() / 16.0);
    for (const QChar character : name) {
        m_batch.addGlyph(m_metrics.smallFont(), color, m_metrics.smallGlyph(character), letter);
        letter.rx() += m_metrics.smallCell();
    }
}
