// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/session/sendjob.h"
#include "widgets/parts/translated.h"
#include "widgets/parts/wrappedlabel.h"

#include <QFrame>

#include <functional>
#include <variant>

class ElidedLabel;
class QProgressBar;
class QPushButton;
class QToolButton;

/// Shows the running job with a button that stops it, then its result until closed. Hidden before the first job.
class SendingBar : public Translated<QFrame>
{
    Q_OBJECT
public:
    explicit SendingBar(QWidget *parent = nullptr);

    /// `title` returns the title in the current language; it is called again when that changes.
    void start(std::function<QString()> title);
    void showProgress(const SendProgress &progress);
    void showOutcome(const SendOutcome &outcome);
    QString text() const { return m_text->text(); }

signals:
    void stopRequested();

protected:
    void retranslate() override;

private:
    void showText();

    std::function<QString()> m_jobTitle;
    std::variant<std::monostate, SendProgress, SendOutcome> m_shown;
    ElidedLabel *m_title = nullptr;
    WrappedLabel *m_text = nullptr;
    QProgressBar *m_progress = nullptr;
    QPushButton *m_stop = nullptr;
    QToolButton *m_close = nullptr;
};
