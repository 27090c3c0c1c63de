// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
// How a LogView is used with keys and mouse: selecting.
#include "widgets/log/logview.h"

#include "model/log/recordclock.h"

#include <QApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>

namespace {

constexpr int autoScrollMs = 40;

} // namespace

void LogView::selectAll()
{
    ensurePage();
    if (m_pager.isEmpty())
        return;
    m_selection.select({m_pager.first(), 0}, {m_pager.end() - 1, LogPosition::recordEnd});
    viewport()->update();
    emit selectionChanged();
}

void LogView::dropSelection()
{
    const bool had = hasSelection();
    m_selection.clear();
    m_cursorX = -1;
    viewport()->update();
    if (had)
        emit selectionChanged();
}

bool LogView::isOverGutter(QPoint position) const
{
    return position.x() < m_layouts.gutter().payloadX();
}

LogPosition LogView::positionAt(QPoint position) const
{
    ensurePage();
    if (m_page.empty())
        return m_pager.top();
    const int index = position.y() < 0 ? 0 : position.y() / m_layouts.metrics().rowHeight();
    const PageRow &row = m_page[std::min(size_t(index), m_page.size() - 1)];
    if (!row.layout)
        return {m_pager.first(), 0};
    if (size_t(index) >= m_page.size())
        return {row.record, LogPosition::recordEnd};
    const qreal x = position.x() - m_layouts.gutter().payloadX() + horizontalScrollBar()->value();
    const LayoutRow &line = row.layout->rows()[size_t(row.row)];
    return {row.record, row.layout->offsetAt(m_layouts.metrics(), line, x, true)};
}

void LogView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    const QPoint position = event->position().toPoint();
    const LogPosition place = positionAt(position);
    m_dragging = true;
    m_dragPosition = position;
    m_cursorX = -1;
    const bool had = hasSelection();
    if (event->modifiers().testFlag(Qt::ShiftModifier) && m_selection.isActive())
        m_selection.extendTo(place);
    else
        m_selection.start(place, isOverGutter(position));
    viewport()->update();
    if (had || hasSelection())
        emit selectionChanged();
}

void LogView::mouseMoveEvent(QMouseEvent *event)
{
    const QPoint position = event->position().toPoint();
    if (!m_dragging) {
        viewport()->setCursor(isOverGutter(position) ? Qt::ArrowCursor : Qt::IBeamCursor);
        return;
    }
    m_dragPosition = position;
    const bool outside = position.y() < 0 || position.y() >= viewport()->height();
    if (outside && !m_autoScroll.isActive())
        m_autoScroll.start(autoScrollMs, this);
    else if (!outside)
        m_autoScroll.stop();
    dragTo(position);
}

void LogView::dragTo(QPoint position)
{
    const LogPosition place = positionAt(position);
    if (place == m_selection.cursor())
        return;
    m_selection.extendTo(place);
    viewport()->update();
    emit selectionChanged();
}

void LogView::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    m_autoScroll.stop();
    // While the button was down the view stood still. If the tail went on meanwhile, what was
    // selected stays in sight; a mere click goes on following.
    if (m_following && hasSelection() && m_top != m_pager.tail(rowCapacity()))
        setFollowing(false);
    m_dragging = false;
    offerSelection();
    invalidate();
}

void LogView::mouseDoubleClickEvent(QMouseEvent *event)
{
    const LogPosition place = positionAt(event->position().toPoint());
    if (event->button() == Qt::LeftButton && !m_pager.isEmpty() && place.offset != LogPosition::notice)
        emit recordActivated(numberAt(place.record));
}

void LogView::timerEvent(QTimerEvent *event)
{
    if (event->timerId() == m_openFonts.timerId())
        return openNextFont();
    if (event->timerId() != m_autoScroll.timerId())
        return QAbstractScrollArea::timerEvent(event);
    const int rowHeight = m_layouts.metrics().rowHeight();
    const int y = m_dragPosition.y();
    const int beyond = y < 0 ? y : y - viewport()->height();
    scrollRows(beyond < 0 ? std::min(-1, beyond / rowHeight) : std::max(1, beyond / rowHeight));
    QScrollBar *bar = horizontalScrollBar();
    if (m_dragPosition.x() > viewport()->width())
        bar->triggerAction(QAbstractSlider::SliderSingleStepAdd);
    else if (isOverGutter(m_dragPosition))
        bar->triggerAction(QAbstractSlider::SliderSingleStepSub);
    dragTo({m_dragPosition.x(), std::clamp(y, 0, viewport()->height() - 1)});
}

bool LogView::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        auto *key = static_cast<QKeyEvent *>(event);
        if (key->matches(QKeySequence::Copy) || key->matches(QKeySequence::SelectAll))
            key->accept();
    }
    return QAbstractScrollArea::event(event);
}

void LogView::keyPressEvent(QKeyEvent *event)
{
    const bool control = event->modifiers().testFlag(Qt::ControlModifier);
    if (event->matches(QKeySequence::Copy))
        copySelection();
    else if (event->matches(QKeySequence::SelectAll))
        selectAll();
    else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        if (const auto number = currentRecord())
            emit recordActivated(*number);
    } else if (control && event->key() == Qt::Key_0)
        zoom(0);
    else if (event->matches(QKeySequence::ZoomIn))
        zoom(1);
    else if (event->matches(QKeySequence::ZoomOut))
        zoom(-1);
    else if (event->modifiers().testFlag(Qt::ShiftModifier) ? !selectByKey(*event) : !scrollByKey(*event))
        QAbstractScrollArea::keyPressEvent(event);
}

bool LogView::selectByKey(const QKeyEvent &event)
{
    ensurePage();
    if (m_pager.isEmpty())
        return false;
    if (!m_selection.isActive())
        m_selection.start({m_top.record, std::max<qsizetype>(m_top.offset, 0)}, false);
    switch (event.key()) {
    case Qt::Key_Up:
        moveCursorRows(-1);
        return true;
    case Qt::Key_Down:
        moveCursorRows(1);
        return true;
    case Qt::Key_PageUp:
        moveCursorRows(1 - rowCapacity());
        return true;
    case Qt::Key_PageDown:
        moveCursorRows(rowCapacity() - 1);
        return true;
    case Qt::Key_Left:
        moveCursorSideways(-1);
        return true;
    case Qt::Key_Right:
        moveCursorSideways(1);
        return true;
    case Qt::Key_Home:
        moveCursorTo({m_pager.first(), 0});
        return true;
    case Qt::Key_End:
        moveCursorTo({m_pager.end() - 1, LogPosition::recordEnd});
        return true;
    default:
        return false;
    }
}

void LogView::moveCursorRows(qsizetype rows)
{
    const LogPosition from = m_pager.clamped(m_selection.cursor());
    const auto layout = m_layouts.at(from.record);
    const LayoutRow row = layout->rows()[size_t(layout->rowAt(from.offset))];
    if (m_cursorX < 0)
        m_cursorX = layout->xAt(m_layouts.metrics(), row, from.offset);
    const qreal x = m_cursorX;
    LogPosition to = m_pager.moved(from, rows);
    if (to.offset == LogPosition::notice)
        to = {m_pager.first(), 0};
    if (to == LogPosition{from.record, row.start}) {
        // Already in the first or last row: take in the rest of it.
        moveCursorTo({from.record, rows < 0 ? row.start : LogPosition::recordEnd});
    } else {
        const auto target = m_layouts.at(to.record);
        const LayoutRow line = target->rows()[size_t(target->rowAt(to.offset))];
        moveCursorTo({to.record, target->offsetAt(m_layouts.metrics(), line, x, true)});
    }
    m_cursorX = x;
}

void LogView::moveCursorTo(LogPosition position)
{
    m_cursorX = -1;
    m_selection.extendTo(position);
    ensureVisible(position);
    viewport()->update();
    emit selectionChanged();
}

// By one character; from one end of a record to the other one's.
void LogView::moveCursorSideways(int step)
{
    LogPosition at = m_pager.clamped(m_selection.cursor());
    const auto textOf = [this](RecordNumber row) { return m_layouts.at(row)->content().text; };
    QString text = textOf(at.record);
    at.offset = std::clamp<qsizetype>(at.offset, 0, text.size()) + step;
    if (at.offset < 0 && at.record > m_pager.first()) {
        --at.record;
        at.offset = textOf(at.record).size();
    } else if (at.offset > text.size() && at.record + 1 < m_pager.end()) {
        ++at.record;
        at.offset = 0;
    } else if (at.offset > 0 && at.offset < text.size() && text[at.offset].isLowSurrogate()) {
        at.offset += step;
    }
    moveCursorTo({at.record, std::max<qsizetype>(at.offset, 0)});
}

bool LogView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        QToolTip::showText(help->globalPos(), toolTipAt(help->pos()), viewport());
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

QString LogView::toolTipAt(QPoint position) const
{
    ensurePage();
    const auto index = size_t(position.y() / m_layouts.metrics().rowHeight());
    if (!isOverGutter(position) || position.y() < 0 || index >= m_page.size() || !m_page[index].layout)
        return {};
    return RecordClock::text(m_page[index].layout->content().timeNs);
}
