// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/network/options/optionssection.h"
#include "widgets/parts/labeledfield.h"

class QComboBox;

/// Who may connect to a local server.
class LocalSocketOptions : public OptionsSection
{
    Q_OBJECT
public:
    explicit LocalSocketOptions(QWidget *parent);

    bool appliesTo(Role role) const override { return role == Role::LocalServer; }
    void show(const EndpointUrl &url) override;
    Result<void> read(EndpointUrl &url) override;

protected:
    void retranslate() override;

private:
    const LabeledField<QComboBox> m_mode;
};
