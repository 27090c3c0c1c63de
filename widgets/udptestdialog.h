// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/tooldialog.h"

class QDoubleSpinBox;
class QSpinBox;
class QTableWidget;

/// Sends numbered datagrams to a peer that sends them back, and shows what became of them.
class UdpTestDialog : public ToolDialog
{
    Q_OBJECT
public:
    UdpTestDialog(PageSending &sending, const QJsonObject &state, QWidget *parent);

    QJsonObject save() const override;

protected:
    Result<Work> work() override;

private:
    void showResult(const UdpTestResult &result, bool over);

    QSpinBox *m_size = nullptr;
    QDoubleSpinBox *m_rate = nullptr;
    QSpinBox *m_count = nullptr;
    QSpinBox *m_wait = nullptr;
    QTableWidget *m_result = nullptr;
};
