// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/rateplot.h"

#include "widgets/log/page/logcolors.h"

#include <QPainter>

#include <algorithm>

namespace {

constexpr int usualSecondWidth = 2; // pixels; 1 where there is no room

} // namespace

RatePlot::RatePlot(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Expanding);
}

void RatePlot::add(qint64 received, qint64 sent)
{
    m_seconds[m_next] = {received, sent};
    m_next = (m_next + 1) % seconds;
    update();
}

void RatePlot::clear()
{
    m_seconds = {};
    update();
}

QSize RatePlot::sizeHint() const
{
    return {int(seconds) * usualSecondWidth + 2, fontMetrics().height()};
}

QSize RatePlot::minimumSizeHint() const
{
    return {int(seconds) + 2, fontMetrics().height()};
}

qint64 RatePlot::largest() const
{
    qint64 largest = 0;
    for (const Second &second : m_seconds)
        largest = std::max({largest, second.received, second.sent});
    return largest;
}

void RatePlot::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const LogColors colors(palette());
    const int middle = height() / 2;
    const int secondWidth = std::max((width() - 2) / int(seconds), 1);
    painter.fillRect(1, middle, int(seconds) * secondWidth, 1, palette().mid());
    const qint64 fullScale = largest();
    if (fullScale == 0)
        return;
    // At least one pixel, if there was anything.
    const auto heightOf = [&](qint64 bytes) {
        return bytes == 0 ? 0 : std::max(1, int(double(bytes) / double(fullScale) * (middle - 1)));
    };
    for (size_t i = 0; i < seconds; ++i) {
        const Second &second = m_seconds[(m_next + i) % seconds];
        const int x = 1 + int(i) * secondWidth;
        const int up = heightOf(second.received);
        painter.fillRect(x, middle - up, secondWidth, up, colors.received);
        painter.fillRect(x, middle, secondWidth, heightOf(second.sent), colors.sent);
    }
}
