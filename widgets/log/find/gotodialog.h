// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/log/logreader.h"

#include <QDialog>

class StatusLabel;
class QLineEdit;

/// Asks where in the log to go: the number of a record, or a time. Stays open until that is valid.
class GoToDialog : public QDialog
{
    Q_OBJECT
public:
    explicit GoToDialog(const std::shared_ptr<const TrafficLog> &log, QWidget *parent = nullptr);

    /// Valid once the dialog is accepted.
    RecordNumber number() const { return m_number; }
    void accept() override;

private:
    LogReader m_records;
    RecordNumber m_number = 0;
    QLineEdit *m_input = nullptr;
    StatusLabel *m_error = nullptr;
};
