// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/log/trafficlog.h"
#include "widgets/pages/logpage.h"
#include "widgets/parts/translated.h"

#include <QPointer>
#include <QTimer>
#include <QWidget>

class CountField;
class ElidedLabel;
class QLabel;
class QPushButton;
class RatePlot;
class Session;

/// State, counters and rates of one page, in the status bar.
class StatusArea : public Translated<QWidget>
{
    Q_OBJECT
public:
    explicit StatusArea(QWidget *parent = nullptr);

    /// Null shows none.
    void setPage(LogPage *page);
    /// Shows the counters as they are now; called when the log has grown.
    void refresh();

private:
    void retranslate() override;
    void showState();
    QString sessionText(const Session &session) const;
    static QString groupsText(const Session &session);
    TrafficCounters counters() const { return m_page ? m_page->counters() : TrafficCounters(); }
    void measureRates(bool secondPassed);

    QPointer<LogPage> m_page;
    QPointer<Session> m_session; // of the page, if it has one
    QTimer m_second;
    TrafficCounters m_before;
    ElidedLabel *m_state = nullptr;
    ElidedLabel *m_losses = nullptr;
    CountField *m_received = nullptr;
    CountField *m_sent = nullptr;
    RatePlot *m_plot = nullptr;
    QLabel *m_rates = nullptr;
    QPushButton *m_reset = nullptr;
};
