// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/network/options/relayserveroptions.h"

#include "widgets/network/options/tlsoptions.h"

#include <QCheckBox>
#include <QVBoxLayout>

RelayServerOptions::RelayServerOptions(QWidget *parent)
    : OptionsSection(parent), m_useTls(new QCheckBox(this)), m_tls(new TlsOptions(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_useTls);
    layout->addWidget(m_tls);
    connect(m_useTls, &QCheckBox::toggled, m_tls, &QWidget::setVisible);
    retranslate();
}

void RelayServerOptions::show(const EndpointUrl &url)
{
    EndpointUrl onward = url.onward();
    m_useTls->setChecked(onward.role == Role::TlsClient);
    m_tls->setVisible(m_useTls->isChecked());
    onward.role = Role::TlsClient;
    m_tls->show(onward);
}

Result<void> RelayServerOptions::read(EndpointUrl &url)
{
    EndpointUrl onward = url.onward();
    if (!m_useTls->isChecked()) {
        if (onward.role == Role::TlsClient)
            url.to.clear();
        return {};
    }
    onward.role = Role::TlsClient;
    if (auto read = m_tls->read(onward); !read)
        return read;
    if (onward.remoteHost.isEmpty()) // the URL must have one; that of the field Remote host has precedence
        onward.remoteHost = QStringLiteral("localhost");
    if (onward.remotePort == 0)
        onward.remotePort = 443;
    url.to = onward.toString();
    return {};
}

void RelayServerOptions::retranslate()
{
    setTitle(tr("Towards the server"));
    m_useTls->setText(tr("Connect to the server by TLS"));
}
