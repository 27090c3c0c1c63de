// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/log/backgroundcopier.h"
#include "widgets/log/logscroller.h"

#include <QBasicTimer>
#include <QPoint>

class LayoutCache;
class QKeyEvent;
class QMouseEvent;

/// How bytes are copied.
enum class CopyFormat : quint8 { Hex, CArray, Python, Escaped };

/// Selects in the log, with mouse and keys, and copies what is selected.
class LogSelectionController : public QObject
{
    Q_OBJECT
public:
    LogSelectionController(LayoutCache &layouts, LogScroller &scroller, QWidget &viewport);

    const LogSelection &selection() const { return m_selection; }
    bool isEmpty() const { return m_selection.isEmpty(); }
    void clear();
    void selectAll();
    /// Selects a record, or the next one that is shown, and scrolls to it.
    void selectRecord(RecordNumber number);
    /// Selects bytes of a record, or characters of an event, and scrolls there. Does nothing if it is not shown.
    void selectBytes(RecordNumber number, Range bytes);

    /// Where the selection can be extended, or the top of the screen.
    LogPosition cursor() const { return m_selection.isActive() ? m_selection.cursor() : m_scroller.top(); }
    /// The record with the cursor; nothing when none is shown.
    std::optional<RecordNumber> currentRecord() const;
    /// The text that is copied. May take long when much is selected, as bytes().
    QString text() const;
    /// The bytes of the selected records and characters, at most about `limit`. Events have none.
    QByteArray bytes(qsizetype limit) const;
    /// The numbers of the records that the selection touches, [first, second); empty without a selection.
    std::pair<RecordNumber, RecordNumber> records() const;

    /// Copies to the clipboard: at once or, when much is selected, in the background. Another copy cancels it.
    void copy();
    void copyAs(CopyFormat format);
    void cancelCopy();
    bool isCopying() const { return m_copier.isRunning(); }
    /// Emits checksumWanted() once the selected bytes are read.
    void requestChecksum();

    /// Returns whether the key selects or copies.
    bool keyPress(const QKeyEvent &event);
    void mousePress(const QMouseEvent &event);
    void mouseMove(const QMouseEvent &event);
    void mouseRelease(const QMouseEvent &event);

signals:
    void changed();
    void copyingChanged();
    /// The user wants to know which checksum these bytes end with. They are cut at about 1 MiB.
    void checksumWanted(const QByteArray &bytes);

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    std::unique_ptr<SelectionExtract> extract(SelectionExtract::Kind kind, qsizetype limit,
                                              SelectionExtract::Writer writer = nullptr) const;
    void offer();
    void onChanged();
    void onOriginChanged();
    void dragTo(QPoint point);
    void moveCursorLines(qsizetype lines);
    void moveCursorTo(LogPosition position);
    void moveCursorSideways(int step);

    LayoutCache &m_layouts;
    LogScroller &m_scroller;
    QWidget &m_viewport;
    LogSelection m_selection;
    BackgroundCopier m_copier;
    BackgroundCopier m_offerer; // for the middle mouse button
    bool m_dragging = false;
    QPoint m_dragPoint;
    QBasicTimer m_autoScroll;
    qreal m_cursorX = -1; // kept while the cursor moves up and down
};
