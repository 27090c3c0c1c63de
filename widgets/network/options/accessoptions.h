// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/network/options/optionssection.h"

class QLineEdit;
class QSpinBox;

/// Who may connect to a server, or send to a UDP socket.
class AccessOptions : public OptionsSection
{
    Q_OBJECT
public:
    explicit AccessOptions(QWidget *parent);

    bool appliesTo(Role role) const override
    {
        return (isServer(role) && !isLocal(role)) || isDatagram(role) || isRelay(role);
    }
    void show(const EndpointUrl &url) override;
    Result<void> read(EndpointUrl &url) override;

protected:
    void retranslate() override;

private:
    const LabeledField<QLineEdit> m_allow;
    const LabeledField<QSpinBox> m_maxClients;
};
