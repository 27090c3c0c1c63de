// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/log/logview.h"

#include "model/log/logreader.h"
#include "model/log/recordclock.h"
#include "widgets/log/content/logwords.h"
#include "widgets/log/logbadge.h"
#include "widgets/log/logscrollbar.h"
#include "widgets/log/logviewaccessible.h"
#include "widgets/log/page/logpainter.h"

#include <QAccessible>
#include <QContextMenuEvent>
#include <QFontDatabase>
#include <QHelpEvent>
#include <QMenu>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

LogView::LogView(QWidget *parent)
    : QAbstractScrollArea(parent), m_layouts(QFontDatabase::systemFont(QFontDatabase::FixedFont)),
      m_badge(new LogBadge(viewport()))
{
    installLogViewAccessibility();
    auto *vertical = new LogScrollBar(Qt::Vertical);
    auto *horizontal = new LogScrollBar(Qt::Horizontal);
    m_scroller = std::make_unique<LogScroller>(m_layouts, *viewport(), *vertical, *horizontal);
    m_selection = std::make_unique<LogSelectionController>(m_layouts, *m_scroller, *viewport());
    setVerticalScrollBar(vertical);
    setHorizontalScrollBar(horizontal);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFont(m_layouts.metrics().font());
    m_unzoomedSize = font().pointSizeF();
    setFocusPolicy(Qt::StrongFocus);
    setLayoutDirection(Qt::LeftToRight);
    viewport()->setBackgroundRole(QPalette::Base);
    viewport()->setMouseTracking(true);
    connect(m_scroller.get(), &LogScroller::unseenChanged, this, &LogView::updateBadge);
    connect(m_selection.get(), &LogSelectionController::copyingChanged, this, &LogView::updateBadge);
    connect(m_badge, &LogBadge::clicked, this, [this] { m_scroller->setFollowing(true); });
}

LogView::~LogView()
{
    m_selection->disconnect(this); // it cancels a copy
}

void LogView::setLog(const std::shared_ptr<TrafficLog> &log)
{
    setSources(std::make_unique<LogReader>(log), std::make_unique<LogReader>(log));
}

void LogView::setSources(std::unique_ptr<RecordSource> records, std::unique_ptr<RecordSource> forText)
{
    m_selection->cancelCopy();
    m_layouts.setSources(std::move(records), std::move(forText));
    m_scroller->reset();
    m_selection->clear();
}

void LogView::replaceSources(std::unique_ptr<RecordSource> records, std::unique_ptr<RecordSource> forText)
{
    m_scroller->keepRecord();
    m_layouts.setSources(std::move(records), std::move(forText));
    m_scroller->returnToRecord();
    m_selection->clear();
}

void LogView::refresh()
{
    m_layouts.dropChangeable();
    m_scroller->refresh();
    reportToAccessibility();
}

void LogView::setCodec(std::shared_ptr<const TextCodec> codec)
{
    change(&ContentSettings::codec, std::move(codec));
    m_selection->clear();
}

void LogView::setDisplay(LogDisplay display)
{
    if (display == m_layouts.reader().settings().display)
        return;
    change(&ContentSettings::display, display);
    m_scroller->snapToRecord();
    m_selection->clear();
}

void LogView::setMessages(const MessageView &view, std::shared_ptr<const FrameIndex> index)
{
    change(&ContentSettings::messages, view);
    change(&ContentSettings::frameIndex, std::move(index));
    m_scroller->snapToRecord();
    m_selection->clear();
}

void LogView::setGutterShown(bool shown)
{
    m_layouts.setGutterShown(shown);
    m_scroller->invalidate();
}

void LogView::setWrap(bool on)
{
    m_layouts.setWrap(on);
    // Not as needed: a bar that comes and goes changes the page, which makes it come and go.
    setHorizontalScrollBarPolicy(on ? Qt::ScrollBarAlwaysOff : Qt::ScrollBarAlwaysOn);
    horizontalScrollBar()->setValue(0);
    m_scroller->invalidate();
}

QRect LogView::visibleTextRect(qsizetype offset) const
{
    return visiblePage().rect(offset, m_layouts, m_scroller->scrollX());
}

qsizetype LogView::visibleTextOffset(QPoint point) const
{
    return visiblePage().offsetAt(point, m_layouts, m_scroller->scrollX());
}

VisibleText LogView::visiblePage() const
{
    std::vector<PageLine> lines = m_scroller->page();
    lines.resize(std::min(lines.size(), size_t(m_scroller->lineCapacity())));
    return VisibleText(std::move(lines), m_scroller->notice(), m_layouts.gutter());
}

void LogView::reportToAccessibility()
{
    if (!QAccessible::isActive() || !isVisible())
        return;
    const QString text = visibleText();
    if (text == m_reported)
        return;
    QAccessibleTextUpdateEvent event(this, 0, m_reported, text);
    QAccessible::updateAccessibility(&event);
    m_reported = text;
}

void LogView::updateBadge()
{
    const quint64 unseen = m_scroller->unseenRecords();
    if (m_selection->isCopying())
        m_badge->show(LogWords::copying(), false);
    else if (m_scroller->isPaused())
        m_badge->show(LogWords::paused(unseen), false);
    else
        m_badge->show(unseen > 0 ? LogWords::newRecords(unseen) : QString(), unseen > 0);
}

void LogView::paintEvent(QPaintEvent *)
{
    constexpr int fontIntervalMs = 10; // leaves time for the user in between
    const std::vector<PageLine> &page = m_scroller->page();
    QPainter painter(viewport());
    const LogPainter::Scene scene{m_layouts,
                                  page,
                                  m_selection->selection(),
                                  m_scroller->notice(),
                                  viewport()->rect(),
                                  qreal(m_scroller->scrollX())};
    LogPainter(painter, scene, palette()).paint();
    if (m_layouts.metrics().fonts().isWaiting() && !m_openFonts.isActive())
        m_openFonts.start(fontIntervalMs, this);
}

void LogView::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_openFonts.timerId())
        return QAbstractScrollArea::timerEvent(event);
    m_openFonts.stop(); // until the page is painted and another font is missing
    if (m_layouts.openNextFont())
        m_scroller->invalidate();
}

void LogView::changeEvent(QEvent *event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        m_layouts.clear();
        updateBadge();
        m_scroller->invalidate();
    } else if (event->type() == QEvent::FontChange) {
        m_layouts.setFont(font());
        m_scroller->invalidate();
    } else if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange) {
        viewport()->update();
    }
}

void LogView::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    m_badge->place();
    m_scroller->invalidate();
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
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        if (const auto number = m_selection->currentRecord())
            emit recordActivated(*number);
    } else if (event->modifiers().testFlag(Qt::ControlModifier) && event->key() == Qt::Key_0)
        zoom(0);
    else if (event->matches(QKeySequence::ZoomIn))
        zoom(1);
    else if (event->matches(QKeySequence::ZoomOut))
        zoom(-1);
    else if (!m_selection->keyPress(*event) && !m_scroller->keyPress(*event))
        QAbstractScrollArea::keyPressEvent(event);
}

void LogView::wheelEvent(QWheelEvent *event)
{
    event->accept();
    const int turned = event->angleDelta().y();
    if (event->modifiers().testFlag(Qt::ControlModifier))
        zoom(turned > 0 ? 1 : (turned < 0 ? -1 : 0));
    else
        m_scroller->wheel(*event);
}

void LogView::mouseDoubleClickEvent(QMouseEvent *event)
{
    const LogPosition position = m_scroller->positionAt(event->position().toPoint());
    if (event->button() == Qt::LeftButton && !m_scroller->pager().isEmpty())
        emit recordActivated(m_layouts.source().numberAt(position.row));
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

QString LogView::toolTipAt(QPoint point) const
{
    const PageLine *line = m_scroller->lineAt(point.y());
    if (!line || !line->layout || !m_layouts.gutter().contains(point))
        return {};
    return RecordClock::text(line->layout->content().timeNs);
}

void LogView::contextMenuEvent(QContextMenuEvent *event)
{
    QMenu menu(this);
    const bool hasSelection = !m_selection->isEmpty();
    QAction *copy = menu.addAction(tr("&Copy"), m_selection.get(), &LogSelectionController::copy);
    copy->setShortcut(QKeySequence::Copy);
    copy->setEnabled(hasSelection);
    QMenu *as = menu.addMenu(tr("Copy &bytes as"));
    as->setEnabled(hasSelection);
    as->addAction(tr("&Hex"), this, [this] { m_selection->copyAs(CopyFormat::Hex); });
    as->addAction(tr("&C array"), this, [this] { m_selection->copyAs(CopyFormat::CArray); });
    as->addAction(tr("&Python bytes"), this, [this] { m_selection->copyAs(CopyFormat::Python); });
    as->addAction(tr("&Escaped string"), this, [this] { m_selection->copyAs(CopyFormat::Escaped); });
    QAction *checksum =
        menu.addAction(tr("&Which checksum fits?"), m_selection.get(), &LogSelectionController::requestChecksum);
    checksum->setEnabled(hasSelection);
    QAction *all = menu.addAction(tr("Select &all"), m_selection.get(), &LogSelectionController::selectAll);
    all->setShortcut(QKeySequence::SelectAll);
    const LogPosition position =
        event->reason() == QContextMenuEvent::Mouse ? m_scroller->positionAt(event->pos()) : m_selection->cursor();
    const LogPager &pager = m_scroller->pager();
    const auto record = pager.isEmpty() ? std::nullopt : m_layouts.reader().record(pager.clamped(position).row);
    if (record) {
        menu.addSeparator();
        if (m_layouts.gutter().isShown()) { // else these are the details
            menu.addAction(tr("&Details"), this, [this, number = record->number] { emit recordActivated(number); })
                ->setShortcut(Qt::Key_Return);
        }
        if (record->remote.port != 0) {
            const QString peer = record->remote.toString();
            menu.addAction(tr("&Only %1").arg(peer), this, [this, peer] { emit peerWanted(peer); });
        }
    }
    menu.exec(event->globalPos());
}

void LogView::zoom(int steps)
{
    setTextSize(steps == 0 ? m_unzoomedSize : font().pointSizeF() + steps);
    emit zoomed();
}

void LogView::setTextSize(qreal points)
{
    constexpr qreal minPoints = 5;
    constexpr qreal maxPoints = 48;
    QFont other = font();
    other.setPointSizeF(std::clamp(points, minPoints, maxPoints));
    setFont(other);
}
