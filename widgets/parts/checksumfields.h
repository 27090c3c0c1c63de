// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/checksumformat.h"

#include <QJsonObject>
#include <QObject>

class QComboBox;
class QGridLayout;
class QLabel;
class QSpinBox;

/// The fields of a panel that choose a checksum of messages. How it is computed is shown once there is one.
class ChecksumFields : public QObject
{
    Q_OBJECT
public:
    enum class Purpose : quint8 {
        Sent,   ///< put behind messages
        Checked ///< looked for in messages that come
    };

    /// Makes the fields and adds them to the panel's two columns, from `row` on.
    ChecksumFields(QWidget &panel, QGridLayout &grid, int row, Purpose purpose = Purpose::Sent);

    void retranslate();

    ChecksumFormat use() const;
    void setUse(const ChecksumFormat &use);

    QJsonObject save() const;
    void restore(const QJsonObject &state);

signals:
    void useChanged();

private:
    void onNameChosen();
    void showDetails();

    const Purpose m_purpose;
    QLabel *m_nameLabel = nullptr;
    QComboBox *m_name = nullptr;
    QLabel *m_orderLabel = nullptr;
    QComboBox *m_order = nullptr; // Big, Little
    QLabel *m_formLabel = nullptr;
    QComboBox *m_form = nullptr; // as ChecksumFormat::Form
    QLabel *m_skipLabel = nullptr;
    QSpinBox *m_skip = nullptr;
};
