// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QRect>
#include <QScrollBar>

#include <tuple>

/// A scroll bar that is painted again only when it looks different: in a log that grows, range and value change with
/// each refresh, but the slider hardly moves.
class LogScrollBar : public QScrollBar
{
    Q_OBJECT
public:
    using QScrollBar::QScrollBar;

    struct Position
    {
        int maximum = 0; ///< the minimum is 0
        int pageStep = 1;
        int singleStep = 1;
        int value = 0;
    };
    /// All at once, so that nothing in between is painted.
    void setPosition(const Position &position);

protected:
    void sliderChange(SliderChange change) override;
    void paintEvent(QPaintEvent *event) override;

private:
    using Look = std::tuple<QRect, bool, bool>; // where the slider is; whether there is anything before and behind it
    Look look() const;

    Look m_painted;
    bool m_changing = false; // by setPosition()
};
