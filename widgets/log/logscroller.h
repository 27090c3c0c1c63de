// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/log/record.h"
#include "widgets/log/logscrollbar.h"
#include "widgets/log/page/layoutcache.h"
#include "widgets/log/page/logpager.h"

#include <QObject>

#include <optional>

class QKeyEvent;
class QPoint;
class QWheelEvent;
class RecordSource;

/// Decides which lines of the log are on the screen: scrolls, follows the newest record until the user scrolls up,
/// pauses, and hides old records. Makes the page when somebody looks at it.
class LogScroller : public QObject
{
    Q_OBJECT
public:
    LogScroller(LayoutCache &layouts, QWidget &viewport, LogScrollBar &vertical, LogScrollBar &horizontal);

    /// The lines on the screen; the last one may be cut.
    const std::vector<PageLine> &page();
    /// The rows that are shown.
    const LogPager &pager();
    /// The position at the top of the screen.
    LogPosition top();
    /// The notice above the first record that tells how many are missing; empty: none.
    QString notice() const;
    /// How many lines fit.
    qsizetype lineCapacity() const { return std::max(1, m_viewport.height() / m_layouts.metrics().lineHeight()); }
    /// How far the payloads are scrolled to the right.
    int scrollX() const { return m_horizontal.value(); }
    /// The line at this height; null where there is none.
    const PageLine *lineAt(int y);
    /// The position in the log of a point of the viewport.
    LogPosition positionAt(QPoint point);

    /// What the layouts show has changed: makes a new page, at the same position.
    void invalidate();
    /// Starts anew, with the records of another log.
    void reset();
    /// Around an exchange of the source for one that shows another part of the same log: stays at the record.
    void keepRecord();
    void returnToRecord();
    /// Offsets into the record at the top have lost their meaning: shows it from its start.
    void snapToRecord();
    /// There may be new records. Reads nothing.
    void refresh();

    /// Scrolls so that `position` is at the top, if enough lines follow to fill the page.
    void scrollTo(LogPosition position);
    void scrollLines(qsizetype lines);
    /// Single steps of the horizontal bar; negative: to the left.
    void scrollSideways(int steps);
    /// Scrolls as little as possible.
    void ensureVisible(LogPosition position);
    /// Scrolls with some lines above it, unless it is visible already.
    void bringIntoView(LogPosition position);
    /// How many lines a key moves down (negative: up); 0 if it does not.
    qsizetype linesOf(int key) const;
    /// Returns whether the key scrolls.
    bool keyPress(const QKeyEvent &event);
    void wheel(const QWheelEvent &event);

    void setFollowing(bool on);
    bool isFollowing() const { return m_following; }
    /// Does not follow while held, as while something is being selected.
    void hold() { m_held = true; }
    /// `stay`: stops following, if there are newer lines than those on the screen.
    void release(bool stay);
    /// Shows no record that comes from now on, until the pause ends.
    void setPaused(bool on);
    bool isPaused() const { return m_paused; }
    /// Hides the records before this one.
    void setOrigin(RecordNumber number);
    RecordNumber origin() const { return m_origin; }
    /// How many records have come since the view was paused or stopped following.
    quint64 unseenRecords() const;

signals:
    void followingChanged(bool following);
    void originChanged();
    void unseenChanged();

private:
    const RecordSource &source() const { return m_layouts.source(); }
    /// A row: one past the last one that is shown.
    RecordRow shownEnd() const { return m_paused ? source().rowOf(m_pausedEnd) : source().endRow(); }
    void ensurePage();
    void syncScrollBars();
    void onVerticalValue(int value);
    void onVerticalAction(int action);
    qreal barScale() const;
    int barValue(LogPosition position) const;
    void scrollToTop();

    LayoutCache &m_layouts;
    QWidget &m_viewport;
    LogScrollBar &m_vertical;
    LogScrollBar &m_horizontal;
    LogPager m_pager;
    std::vector<PageLine> m_page;
    qreal m_pageWrapWidth = -1; // of the lines in m_page
    bool m_pageValid = false;
    LogPosition m_top;

    bool m_following = true;
    bool m_held = false;
    bool m_paused = false;
    RecordNumber m_pausedEnd = 0; // this, and the others here, are numbers in the log
    RecordNumber m_seenEnd = 0;   // when the view stopped following
    RecordNumber m_origin = 0;
    std::optional<RecordNumber> m_kept; // to return to as the part of the log that is shown grows

    bool m_syncing = false; // the page sets the scroll bars, not the other way round
    int m_angleRest = 0;    // of the wheel, less than a line
    int m_pixelRest = 0;
};
