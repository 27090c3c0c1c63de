// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

#include <array>

/// Plots the bytes per second of the last minute: received above the middle line, sent below it, to the same scale.
class RatePlot : public QWidget
{
    Q_OBJECT
public:
    explicit RatePlot(QWidget *parent = nullptr);

    /// The bytes of the last second.
    void add(qint64 received, qint64 sent);
    void clear();
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    struct Second
    {
        qint64 received = 0;
        qint64 sent = 0;
    };
    static constexpr size_t seconds = 60;

    qint64 largest() const;

    std::array<Second, seconds> m_seconds = {}; // a ring, of which m_next is the oldest
    size_t m_next = 0;
};
