// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/sending/jobs/tooldialog.h"

class FileChooser;
class QCheckBox;
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
    LabeledField<QLineEdit> m_file;
    QPushButton *m_browse = nullptr;
    QCheckBox *m_limit = nullptr;
    LabeledField<QSpinBox> m_rate; // KiB/s
    LabeledField<QSpinBox> m_size; // of a datagram
};
