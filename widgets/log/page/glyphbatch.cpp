// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/log/page/glyphbatch.h"

#include <QGlyphRun>
#include <QPainter>

#include <algorithm>

void GlyphBatch::addGlyph(const QRawFont &font, const QColor &color, quint32 glyph, QPointF at)
{
    const auto fits = [&](const Glyphs &glyphs) { return glyphs.font == &font && glyphs.color == color; };
    if (m_last >= m_glyphs.size() || !fits(m_glyphs[m_last])) {
        m_last = size_t(std::find_if(m_glyphs.cbegin(), m_glyphs.cend(), fits) - m_glyphs.cbegin());
        if (m_last == m_glyphs.size())
            m_glyphs.push_back({&font, color, {}, {}});
    }
    m_glyphs[m_last].glyphs.append(glyph);
    m_glyphs[m_last].positions.append(at);
}

void GlyphBatch::addFrame(const QColor &color, const QRectF &frame)
{
    auto frames = std::find_if(m_frames.begin(), m_frames.end(), [&](const Frames &f) { return f.color == color; });
    if (frames == m_frames.end())
        frames = m_frames.insert(frames, {color, {}});
    frames->frames.append(frame);
}

void GlyphBatch::paint(QPainter &painter)
{
    for (const Frames &frames : m_frames) {
        QColor color = frames.color;
        color.setAlphaF(0.45F);
        painter.setPen(color);
        painter.drawRects(frames.frames);
    }
    QGlyphRun run;
    for (const Glyphs &glyphs : m_glyphs) {
        run.setRawFont(*glyphs.font);
        run.setRawData(glyphs.glyphs.constData(), glyphs.positions.constData(), int(glyphs.glyphs.size()));
        painter.setPen(glyphs.color);
        painter.drawGlyphRun({}, run);
    }
    m_frames.clear();
    m_glyphs.clear();
    m_last = 0;
}
