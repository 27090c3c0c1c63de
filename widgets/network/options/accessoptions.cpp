// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/network/options/accessoptions.h"

#include <QLineEdit>
#include <QSpinBox>

#include <limits>

AccessOptions::AccessOptions(QWidget *parent)
    : OptionsSection(parent), m_allow(new QLineEdit(this)),
      m_maxClients(numberField(this, 0, std::numeric_limits<int>::max(), 0))
{
    auto *grid = new QGridLayout(this);
    m_allow.addTo(*grid);
    m_maxClients.addTo(*grid);
    retranslate();
}

void AccessOptions::show(const EndpointUrl &url)
{
    m_allow->setText(url.allow.toString());
    m_maxClients->setValue(url.maxClients);
    m_maxClients.setVisible(isServer(url.role) || url.role == Role::TcpRelay);
}

Result<void> AccessOptions::read(EndpointUrl &url)
{
    const QString text = m_allow->text().trimmed();
    url.allow = {};
    if (!text.isEmpty()) {
        const auto allow = AllowList::parse(text);
        if (!allow)
            return fail(m_allow, allow.error());
        url.allow = *allow;
    }
    url.maxClients = m_maxClients->value();
    return {};
}

void AccessOptions::retranslate()
{
    setTitle(tr("Access"));
    m_allow.setLabel(tr("Allowed addresses"));
    m_allow->setPlaceholderText(tr("all"));
    m_allow->setToolTip(tr("Addresses and networks, separated by commas: 192.168.1.0/24, 10.0.0.5, fe80::/10"));
    m_maxClients.setLabel(tr("Maximum clients"));
    m_maxClients->setSpecialValueText(tr("no limit"));
}
