// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/payloadformat.h"
#include "widgets/parts/labeledfield.h"

#include <QJsonObject>
#include <QObject>

class ChecksumFields;
class QButtonGroup;
class QCheckBox;
class QComboBox;

/// The fields of a panel that say how typed text becomes bytes.
class FormatFields : public QObject
{
    Q_OBJECT
public:
    /// Makes the fields and adds them below the rows of the panel's two columns.
    FormatFields(QWidget &panel, QGridLayout &grid);

    void retranslate();

    PayloadFormat format() const;
    void setFormat(const PayloadFormat &format);
    /// Sends as the protocol needs it. leaveProtocol() restores what was chosen before, except what was changed since.
    void enterProtocol(const PayloadFormat &ofProtocol);
    void leaveProtocol(const PayloadFormat &ofProtocol);
    /// Adds a frame to the choice of what goes around a message, if it has a body.
    void offerFrame(const Framing &frame);

    QJsonObject save() const;
    void restore(const QJsonObject &state);

signals:
    void formatChanged();

private:
    void onEndingChosen();
    int rowOf(const Framing &frame);
    void nameFrames();

    QButtonGroup *m_input = nullptr;
    QCheckBox *m_escapes = nullptr;
    LabeledField<QComboBox> m_ending; // as PayloadFormat::LineEnding, then frames with their text as data
    PayloadFormat::LineEnding m_framedEnding = PayloadFormat::LineEnding::None; // inside a frame; by setFormat() only
    ChecksumFields *m_checksum = nullptr;
    PayloadFormat m_beforeProtocol;
};
