// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QRect>
#include <QScrollBar>

#include <tuple>

/// Repaints only when it looks different: in a growing log, range and value change often, but the slider hardly moves.
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
    /// Sets all values at once, so that no state in between is painted.
    void setPosition(const Position &position);

protected:
    void sliderChange(SliderChange change) override;
    void paintEvent(QPaintEvent *event) override;

private:
    using Look = std::tuple<QRect, bool, bool>; // of the slider; whether it can move back and forth
    Look look() const;

    Look m_painted;
    bool m_changing = false; // by setPosition()
};
