// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/codecs/textbytemap.h"
#include "widgets/log/page/glyphbatch.h"
#include "widgets/log/page/logcolors.h"
#include "widgets/log/page/logpager.h"

#include <QRect>

class LogMetrics;
class LogSelection;
class QPainter;

/// Draws the lines of a page. Looks at no character outside the viewport.
class LogPainter
{
public:
    struct Scene
    {
        const LayoutCache &layouts;
        const std::vector<PageLine> &lines;
        const LogSelection &selection;
        QString notice;
        QRect viewport;
        qreal scrollX = 0;
    };

    LogPainter(QPainter &painter, const Scene &scene, const QPalette &palette);
    void paint();

private:
    void paintGutter(const PageLine &line, qreal y);
    void paintPayload(const PageLine &line, qreal y);
    void paintMarks(const PageLine &line, Range visible, qreal y);
    void paintSpans(const RecordContent &content, Range range, QPointF at, bool selected);
    void drawText(QStringView text, QPointF at, const QColor &color, bool italic = false);
    void drawBox(const QString &name, QPointF at, qreal width, const QColor &color);

    QPainter &m_painter;
    const Scene &m_scene;
    const LogMetrics &m_metrics;
    const LogColors m_colors;
    GlyphBatch m_batch;
};
