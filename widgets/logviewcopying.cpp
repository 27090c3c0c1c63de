// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
// How a LogView copies what is selected.
#include "widgets/logview.h"

#include "model/bytes/byteliterals.h"
#include "model/bytes/escape.h"
#include "model/bytes/hex.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QMenu>

#include <algorithm>

namespace {

constexpr qsizetype copyLimit = 32 << 20;     // UTF-16 units: 64 MiB
constexpr qsizetype copyBytesLimit = 8 << 20; // which make several characters each
constexpr qsizetype askBytesLimit = 1 << 20;
constexpr RecordNumber offerLimit = 1000; // records for the middle mouse button

QString written(const QByteArray &bytes, LogCopyFormat format)
{
    switch (format) {
    case LogCopyFormat::Hex:
        return toHex(bytes);
    case LogCopyFormat::CArray:
        return toCArray(bytes);
    case LogCopyFormat::Python:
        return toPythonBytes(bytes);
    case LogCopyFormat::Escaped:
        return toEscaped(bytes);
    }
    Q_UNREACHABLE();
}

} // namespace

QString LogView::selectedText() const
{
    return m_selection.text(m_layouts, copyLimit);
}

std::pair<RecordNumber, RecordNumber> LogView::selectedRecords() const
{
    if (!hasSelection())
        return {0, 0};
    const LogPosition end = m_selection.end();
    const bool touchesLast = end.offset > 0 || end.record == m_selection.begin().record;
    const RecordNumber last = touchesLast ? end.record : end.record - 1;
    return {numberAt(m_selection.begin().record), numberAt(last) + 1};
}

QByteArray LogView::selectedBytes(qsizetype limit) const
{
    QByteArray bytes;
    if (!hasSelection() || !m_layouts.source())
        return bytes;
    const LogPosition end = m_selection.end();
    const RecordNumber first = std::max(m_selection.begin().record, m_layouts.source()->first());
    for (RecordNumber row = first; row <= end.record && bytes.size() < limit; ++row) {
        const auto record = m_layouts.record(row);
        if (!record || record->kind != RecordKind::Data)
            continue;
        const bool whole = row != first && row != end.record;
        const auto map = whole ? std::nullopt : m_layouts.map(row);
        if (!map) {
            bytes += record->payload;
            continue;
        }
        const auto [from, to] = m_selection.within(row, m_layouts.at(row)->content().text.size());
        const Range range = map->bytes({from, to});
        bytes += record->payload.sliced(range.start, range.size());
    }
    return bytes;
}

void LogView::copySelection()
{
    if (!hasSelection())
        return;
    QApplication::setOverrideCursor(Qt::WaitCursor);
    QApplication::clipboard()->setText(selectedText());
    QApplication::restoreOverrideCursor();
}

void LogView::copySelectionAs(LogCopyFormat format)
{
    const QByteArray bytes = selectedBytes(copyBytesLimit);
    if (!bytes.isEmpty())
        QApplication::clipboard()->setText(written(bytes, format));
}

void LogView::askForChecksum()
{
    if (hasSelection())
        emit checksumWanted(selectedBytes(askBytesLimit));
}

/// For the middle mouse button, where there is such a thing.
void LogView::offerSelection() const
{
    QClipboard *clipboard = QApplication::clipboard();
    if (hasSelection() && clipboard->supportsSelection()
        && m_selection.end().record - m_selection.begin().record < offerLimit)
        clipboard->setText(m_selection.text(m_layouts, copyBytesLimit), QClipboard::Selection);
}

std::optional<RecordNumber> LogView::currentRecord() const
{
    ensurePage();
    if (m_pager.isEmpty())
        return {};
    const LogPosition place = m_selection.isActive() ? m_selection.cursor() : m_top;
    return numberAt(m_pager.clamped(place).record);
}

void LogView::contextMenuEvent(QContextMenuEvent *event)
{
    QMenu menu(this);
    QAction *copy = menu.addAction(tr("&Copy"), this, &LogView::copySelection);
    copy->setShortcut(QKeySequence::Copy);
    copy->setEnabled(hasSelection());
    QMenu *as = menu.addMenu(tr("Copy &bytes as"));
    as->setEnabled(hasSelection());
    as->addAction(tr("&Hex"), this, [this] { copySelectionAs(LogCopyFormat::Hex); });
    as->addAction(tr("&C array"), this, [this] { copySelectionAs(LogCopyFormat::CArray); });
    as->addAction(tr("&Python bytes"), this, [this] { copySelectionAs(LogCopyFormat::Python); });
    as->addAction(tr("&Escaped string"), this, [this] { copySelectionAs(LogCopyFormat::Escaped); });
    QAction *ask = menu.addAction(tr("&Which checksum fits?"), this, &LogView::askForChecksum);
    ask->setEnabled(hasSelection());
    QAction *all = menu.addAction(tr("Select &all"), this, &LogView::selectAll);
    all->setShortcut(QKeySequence::SelectAll);
    const LogPosition place = event->reason() == QContextMenuEvent::Mouse
        ? positionAt(event->pos())
        : (m_selection.isActive() ? m_selection.cursor() : m_top);
    const auto record = m_pager.isEmpty() ? std::nullopt : m_layouts.record(m_pager.clamped(place).record);
    if (record) {
        menu.addSeparator();
        if (m_layouts.gutter().isShown()) { // else it is the details
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
