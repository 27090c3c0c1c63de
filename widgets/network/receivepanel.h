// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/log/frames/recordframes.h"
#include "widgets/log/content/logdisplay.h"
#include "widgets/network/framingfields.h"
#include "widgets/parts/checksumfields.h"
#include "widgets/parts/labeledfield.h"
#include "widgets/parts/translated.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QComboBox>
#include <QGroupBox>
#include <QJsonObject>

class QPushButton;

/// The group Receive: how the log is shown. Nothing here changes the stored log.
class ReceivePanel : public Translated<QGroupBox>
{
    Q_OBJECT
public:
    explicit ReceivePanel(QWidget *parent = nullptr);

    QString encoding() const { return m_encoding->currentText(); }
    /// Returns false, and changes nothing, if the encoding is not available on this computer.
    bool setEncoding(const QString &name);
    LogDisplay display() const { return LogDisplay(m_display->checkedId()); }
    bool timestamps() const { return m_timestamps->isChecked(); }
    bool wrap() const { return m_wrap->isChecked(); }
    void setFollowing(bool following);
    /// How streams are split into messages, and the checksum to verify.
    MessageView messages() const { return {m_framing->framing(), m_checksum->use()}; }
    void setFraming(const Framing &framing) { m_framing->setFraming(framing); }
    /// What a URL may set, as it is in a new tab: UTF-8, and streams not split into messages.
    void reset();
    /// As if the user chose it.
    void setProtocol(const ProtocolPreset &protocol) { m_framing->setProtocol(protocol); }

    QJsonObject save() const;
    void restore(const QJsonObject &state);

signals:
    void encodingChanged();
    void displayChanged();
    void messagesChanged();
    /// The panel has its framing, its checksum and hex or text.
    void protocolChosen(const ProtocolPreset &protocol);
    /// These are as before the protocol again, except what was changed since.
    void protocolLeft(const ProtocolPreset &protocol);
    void timestampsToggled(bool shown);
    void wrapToggled(bool wrap);
    void followToggled(bool follow);
    void pauseToggled(bool paused);
    void saveRequested();
    void clearRequested();

protected:
    void retranslate() override;

private:
    void enterProtocol(const ProtocolPreset &protocol);
    void leaveProtocol(const ProtocolPreset &protocol);
    void setDisplay(LogDisplay display) { m_display->button(int(display))->setChecked(true); }

    LabeledField<QComboBox> m_encoding;
    QButtonGroup *m_display = nullptr;
    QCheckBox *m_timestamps = nullptr;
    QCheckBox *m_wrap = nullptr;
    QCheckBox *m_follow = nullptr;
    QCheckBox *m_pause = nullptr;
    FramingFields *m_framing = nullptr;
    ChecksumFields *m_checksum = nullptr;
    ChecksumFormat m_checksumBeforeProtocol;
    LogDisplay m_displayBeforeProtocol = LogDisplay::Text;
    QPushButton *m_save = nullptr;
    QPushButton *m_clear = nullptr;
};
