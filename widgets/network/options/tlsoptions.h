// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/network/options/optionssection.h"
#include "widgets/parts/labeledfield.h"

class FileField;
class QCheckBox;
class QComboBox;
class QLineEdit;

/// Certificates and keys of TLS, and what is required of the peer.
class TlsOptions : public OptionsSection
{
    Q_OBJECT
public:
    explicit TlsOptions(QWidget *parent);

    bool appliesTo(Role role) const override { return isTls(role); }
    void show(const EndpointUrl &url) override;
    Result<void> read(EndpointUrl &url) override;

protected:
    void retranslate() override;

private:
    void updateIssuers();

    QCheckBox *const m_verify;
    const LabeledField<FileField> m_certificate;
    const LabeledField<FileField> m_key;
    const LabeledField<QComboBox> m_clients;
    const LabeledField<FileField> m_issuers;
    const LabeledField<QLineEdit> m_serverName;
    const LabeledField<QLineEdit> m_trust;
    const LabeledField<QLineEdit> m_protocols;
    const LabeledField<QComboBox> m_version;
    bool m_isServer = false;
    bool m_isRelay = false;
};
