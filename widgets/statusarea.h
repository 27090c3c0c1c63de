// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/session/session.h"

#include <QPointer>
#include <QTimer>
#include <QWidget>

class CountField;
class QLabel;
class QPushButton;
class RatePlot;

/// State, counters and rates of one session, in the status bar.
class StatusArea : public QWidget
{
    Q_OBJECT
public:
    explicit StatusArea(QWidget *parent = nullptr);

    /// Which session to show; null: none.
    void setSession(Session *session);
    /// Shows the counters as they are now; called when the log grew.
    void refresh();

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    void showState();
    void measureRates(bool secondPassed);

    QPointer<Session> m_session;
    QTimer m_second;
    TrafficCounters m_before;
    QLabel *m_state = nullptr;
    QLabel *m_losses = nullptr;
    CountField *m_received = nullptr;
    CountField *m_sent = nullptr;
    RatePlot *m_plot = nullptr;
    QLabel *m_rates = nullptr;
    QPushButton *m_reset = nullptr;
};
