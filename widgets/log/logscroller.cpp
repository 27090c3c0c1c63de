// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/log/logscroller.h"

#include "widgets/log/content/logwords.h"

#include <QApplication>
#include <QKeyEvent>
#include <QWheelEvent>

#include <cmath>

LogScroller::LogScroller(LayoutCache &layouts, QWidget &viewport, LogScrollBar &vertical, LogScrollBar &horizontal)
    : m_layouts(layouts), m_viewport(viewport), m_vertical(vertical), m_horizontal(horizontal), m_pager(layouts)
{
    connect(&vertical, &QScrollBar::valueChanged, this, &LogScroller::onVerticalValue);
    connect(&vertical, &QScrollBar::actionTriggered, this, &LogScroller::onVerticalAction);
    connect(&horizontal, &QScrollBar::valueChanged, &viewport, qOverload<>(&QWidget::update));
}

const std::vector<PageLine> &LogScroller::page()
{
    ensurePage();
    return m_page;
}

const LogPager &LogScroller::pager()
{
    ensurePage();
    return m_pager;
}

LogPosition LogScroller::top()
{
    ensurePage();
    return m_top;
}

QString LogScroller::notice() const
{
    const RecordRow first = source().firstRow();
    const RecordRow origin = source().rowOf(m_origin);
    if (origin > first)
        return LogWords::cleared(origin - first);
    return first > RecordRow() ? LogWords::dropped(first - RecordRow()) : QString();
}

const PageLine *LogScroller::lineAt(int y)
{
    ensurePage();
    const auto index = size_t(y / m_layouts.metrics().lineHeight());
    return y < 0 || index >= m_page.size() ? nullptr : &m_page[index];
}

LogPosition LogScroller::positionAt(QPoint point)
{
    const PageLine *line = lineAt(std::max(0, point.y()));
    if (m_page.empty())
        return m_pager.top();
    if (!line) // below the last one
        return m_page.back().layout ? LogPosition{m_page.back().row, LogPosition::recordEnd}
                                    : LogPosition{m_pager.first(), 0};
    if (!line->layout)
        return {m_pager.first(), 0};
    const qreal x = point.x() - m_layouts.gutter().payloadX() + scrollX();
    return {line->row, line->layout->offsetAt(m_layouts.metrics(), line->line(), x, true)};
}

void LogScroller::invalidate()
{
    m_pageValid = false;
    m_viewport.update();
}

void LogScroller::reset()
{
    m_origin = 0;
    m_top = {};
    m_kept.reset();
    m_seenEnd = m_pausedEnd = source().numberAt(source().endRow());
    emit unseenChanged();
    invalidate();
}

void LogScroller::keepRecord()
{
    ensurePage();
    if (!m_kept && !m_pager.isEmpty())
        m_kept = source().numberAt(m_top.row);
}

void LogScroller::returnToRecord()
{
    m_top = {source().rowOf(m_kept.value_or(0)), 0};
    emit unseenChanged();
    invalidate();
}

void LogScroller::snapToRecord()
{
    m_top.offset = std::min<qsizetype>(m_top.offset, 0);
    invalidate();
}

void LogScroller::refresh()
{
    if (m_kept && !m_following)
        m_top = {source().rowOf(*m_kept), 0};
    emit unseenChanged();
    invalidate();
}

void LogScroller::scrollTo(LogPosition position)
{
    ensurePage();
    const LogPosition tail = m_pager.tail(lineCapacity());
    position = m_pager.moved(position, 0);
    if (position >= tail)
        return setFollowing(true);
    setFollowing(false);
    m_top = position;
    m_kept.reset();
    invalidate();
    ensurePage();
}

void LogScroller::scrollLines(qsizetype lines)
{
    ensurePage();
    const LogPosition position = m_pager.moved(m_top, lines);
    if (position != m_top || lines > 0)
        scrollTo(position);
    ensurePage();
}

void LogScroller::scrollSideways(int steps)
{
    m_horizontal.triggerAction(steps < 0 ? QAbstractSlider::SliderSingleStepSub : QAbstractSlider::SliderSingleStepAdd);
}

void LogScroller::scrollToTop()
{
    ensurePage();
    if (m_top != m_pager.top())
        scrollTo(m_pager.top());
}

void LogScroller::ensureVisible(LogPosition position)
{
    ensurePage();
    const LogPosition line = m_pager.moved(position, 0);
    const LogPosition last = m_pager.moved(m_top, lineCapacity() - 1);
    if (line < m_top)
        scrollTo(line);
    else if (line > last)
        scrollTo(m_pager.moved(line, 1 - lineCapacity()));
}

void LogScroller::bringIntoView(LogPosition position)
{
    ensurePage();
    const LogPosition line = m_pager.moved(position, 0);
    if (line < m_top || line > m_pager.moved(m_top, lineCapacity() - 1))
        scrollTo(m_pager.moved(line, -lineCapacity() / 3));
    else
        setFollowing(false);
}

qsizetype LogScroller::linesOf(int key) const
{
    switch (key) {
    case Qt::Key_Up:
        return -1;
    case Qt::Key_Down:
        return 1;
    case Qt::Key_PageUp:
        return 1 - lineCapacity();
    case Qt::Key_PageDown:
        return lineCapacity() - 1;
    default:
        return 0;
    }
}

bool LogScroller::keyPress(const QKeyEvent &event)
{
    if (event.modifiers().testFlag(Qt::ShiftModifier))
        return false;
    if (const qsizetype lines = linesOf(event.key()); lines != 0) {
        scrollLines(lines);
        return true;
    }
    switch (event.key()) {
    case Qt::Key_Home:
        scrollToTop();
        return true;
    case Qt::Key_End:
        setFollowing(true);
        return true;
    case Qt::Key_Left:
        scrollSideways(-1);
        return true;
    case Qt::Key_Right:
        scrollSideways(1);
        return true;
    default:
        return false;
    }
}

void LogScroller::wheel(const QWheelEvent &event)
{
    constexpr int notch = 120;
    const QPoint angle = event.angleDelta();
    if (std::abs(angle.x()) > std::abs(angle.y())) {
        m_horizontal.setValue(m_horizontal.value() - angle.x() * m_horizontal.singleStep() / notch);
        return;
    }
    const bool inPixels = !event.pixelDelta().isNull();
    int &rest = inPixels ? m_pixelRest : m_angleRest;
    const int unit = inPixels ? m_layouts.metrics().lineHeight() : notch;
    rest += inPixels ? event.pixelDelta().y() : angle.y() * QApplication::wheelScrollLines();
    const int lines = rest / unit;
    rest -= lines * unit;
    if (lines != 0)
        scrollLines(-lines);
}

void LogScroller::setFollowing(bool on)
{
    if (on)
        invalidate();
    if (on == m_following)
        return;
    if (!on)
        ensurePage(); // to stay where the tail is now
    m_following = on;
    m_seenEnd = source().numberAt(shownEnd());
    emit unseenChanged();
    emit followingChanged(on);
}

void LogScroller::release(bool stay)
{
    if (stay && m_following && m_top != m_pager.tail(lineCapacity()))
        setFollowing(false);
    m_held = false;
    invalidate();
}

void LogScroller::setPaused(bool on)
{
    if (on == m_paused)
        return;
    m_pausedEnd = source().numberAt(source().endRow());
    m_paused = on;
    emit unseenChanged();
    invalidate();
}

void LogScroller::setOrigin(RecordNumber number)
{
    m_origin = number;
    m_seenEnd = std::max(m_seenEnd, number);
    m_pausedEnd = std::max(m_pausedEnd, number);
    emit originChanged();
    emit unseenChanged();
    invalidate();
}

quint64 LogScroller::unseenRecords() const
{
    if (!m_paused && m_following)
        return 0;
    const RecordRow end = source().endRow();
    return end - std::min(end, source().rowOf(m_paused ? m_pausedEnd : m_seenEnd));
}

void LogScroller::ensurePage()
{
    if (m_pageValid && m_pageWrapWidth == m_layouts.wrapWidth())
        return;
    m_pager.setRange(std::max(source().firstRow(), source().rowOf(m_origin)), shownEnd(), !notice().isEmpty());
    m_layouts.setViewportWidth(m_viewport.width());
    const qsizetype capacity = lineCapacity();
    do { // again when the gutter grew; it never shrinks
        m_pageWrapWidth = m_layouts.wrapWidth();
        m_top = m_following && !m_held ? m_pager.tail(capacity) : m_pager.clamped(m_top);
        m_page = m_pager.page(m_top, capacity + 1);
        if (qsizetype(m_page.size()) < capacity && m_top > m_pager.top()) {
            m_top = m_pager.tail(capacity);
            m_page = m_pager.page(m_top, capacity + 1);
        }
    } while (m_pageWrapWidth != m_layouts.wrapWidth());
    m_pageValid = true;
    syncScrollBars();
}

void LogScroller::syncScrollBars()
{
    m_syncing = true;
    const int value = barValue(m_top);
    const int span = m_page.empty() ? 1 : int(qreal(m_page.back().row - m_page.front().row + 1) * barScale());
    // Where the last page begins is read from the log only near the end; elsewhere an estimate will do.
    const bool near = m_pager.end() - m_top.row < 20 * quint64(lineCapacity());
    const auto total = int(qreal(m_pager.end() - m_pager.first()) * barScale());
    const int maximum = m_following && !m_held ? value
        : near                                 ? barValue(m_pager.tail(lineCapacity()))
                                               : std::max(value + 1, total - span);
    m_vertical.setPosition({maximum, std::max(1, span), std::max(1, int(barScale())), value});
    if (!m_layouts.wraps()) {
        const qreal cell = m_layouts.metrics().cell();
        const int payloadWidth = m_viewport.width() - int(m_layouts.gutter().payloadX());
        const int widest = int(std::ceil(m_layouts.widest() + cell));
        m_horizontal.setPosition(
            {std::max(0, widest - payloadWidth), std::max(1, payloadWidth), int(cell * 4), m_horizontal.value()});
    }
    m_syncing = false;
}

qreal LogScroller::barScale() const
{
    constexpr qreal stepsPerRecord = 256; // if the bar's int can hold them
    constexpr qreal maxBarLength = 1 << 30;
    const auto records = qreal(m_pager.end() - m_pager.first());
    return std::min(stepsPerRecord, maxBarLength / std::max<qreal>(records, 1));
}

int LogScroller::barValue(LogPosition position) const
{
    const qreal records = qreal(position.row - m_pager.first()) + m_pager.fractionOf(position);
    const bool belowNotice = position != m_pager.top() && m_pager.top().offset == LogPosition::notice;
    return int(records * barScale()) + (belowNotice ? 1 : 0);
}

void LogScroller::onVerticalValue(int value)
{
    if (m_syncing)
        return;
    ensurePage();
    if (value >= m_vertical.maximum())
        setFollowing(true);
    else if (value <= 0)
        scrollToTop();
    else {
        const qreal records = value / barScale();
        const qreal whole = std::floor(records);
        scrollTo(m_pager.atFraction(m_pager.first() + quint64(whole), records - whole));
    }
}

// Steps of the bar are lines and pages, not the bar's units.
void LogScroller::onVerticalAction(int action)
{
    switch (action) {
    case QAbstractSlider::SliderSingleStepAdd:
        return scrollLines(1);
    case QAbstractSlider::SliderSingleStepSub:
        return scrollLines(-1);
    case QAbstractSlider::SliderPageStepAdd:
        return scrollLines(lineCapacity() - 1);
    case QAbstractSlider::SliderPageStepSub:
        return scrollLines(1 - lineCapacity());
    default:
        return;
    }
}
