// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/payloadformat.h"

#include <QJsonObject>
#include <QObject>

class ChecksumFields;
class QButtonGroup;
class QCheckBox;
class QComboBox;
class QGridLayout;
class QLabel;

/// The fields of a panel that say how what is typed becomes bytes.
class FormatFields : public QObject
{
    Q_OBJECT
public:
    /// Makes the fields and adds them to the panel's two columns, behind what is there.
    FormatFields(QWidget &panel, QGridLayout &grid);

    void retranslate();

    PayloadFormat format() const;
    void setFormat(const PayloadFormat &format);

    QJsonObject save() const;
    void restore(const QJsonObject &state);

signals:
    void formatChanged();

private:
    QButtonGroup *m_input = nullptr;
    QCheckBox *m_escapes = nullptr;
    QLabel *m_endingLabel = nullptr;
    QComboBox *m_ending = nullptr;
    ChecksumFields *m_checksum = nullptr;
};
