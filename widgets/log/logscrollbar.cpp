// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/log/logscrollbar.h"

#include <QStyleOptionSlider>

LogScrollBar::Look LogScrollBar::look() const
{
    QStyleOptionSlider option;
    initStyleOption(&option);
    return {style()->subControlRect(QStyle::CC_ScrollBar, &option, QStyle::SC_ScrollBarSlider, this),
            value() > minimum(), value() < maximum()};
}

void LogScrollBar::setPosition(const Position &position)
{
    m_changing = true;
    setRange(0, position.maximum);
    setPageStep(position.pageStep);
    setSingleStep(position.singleStep);
    setValue(position.value);
    m_changing = false;
    sliderChange(SliderRangeChange);
}

void LogScrollBar::sliderChange(SliderChange change)
{
    if (change == SliderOrientationChange || (!m_changing && look() != m_painted))
        QScrollBar::sliderChange(change);
}

void LogScrollBar::paintEvent(QPaintEvent *event)
{
    m_painted = look();
    QScrollBar::paintEvent(event);
}
