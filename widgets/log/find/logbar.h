// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/parts/translated.h"

#include <QJsonObject>
#include <QTimer>
#include <QWidget>

class ElidedLabel;
class PatternEdit;
class QHBoxLayout;
class QToolButton;

/// What the bars above and below the log have in common: a pattern, a status and a close button. Escape closes.
class LogBar : public Translated<QWidget>
{
    Q_OBJECT
public:
    PatternEdit &pattern() const { return *m_pattern; }
    /// Shows the bar and puts the cursor into the pattern, with its text selected.
    void start();
    void showStatus(const QString &text, bool warning = false);
    /// Marks the pattern, and shows what is wrong with it; an empty message unmarks it and clears the status.
    void showError(const QString &message);

signals:
    void closed();

protected:
    /// `statusChars`: the least width of the status.
    LogBar(int statusChars, QWidget *parent);
    /// Adds the status and the close button, which end the row.
    void addEnd(QHBoxLayout &row);
    void keyPressEvent(QKeyEvent *event) override;

    // Without a parent until they are in the layout, which makes the order of the tab key that of the row.
    PatternEdit *m_pattern;
    ElidedLabel *m_status;
    QToolButton *m_close;
    QTimer m_delay; // after the last key, so that a word is not searched letter by letter
};
