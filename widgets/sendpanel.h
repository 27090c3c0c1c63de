// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/payload.h"

#include <QGroupBox>
#include <QJsonObject>

class ChecksumFields;
class QButtonGroup;
class QCheckBox;
class QComboBox;
class QLabel;

/// The group Send: how what is typed becomes bytes.
class SendPanel : public QGroupBox
{
    Q_OBJECT
public:
    explicit SendPanel(QWidget *parent = nullptr);

    PayloadFormat format() const;
    bool clearAfterSending() const;

    QJsonObject save() const;
    void restore(const QJsonObject &state);

signals:
    void formatChanged();

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();

    QButtonGroup *m_input = nullptr;
    QCheckBox *m_escapes = nullptr;
    QLabel *m_endingLabel = nullptr;
    QComboBox *m_ending = nullptr;
    ChecksumFields *m_checksum = nullptr;
    QCheckBox *m_clear = nullptr;
};
