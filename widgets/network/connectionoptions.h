// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/network/optionssection.h"
#include "widgets/parts/labeledfield.h"

class QCheckBox;
class QSpinBox;

/// How connections are made and kept, and the sizes of the system's buffers.
class ConnectionOptions : public OptionsSection
{
    Q_OBJECT
public:
    explicit ConnectionOptions(QWidget *parent);

    bool appliesTo(Role role) const override { return role != Role::LocalServer; }
    void show(const EndpointUrl &url) override;
    Result<void> read(EndpointUrl &url) override;

protected:
    void retranslate() override;

private:
    const LabeledField<QSpinBox> m_timeout;
    const LabeledField<QSpinBox> m_keepAlive;
    const LabeledField<QSpinBox> m_receiveBuffer;
    QCheckBox *const m_noDelay;
    QCheckBox *const m_reconnect;
};
