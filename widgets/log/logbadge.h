// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QAbstractButton>

/// The small sign over the log that says how much is going on out of sight.
class LogBadge : public QAbstractButton
{
    Q_OBJECT
public:
    explicit LogBadge(QWidget *parent);

    /// Shows `text` at the bottom of the parent; empty: hides. Clicks count only when `clickable`.
    void show(const QString &text, bool clickable);
    /// Moves back to the bottom of the parent after that was resized.
    void place();
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
};
