// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/network/options/multicastoptions.h"

#include "model/endpoint/address/groupaddress.h"
#include "widgets/parts/localaddressbox.h"

#include <QCheckBox>
#include <QLineEdit>

MulticastOptions::MulticastOptions(QWidget *parent)
    : OptionsSection(parent), m_interface(new LocalAddressBox(LocalAddressBox::Items::Interfaces, this)),
      m_sources(new QLineEdit(this)), m_loop(new QCheckBox(this))
{
    auto *grid = new QGridLayout(this);
    m_interface.addTo(*grid);
    m_sources.addTo(*grid);
    grid->addWidget(m_loop, nextRow(*grid), 0, 1, 2);
    retranslate();
}

/// The interface of Role::Multicast is in the group Network, the TTL among the options of all packets.
void MulticastOptions::show(const EndpointUrl &url)
{
    m_interface->setHost(url.interface);
    m_sources->setText(url.sources);
    m_loop->setChecked(url.loop);
    m_interface.setVisible(url.role == Role::Udp);
    m_sources.setVisible(url.role == Role::Multicast);
}

Result<void> MulticastOptions::read(EndpointUrl &url)
{
    if (const auto sources = groupaddress::parseSources(m_sources->text()); !sources) {
        m_sources->selectAll();
        return fail(m_sources, sources.error());
    }
    url.interface = m_interface->host();
    url.sources = m_sources->text().trimmed();
    url.loop = m_loop->isChecked();
    return {};
}

void MulticastOptions::retranslate()
{
    setTitle(tr("Multicast and broadcast"));
    m_interface.setLabel(tr("Send through"));
    m_interface->setToolTip(
        tr("The interface by which datagrams to groups and broadcast addresses leave this computer. "
           "All interfaces: one copy by each, unless the local host is one address."));
    m_sources.setLabel(tr("Receive only from"));
    m_sources->setPlaceholderText(tr("all senders"));
    m_sources->setToolTip(tr("Receives only what these addresses, separated by commas, send to the group"));
    m_loop->setText(tr("Programs on this computer receive it too"));
    m_loop->setToolTip(tr("What is sent to a group comes back if it is joined; the log marks it with (own)"));
}
