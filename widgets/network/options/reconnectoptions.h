// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/network/options/optionssection.h"

class QCheckBox;
class QDoubleSpinBox;
class QSpinBox;

/// What happens when a connection is lost or silent.
class ReconnectOptions : public OptionsSection
{
    Q_OBJECT
public:
    explicit ReconnectOptions(QWidget *parent);

    bool appliesTo(Role) const override { return true; }
    void show(const EndpointUrl &url) override;
    Result<void> read(EndpointUrl &url) override;

protected:
    void retranslate() override;

private:
    QCheckBox *const m_reconnect;
    const LabeledField<QDoubleSpinBox> m_base;
    const LabeledField<QDoubleSpinBox> m_cap;
    const LabeledField<QSpinBox> m_attempts;
    const LabeledField<QSpinBox> m_idle;
    QCheckBox *const m_closeIdle;
};
