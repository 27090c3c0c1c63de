// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/log/backgroundcopier.h"
#include "widgets/log/rows/layoutcache.h"
#include "widgets/log/rows/logpager.h"

#include <QAbstractScrollArea>
#include <QBasicTimer>

class LogScrollBar;
class LogBadge;
class TrafficLog;
struct VisibleText;

/// How bytes are copied.
enum class CopyFormat : quint8 { Hex, CArray, Python, Escaped };

/// A viewport over a traffic log of any length: reads and lays out only the records on the screen.
/// Follows the newest record until the user scrolls up. Nothing that a peer sent is interpreted.
/// Without an accessible name of its own it is called "Log".
class LogView : public QAbstractScrollArea
{
    Q_OBJECT
public:
    using Display = LogDisplay;

    explicit LogView(QWidget *parent = nullptr);
    ~LogView() override;

    void setLog(const std::shared_ptr<TrafficLog> &log);
    /// What to show, twice: text is read out of order (see RecordText), and from the whole log.
    void setSources(std::unique_ptr<RecordSource> records, std::unique_ptr<RecordSource> forText);
    /// Shows another part of the same log. Keeps the place, as far as it is in that part; origin and
    /// pause stay.
    void replaceSources(std::unique_ptr<RecordSource> records, std::unique_ptr<RecordSource> forText);
    /// Shows everything in this encoding, what came before too. Keeps the place.
    void setCodec(std::shared_ptr<const TextCodec> codec);
    void setDisplay(Display display);
    Display display() const { return m_layouts.display(); }
    void setTimestamps(bool on);
    void setTimeMode(LogTime mode);
    void setWrap(bool on);
    /// Whether time, direction, peer and size stand before the payloads.
    void setGutterShown(bool shown);
    /// Tells messages apart and checks them; what is stored, and what is copied of it, stays.
    void setMessages(const MessageView &view, std::shared_ptr<const FrameIndex> index);
    /// Marks what this finds; null: nothing.
    void setSearch(std::shared_ptr<RecordTester> search);

    /// Sticks to the newest record.
    void setFollowing(bool on);
    bool isFollowing() const { return m_following; }
    /// Freezes the view at the records there now; the log goes on.
    void setPaused(bool on);
    bool isPaused() const { return m_paused; }
    /// Records of the log before `first` are not shown ("clear").
    void setOrigin(RecordNumber first);
    RecordNumber origin() const { return m_origin; }
    /// There may be new records. Cheap however many; nothing is read while the view is out of sight.
    void refresh();

    bool hasSelection() const { return !m_selection.isEmpty(); }
    /// The text that is copied. Takes its time when much is selected, as the next one.
    QString selectedText() const;
    /// The bytes of the records and characters that are selected, at most about `limit`. Events have none.
    QByteArray selectedBytes(qsizetype limit) const;
    /// The records that the selection touches, by their numbers in the log, [first, second); empty
    /// without a selection.
    std::pair<RecordNumber, RecordNumber> selectedRecords() const;
    /// Puts what is selected into the clipboard: at once, or, when it is much, as soon as another thread has it;
    /// the badge says so meanwhile. Another copy, or another log, cancels it.
    void copySelection();
    void copySelectionAs(CopyFormat format);
    void selectAll();
    /// Emits checksumWanted() with the selected bytes, when they are read.
    void askForChecksum();
    /// The number in the log of the record where the cursor is, or of the first one shown; nothing when
    /// there is none.
    std::optional<RecordNumber> currentRecord() const;
    /// Scrolls to a record by its number in the log, or to the next one that is shown, and selects it.
    void showRecord(RecordNumber number);
    /// As showRecord(), but selects some of its bytes; of an event, characters.
    void showBytes(RecordNumber number, Range bytes);

    /// The lines on the screen as plain text, for assistive technology: gutter and payload,
    /// separated by blanks. Wrapped rows of one line are joined.
    QString visibleText() const;
    /// Where a character of visibleText() stands, and which one stands at a point, or -1; in
    /// coordinates of the viewport.
    QRect visibleTextRect(qsizetype offset) const;
    qsizetype visibleTextOffset(QPoint point) const;

    /// The record and character at the top of the screen.
    LogPosition topPosition() const;
    /// Scrolls so that `position` is at the top, as far as there are rows to fill the page.
    void scrollTo(LogPosition position);

    /// How many rows there is room for.
    qsizetype rowCapacity() const;

    /// How many points the text is larger than usual; negative: smaller.
    int zoomSteps() const;
    void setZoomSteps(int steps);

signals:
    void followingChanged(bool following);
    /// See zoomSteps().
    void zoomed();
    void selectionChanged();
    /// A record was double-clicked, or Enter pressed on it: its number in the log.
    void recordActivated(RecordNumber number);
    /// The user wants to see the traffic of one peer only.
    void peerWanted(const QString &peer);
    /// The user wants to know with which checksum these bytes end. They are cut at about 1 MiB.
    void checksumWanted(const QByteArray &bytes);

protected:
    bool event(QEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    /// Nothing more: what a bar shows is set while a page is made, or makes a page itself.
    void scrollContentsBy(int, int) override { }
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void timerEvent(QTimerEvent *event) override;

private:
    // The page
    RecordNumber shownEnd() const;
    RecordNumber rowOf(RecordNumber number) const;
    RecordNumber numberAt(RecordNumber row) const;
    void invalidate();
    void ensurePage() const;
    void buildPage();
    QString notice() const;
    void updateBadge();
    void openNextFont();
    VisibleText visiblePage() const;
    void tellAccessibility();

    // Scrolling (logviewscroll.cpp)
    void connectScrollBars();
    void syncScrollBars();
    void onVerticalValue(int value);
    void onVerticalAction(int action);
    qreal barScale() const;
    int barValue(LogPosition position) const;
    void scrollRows(qsizetype rows);
    void goToTop();
    void ensureVisible(LogPosition position);
    void bringIntoView(LogPosition position);
    bool scrollByKey(const QKeyEvent &event);
    void zoom(int steps);
    void setTextSize(qreal points);

    // Selecting (logviewselecting.cpp)
    bool isOverGutter(QPoint position) const;
    LogPosition positionAt(QPoint position) const;
    void dropSelection();
    bool selectByKey(const QKeyEvent &event);
    void moveCursorRows(qsizetype rows);
    void moveCursorTo(LogPosition position);
    void moveCursorSideways(int step);
    std::unique_ptr<SelectionExtract> copyOf(SelectionExtract::Kind kind, qsizetype limit) const;
    void offerSelection();
    void dragTo(QPoint position);
    QString toolTipAt(QPoint position) const;

    mutable LayoutCache m_layouts; // reading fills its memory
    LogPager m_pager;
    std::vector<PageRow> m_page;
    qreal m_pageWrapWidth = -1; // that m_page was made for
    bool m_pageValid = false;
    LogPosition m_top;
    std::optional<RecordNumber> m_kept; // to come back to when the part of the log that is shown grows

    bool m_following = true;
    bool m_paused = false;
    RecordNumber m_pausedEnd = 0; // this, and the others here, as numbers in the log
    RecordNumber m_origin = 0;
    RecordNumber m_seenEnd = 0; // the end when the user left it
    bool m_syncing = false;     // the scroll bars are set to the page, not the other way round

    LogSelection m_selection;
    BackgroundCopier m_copier;
    BackgroundCopier m_offerer; // to the middle mouse button
    bool m_dragging = false;
    QPoint m_dragPosition;
    QBasicTimer m_autoScroll;
    QBasicTimer m_openFonts;
    qreal m_cursorX = -1; // that moving up and down keeps to

    int m_wheelRest = 0; // what was turned but made no row yet
    int m_pixelRest = 0;
    qreal m_unzoomedSize = 0;
    LogScrollBar *m_vertical; // owned by Qt, as what follows
    LogScrollBar *m_horizontal;
    LogBadge *m_badge;
    QString m_told; // to accessibility
};
