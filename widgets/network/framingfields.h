// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/framing.h"
#include "widgets/parts/labeledfield.h"

#include <QJsonObject>
#include <QObject>

class QCheckBox;
class QComboBox;
class QLineEdit;
class QSpinBox;
class StatusLabel;

/// The fields of a panel that choose how streams are split into messages. Shows only those of the chosen kind.
class FramingFields : public QObject
{
    Q_OBJECT
public:
    /// Makes the fields and adds them below the rows of the panel's two columns.
    FramingFields(QWidget &panel, QGridLayout &grid);

    void retranslate();

    /// While the delimiter is invalid, the last valid framing.
    const Framing &framing() const { return m_framing; }
    void setFraming(const Framing &framing);

signals:
    void framingChanged();

private:
    void addTo(QGridLayout &grid);
    void connectAll();
    void onEdited();
    void showDetails();
    QString delimiterText() const;

    bool m_isFilling = false;
    Framing m_framing;
    const LabeledField<QComboBox> m_kind; // as Framing::Kind
    const LabeledField<QLineEdit> m_delimiter;
    StatusLabel *const m_error;
    const LabeledField<QSpinBox> m_fixedSize;
    const LabeledField<QSpinBox> m_gap;
    const LabeledField<QComboBox> m_fieldSize; // size of the length field
    const LabeledField<QSpinBox> m_offset;
    const LabeledField<QComboBox> m_order; // Big, Little
    const LabeledField<QSpinBox> m_adjust;
    const LabeledField<QSpinBox> m_strip;
    const LabeledField<QSpinBox> m_maxLength;
    QCheckBox *const m_stripEnding;
};
