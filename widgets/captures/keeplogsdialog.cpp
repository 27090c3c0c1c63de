// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/captures/keeplogsdialog.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>

#include <cmath>

namespace {

constexpr double gib = 1024.0 * 1024 * 1024;

double inGib(qint64 bytes)
{
    return double(bytes) / gib;
}

} // namespace

KeepLogsDialog::KeepLogsDialog(const LogLimits &limits, QWidget *parent) : QDialog(parent), m_bytes(limits.bytes)
{
    setWindowTitle(tr("Keep logs"));
    auto *about = new QLabel(tr("Logs of closed tabs are kept within these limits and listed under File, Recent logs. "
                                "0: no log is kept."),
                             this);
    about->setWordWrap(true);
    m_count = new QSpinBox(this);
    m_count->setRange(0, LogLimits::maxCount);
    m_size = new QDoubleSpinBox(this);
    m_size->setRange(0, inGib(LogLimits::maxBytes));
    m_size->setDecimals(2);
    m_size->setSuffix(tr(" GiB"));
    m_days = new QSpinBox(this);
    m_days->setRange(0, LogLimits::maxDays);
    auto *form = new QFormLayout;
    const auto add = [form](const QString &name, QWidget *field) {
        form->addRow(name, field);
        field->setAccessibleName(QString(name).remove(u'&'));
    };
    add(tr("Maximum &number of logs"), m_count);
    add(tr("Maximum total &size"), m_size);
    add(tr("Maximum &days since the last record"), m_days);
    auto *buttons =
        new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel | QDialogButtonBox::RestoreDefaults, this);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons->button(QDialogButtonBox::RestoreDefaults), &QPushButton::clicked, this, [this] { show({}); });
    auto *column = new QVBoxLayout(this);
    column->addWidget(about);
    column->addLayout(form);
    column->addWidget(buttons);
    show(limits);
    setMinimumWidth(fontMetrics().averageCharWidth() * 60);
}

void KeepLogsDialog::show(const LogLimits &limits)
{
    m_count->setValue(limits.count);
    m_size->setValue(inGib(limits.bytes));
    m_days->setValue(limits.days);
}

LogLimits KeepLogsDialog::limits() const
{
    const bool isSame = std::abs(m_size->value() - inGib(m_bytes)) < 0.005;
    return {m_count->value(), isSame ? m_bytes : qint64(std::llround(m_size->value() * gib)), m_days->value()};
}
