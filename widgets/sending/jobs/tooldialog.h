// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/sending/jobs/jobrunner.h"

#include <QDialog>
#include <QJsonObject>
#include <QPointer>

#include <functional>

class QFormLayout;
class QLabel;
class QPushButton;

/// A dialog whose Start begins a job on the page that it was opened for. It stays open beside the window, which
/// shows how the job goes; Start becomes Stop meanwhile. Ends with its page. As it stays open while the language
/// changes, all its words are set by retranslate().
class ToolDialog : public QDialog
{
    Q_OBJECT
public:
    ToolDialog(JobRunner &runner, QWidget *parent);

    /// The fields, to be filled in again the next time.
    virtual QJsonObject save() const = 0;

protected:
    struct Work
    {
        std::function<QString()> title; ///< see SendingBar; outlives the dialog
        SendJob job;
    };
    /// What Start is to begin; the error is shown in place.
    virtual Result<Work> work() = 0;

    /// All that is shown in the language in use. Called by the constructor of the class that has it, and when the
    /// language changes.
    virtual void retranslate() = 0;
    void changeEvent(QEvent *event) override;

    JobRunner &runner() const { return *m_runner; }
    QFormLayout *form() const { return m_form; }
    /// Adds a field with a label.
    void addField(QWidget *field);
    /// The words of a field's label, which are its accessible name.
    void nameField(QWidget *field, const QString &words);
    /// Below the fields.
    void addBelow(QWidget *widget);
    void showProblem(const QString &text);

private:
    void startOrStop();
    void updateButton();

    const QPointer<JobRunner> m_runner;
    QFormLayout *m_form = nullptr;
    class QVBoxLayout *m_below = nullptr;
    QLabel *m_problem = nullptr;
    QPushButton *m_start = nullptr;
};
