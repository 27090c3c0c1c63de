// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

class PatternEdit;
class QLabel;
class QToolButton;

/// The bar under the log in which one looks for something.
class FindBar : public QWidget
{
    Q_OBJECT
public:
    explicit FindBar(QWidget *parent = nullptr);

    PatternEdit &pattern() const { return *m_pattern; }
    /// Shows the bar and puts the cursor into it, over what was looked for last.
    void start();
    void showStatus(const QString &text, bool warning = false);

signals:
    void patternChanged();
    void nextWanted();
    void previousWanted();
    void closed();

protected:
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void retranslate();

    PatternEdit *m_pattern = nullptr;
    QToolButton *m_previous = nullptr;
    QToolButton *m_next = nullptr;
    QToolButton *m_close = nullptr;
    QLabel *m_status = nullptr;
};
