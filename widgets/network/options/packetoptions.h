// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/network/options/optionssection.h"

#include <QComboBox>

class QSpinBox;

/// The headers of packets, the interface they leave by, and the system's buffers.
class PacketOptions : public OptionsSection
{
    Q_OBJECT
public:
    explicit PacketOptions(QWidget *parent);

    bool appliesTo(Role role) const override { return !isLocal(role); }
    void show(const EndpointUrl &url) override;
    Result<void> read(EndpointUrl &url) override;
    void showInEffect(const SocketOptions &options) override;

protected:
    void retranslate() override;

private:
    bool m_isDatagram = false;
    const OptionField<QSpinBox> m_ttl;
    const OptionField<QComboBox> m_dscp;
    const OptionField<QComboBox> m_interface;
    const OptionField<QSpinBox> m_sendBuffer;
    const OptionField<QSpinBox> m_receiveBuffer;
};
