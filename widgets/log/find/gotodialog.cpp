// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/log/find/gotodialog.h"

#include "model/log/search/recordlookup.h"
#include "widgets/parts/statuslabel.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QVBoxLayout>

GoToDialog::GoToDialog(const std::shared_ptr<const TrafficLog> &log, QWidget *parent) : QDialog(parent), m_records(log)
{
    setWindowTitle(tr("Go to"));
    const QLocale locale;
    auto *label = new QLabel(tr("&Record (%1 to %2) or time (14:05:30):")
                                 .arg(locale.toString(m_records.first() + 1), locale.toString(m_records.end())),
                             this);
    m_input = new QLineEdit(this);
    m_input->setAccessibleName(tr("Record or time"));
    label->setBuddy(m_input);
    m_error = new StatusLabel(this);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    connect(m_input, &QLineEdit::textEdited, m_error, &StatusLabel::clear);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *column = new QVBoxLayout(this);
    column->addWidget(label);
    column->addWidget(m_input);
    column->addWidget(m_error);
    column->addWidget(buttons);
    setMinimumWidth(fontMetrics().averageCharWidth() * 60);
}

void GoToDialog::accept()
{
    const auto found = lookUpRecord(m_input->text(), m_records);
    if (!found) {
        m_error->showError(found.error().message);
        m_input->setFocus();
        return;
    }
    m_number = *found;
    QDialog::accept();
}
