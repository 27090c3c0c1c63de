// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/sending/targetrow.h"

#include "model/endpoint/address/hostport.h"
#include "widgets/parts/wrappedlabel.h"
#include "widgets/sending/clientchooser.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHostAddress>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>

#include <algorithm>
#include <limits>

namespace {

constexpr QLatin1StringView defaultHost("127.0.0.1");
// Item data, in place of a peer's ID:
constexpr uint severalItem = std::numeric_limits<uint>::max();
constexpr uint clientsItem = severalItem - 1; // of a relay

} // namespace

TargetRow::TargetRow(QWidget *parent)
    : Translated(parent), m_target(new QComboBox(this)), m_choose(new QPushButton(this)),
      m_disconnect(new QPushButton(this)), m_waysToEnd(new QPushButton(this)),
      m_finish(addWayToEnd([this](PeerId peer) { Q_EMIT finishRequested(peer); })),
      m_close(addWayToEnd([this](PeerId peer) { Q_EMIT disconnectRequested(peer, false); })),
      m_reset(addWayToEnd([this](PeerId peer) { Q_EMIT disconnectRequested(peer, true); })),
      m_host(new QLineEdit(defaultHost, this)), m_port(new QLineEdit(QStringLiteral("8080"), this)),
      m_lastSender(new QCheckBox(this)), m_connection(new WrappedLabel(this))
{
    m_target->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_target->setMinimumContentsLength(24);
    m_target->setMaxVisibleItems(24);
    m_target->addItem(QString(), 0U);
    m_target->setMinimumWidth(fontMetrics().averageCharWidth() * 14);
    m_host->setMinimumWidth(fontMetrics().averageCharWidth() * 10);
    m_port->setMaximumWidth(90);

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    for (QWidget *widget :
         std::initializer_list<QWidget *>{m_target.label(), m_target, m_choose, m_disconnect, m_connection, m_waysToEnd,
                                          m_host.label(), m_host, m_port.label(), m_port, m_lastSender})
        row->addWidget(widget);
    row->addStretch(1);
    auto *ways = new QMenu(this);
    ways->addActions({m_finish, m_close, m_reset});
    m_waysToEnd->setMenu(ways);

    connect(m_disconnect, &QPushButton::clicked, this, [this] {
        const bool reset = QGuiApplication::keyboardModifiers().testFlag(Qt::ShiftModifier);
        for (const PeerId peer : chosenPeers())
            Q_EMIT disconnectRequested(peer, reset);
    });
    connect(m_choose, &QPushButton::clicked, this, &TargetRow::chooseSeveral);
    connect(m_target, &QComboBox::activated, this, &TargetRow::edited);
    for (const QLineEdit *field : {&*m_host, &*m_port})
        connect(field, &QLineEdit::textEdited, this, &TargetRow::edited);
    connect(m_lastSender, &QCheckBox::clicked, this, &TargetRow::edited);
    connect(m_lastSender, &QCheckBox::toggled, this, [this](bool last) {
        m_host->setEnabled(!last);
        m_port->setEnabled(!last);
    });
    retranslate();
    updateVisible();
}

/// `work` is done with each chosen peer.
QAction *TargetRow::addWayToEnd(const std::function<void(PeerId)> &work)
{
    auto *action = new QAction(this);
    connect(action, &QAction::triggered, this, [this, work] {
        for (const PeerId peer : chosenPeers())
            work(peer);
    });
    return action;
}

void TargetRow::setRole(Role role)
{
    if (m_role == Role::Multicast && role != m_role && m_host->text() == m_suggested)
        m_host->setText(defaultHost);
    m_role = role;
    updateVisible();
    retranslate();
}

void TargetRow::updateVisible()
{
    const bool server = choosesPeer();
    const bool udp = isDatagram(m_role) && !isRelay(m_role);
    m_target.setVisible(server);
    m_choose->setVisible(server);
    m_disconnect->setVisible(server && !isDatagram(m_role));
    m_waysToEnd->setVisible(!isDatagram(m_role)); // FIN and RST
    m_finish->setVisible(!isTls(m_role));         // nothing is received after the end of TLS
    m_reset->setVisible(!isLocal(m_role));        // local sockets have no RST
    m_host.setVisible(udp);
    m_port.setVisible(udp);
    m_lastSender->setVisible(udp);
    m_connection->setVisible(isClient(m_role));
    const int clients = m_target->findData(clientsItem);
    if (isRelay(m_role) && clients < 0)
        m_target->insertItem(1, QString(), clientsItem);
    else if (!isRelay(m_role) && clients >= 0)
        m_target->removeItem(clients);
    updateConnection();
}

void TargetRow::setPeers(const std::vector<Peer> &peers)
{
    m_peers = peers;
    updateConnection();
    if (!choosesPeer())
        return;
    const uint chosen = m_target->currentData().toUInt();
    m_target->setUpdatesEnabled(false);
    while (m_target->count() > (isRelay(m_role) ? 2 : 1))
        m_target->removeItem(m_target->count() - 1);
    QStringList labels;
    for (const Peer &peer : peers)
        m_target->addItem(labelOf(peer), quint32(peer.id));
    std::erase_if(m_several, [&](PeerId id) {
        return std::none_of(peers.begin(), peers.end(), [id](const Peer &peer) { return peer.id == id; });
    });
    updateSeveralItem();
    const int index = m_target->findData(chosen);
    m_target->setCurrentIndex(std::max(index, 0));
    m_target->setUpdatesEnabled(true);
}

/// Of a relay's server, its client too.
QString TargetRow::labelOf(const Peer &peer) const
{
    const auto client =
        std::find_if(m_peers.begin(), m_peers.end(), [&](const Peer &other) { return other.id == peer.client; });
    const QString label = ClientChooser::labelOf(peer);
    return peer.client == PeerId::None || client == m_peers.end()
        ? label
        : tr("%1, for %2").arg(label, client->remote.toString());
}

/// The last item of the combo box: the clients chosen by "Several…".
void TargetRow::updateSeveralItem()
{
    const int at = m_target->findData(severalItem);
    const QString text = tr("%n client(s) chosen", nullptr, int(m_several.size()));
    if (!m_several.empty() && at < 0)
        m_target->addItem(text, severalItem);
    else if (!m_several.empty())
        m_target->setItemText(at, text);
    else if (at >= 0)
        m_target->removeItem(at);
}

void TargetRow::chooseSeveral()
{
    auto *chooser = new ClientChooser(m_peers, m_several, this);
    chooser->setAttribute(Qt::WA_DeleteOnClose);
    connect(chooser, &QDialog::accepted, this, [this, chooser] {
        m_several = chooser->chosen();
        setPeers(std::vector(m_peers)); // one may have disconnected meanwhile
        m_target->setCurrentIndex(std::max(m_target->findData(severalItem), 0));
    });
    chooser->open();
}

std::vector<PeerId> TargetRow::chosenPeers() const
{
    const uint chosen = m_target->currentData().toUInt();
    if (chosen == severalItem)
        return m_several;
    if (chosen != 0)
        return {PeerId(chosen)};
    std::vector<PeerId> all;
    for (const Peer &peer : m_peers) {
        const bool isOfClients = peer.client == PeerId::None;
        if (!isRelay(m_role) || isOfClients == (chosen == clientsItem))
            all.push_back(peer.id);
    }
    return all;
}

void TargetRow::updateConnection()
{
    m_disconnect->setEnabled(!m_peers.empty());
    m_waysToEnd->setEnabled(!m_peers.empty());
    m_choose->setEnabled(!m_peers.empty());
    const auto clients =
        std::count_if(m_peers.begin(), m_peers.end(), [](const Peer &peer) { return peer.client == PeerId::None; });
    if (isRelay(m_role)) {
        m_target->setItemText(0, tr("Server side (%1)").arg(qsizetype(m_peers.size()) - clients));
        m_target->setItemText(1, tr("Client side (%1)").arg(clients));
    } else {
        m_target->setItemText(0, tr("All clients (%1)").arg(m_peers.size()));
    }
    if (m_peers.empty())
        m_connection->setText(tr("Not connected"));
    else if (m_peers.front().remote.isLocal()) // our end has no path
        m_connection->setText(tr("Connected to %1").arg(ClientChooser::labelOf(m_peers.front())));
    else
        m_connection->setText(tr("Connected to %1 from %2")
                                  .arg(ClientChooser::labelOf(m_peers.front()), m_peers.front().local.toString()));
}

Result<std::vector<Target>> TargetRow::targets() const
{
    if (isRelay(m_role) && m_target->currentData().toUInt() == 0)
        return std::vector{Target{Target::Kind::Servers, {}, {}, 0}};
    if (isRelay(m_role) && m_target->currentData().toUInt() == clientsItem)
        return std::vector{Target{Target::Kind::Clients, {}, {}, 0}};
    if (isDatagram(m_role) && !isRelay(m_role))
        return datagramTarget().map([](const Target &target) { return std::vector{target}; });
    if (!choosesPeer() || m_target->currentData().toUInt() == 0)
        return std::vector{Target{}};
    std::vector<Target> targets;
    for (const PeerId peer : chosenPeers()) {
        Target target;
        target.kind = Target::Kind::One;
        target.peer = peer;
        targets.push_back(target);
    }
    return targets;
}

Result<Target> TargetRow::datagramTarget() const
{
    Target target;
    if (m_lastSender->isChecked()) {
        target.kind = Target::Kind::LastSender;
        return target;
    }
    target.kind = Target::Kind::Address;
    target.host = m_host->text().trimmed();
    if (target.host.isEmpty())
        return failure(tr("Enter the remote host to send to."));
    if (m_port->text().trimmed().isEmpty())
        return failure(tr("Enter the remote port to send to."));
    const auto port = parsePort(m_port->text());
    if (!port)
        return failure(tr("Remote port: %1").arg(port.error().message));
    if (*port == 0)
        return failure(tr("Remote port: a datagram cannot be sent to port 0."));
    target.port = *port;
    return target;
}

void TargetRow::setRemote(const QString &host, quint16 port)
{
    m_host->setText(host);
    m_port->setText(QString::number(port));
}

void TargetRow::suggestGroup(const QString &groups, quint16 port)
{
    const QString host = m_host->text().trimmed();
    if (host != defaultHost && !QHostAddress(host).isMulticast())
        return;
    m_suggested = groups.section(u',', 0, 0).trimmed();
    setRemote(m_suggested, port);
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

void TargetRow::retranslate()
{
    m_target.setLabel(tr("Target"));
    m_choose->setText(tr("Several…"));
    m_choose->setToolTip(tr("Chooses some of the clients as the target"));
    m_disconnect->setText(tr("Disconnect"));
    m_disconnect->setToolTip(
        isRelay(m_role) ? tr("Closes the chosen connection, or all of the chosen side; the other side follows. With "
                             "Shift: resets (RST).")
                        : tr("Closes the connection of the chosen client, or of all. With Shift: resets it (RST)."));
    m_waysToEnd->setText(choosesPeer() ? QString() : tr("Disconnect"));
    m_waysToEnd->setAccessibleName(tr("Ways to end a connection"));
    m_waysToEnd->setToolTip(isRelay(m_role) ? tr("Other ways to end the chosen connection, or all of the chosen side")
                                            : tr("Other ways to end the connection of the chosen client, or of all"));
    m_finish->setText(tr("Finish sending, still receive (FIN)"));
    m_close->setText(tr("Close (FIN)"));
    m_reset->setText(tr("Reset (RST)"));
    m_host.setLabel(tr("Remote host"));
    m_host->setToolTip(tr("A name, an IP address, or a broadcast address such as 255.255.255.255"));
    m_port.setLabel(tr("Remote port"));
    m_lastSender->setText(tr("Reply to last sender"));
    updateSeveralItem();
    m_lastSender->setToolTip(tr("Sends to the source address of the last received datagram"));
    updateConnection();
}
