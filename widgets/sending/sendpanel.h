// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/protocolpreset.h"
#include "widgets/parts/formatfields.h"
#include "widgets/parts/labeledfield.h"
#include "widgets/parts/translated.h"

#include <QCheckBox>
#include <QGroupBox>
#include <QJsonObject>

#include <chrono>
#include <optional>

class QPushButton;
class QSpinBox;

/// The group Send: how typed text becomes bytes, and when it is sent.
class SendPanel : public Translated<QGroupBox>
{
    Q_OBJECT
public:
    /// How the message is repeated.
    struct Repetition
    {
        std::chrono::milliseconds interval{1000};
        int times = 0; ///< 0: until stopped
    };

    explicit SendPanel(QWidget *parent = nullptr);

    PayloadFormat format() const { return m_format->format(); }
    void setFormat(const PayloadFormat &format) { m_format->setFormat(format); }
    /// See FormatFields.
    void enterProtocol(const ProtocolPreset &protocol) { m_format->enterProtocol(protocol.format); }
    void leaveProtocol(const ProtocolPreset &protocol) { m_format->leaveProtocol(protocol.format); }
    /// See FormatFields::offerFrame().
    void offerFrame(const Framing &frame) { m_format->offerFrame(frame); }
    bool clearAfterSending() const { return m_clear->isChecked(); }
    /// Empty if a message is sent once.
    std::optional<Repetition> repetition() const;

    QJsonObject save() const;
    void restore(const QJsonObject &state);

signals:
    void formatChanged();
    void repetitionSwitchedOff();
    void fileRequested();
    void sendListRequested();

protected:
    void retranslate() override;

private:
    void addRepetition(class QGridLayout &grid);

    FormatFields *m_format = nullptr;
    QCheckBox *m_clear = nullptr;
    QCheckBox *m_repeat = nullptr;
    QSpinBox *m_interval = nullptr;
    LabeledField<QSpinBox> m_times;
    QPushButton *m_file = nullptr;
    QPushButton *m_list = nullptr;
};
