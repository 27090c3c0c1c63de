// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
// How a LogView scrolls: bars, wheel, keys.
#include "widgets/log/logview.h"

#include "widgets/log/logscrollbar.h"

#include <QApplication>
#include <QKeyEvent>
#include <QScrollBar>
#include <QWheelEvent>

#include <cmath>

namespace {

constexpr qreal stepsPerRecord = 256; // as long as the bar's int can hold them
constexpr qreal longestBar = 1 << 30;

} // namespace

void LogView::connectScrollBars()
{
    setVerticalScrollBar(m_vertical);
    setHorizontalScrollBar(m_horizontal);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &LogView::onVerticalValue);
    connect(verticalScrollBar(), &QScrollBar::actionTriggered, this, &LogView::onVerticalAction);
    connect(horizontalScrollBar(), &QScrollBar::valueChanged, viewport(), qOverload<>(&QWidget::update));
}

void LogView::syncScrollBars()
{
    m_syncing = true;
    const int value = barValue(m_top);
    const PageRow *last = m_page.empty() ? nullptr : &m_page.back();
    const int span = last ? int(qreal(last->record - m_page.front().record + 1) * barScale()) : 1;
    // Where the last page begins is read from the log only when that is near; far away it is about
    // one page before the end.
    const bool near = m_pager.end() - m_top.record < 20 * RecordNumber(rowCapacity());
    const auto total = int(qreal(m_pager.end() - m_pager.first()) * barScale());
    const int maximum = m_following && !m_dragging ? value
        : near                                     ? barValue(m_pager.tail(rowCapacity()))
                                                   : std::max(value + 1, total - span);
    m_vertical->setPosition({maximum, std::max(1, span), std::max(1, int(barScale())), value});
    if (!m_layouts.wraps()) {
        const int payloadWidth = viewport()->width() - int(m_layouts.gutter().payloadX());
        const int widest = int(std::ceil(m_layouts.widest() + m_layouts.metrics().cell()));
        m_horizontal->setPosition({std::max(0, widest - payloadWidth), std::max(1, payloadWidth),
                                   int(m_layouts.metrics().cell() * 4), m_horizontal->value()});
    }
    m_syncing = false;
}

qreal LogView::barScale() const
{
    const auto records = qreal(m_pager.end() - m_pager.first());
    return std::min(stepsPerRecord, longestBar / std::max<qreal>(records, 1));
}

int LogView::barValue(LogPosition position) const
{
    const qreal records = qreal(position.record - m_pager.first()) + m_pager.fractionOf(position);
    const bool belowNotice = position != m_pager.top() && m_pager.top().offset == LogPosition::notice;
    return int(records * barScale()) + (belowNotice ? 1 : 0);
}

void LogView::onVerticalValue(int value)
{
    if (m_syncing)
        return;
    ensurePage();
    if (value >= verticalScrollBar()->maximum())
        setFollowing(true);
    else if (value <= 0)
        goToTop();
    else {
        const qreal records = value / barScale();
        const qreal whole = std::floor(records);
        const auto record = m_pager.first() + RecordNumber(whole);
        scrollTo(m_pager.atFraction(record, records - whole));
    }
}

// Steps of the bar are rows and pages, not the bar's units.
void LogView::onVerticalAction(int action)
{
    switch (action) {
    case QAbstractSlider::SliderSingleStepAdd:
        return scrollRows(1);
    case QAbstractSlider::SliderSingleStepSub:
        return scrollRows(-1);
    case QAbstractSlider::SliderPageStepAdd:
        return scrollRows(rowCapacity() - 1);
    case QAbstractSlider::SliderPageStepSub:
        return scrollRows(1 - rowCapacity());
    default:
        return;
    }
}

void LogView::scrollTo(LogPosition position)
{
    ensurePage();
    const LogPosition tail = m_pager.tail(rowCapacity());
    position = m_pager.moved(position, 0);
    if (position >= tail)
        return setFollowing(true);
    setFollowing(false);
    m_top = position;
    m_kept.reset();
    invalidate();
    ensurePage();
}

/// With a third of the page above it, unless it is in sight already.
void LogView::bringIntoView(LogPosition position)
{
    ensurePage();
    const LogPosition row = m_pager.moved(position, 0);
    if (row < m_top || row > m_pager.moved(m_top, rowCapacity() - 1))
        scrollTo(m_pager.moved(row, -rowCapacity() / 3));
    else
        setFollowing(false);
}

void LogView::showRecord(RecordNumber number)
{
    ensurePage();
    if (m_pager.isEmpty())
        return;
    const LogPosition position = m_pager.clamped({rowOf(number), 0});
    const LogPosition start{position.record, 0};
    bringIntoView(start);
    m_selection.start(start, true);
    viewport()->update();
    emit selectionChanged();
}

void LogView::showBytes(RecordNumber number, Range bytes)
{
    ensurePage();
    const RecordNumber row = rowOf(number);
    if (row < m_pager.first() || row >= m_pager.end())
        return;
    Range shown = bytes;
    if (const auto map = m_layouts.map(row)) {
        const auto ranges = map->shown(bytes);
        shown = ranges.empty() ? Range() : ranges.front();
    }
    bringIntoView({row, shown.start});
    m_selection.select({row, shown.start}, {row, shown.end});
    viewport()->update();
    emit selectionChanged();
}

void LogView::scrollRows(qsizetype rows)
{
    ensurePage();
    const LogPosition position = m_pager.moved(m_top, rows);
    if (position != m_top || rows > 0)
        scrollTo(position);
    ensurePage();
}

void LogView::goToTop()
{
    ensurePage();
    if (m_top != m_pager.top())
        scrollTo(m_pager.top());
}

void LogView::ensureVisible(LogPosition position)
{
    ensurePage();
    const LogPosition row = m_pager.moved(position, 0);
    const LogPosition last = m_pager.moved(m_top, rowCapacity() - 1);
    if (row < m_top)
        scrollTo(row);
    else if (row > last)
        scrollTo(m_pager.moved(row, 1 - rowCapacity()));
}

bool LogView::scrollByKey(const QKeyEvent &event)
{
    switch (event.key()) {
    case Qt::Key_Up:
        scrollRows(-1);
        return true;
    case Qt::Key_Down:
        scrollRows(1);
        return true;
    case Qt::Key_PageUp:
        scrollRows(1 - rowCapacity());
        return true;
    case Qt::Key_PageDown:
        scrollRows(rowCapacity() - 1);
        return true;
    case Qt::Key_Home:
        goToTop();
        return true;
    case Qt::Key_End:
        setFollowing(true);
        return true;
    case Qt::Key_Left:
        horizontalScrollBar()->triggerAction(QAbstractSlider::SliderSingleStepSub);
        return true;
    case Qt::Key_Right:
        horizontalScrollBar()->triggerAction(QAbstractSlider::SliderSingleStepAdd);
        return true;
    default:
        return false;
    }
}

void LogView::wheelEvent(QWheelEvent *event)
{
    constexpr int notch = 120;
    event->accept();
    const QPoint angle = event->angleDelta();
    if (event->modifiers().testFlag(Qt::ControlModifier)) {
        zoom(angle.y() > 0 ? 1 : (angle.y() < 0 ? -1 : 0));
        return;
    }
    if (std::abs(angle.x()) > std::abs(angle.y())) {
        QScrollBar *bar = horizontalScrollBar();
        bar->setValue(bar->value() - angle.x() * bar->singleStep() / notch);
        return;
    }
    int rows = 0;
    if (!event->pixelDelta().isNull()) {
        m_pixelRest += event->pixelDelta().y();
        rows = m_pixelRest / m_layouts.metrics().rowHeight();
        m_pixelRest -= rows * m_layouts.metrics().rowHeight();
    } else {
        m_wheelRest += angle.y() * QApplication::wheelScrollLines();
        rows = m_wheelRest / notch;
        m_wheelRest -= rows * notch;
    }
    if (rows != 0)
        scrollRows(-rows);
}

void LogView::zoom(int steps)
{
    setTextSize(steps == 0 ? m_unzoomedSize : font().pointSizeF() + steps);
    Q_EMIT zoomed();
}

void LogView::setTextSize(qreal points)
{
    constexpr qreal smallest = 5;
    constexpr qreal largest = 48;
    QFont other = font();
    other.setPointSizeF(std::clamp(points, smallest, largest));
    setFont(other);
}

int LogView::zoomSteps() const
{
    return qRound(font().pointSizeF() - m_unzoomedSize);
}

void LogView::setZoomSteps(int steps)
{
    setTextSize(m_unzoomedSize + steps);
}
