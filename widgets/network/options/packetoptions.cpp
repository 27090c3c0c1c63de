// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/network/options/packetoptions.h"

#include <QLineEdit>
#include <QLocale>
#include <QNetworkInterface>
#include <QSpinBox>

#include <limits>

namespace {

constexpr int maxInt = std::numeric_limits<int>::max();
constexpr int maxTtl = 255;

/// A field for a text or one of some choices; empty: the default.
QComboBox *editableField(QWidget *parent, const QStringList &choices)
{
    QComboBox *box = choiceField(parent);
    box->setEditable(true);
    box->setInsertPolicy(QComboBox::NoInsert);
    box->addItem(QString());
    box->addItems(choices);
    return box;
}

QStringList interfaceNames()
{
    QStringList names;
    for (const QNetworkInterface &network : QNetworkInterface::allInterfaces())
        names.append(network.name());
    return names;
}

} // namespace

PacketOptions::PacketOptions(QWidget *parent)
    : OptionsSection(parent), m_ttl(numberField(this, 0, maxTtl, 0)), m_dscp(editableField(this, dscpNames())),
      m_interface(editableField(this, interfaceNames())), m_sendBuffer(numberField(this, 0, maxInt, 0)),
      m_receiveBuffer(numberField(this, 0, maxInt, 0))
{
    auto *grid = new QGridLayout(this);
    m_ttl.addTo(*grid);
    for (const auto &field : {m_dscp, m_interface})
        field.addTo(*grid);
    for (const auto &field : {m_sendBuffer, m_receiveBuffer})
        field.addTo(*grid);
    retranslate();
}

void PacketOptions::show(const EndpointUrl &url)
{
    m_ttl->setValue(url.ttl);
    m_dscp->setEditText(url.dscp ? dscpName(*url.dscp) : QString());
    m_interface->setEditText(url.interface);
    m_interface.setVisible(isClient(url.role));
    m_sendBuffer->setValue(url.sendBufferBytes);
    m_receiveBuffer->setValue(url.receiveBufferBytes);
    m_isDatagram = isDatagram(url.role);
    retranslate();
}

Result<void> PacketOptions::read(EndpointUrl &url)
{
    const QString text = m_dscp->currentText().trimmed();
    url.dscp.reset();
    if (!text.isEmpty()) {
        const auto dscp = parseDscp(text);
        if (!dscp)
            return fail(m_dscp, dscp.error());
        url.dscp = *dscp;
    }
    url.ttl = m_ttl->value();
    if (isClient(url.role)) // others have fields elsewhere
        url.interface = m_interface->currentText().trimmed();
    url.sendBufferBytes = m_sendBuffer->value();
    url.receiveBufferBytes = m_receiveBuffer->value();
    return {};
}

void PacketOptions::showInEffect(const SocketOptions &options)
{
    const QLocale locale;
    const auto number = [&](const std::optional<int> &value, const QString &form) {
        return value ? tr("in effect: %1").arg(form.arg(locale.toString(*value))) : QString();
    };
    m_ttl.showInEffect(number(options.ttl, QStringLiteral("%1")));
    m_dscp.showInEffect(options.dscp ? tr("in effect: %1").arg(dscpName(*options.dscp)) : QString());
    m_interface.showInEffect(options.interfaceName ? tr("in effect: %1").arg(*options.interfaceName) : QString());
    const auto showBuffer = [&](const OptionField<QSpinBox> &field, const std::optional<int> &granted) {
        const bool isDoubled = field->value() > 0 && granted && qint64(*granted) == 2 * qint64(field->value());
        field.showInEffect(number(granted, isDoubled ? tr("%1 B, doubled by Linux") : tr("%1 B")));
    };
    showBuffer(m_sendBuffer, options.sendBufferBytes);
    showBuffer(m_receiveBuffer, options.receiveBufferBytes);
}

void PacketOptions::retranslate()
{
    setTitle(tr("Packets and buffers"));
    const QString bySystem = tr("as the system chooses");
    m_ttl.setLabel(tr("TTL (hop limit)"));
    m_ttl->setSpecialValueText(bySystem);
    m_ttl->setToolTip(tr("How many networks a packet crosses. The system chooses 1 for multicast groups: no router."));
    m_dscp.setLabel(tr("DSCP"));
    m_dscp->setToolTip(tr("The class of service in the IP header: a name such as EF, or a number from 0 to 63"));
    m_dscp->lineEdit()->setPlaceholderText(bySystem);
    m_interface.setLabel(tr("Interface"));
    m_interface->setToolTip(tr("The network interface that packets leave by, whatever the routes are"));
    m_interface->lineEdit()->setPlaceholderText(bySystem);
    m_sendBuffer.setLabel(tr("Send buffer"));
    m_sendBuffer->setSuffix(tr(" B"));
    m_sendBuffer->setSpecialValueText(bySystem);
    m_receiveBuffer.setLabel(tr("Receive buffer"));
    m_receiveBuffer->setSuffix(tr(" B"));
    m_receiveBuffer->setSpecialValueText(m_isDatagram ? tr("8 MiB, if the system allows") : bySystem);
    for (const auto &field : {m_sendBuffer, m_receiveBuffer})
        field->setToolTip(
            tr("In bytes. Linux reserves and shows twice the size entered, up to a limit: half of it is for "
               "its own use."));
}
