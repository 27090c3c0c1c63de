// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/sending/jobs/tooldialog.h"

class QLabel;
class QLineEdit;
class QRadioButton;
class QSpinBox;

/// Sends the message in the send box in pieces, or several times in one write.
class PiecesDialog : public ToolDialog
{
    Q_OBJECT
public:
    using Message = std::function<Result<QByteArray>()>;

    /// `message` builds what is typed in the send box; it lives as long as `runner`.
    PiecesDialog(JobRunner &runner, Message message, const QJsonObject &state, QWidget *parent);

    QJsonObject save() const override;

protected:
    Result<Work> work() override;
    void retranslate() override;

private:
    const Message m_message;
    QLabel *m_about = nullptr;
    LabeledField<QSpinBox> m_perWrite;
    QLabel *m_cutLabel = nullptr;
    QRadioButton *m_notCut = nullptr;
    QRadioButton *m_afterEvery = nullptr;
    QSpinBox *m_every = nullptr;
    QRadioButton *m_atOffsets = nullptr;
    QLineEdit *m_offsets = nullptr;
    LabeledField<QSpinBox> m_gap;
    LabeledField<QSpinBox> m_times;
    LabeledField<QSpinBox> m_interval;
};
