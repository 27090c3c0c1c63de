// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/tooldialog.h"

class FileChooser;
class QCheckBox;
class QLineEdit;
class QSpinBox;

/// Sends a file.
class SendFileDialog : public ToolDialog
{
    Q_OBJECT
public:
    SendFileDialog(PageSending &sending, FileChooser &files, const QJsonObject &state, QWidget *parent);

    QJsonObject save() const override;

protected:
    Result<Work> work() override;

private:
    QLineEdit *m_file = nullptr;
    QCheckBox *m_limit = nullptr;
    QSpinBox *m_rate = nullptr; // KiB/s
    QSpinBox *m_size = nullptr; // of a datagram
};
