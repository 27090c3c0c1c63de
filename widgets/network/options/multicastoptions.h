// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/network/options/optionssection.h"
#include "widgets/parts/labeledfield.h"

class LocalAddressBox;
class QCheckBox;
class QLineEdit;

/// How datagrams are sent to groups and broadcast addresses, and whose are received.
class MulticastOptions : public OptionsSection
{
    Q_OBJECT
public:
    explicit MulticastOptions(QWidget *parent);

    bool appliesTo(Role role) const override { return isDatagram(role) && !isRelay(role); }
    void show(const EndpointUrl &url) override;
    Result<void> read(EndpointUrl &url) override;

protected:
    void retranslate() override;

private:
    const LabeledField<LocalAddressBox> m_interface;
    const LabeledField<QLineEdit> m_sources;
    QCheckBox *const m_loop;
};
