// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/sendjob.h"

#include <QFrame>

class QLabel;
class QProgressBar;
class QPushButton;
class QToolButton;

/// What is being sent by itself, how far that has come, and the button that stops it. Afterwards how it
/// ended, until it is closed. Hidden before the first time.
class SendingBar : public QFrame
{
    Q_OBJECT
public:
    explicit SendingBar(QWidget *parent = nullptr);

    /// `title` says what is sent.
    void start(const QString &title);
    void showProgress(const SendProgress &progress);
    void showOutcome(const SendOutcome &outcome);
    QString text() const;

signals:
    void stopRequested();

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();

    QLabel *m_title = nullptr;
    QLabel *m_text = nullptr;
    QProgressBar *m_done = nullptr;
    QPushButton *m_stop = nullptr;
    QToolButton *m_close = nullptr;
};
