// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QJsonObject>
#include <QTimer>
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
    /// Hides the bar.
    void finish();
    /// Does not wait any longer for the end of typing: emits patternChanged() now if it was on its way, and
    /// returns whether it was.
    bool applyNow();
    void showStatus(const QString &text, bool warning = false);

    QJsonObject save() const;
    void restore(const QJsonObject &state);

signals:
    /// Some time after the last key, so that a word is not searched letter by letter; at once with Enter, and
    /// when nothing is left.
    void patternChanged();
    void nextWanted();
    void previousWanted();
    void closed();

protected:
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void retranslate();
    void onPatternEdited();

    PatternEdit *m_pattern = nullptr;
    QToolButton *m_previous = nullptr;
    QToolButton *m_next = nullptr;
    QToolButton *m_close = nullptr;
    QLabel *m_status = nullptr;
    QTimer m_delay;
};
