// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/sending/jobs/tooldialog.h"

class FileChooser;
class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

/// Sends a file.
class SendFileDialog : public ToolDialog
{
    Q_OBJECT
public:
    SendFileDialog(JobRunner &runner, FileChooser &files, const QJsonObject &state, QWidget *parent);

    QJsonObject save() const override;

protected:
    Result<Work> work() override;
    void retranslate() override;

private:
    QLabel *m_fileLabel = nullptr;
    QLineEdit *m_file = nullptr;
    QPushButton *m_browse = nullptr;
    QCheckBox *m_limit = nullptr;
    QSpinBox *m_rate = nullptr; // KiB/s
    QSpinBox *m_size = nullptr; // of a datagram
};
