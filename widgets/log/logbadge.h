// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QAbstractButton>

/// The badge over the log: how many records are out of sight, or what is going on.
class LogBadge : public QAbstractButton
{
    Q_OBJECT
public:
    explicit LogBadge(QWidget *parent);

    /// Shows `text` at the bottom of the parent; hides if it is empty. Ignores clicks unless `clickable`.
    void show(const QString &text, bool clickable);
    /// Moves to the bottom of the parent, which was resized.
    void place();
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
};
