// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/log/store/loglimits.h"

#include <QDialog>

class QDoubleSpinBox;
class QSpinBox;

/// Asks how many logs of closed tabs are kept, how large and how old.
class KeepLogsDialog : public QDialog
{
    Q_OBJECT
public:
    explicit KeepLogsDialog(const LogLimits &limits, QWidget *parent = nullptr);

    LogLimits limits() const;

private:
    void show(const LogLimits &limits);

    const qint64 m_bytes; // the exact limit; the field shows a rounded one
    QSpinBox *m_count = nullptr;
    QDoubleSpinBox *m_size = nullptr;
    QSpinBox *m_days = nullptr;
};
