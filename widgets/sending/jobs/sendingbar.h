// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/session/sendjob.h"
#include "widgets/parts/translated.h"

#include <QFrame>

#include <functional>
#include <variant>

class QLabel;
class QProgressBar;
class QPushButton;
class QToolButton;

/// What is being sent by itself, how far that has come, and the button that stops it. Afterwards how it
/// ended, until it is closed. Hidden before the first time.
class SendingBar : public Translated<QFrame>
{
    Q_OBJECT
public:
    explicit SendingBar(QWidget *parent = nullptr);

    /// `title` says what is sent, in the language in use then: it is asked again when that changes.
    void start(std::function<QString()> title);
    void showProgress(const SendProgress &progress);
    void showOutcome(const SendOutcome &outcome);
    QString text() const;

signals:
    void stopRequested();

protected:
    void retranslate() override;

private:
    void showText();

    std::function<QString()> m_whatIsSent;
    std::variant<std::monostate, SendProgress, SendOutcome> m_shown;
    QLabel *m_title = nullptr;
    QLabel *m_text = nullptr;
    QProgressBar *m_done = nullptr;
    QPushButton *m_stop = nullptr;
    QToolButton *m_close = nullptr;
};
