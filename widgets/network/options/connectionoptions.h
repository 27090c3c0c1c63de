// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/network/options/optionssection.h"

class QCheckBox;
class QSpinBox;

/// How TCP connections are made, kept and closed.
class ConnectionOptions : public OptionsSection
{
    Q_OBJECT
public:
    explicit ConnectionOptions(QWidget *parent);

    bool appliesTo(Role role) const override { return !isDatagram(role) && role != Role::LocalServer; }
    void show(const EndpointUrl &url) override;
    Result<void> read(EndpointUrl &url) override;
    void showInEffect(const SocketOptions &options) override;

protected:
    void retranslate() override;

private:
    void updateKeepAlive();

    const LabeledField<QSpinBox> m_timeout;
    const OptionField<QSpinBox> m_keepAlive;
    const OptionField<QSpinBox> m_interval;
    const OptionField<QSpinBox> m_count;
    const OptionField<QCheckBox> m_noDelay;
    const OptionField<QCheckBox> m_reset;
    bool m_isServer = false;
};
