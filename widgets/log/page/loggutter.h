// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QPoint>

struct RecordContent;
class LogMetrics;

/// The columns left of the payloads. They grow with what is shown and never shrink, so that payloads stay in place.
class LogGutter
{
public:
    /// Back to the smallest width.
    void reset(const LogMetrics &metrics, bool withTime);
    /// Makes room for a record.
    void fit(const LogMetrics &metrics, const RecordContent &content);

    /// While hidden, payloads begin at the left edge.
    void setShown(bool shown) { m_shown = shown; }
    bool isShown() const { return m_shown; }

    bool hasTime() const { return m_timeWidth > 0; }
    qreal timeX() const { return m_gap; }
    qreal directionX() const { return hasTime() ? timeX() + m_timeWidth + m_gap : m_gap; }
    qreal peerX() const { return directionX() + m_directionWidth + m_gap; }
    /// Sizes are aligned right at this x.
    qreal sizeRight() const { return peerX() + m_peerWidth + m_gap + m_sizeWidth; }
    qreal payloadX() const { return m_shown ? sizeRight() + m_gap + m_gap : m_gap; }
    bool contains(QPoint point) const { return point.x() < payloadX(); }

private:
    bool m_shown = true;
    qreal m_gap = 0;
    qreal m_timeWidth = 0;
    qreal m_directionWidth = 0;
    qreal m_peerWidth = 0;
    qreal m_sizeWidth = 0;
};
