// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/log/logscroller.h"
#include "widgets/log/logselectioncontroller.h"
#include "widgets/log/page/layoutcache.h"
#include "widgets/log/page/visibletext.h"

#include <QAbstractScrollArea>
#include <QBasicTimer>

class LogBadge;
class TrafficLog;

/// A viewport over a traffic log of any length: reads and lays out only the records on the screen. Nothing that a peer
/// sent is interpreted. Without an accessible name of its own it is called "Log".
class LogView : public QAbstractScrollArea
{
    Q_OBJECT
public:
    /// Without records.
    explicit LogView(QWidget *parent = nullptr);
    ~LogView() override;

    /// Which records are on the screen.
    LogScroller &scroller() const { return *m_scroller; }
    /// What is selected of them.
    LogSelectionController &selection() const { return *m_selection; }

    void setLog(const std::shared_ptr<TrafficLog> &log);
    /// `forText` is read out of order, and reads the whole log (see RecordText).
    void setSources(std::unique_ptr<RecordSource> records, std::unique_ptr<RecordSource> forText);
    /// Shows another part of the same log. Stays at the same record, or the next one in that part.
    void replaceSources(std::unique_ptr<RecordSource> records, std::unique_ptr<RecordSource> forText);
    /// There may be new records. Reads nothing: pages are made when they are painted.
    void refresh();

    /// Shows everything in this encoding, old records too.
    void setCodec(std::shared_ptr<const TextCodec> codec);
    void setDisplay(LogDisplay display);
    void setTimestamps(bool on) { change(&ContentSettings::timestamps, on); }
    void setTimeMode(LogTime mode) { change(&ContentSettings::timeMode, mode); }
    void setWrap(bool on);
    /// Whether time, direction, peer and size are shown left of the payloads.
    void setGutterShown(bool shown);
    /// Separates and checks messages. Changes nothing in the log, nor in what is copied.
    void setMessages(const MessageView &view, std::shared_ptr<const FrameIndex> index);
    /// Marks what this finds; null: nothing.
    void setSearch(std::shared_ptr<RecordTester> search) { change(&ContentSettings::search, std::move(search)); }

    /// How many points larger than usual the text is; negative: smaller.
    int zoomSteps() const { return qRound(font().pointSizeF() - m_unzoomedSize); }
    void setZoomSteps(int steps) { setTextSize(m_unzoomedSize + steps); }

    /// The lines on the screen as text for assistive technology: gutter and payload. Wrapped lines are joined.
    QString visibleText() const { return visiblePage().text; }
    /// The cell of a character of visibleText(), in coordinates of the viewport.
    QRect visibleTextRect(qsizetype offset) const;
    /// The character of visibleText() at a point of the viewport, or -1.
    qsizetype visibleTextOffset(QPoint point) const;

signals:
    /// The user zoomed.
    void zoomed();
    /// A record was double-clicked, or Enter pressed on it.
    void recordActivated(RecordNumber number);
    /// The user wants to see the traffic of this peer only.
    void peerWanted(const QString &peer);

protected:
    bool event(QEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    /// Does nothing: the scroller sets the bars, or reacts to them.
    void scrollContentsBy(int, int) override { }
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override { m_selection->mousePress(*event); }
    void mouseMoveEvent(QMouseEvent *event) override { m_selection->mouseMove(*event); }
    void mouseReleaseEvent(QMouseEvent *event) override { m_selection->mouseRelease(*event); }
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void timerEvent(QTimerEvent *event) override;

private:
    template<typename Value>
    void change(Value ContentSettings::*setting, Value value)
    {
        ContentSettings settings = m_layouts.reader().settings();
        settings.*setting = std::move(value);
        m_layouts.setSettings(settings);
        m_scroller->invalidate();
    }
    void updateBadge();
    VisibleText visiblePage() const;
    void reportToAccessibility();
    QString toolTipAt(QPoint point) const;
    void zoom(int steps);
    void setTextSize(qreal points);

    LayoutCache m_layouts;
    LogBadge *m_badge; // owned by Qt
    std::unique_ptr<LogScroller> m_scroller;
    std::unique_ptr<LogSelectionController> m_selection;
    QBasicTimer m_openFonts;
    qreal m_unzoomedSize = 0;
    QString m_reported; // to accessibility
};
