// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/sending/jobs/tooldialog.h"

#include <QDialogButtonBox>
#include <QEvent>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

ToolDialog::ToolDialog(JobRunner &runner, QWidget *parent) : QDialog(parent), m_runner(&runner)
{
    setAttribute(Qt::WA_DeleteOnClose);
    auto *layout = new QVBoxLayout(this);
    m_form = new QFormLayout;
    layout->addLayout(m_form);
    m_below = new QVBoxLayout;
    layout->addLayout(m_below, 1);
    m_problem = new QLabel(this);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    m_problem->hide();
    QPalette colors = palette();
    colors.setColor(QPalette::WindowText,
                    palette().color(QPalette::Window).lightness() < 128 ? QColor(0xff7b72) : QColor(0xb3261e));
    m_problem->setPalette(colors);
    layout->addWidget(m_problem);
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

void ToolDialog::addField(QWidget *field)
{
    auto *label = new QLabel(this);
    label->setBuddy(field);
    m_form->addRow(label, field);
}

void ToolDialog::nameField(QWidget *field, const QString &words)
{
    if (auto *label = qobject_cast<QLabel *>(m_form->labelForField(field)))
        label->setText(words);
    field->setAccessibleName(words);
}

void ToolDialog::addBelow(QWidget *widget)
{
    m_below->addWidget(widget, 0, Qt::AlignTop);
}

void ToolDialog::showProblem(const QString &text)
{
    m_problem->setText(text);
    m_problem->setVisible(!text.isEmpty());
}

void ToolDialog::changeEvent(QEvent *event)
{
    QDialog::changeEvent(event);
    if (event->type() != QEvent::LanguageChange || !m_runner)
        return;
    updateButton();
    if (!m_problem->isHidden()) {
        if (const auto begun = work(); !begun)
            showProblem(begun.error().message);
    }
    retranslate();
}

void ToolDialog::startOrStop()
{
    if (m_runner->isRunning()) {
        m_runner->stop();
        return;
    }
    auto begun = work().and_then([this](Work &&what) { return m_runner->start(what.title, std::move(what.job)); });
    showProblem(begun ? QString() : begun.error().message);
}

void ToolDialog::updateButton()
{
    m_start->setText(m_runner->isRunning() ? tr("Stop") : tr("Start"));
}
