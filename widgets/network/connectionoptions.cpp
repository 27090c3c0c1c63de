// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/network/connectionoptions.h"

#include <QCheckBox>
#include <QSpinBox>

#include <limits>

namespace {

constexpr int maxInt = std::numeric_limits<int>::max();

} // namespace

ConnectionOptions::ConnectionOptions(QWidget *parent)
    : OptionsSection(parent), m_timeout(numberField(this, 1, maxInt, 1)),
      m_keepAlive(numberField(this, 0, KeepAlive::maxSeconds, 0)), m_receiveBuffer(numberField(this, 0, maxInt, 0)),
      m_noDelay(new QCheckBox(this)), m_reconnect(new QCheckBox(this))
{
    auto *grid = new QGridLayout(this);
    for (const auto &field : {m_timeout, m_keepAlive, m_receiveBuffer})
        field.addTo(*grid);
    for (QCheckBox *box : {m_noDelay, m_reconnect})
        grid->addWidget(box, nextRow(*grid), 0, 1, 2);
    retranslate();
}

void ConnectionOptions::show(const EndpointUrl &url)
{
    m_timeout->setValue(url.timeoutMs);
    m_keepAlive->setValue(url.keepAlive.idleSeconds);
    m_receiveBuffer->setValue(url.receiveBufferBytes);
    m_noDelay->setChecked(url.noDelay);
    m_reconnect->setChecked(url.reconnect);
    m_timeout.setVisible(isClient(url.role));
    m_reconnect->setVisible(isClient(url.role));
    const bool isTcp = !isDatagram(url.role) && !isLocal(url.role);
    m_keepAlive.setVisible(isTcp);
    m_noDelay->setVisible(isTcp);
    m_receiveBuffer.setVisible(!isLocal(url.role));
}

Result<void> ConnectionOptions::read(EndpointUrl &url)
{
    url.timeoutMs = m_timeout->value();
    url.keepAlive.idleSeconds = m_keepAlive->value();
    url.receiveBufferBytes = m_receiveBuffer->value();
    url.noDelay = m_noDelay->isChecked();
    url.reconnect = m_reconnect->isChecked();
    return {};
}

void ConnectionOptions::retranslate()
{
    setTitle(tr("Connection"));
    m_timeout.setLabel(tr("Connect within"));
    m_timeout->setSuffix(tr(" ms"));
    m_keepAlive.setLabel(tr("Keep-alive after"));
    m_keepAlive->setSuffix(tr(" s"));
    m_keepAlive->setSpecialValueText(tr("off"));
    m_receiveBuffer.setLabel(tr("Receive buffer"));
    m_receiveBuffer->setSuffix(tr(" B"));
    m_receiveBuffer->setSpecialValueText(tr("as large as the system allows"));
    m_noDelay->setText(tr("Send small messages at once (TCP_NODELAY)"));
    m_reconnect->setText(tr("Connect again after a loss"));
}
