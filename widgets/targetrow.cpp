// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/targetrow.h"

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

TargetRow::TargetRow(QWidget *parent) : QWidget(parent)
{
    m_targetLabel = new QLabel(this);
    m_target = new QComboBox(this);
    m_target->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_target->setMinimumContentsLength(24);
    m_target->setMaxVisibleItems(24);
    m_target->addItem(QString(), 0U);
    m_targetLabel->setBuddy(m_target);
    m_disconnect = new QPushButton(this);
    m_hostLabel = new QLabel(this);
    m_host = new QLineEdit(QStringLiteral("127.0.0.1"), this);
    m_host->setMinimumWidth(140);
    m_hostLabel->setBuddy(m_host);
    m_portLabel = new QLabel(this);
    m_port = new QLineEdit(QStringLiteral("8080"), this);
    m_port->setMaximumWidth(90);
    m_portLabel->setBuddy(m_port);
    m_lastSender = new QCheckBox(this);
    m_connection = new QLabel(this);
    m_connection->setTextInteractionFlags(Qt::TextSelectableByMouse);

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    for (QWidget *widget :
         {static_cast<QWidget *>(m_targetLabel), static_cast<QWidget *>(m_target), static_cast<QWidget *>(m_disconnect),
          static_cast<QWidget *>(m_hostLabel), static_cast<QWidget *>(m_host), static_cast<QWidget *>(m_portLabel),
          static_cast<QWidget *>(m_port), static_cast<QWidget *>(m_lastSender), static_cast<QWidget *>(m_connection)})
        row->addWidget(widget);
    row->addStretch(1);

    connect(m_disconnect, &QPushButton::clicked, this, [this] {
        const bool reset = QGuiApplication::keyboardModifiers().testFlag(Qt::ShiftModifier);
        const auto chosen = PeerId(m_target->currentData().toUInt());
        for (const Peer &peer : m_peers) {
            if (chosen == PeerId::None || chosen == peer.id)
                Q_EMIT disconnectRequested(peer.id, reset);
        }
    });
    connect(m_lastSender, &QCheckBox::toggled, this, [this](bool last) {
        m_host->setEnabled(!last);
        m_port->setEnabled(!last);
    });
    retranslate();
    updateVisible();
}

void TargetRow::setRole(Role role)
{
    m_role = role;
    updateVisible();
}

void TargetRow::updateVisible()
{
    const bool server = m_role == Role::TcpServer;
    const bool udp = m_role == Role::Udp;
    for (QWidget *widget : {static_cast<QWidget *>(m_targetLabel), static_cast<QWidget *>(m_target),
                            static_cast<QWidget *>(m_disconnect)})
        widget->setVisible(server);
    for (QWidget *widget :
         {static_cast<QWidget *>(m_hostLabel), static_cast<QWidget *>(m_host), static_cast<QWidget *>(m_portLabel),
          static_cast<QWidget *>(m_port), static_cast<QWidget *>(m_lastSender)})
        widget->setVisible(udp);
    m_connection->setVisible(m_role == Role::TcpClient);
    updateConnection();
}

void TargetRow::setPeers(const std::vector<Peer> &peers)
{
    m_peers = peers;
    updateConnection();
    if (m_role != Role::TcpServer)
        return;
    const uint chosen = m_target->currentData().toUInt();
    m_target->setUpdatesEnabled(false);
    while (m_target->count() > 1)
        m_target->removeItem(m_target->count() - 1);
    QStringList labels;
    for (const Peer &peer : peers)
        m_target->addItem(peer.remote.toString(), quint32(peer.id));
    const int index = m_target->findData(chosen);
    m_target->setCurrentIndex(std::max(index, 0));
    m_target->setUpdatesEnabled(true);
}

void TargetRow::updateConnection()
{
    m_disconnect->setEnabled(!m_peers.empty());
    m_target->setItemText(0, tr("All clients (%1)").arg(m_peers.size()));
    m_connection->setText(
        m_peers.empty()
            ? tr("Not connected")
            : tr("Connected to %1 from %2").arg(m_peers.front().remote.toString(), m_peers.front().local.toString()));
}

Result<Target> TargetRow::target() const
{
    Target target;
    if (m_role == Role::TcpServer) {
        target.peer = PeerId(m_target->currentData().toUInt());
        target.kind = target.peer == PeerId::None ? Target::Kind::All : Target::Kind::One;
    } else if (m_role == Role::Udp && m_lastSender->isChecked()) {
        target.kind = Target::Kind::LastSender;
    } else if (m_role == Role::Udp) {
        target.kind = Target::Kind::Address;
        target.host = m_host->text().trimmed();
        if (target.host.isEmpty())
            return failure(tr("Enter the remote host that is to get the datagram."));
        const auto port = parsePort(m_port->text());
        if (!port)
            return failure(tr("Remote port: %1").arg(port.error().message));
        if (*port == 0)
            return failure(tr("Remote port: a datagram cannot be sent to port 0."));
        target.port = *port;
    }
    return target;
}

void TargetRow::setRemote(const QString &host, quint16 port)
{
    m_host->setText(host);
    m_port->setText(QString::number(port));
}

QString TargetRow::remoteHost() const
{
    return m_host->text().trimmed();
}

QString TargetRow::remotePortText() const
{
    return m_port->text();
}

QJsonObject TargetRow::save() const
{
    return {
        {QStringLiteral("host"), m_host->text()},
        {QStringLiteral("port"), m_port->text()},
        {QStringLiteral("lastSender"), m_lastSender->isChecked()},
    };
}

void TargetRow::restore(const QJsonObject &state)
{
    m_host->setText(state[u"host"].toString());
    m_port->setText(state[u"port"].toString());
    m_lastSender->setChecked(state[u"lastSender"].toBool());
}

void TargetRow::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void TargetRow::retranslate()
{
    m_targetLabel->setText(tr("Target"));
    m_target->setAccessibleName(tr("Target"));
    m_disconnect->setText(tr("Disconnect"));
    m_disconnect->setToolTip(tr("Closes the connection of the chosen client, or of all. With Shift: resets it (RST)."));
    m_hostLabel->setText(tr("Remote host"));
    m_host->setAccessibleName(tr("Remote host"));
    m_host->setToolTip(tr("A name, an IP address, or a broadcast address such as 255.255.255.255"));
    m_portLabel->setText(tr("Remote port"));
    m_port->setAccessibleName(tr("Remote port"));
    m_lastSender->setText(tr("Reply to last sender"));
    m_lastSender->setToolTip(tr("Sends to the address that the newest datagram came from"));
    updateConnection();
}
