// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/log/rows/logviewbatch.h"
#include "widgets/log/rows/logviewcolors.h"
#include "widgets/log/rows/logviewpager.h"

#include <QRect>

class LogLayouts;
class LogSelection;
class QPainter;
struct LogRow;

/// Draws the rows of a page; touches no character that isn't on the screen.
class LogViewPainter
{
public:
    struct Scene
    {
        const LogLayouts &layouts;
        const std::vector<LogPageRow> &rows;
        const LogSelection &selection;
        QString notice;
        QRect viewport;
        qreal scrollX = 0;
    };

    LogViewPainter(QPainter &painter, const Scene &scene, const QPalette &palette);
    void paint();

private:
    void paintNotice(qreal y);
    void paintGutter(const LogContent &content, qreal y, bool selected);
    void paintPayload(const LogPageRow &row, qreal y);
    void paintMarks(const LogPageRow &row, Range visible, qreal y);
    void paintStretch(const LogPageRow &row, qsizetype from, qsizetype to, QPointF at);
    void drawText(QStringView text, QPointF at, const QColor &color, bool italic);
    void drawBox(const QString &name, QPointF at, qreal width, const QColor &color);
    void drawAt(qreal x, qreal y, const QString &text, const QColor &color);
    const LogRow &rowIn(const LogPageRow &row) const;

    QPainter &m_painter;
    const Scene &m_scene;
    const LogViewColors m_colors;
    LogViewBatch m_batch;
};
