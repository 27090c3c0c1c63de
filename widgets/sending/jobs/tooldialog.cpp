// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/sending/jobs/tooldialog.h"

#include <QDialogButtonBox>
#include <QEvent>

ToolDialog::ToolDialog(JobRunner &runner, QWidget *parent) : Translated(parent), m_runner(&runner)
{
    setAttribute(Qt::WA_DeleteOnClose);
    auto *layout = new QVBoxLayout(this);
    m_form = new QFormLayout;
    layout->addLayout(m_form);
    m_below = new QVBoxLayout;
    layout->addLayout(m_below, 1);
    m_error = new StatusLabel(this);
    layout->addWidget(m_error);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    m_start = buttons->addButton(QString(), QDialogButtonBox::ActionRole);
    m_start->setDefault(true);
    layout->addWidget(buttons);
    connect(m_start, &QPushButton::clicked, this, &ToolDialog::startOrStop);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    connect(&runner, &JobRunner::runningChanged, this, &ToolDialog::updateButton);
    connect(&runner, &QObject::destroyed, this, &QDialog::close);
    updateButton();
}

void ToolDialog::changeEvent(QEvent *event)
{
    if (!m_runner) // the dialog is closing
        return;
    if (event->type() == QEvent::LanguageChange) {
        updateButton();
        if (const auto started = m_error->isHidden() ? Result<Work>() : work(); !started)
            showError(started.error().message);
    }
    Translated::changeEvent(event);
}

void ToolDialog::startOrStop()
{
    if (m_runner->isRunning()) {
        m_runner->stop();
        return;
    }
    auto started = work().and_then([this](Work &&what) { return m_runner->start(what.title, std::move(what.job)); });
    showError(started ? QString() : started.error().message);
}
