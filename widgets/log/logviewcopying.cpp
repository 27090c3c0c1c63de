// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
// How a LogView copies what is selected.
#include "widgets/log/logview.h"

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

SelectionExtract::Writer writerOf(CopyFormat format)
{
    switch (format) {
    case CopyFormat::Hex:
        return [](const QByteArray &bytes) { return toHex(bytes); };
    case CopyFormat::CArray:
        return [](const QByteArray &bytes) { return toCArray(bytes); };
    case CopyFormat::Python:
        return [](const QByteArray &bytes) { return toPythonBytes(bytes); };
    case CopyFormat::Escaped:
        return [](const QByteArray &bytes) { return toEscaped(bytes); };
    }
    Q_UNREACHABLE();
}

} // namespace

std::unique_ptr<SelectionExtract> LogView::copyOf(SelectionExtract::Kind kind, qsizetype limit) const
{
    return std::make_unique<SelectionExtract>(m_layouts.contents(), m_selection, kind, limit);
}

QString LogView::selectedText() const
{
    const auto copy = copyOf(SelectionExtract::Kind::Text, copyLimit);
    copy->finish();
    return copy->text();
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
    const auto copy = copyOf(SelectionExtract::Kind::Bytes, limit);
    copy->finish();
    return copy->bytes();
}

void LogView::copySelection()
{
    if (!hasSelection())
        return;
    m_copier.start(copyOf(SelectionExtract::Kind::Text, copyLimit),
                   [](const SelectionExtract &copy) { QApplication::clipboard()->setText(copy.text()); });
}

void LogView::copySelectionAs(CopyFormat format)
{
    auto wanted = copyOf(SelectionExtract::Kind::Bytes, copyBytesLimit);
    wanted->setWriter(writerOf(format));
    m_copier.start(std::move(wanted), [](const SelectionExtract &copy) {
        if (!copy.bytes().isEmpty())
            QApplication::clipboard()->setText(copy.text());
    });
}

void LogView::askForChecksum()
{
    if (!hasSelection())
        return;
    m_copier.start(copyOf(SelectionExtract::Kind::Bytes, askBytesLimit),
                   [this](const SelectionExtract &copy) { emit checksumWanted(copy.bytes()); });
}

/// For the middle mouse button, where there is such a thing.
void LogView::offerSelection()
{
    if (!hasSelection() || !QApplication::clipboard()->supportsSelection()
        || m_selection.end().record - m_selection.begin().record >= offerLimit)
        return;
    m_offerer.start(copyOf(SelectionExtract::Kind::Text, copyBytesLimit), [](const SelectionExtract &copy) {
        QApplication::clipboard()->setText(copy.text(), QClipboard::Selection);
    });
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
    as->addAction(tr("&Hex"), this, [this] { copySelectionAs(CopyFormat::Hex); });
    as->addAction(tr("&C array"), this, [this] { copySelectionAs(CopyFormat::CArray); });
    as->addAction(tr("&Python bytes"), this, [this] { copySelectionAs(CopyFormat::Python); });
    as->addAction(tr("&Escaped string"), this, [this] { copySelectionAs(CopyFormat::Escaped); });
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
