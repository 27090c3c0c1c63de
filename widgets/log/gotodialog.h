// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/log/logreader.h"

#include <QDialog>

class QLabel;
class QLineEdit;

/// Asks where in the log to go: the number of a record, or a time. Stays open, with what was typed,
/// until that makes sense.
class GoToDialog : public QDialog
{
    Q_OBJECT
public:
    explicit GoToDialog(const std::shared_ptr<const TrafficLog> &log, QWidget *parent = nullptr);

    /// After the dialog was accepted.
    RecordNumber record() const { return m_record; }
    void accept() override;

private:
    LogReader m_records;
    RecordNumber m_record = 0;
    QLineEdit *m_place = nullptr;
    QLabel *m_error = nullptr;
};
