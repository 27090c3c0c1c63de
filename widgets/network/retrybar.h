// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/parts/translated.h"

#include <QFrame>
#include <QTimer>

class QLabel;
class QPushButton;
class Session;

/// Counts down to a client's next attempt to connect. Hidden while it does not wait.
class RetryBar : public Translated<QFrame>
{
    Q_OBJECT
public:
    /// `session` outlives it.
    explicit RetryBar(Session &session, QWidget *parent = nullptr);

protected:
    void retranslate() override;

private:
    void refresh();

    Session &m_session;
    QTimer m_tick;
    QLabel *const m_text;
    QPushButton *const m_now;
    QPushButton *const m_cancel;
};
