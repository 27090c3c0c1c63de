// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/parts/labeledfield.h"
#include "widgets/parts/statuslabel.h"
#include "widgets/parts/translated.h"
#include "widgets/sending/jobs/jobrunner.h"

#include <QDialog>
#include <QFormLayout>
#include <QJsonObject>
#include <QPointer>
#include <QPushButton>
#include <QVBoxLayout>

#include <functional>

/// A dialog whose button Start runs a job on the page that it was opened for; meanwhile the button is Stop. It is not
/// modal, and the page shows the progress. Closes with its page.
class ToolDialog : public Translated<QDialog>
{
    Q_OBJECT
public:
    ToolDialog(JobRunner &runner, QWidget *parent);

    /// The fields, to restore them in the next dialog of this kind.
    virtual QJsonObject save() const = 0;

protected:
    struct Work
    {
        std::function<QString()> title; ///< see SendingBar; outlives the dialog
        SendJob job;
    };
    /// The job to start; the dialog shows the error.
    virtual Result<Work> work() = 0;

    void changeEvent(QEvent *event) override;

    JobRunner &runner() const { return *m_runner; }
    QFormLayout *form() const { return m_form; }
    template<typename Field>
    LabeledField<Field> addField(Field *field)
    {
        const LabeledField labeled(field);
        m_form->addRow(labeled.label(), field);
        return labeled;
    }
    /// Below the fields.
    void addBelow(QWidget *widget) { m_below->addWidget(widget, 0, Qt::AlignTop); }
    /// Empty: nothing is wrong.
    void showError(const QString &message) { m_error->showError(message); }

private:
    void startOrStop();
    void updateButton() { m_start->setText(m_runner->isRunning() ? tr("Stop") : tr("Start")); }

    const QPointer<JobRunner> m_runner;
    QFormLayout *m_form = nullptr;
    QVBoxLayout *m_below = nullptr;
    StatusLabel *m_error = nullptr;
    QPushButton *m_start = nullptr;
};
