// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/log/logselectioncontroller.h"

#include "model/bytes/byteliterals.h"
#include "model/bytes/escape.h"
#include "model/bytes/hex/hex.h"
#include "widgets/log/page/layoutcache.h"

#include <QApplication>
#include <QClipboard>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QWidget>

#include <algorithm>

namespace {

constexpr int autoScrollMs = 40;
constexpr qsizetype textLimit = 32 << 20; // UTF-16 units: 64 MiB
constexpr qsizetype bytesLimit = 8 << 20; // each makes several characters
constexpr qsizetype checksumLimit = 1 << 20;
constexpr quint64 offerLimit = 1000; // records

// By CopyFormat
constexpr SelectionExtract::Writer writers[] = {
    [](const QByteArray &bytes) { return toHex(bytes); },
    [](const QByteArray &bytes) { return toCArray(bytes); },
    [](const QByteArray &bytes) { return toPythonBytes(bytes); },
    [](const QByteArray &bytes) { return toEscaped(bytes); },
};

} // namespace

LogSelectionController::LogSelectionController(LayoutCache &layouts, LogScroller &scroller, QWidget &viewport)
    : m_layouts(layouts), m_scroller(scroller), m_viewport(viewport)
{
    connect(&m_copier, &BackgroundCopier::runningChanged, this, &LogSelectionController::copyingChanged);
    connect(&scroller, &LogScroller::originChanged, this, &LogSelectionController::onOriginChanged);
}

void LogSelectionController::clear()
{
    const bool wasEmpty = isEmpty();
    m_selection.clear();
    m_cursorX = -1;
    m_viewport.update();
    if (!wasEmpty)
        emit changed();
}

void LogSelectionController::selectAll()
{
    const LogPager &pager = m_scroller.pager();
    if (pager.isEmpty())
        return;
    m_selection.select({pager.first(), 0}, {pager.end() - 1, LogPosition::recordEnd});
    onChanged();
}

void LogSelectionController::selectRecord(RecordNumber number)
{
    const LogPager &pager = m_scroller.pager();
    if (pager.isEmpty())
        return;
    const LogPosition start{pager.clamped({m_layouts.source().rowOf(number), 0}).row, 0};
    m_scroller.bringIntoView(start);
    m_selection.start(start, true);
    onChanged();
}

void LogSelectionController::selectBytes(RecordNumber number, Range bytes)
{
    const LogPager &pager = m_scroller.pager();
    const RecordRow row = m_layouts.source().rowOf(number);
    if (row < pager.first() || row >= pager.end())
        return;
    Range shown = bytes;
    if (const auto record = m_layouts.reader().record(row); record && record->kind == RecordKind::Data) {
        const auto ranges = m_layouts.reader().byteMap(*record).shown(bytes);
        shown = ranges.empty() ? Range() : ranges.front();
    }
    m_scroller.bringIntoView({row, shown.start});
    m_selection.select({row, shown.start}, {row, shown.end});
    onChanged();
}

std::optional<RecordNumber> LogSelectionController::currentRecord() const
{
    const LogPager &pager = m_scroller.pager();
    if (pager.isEmpty())
        return {};
    return m_layouts.source().numberAt(pager.clamped(cursor()).row);
}

QString LogSelectionController::text() const
{
    const auto all = extract(SelectionExtract::Kind::Text, textLimit);
    all->finish();
    return all->text();
}

QByteArray LogSelectionController::bytes(qsizetype limit) const
{
    const auto all = extract(SelectionExtract::Kind::Bytes, limit);
    all->finish();
    return all->bytes();
}

std::pair<RecordNumber, RecordNumber> LogSelectionController::records() const
{
    if (isEmpty())
        return {0, 0};
    const LogPosition begin = m_selection.begin();
    const LogPosition end = m_selection.end();
    const RecordRow lastRow = end.offset > 0 || end.row == begin.row ? end.row : end.row - 1;
    return {m_layouts.source().numberAt(begin.row), m_layouts.source().numberAt(lastRow) + 1};
}

std::unique_ptr<SelectionExtract> LogSelectionController::extract(SelectionExtract::Kind kind, qsizetype limit,
                                                                  SelectionExtract::Writer writer) const
{
    return std::make_unique<SelectionExtract>(m_layouts.reader(), m_selection, kind, limit, writer);
}

void LogSelectionController::copy()
{
    if (isEmpty())
        return;
    m_copier.start(extract(SelectionExtract::Kind::Text, textLimit),
                   [](const SelectionExtract &copy) { QApplication::clipboard()->setText(copy.text()); });
}

void LogSelectionController::copyAs(CopyFormat format)
{
    m_copier.start(extract(SelectionExtract::Kind::Bytes, bytesLimit, writers[size_t(format)]),
                   [](const SelectionExtract &copy) {
                       if (!copy.bytes().isEmpty())
                           QApplication::clipboard()->setText(copy.text());
                   });
}

void LogSelectionController::cancelCopy()
{
    m_copier.cancel();
    m_offerer.cancel();
}

void LogSelectionController::requestChecksum()
{
    if (isEmpty())
        return;
    m_copier.start(extract(SelectionExtract::Kind::Bytes, checksumLimit),
                   [this](const SelectionExtract &copy) { emit checksumWanted(copy.bytes()); });
}

/// Makes the selection available to the middle mouse button, on systems that have this.
void LogSelectionController::offer()
{
    if (isEmpty() || !QApplication::clipboard()->supportsSelection()
        || m_selection.end().row - m_selection.begin().row >= offerLimit)
        return;
    m_offerer.start(extract(SelectionExtract::Kind::Text, bytesLimit), [](const SelectionExtract &copy) {
        QApplication::clipboard()->setText(copy.text(), QClipboard::Selection);
    });
}

void LogSelectionController::onChanged()
{
    m_viewport.update();
    emit changed();
}

void LogSelectionController::onOriginChanged()
{
    if (m_selection.isActive() && m_selection.begin().row < m_layouts.source().rowOf(m_scroller.origin()))
        clear();
}

void LogSelectionController::mousePress(const QMouseEvent &event)
{
    if (event.button() != Qt::LeftButton)
        return;
    const QPoint point = event.position().toPoint();
    const LogPosition position = m_scroller.positionAt(point);
    m_dragging = true;
    m_scroller.hold();
    m_dragPoint = point;
    m_cursorX = -1;
    const bool wasEmpty = isEmpty();
    if (event.modifiers().testFlag(Qt::ShiftModifier) && m_selection.isActive())
        m_selection.extendTo(position);
    else
        m_selection.start(position, m_layouts.gutter().contains(point));
    m_viewport.update();
    if (!wasEmpty || !isEmpty())
        emit changed();
}

void LogSelectionController::mouseMove(const QMouseEvent &event)
{
    const QPoint point = event.position().toPoint();
    if (!m_dragging) {
        m_viewport.setCursor(m_layouts.gutter().contains(point) ? Qt::ArrowCursor : Qt::IBeamCursor);
        return;
    }
    m_dragPoint = point;
    const bool outside = point.y() < 0 || point.y() >= m_viewport.height();
    if (outside && !m_autoScroll.isActive())
        m_autoScroll.start(autoScrollMs, this);
    else if (!outside)
        m_autoScroll.stop();
    dragTo(point);
}

void LogSelectionController::dragTo(QPoint point)
{
    const LogPosition position = m_scroller.positionAt(point);
    if (position == m_selection.cursor())
        return;
    m_selection.extendTo(position);
    onChanged();
}

void LogSelectionController::mouseRelease(const QMouseEvent &event)
{
    if (event.button() != Qt::LeftButton)
        return;
    m_autoScroll.stop();
    m_dragging = false;
    m_scroller.release(!isEmpty()); // what was selected stays in sight; a mere click goes on following
    offer();
}

void LogSelectionController::timerEvent(QTimerEvent *)
{
    const int lineHeight = m_layouts.metrics().lineHeight();
    const int y = m_dragPoint.y();
    const int beyond = y < 0 ? y : y - m_viewport.height();
    m_scroller.scrollLines(beyond < 0 ? std::min(-1, beyond / lineHeight) : std::max(1, beyond / lineHeight));
    if (m_dragPoint.x() > m_viewport.width())
        m_scroller.scrollSideways(1);
    else if (m_layouts.gutter().contains(m_dragPoint))
        m_scroller.scrollSideways(-1);
    dragTo({m_dragPoint.x(), std::clamp(y, 0, m_viewport.height() - 1)});
}

bool LogSelectionController::keyPress(const QKeyEvent &event)
{
    if (event.matches(QKeySequence::Copy)) {
        copy();
        return true;
    }
    if (event.matches(QKeySequence::SelectAll)) {
        selectAll();
        return true;
    }
    const LogPager &pager = m_scroller.pager();
    if (!event.modifiers().testFlag(Qt::ShiftModifier) || pager.isEmpty())
        return false;
    if (!m_selection.isActive())
        m_selection.start({m_scroller.top().row, std::max<qsizetype>(m_scroller.top().offset, 0)}, false);
    if (const qsizetype lines = m_scroller.linesOf(event.key()); lines != 0) {
        moveCursorLines(lines);
        return true;
    }
    switch (event.key()) {
    case Qt::Key_Left:
        moveCursorSideways(-1);
        return true;
    case Qt::Key_Right:
        moveCursorSideways(1);
        return true;
    case Qt::Key_Home:
        moveCursorTo({pager.first(), 0});
        return true;
    case Qt::Key_End:
        moveCursorTo({pager.end() - 1, LogPosition::recordEnd});
        return true;
    default:
        return false;
    }
}

void LogSelectionController::moveCursorLines(qsizetype lines)
{
    const LogPager &pager = m_scroller.pager();
    const LogPosition from = pager.clamped(m_selection.cursor());
    const auto layout = m_layouts.at(from.row);
    const LayoutLine line = layout->lines()[size_t(layout->lineAt(from.offset))];
    const qreal x = m_cursorX < 0 ? layout->xAt(m_layouts.metrics(), line, from.offset) : m_cursorX;
    LogPosition to = pager.moved(from, lines);
    if (to.offset == LogPosition::notice)
        to = {pager.first(), 0};
    if (to == LogPosition{from.row, line.start}) {
        // Already in the first or last line: selects the rest of it.
        moveCursorTo({from.row, lines < 0 ? line.start : LogPosition::recordEnd});
    } else {
        const auto target = m_layouts.at(to.row);
        const LayoutLine targetLine = target->lines()[size_t(target->lineAt(to.offset))];
        moveCursorTo({to.row, target->offsetAt(m_layouts.metrics(), targetLine, x, true)});
    }
    m_cursorX = x;
}

void LogSelectionController::moveCursorTo(LogPosition position)
{
    m_cursorX = -1;
    m_selection.extendTo(position);
    m_scroller.ensureVisible(position);
    onChanged();
}

// By one character, and from the end of a record to the start of the next, or back.
void LogSelectionController::moveCursorSideways(int step)
{
    const LogPager &pager = m_scroller.pager();
    LogPosition at = pager.clamped(m_selection.cursor());
    const auto textOf = [this](RecordRow row) { return m_layouts.at(row)->content().text; };
    const QString text = textOf(at.row);
    at.offset = std::clamp<qsizetype>(at.offset, 0, text.size()) + step;
    if (at.offset < 0 && at.row > pager.first()) {
        at.row = at.row - 1;
        at.offset = textOf(at.row).size();
    } else if (at.offset > text.size() && at.row + 1 < pager.end()) {
        ++at.row;
        at.offset = 0;
    } else if (at.offset > 0 && at.offset < text.size() && text[at.offset].isLowSurrogate()) {
        at.offset += step;
    }
    moveCursorTo({at.row, std::max<qsizetype>(at.offset, 0)});
}
