// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/log/rows/glyphbatch.h"
#include "widgets/log/rows/logcolors.h"
#include "widgets/log/rows/logpager.h"

#include <QRect>

class LayoutCache;
class LogSelection;
class QPainter;
struct LayoutRow;

/// Draws the rows of a page; touches no character that isn't on the screen.
class LogPainter
{
public:
    struct Scene
    {
        const LayoutCache &layouts;
        const std::vector<PageRow> &rows;
        const LogSelection &selection;
        QString notice;
        QRect viewport;
        qreal scrollX = 0;
    };

    LogPainter(QPainter &painter, const Scene &scene, const QPalette &palette);
    void paint();

private:
    void paintNotice(qreal y);
    void paintGutter(const RecordContent &content, qreal y, bool selected);
    void paintPayload(const PageRow &row, qreal y);
    void paintMarks(const PageRow &row, Range visible, qreal y);
    void paintStretch(const PageRow &row, qsizetype from, qsizetype to, QPointF at);
    void drawText(QStringView text, QPointF at, const QColor &color, bool italic);
    void drawBox(const QString &name, QPointF at, qreal width, const QColor &color);
    void drawAt(qreal x, qreal y, const QString &text, const QColor &color);
    const LayoutRow &rowIn(const PageRow &row) const;

    QPainter &m_painter;
    const Scene &m_scene;
    const LogColors m_colors;
    GlyphBatch m_batch;
};
