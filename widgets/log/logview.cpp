// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/log/logview.h"

#include "model/log/logreader.h"
#include "widgets/log/logbadge.h"
#include "widgets/log/logscrollbar.h"
#include "widgets/log/logviewaccessible.h"
#include "widgets/log/rows/logpainter.h"
#include "widgets/log/rows/visibletext.h"

#include <QAccessible>
#include <QFontDatabase>
#include <QPainter>
#include <QScrollBar>

namespace {

constexpr int fontIntervalMs = 10; // leaves time for the user in between

} // namespace

LogView::LogView(QWidget *parent)
    : QAbstractScrollArea(parent), m_layouts(QFontDatabase::systemFont(QFontDatabase::FixedFont)), m_pager(m_layouts),
      m_vertical(new LogScrollBar(Qt::Vertical)), m_horizontal(new LogScrollBar(Qt::Horizontal)),
      m_badge(new LogBadge(viewport()))
{
    installLogViewAccessibility();
    setFont(m_layouts.metrics().font());
    m_unzoomedSize = font().pointSizeF();
    setFocusPolicy(Qt::StrongFocus);
    setLayoutDirection(Qt::LeftToRight);
    viewport()->setBackgroundRole(QPalette::Base);
    viewport()->setMouseTracking(true);
    connectScrollBars();
    connect(&m_copier, &BackgroundCopier::runningChanged, this, &LogView::updateBadge);
    connect(m_badge, &LogBadge::clicked, this, [this] { setFollowing(true); });
}

LogView::~LogView()
{
    m_copier.disconnect(this);
}

void LogView::setLog(const std::shared_ptr<TrafficLog> &log)
{
    setSources(std::make_unique<LogReader>(log), std::make_unique<LogReader>(log));
}

void LogView::setSources(std::unique_ptr<RecordSource> records, std::unique_ptr<RecordSource> forText)
{
    m_copier.cancel();
    m_offerer.cancel();
    m_layouts.setSources(std::move(records), std::move(forText));
    m_origin = 0;
    m_top = {};
    m_kept.reset();
    m_pausedEnd = m_layouts.source() ? numberAt(m_layouts.source()->end()) : 0;
    m_seenEnd = m_pausedEnd;
    dropSelection();
    updateBadge();
    invalidate();
}

void LogView::replaceSources(std::unique_ptr<RecordSource> records, std::unique_ptr<RecordSource> forText)
{
    ensurePage();
    const auto kept = m_pager.isEmpty() ? std::nullopt : std::optional(numberAt(m_top.record));
    m_layouts.setSources(std::move(records), std::move(forText));
    m_kept = m_kept ? m_kept : kept;
    m_top = {rowOf(m_kept.value_or(0)), 0};
    dropSelection();
    updateBadge();
    invalidate();
}

void LogView::setCodec(std::shared_ptr<const TextCodec> codec)
{
    m_layouts.setCodec(std::move(codec));
    dropSelection();
    invalidate();
}

void LogView::setDisplay(Display display)
{
    if (display == m_layouts.display())
        return;
    m_layouts.setDisplay(display);
    m_top.offset = std::min<qsizetype>(m_top.offset, 0);
    dropSelection();
    invalidate();
}

void LogView::setTimestamps(bool on)
{
    m_layouts.setTimestamps(on);
    invalidate();
}

void LogView::setTimeMode(LogTime mode)
{
    m_layouts.setTimeMode(mode);
    invalidate();
}

void LogView::setGutterShown(bool shown)
{
    m_layouts.setGutterShown(shown);
    invalidate();
}

void LogView::setMessages(const MessageView &view, std::shared_ptr<const FrameIndex> index)
{
    m_layouts.setMessages(view, std::move(index));
    m_top.offset = std::min<qsizetype>(m_top.offset, 0);
    dropSelection();
    invalidate();
}

void LogView::setSearch(std::shared_ptr<RecordTester> search)
{
    m_layouts.setSearch(std::move(search));
    invalidate();
}

void LogView::setWrap(bool on)
{
    m_layouts.setWrap(on);
    // Not as needed: a bar that comes and goes changes the page, which makes it come and go.
    setHorizontalScrollBarPolicy(on ? Qt::ScrollBarAlwaysOff : Qt::ScrollBarAlwaysOn);
    horizontalScrollBar()->setValue(0);
    invalidate();
}

void LogView::setFollowing(bool on)
{
    if (on)
        invalidate();
    if (on == m_following)
        return;
    if (!on)
        ensurePage(); // to stay where the tail is now
    m_following = on;
    m_seenEnd = numberAt(shownEnd());
    updateBadge();
    emit followingChanged(on);
}

void LogView::setPaused(bool on)
{
    if (on == m_paused)
        return;
    m_pausedEnd = m_layouts.source() ? numberAt(m_layouts.source()->end()) : 0;
    m_paused = on;
    updateBadge();
    invalidate();
}

void LogView::setOrigin(RecordNumber first)
{
    m_origin = first;
    m_seenEnd = std::max(m_seenEnd, first);
    m_pausedEnd = std::max(m_pausedEnd, first);
    if (m_selection.isActive() && m_selection.begin().record < rowOf(first))
        dropSelection();
    updateBadge();
    invalidate();
}

void LogView::refresh()
{
    m_layouts.forgetWaiting();
    if (m_kept && !m_following)
        m_top = {rowOf(*m_kept), 0};
    updateBadge();
    invalidate();
    tellAccessibility();
}

QString LogView::visibleText() const
{
    return visiblePage().text;
}

QRect LogView::visibleTextRect(qsizetype offset) const
{
    return visiblePage().rect(offset, m_layouts, horizontalScrollBar()->value());
}

qsizetype LogView::visibleTextOffset(QPoint point) const
{
    return visiblePage().offsetAt(point, m_layouts, horizontalScrollBar()->value());
}

VisibleText LogView::visiblePage() const
{
    ensurePage();
    const auto count = std::min(m_page.size(), size_t(rowCapacity()));
    return VisibleText({m_page.cbegin(), m_page.cbegin() + qptrdiff(count)}, notice(), m_layouts.gutter());
}

LogPosition LogView::topPosition() const
{
    ensurePage();
    return m_top;
}

RecordNumber LogView::shownEnd() const
{
    if (!m_layouts.source())
        return 0;
    return m_paused ? rowOf(m_pausedEnd) : m_layouts.source()->end();
}

RecordNumber LogView::rowOf(RecordNumber number) const
{
    return m_layouts.source() ? m_layouts.source()->rowOf(number) : number;
}

RecordNumber LogView::numberAt(RecordNumber row) const
{
    return m_layouts.source() ? m_layouts.source()->numberAt(row) : row;
}

qsizetype LogView::rowCapacity() const
{
    return std::max(1, viewport()->height() / m_layouts.metrics().rowHeight());
}

void LogView::invalidate()
{
    m_pageValid = false;
    viewport()->update();
}

void LogView::ensurePage() const
{
    // Pages are made when somebody looks; looking doesn't change what the view shows.
    if (!m_pageValid || m_pageWrapWidth != m_layouts.wrapWidth())
        const_cast<LogView *>(this)->buildPage();
}

void LogView::buildPage()
{
    const RecordNumber oldest = m_layouts.source() ? m_layouts.source()->first() : 0;
    m_pager.setRange(std::max(oldest, rowOf(m_origin)), shownEnd(), !notice().isEmpty());
    m_layouts.setViewportWidth(viewport()->width());
    const qsizetype capacity = rowCapacity();
    do { // again when the gutter grew; it never shrinks
        m_pageWrapWidth = m_layouts.wrapWidth();
        m_top = m_following && !m_dragging ? m_pager.tail(capacity) : m_pager.clamped(m_top);
        m_page = m_pager.page(m_top, capacity + 1);
        if (qsizetype(m_page.size()) < capacity && m_top > m_pager.top()) {
            m_top = m_pager.tail(capacity);
            m_page = m_pager.page(m_top, capacity + 1);
        }
    } while (m_pageWrapWidth != m_layouts.wrapWidth());
    m_pageValid = true;
    syncScrollBars();
}

QString LogView::notice() const
{
    const RecordNumber oldest = m_layouts.source() ? m_layouts.source()->first() : 0;
    if (rowOf(m_origin) > oldest)
        return LogWords::cleared(rowOf(m_origin) - oldest);
    return oldest > 0 ? LogWords::dropped(oldest) : QString();
}

void LogView::updateBadge()
{
    const RecordNumber end = m_layouts.source() ? m_layouts.source()->end() : 0;
    if (m_copier.isRunning())
        m_badge->show(LogWords::copying(), false);
    else if (m_paused)
        m_badge->show(LogWords::paused(end - std::min(end, rowOf(m_pausedEnd))), false);
    else if (!m_following && end > rowOf(m_seenEnd))
        m_badge->show(LogWords::newRecords(end - rowOf(m_seenEnd)), true);
    else
        m_badge->show(QString(), false);
}

void LogView::tellAccessibility()
{
    if (!QAccessible::isActive() || !isVisible())
        return;
    const QString text = visibleText();
    if (text == m_told)
        return;
    QAccessibleTextUpdateEvent event(this, 0, m_told, text);
    QAccessible::updateAccessibility(&event);
    m_told = text;
}

void LogView::changeEvent(QEvent *event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        m_layouts.retranslate();
        updateBadge();
        invalidate();
    } else if (event->type() == QEvent::FontChange) {
        m_layouts.setFont(font());
        invalidate();
    } else if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange) {
        viewport()->update();
    }
}

void LogView::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    m_badge->place();
    invalidate();
}

void LogView::paintEvent(QPaintEvent *)
{
    ensurePage();
    QPainter painter(viewport());
    const LogPainter::Scene scene{
        m_layouts, m_page, m_selection, notice(), viewport()->rect(), qreal(horizontalScrollBar()->value())};
    LogPainter(painter, scene, palette()).paint();
    if (m_layouts.metrics().fonts().isWaiting() && !m_openFonts.isActive())
        m_openFonts.start(fontIntervalMs, this);
}

void LogView::openNextFont()
{
    m_openFonts.stop(); // until that is painted, and something still is missing
    if (m_layouts.openNextFont())
        invalidate();
}
