// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/network/options/optionssection.h"

class QCheckBox;
class TlsOptions;

/// Whether a relay speaks TLS with its server, and the options of that.
class RelayServerOptions : public OptionsSection
{
    Q_OBJECT
public:
    explicit RelayServerOptions(QWidget *parent);

    bool appliesTo(Role role) const override { return isRelay(role) && !isDatagram(role); }
    void show(const EndpointUrl &url) override;
    Result<void> read(EndpointUrl &url) override;

protected:
    void retranslate() override;

private:
    QCheckBox *const m_useTls;
    TlsOptions *const m_tls;
};
