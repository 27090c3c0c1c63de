// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/checksumformat.h"
#include "widgets/parts/labeledfield.h"

#include <QJsonObject>
#include <QObject>

class QComboBox;
class QSpinBox;

/// The fields of a panel that choose a checksum. Its details are shown once one is chosen.
class ChecksumFields : public QObject
{
    Q_OBJECT
public:
    enum class Purpose : quint8 {
        Sent,   ///< appended to messages
        Checked ///< verified in received messages
    };

    /// Makes the fields and adds them below the rows of the panel's two columns.
    ChecksumFields(QWidget &panel, QGridLayout &grid, Purpose purpose);

    void retranslate();

    ChecksumFormat use() const;
    void setUse(const ChecksumFormat &use);
    /// Whether setUse() would change nothing.
    bool isSetTo(const ChecksumFormat &use) const { return this->use() == explicitOrder(use); }

    QJsonObject save() const;
    void restore(const QJsonObject &state);

signals:
    void useChanged();

private:
    static ChecksumFormat explicitOrder(ChecksumFormat use);
    void onNameChosen();
    void showDetails();

    const Purpose m_purpose;
    const LabeledField<QComboBox> m_name;
    const LabeledField<QComboBox> m_order; // Big, Little
    const LabeledField<QComboBox> m_form;  // as ChecksumFormat::Form
    const LabeledField<QSpinBox> m_skip;
};
