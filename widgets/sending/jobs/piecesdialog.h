// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/sending/jobs/tooldialog.h"

class QLabel;
class QLineEdit;
class QRadioButton;
class QSpinBox;
class SendBox;

/// Sends the message that was typed cut into pieces, or several of it in one write.
class PiecesDialog : public ToolDialog
{
    Q_OBJECT
public:
    PiecesDialog(PageSending &sending, SendBox &box, const QJsonObject &state, QWidget *parent);

    QJsonObject save() const override;

protected:
    Result<Work> work() override;
    void retranslate() override;

private:
    SendBox &m_box;
    QLabel *m_about = nullptr;
    QSpinBox *m_glue = nullptr;
    QLabel *m_cutLabel = nullptr;
    QRadioButton *m_whole = nullptr;
    QRadioButton *m_byEvery = nullptr;
    QSpinBox *m_every = nullptr;
    QRadioButton *m_byPlaces = nullptr;
    QLineEdit *m_places = nullptr;
    QSpinBox *m_gap = nullptr;
    QSpinBox *m_times = nullptr;
    QSpinBox *m_interval = nullptr;
};
