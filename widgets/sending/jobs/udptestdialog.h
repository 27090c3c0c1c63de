// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/sending/sendplan.h"
#include "widgets/sending/jobs/tooldialog.h"

class QDoubleSpinBox;
class QLabel;
class QSpinBox;
class QTableWidget;

/// Sends numbered datagrams to a peer that echoes them, and shows loss and round-trip times.
class UdpTestDialog : public ToolDialog
{
    Q_OBJECT
public:
    UdpTestDialog(JobRunner &runner, const QJsonObject &state, QWidget *parent);

    QJsonObject save() const override;

protected:
    Result<Work> work() override;
    void retranslate() override;

private:
    void showResult();

    UdpTestResult m_measured;
    bool m_isOver = false;
    QLabel *m_about = nullptr;
    LabeledField<QSpinBox> m_size;
    LabeledField<QDoubleSpinBox> m_rate;
    LabeledField<QSpinBox> m_count;
    LabeledField<QSpinBox> m_wait;
    QTableWidget *m_result = nullptr;
};
