// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/protocolpreset.h"
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

    /// While a delimiter is invalid, the last valid framing.
    const Framing &framing() const { return m_framing; }
    /// The protocol that was chosen, if the framing is that of it; else empty.
    QString protocol() const;
    /// What was chosen before the protocol.
    const Framing &framingBeforeProtocol() const { return m_beforeProtocol; }
    /// `protocol` is shown instead of the fields of its framing, if that is `framing`.
    void setFraming(const Framing &framing, const QString &protocol = {}, Framing beforeProtocol = {});
    void setProtocol(const ProtocolPreset &protocol);
    /// Back to no framing, and to what was before the protocol.
    void reset();

signals:
    void framingChanged();
    void protocolChosen(const ProtocolPreset &protocol);
    /// Something else is chosen; another protocol follows with protocolChosen().
    void protocolLeft(const ProtocolPreset &protocol);

private:
    void addTo(QGridLayout &grid);
    void connectAll();
    void onKindChosen();
    void leaveProtocol();
    void fill();
    void apply(bool always);
    void onEdited();
    void showDetails();
    Framing::Kind kind() const;
    Result<Framing> readFields() const;

    bool m_isFilling = false;
    Framing m_framing;
    QString m_protocol; // whose framing this is
    Framing m_beforeProtocol;
    const LabeledField<QComboBox> m_kind; // as Framing::Kind, then protocols with their names as data
    const LabeledField<QLineEdit> m_delimiter;
    const LabeledField<QLineEdit> m_start;
    const LabeledField<QLineEdit> m_end;
    const LabeledField<QComboBox> m_escape; // as Framing::Escape
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
