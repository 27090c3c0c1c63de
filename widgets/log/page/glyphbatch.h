// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QColor>
#include <QList>
#include <QRawFont>
#include <QRectF>

#include <vector>

class QPainter;

/// Collects the glyphs and frames of a page, and draws those of the same colour and font together.
class GlyphBatch
{
public:
    /// `font` must live until paint().
    void addGlyph(const QRawFont &font, const QColor &color, quint32 glyph, QPointF at);
    void addFrame(const QColor &color, const QRectF &frame);
    /// Draws what was collected, and clears the batch.
    void paint(QPainter &painter);

private:
    struct Glyphs
    {
        const QRawFont *font = nullptr;
        QColor color;
        QList<quint32> glyphs;
        QList<QPointF> positions;
    };
    struct Frames
    {
        QColor color;
        QList<QRectF> frames;
    };

    std::vector<Glyphs> m_glyphs;
    std::vector<Frames> m_frames;
    size_t m_last = 0; // into m_glyphs: where most next glyphs go, too
};
