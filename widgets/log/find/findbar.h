// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/log/find/logbar.h"

/// The bar below the log: searches.
class FindBar : public LogBar
{
    Q_OBJECT
public:
    explicit FindBar(QWidget *parent = nullptr);

    /// Hides the bar.
    void finish();
    /// Emits a pending patternChanged() now; returns whether there was one.
    bool applyNow();

    QJsonObject save() const;
    void restore(const QJsonObject &state);

signals:
    /// Some time after the last key; at once with Enter, and when the pattern is empty.
    void patternChanged();
    void nextWanted();
    void previousWanted();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void retranslate() override;
    void onPatternEdited();

    QToolButton *m_previous = nullptr;
    QToolButton *m_next = nullptr;
};
