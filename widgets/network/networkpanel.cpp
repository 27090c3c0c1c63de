// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/network/networkpanel.h"

#include "model/endpoint/address/hostport.h"
#include "widgets/network/localaddressbox.h"
#include "widgets/network/statedot.h"
#include "widgets/parts/statuslabel.h"

#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>

namespace {

constexpr QLatin1StringView defaultPort("8080");

} // namespace

NetworkPanel::NetworkPanel(QWidget *parent)
    : Translated(parent), m_role(new QComboBox(this)), m_localHost(new LocalAddressBox(this)),
      m_localPort(new QLineEdit(defaultPort, this)), m_remoteHost(new QLineEdit(QStringLiteral("127.0.0.1"), this)),
      m_remotePort(new QLineEdit(defaultPort, this)), m_error(new StatusLabel(this)), m_toggle(new QPushButton(this))
{
    m_role->addItems({QString(), QString(), QString()});
    m_toggle->setMinimumHeight(30);
    auto *form = new QFormLayout(this);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(m_role.label(), m_role);
    form->addRow(m_localHost.label(), m_localHost);
    for (const auto &field : {m_localPort, m_remoteHost, m_remotePort})
        form->addRow(field.label(), field);
    form->addRow(m_error);
    form->addRow(m_toggle);

    connect(m_role, &QComboBox::currentIndexChanged, this, &NetworkPanel::onRoleChosen);
    connect(m_toggle, &QPushButton::clicked, this, [this] {
        if (m_state == Session::State::Closed)
            Q_EMIT openRequested();
        else
            Q_EMIT closeRequested();
    });
    for (QLineEdit *field :
         std::initializer_list<QLineEdit *>{m_localHost->lineEdit(), m_localPort, m_remoteHost, m_remotePort}) {
        connect(field, &QLineEdit::textEdited, this, [this] { m_error->showError({}); });
        connect(field, &QLineEdit::returnPressed, m_toggle, &QPushButton::click);
    }
    retranslate();
    setState(Session::State::Closed);
}

void NetworkPanel::updateFields()
{
    const bool client = role() == Role::TcpClient;
    m_remoteHost.setVisible(client);
    m_remotePort.setVisible(client);
    m_localPort->setPlaceholderText(client ? tr("any") : QString());
}

void NetworkPanel::onRoleChosen()
{
    // The system chooses a client's local port unless the user enters one.
    const bool client = role() == Role::TcpClient;
    if (client && m_localPort->text() == defaultPort)
        m_localPort->clear();
    else if (!client && m_localPort->text().isEmpty())
        m_localPort->setText(defaultPort);
    updateFields();
    m_error->showError({});
    Q_EMIT roleChanged();
}

Result<quint16> NetworkPanel::readPort(QLineEdit *field)
{
    auto port = parsePort(field->text());
    if (!port)
        return fail(port.error().message, field);
    return port;
}

Result<EndpointUrl> NetworkPanel::url()
{
    m_error->showError({});
    EndpointUrl url = m_options;
    url.role = role();
    url.localHost = m_localHost->host();
    url.localPort = 0;
    url.remoteHost.clear();
    url.remotePort = 0;
    if (url.role != Role::TcpClient || !m_localPort->text().trimmed().isEmpty()) {
        const auto port = readPort(m_localPort);
        if (!port)
            return tl::unexpected(port.error());
        url.localPort = *port;
    }
    if (url.role != Role::TcpClient)
        return url;
    url.remoteHost = m_remoteHost->text().trimmed();
    if (url.remoteHost.isEmpty())
        return fail(tr("Enter the host to connect to, a name or an IP address."), m_remoteHost);
    const auto port = readPort(m_remotePort);
    if (!port)
        return tl::unexpected(port.error());
    if (*port == 0)
        return fail(tr("Port 0 cannot be connected to."), m_remotePort);
    url.remotePort = *port;
    return url;
}

void NetworkPanel::setUrl(const EndpointUrl &url)
{
    m_options = url;
    m_role->setCurrentIndex(int(url.role));
    m_localHost->setHost(url.localHost);
    const bool anyPort = url.role == Role::TcpClient && url.localPort == 0;
    m_localPort->setText(anyPort ? QString() : QString::number(url.localPort));
    if (url.role == Role::TcpClient) {
        m_remoteHost->setText(url.remoteHost);
        m_remotePort->setText(QString::number(url.remotePort));
    }
    updateFields();
}

void NetworkPanel::setState(Session::State state)
{
    m_state = state;
    const bool closed = state == Session::State::Closed;
    m_role->setEnabled(closed);
    m_localHost->setEnabled(closed);
    for (const auto &field : {m_localPort, m_remoteHost, m_remotePort})
        field->setEnabled(closed);
    m_toggle->setIcon(stateDot(state));
    m_toggle->setText(closed ? tr("Open") : tr("Close"));
    m_toggle->setAccessibleName(m_toggle->text());
}

tl::unexpected<Error> NetworkPanel::fail(const QString &message, QLineEdit *field)
{
    m_error->showError(message);
    field->setFocus();
    field->selectAll();
    return failure(message);
}

QJsonObject NetworkPanel::save() const
{
    return {
        {QStringLiteral("role"), m_role->currentIndex()},     {QStringLiteral("localHost"), m_localHost->host()},
        {QStringLiteral("localPort"), m_localPort->text()},   {QStringLiteral("remoteHost"), m_remoteHost->text()},
        {QStringLiteral("remotePort"), m_remotePort->text()}, {QStringLiteral("options"), options()},
    };
}

/// The options of the command line without a field, as a URL; empty: none. No capture file: each tab has its own log.
QString NetworkPanel::options() const
{
    EndpointUrl plain;
    plain.role = m_options.role;
    plain.localPort = 1;
    if (!m_options.remoteHost.isEmpty()) {
        plain.remoteHost = QStringLiteral("localhost");
        plain.remotePort = 1;
    }
    EndpointUrl kept = m_options;
    kept.localHost.clear();
    kept.localPort = plain.localPort;
    kept.remoteHost = plain.remoteHost;
    kept.remotePort = plain.remotePort;
    kept.framing = {};
    for (QString *text : {&kept.encoding, &kept.captureFile, &kept.reply, &kept.rulesFile})
        text->clear();
    return kept == plain ? QString() : kept.toString();
}

void NetworkPanel::restore(const QJsonObject &state)
{
    m_options = EndpointUrl::parse(state[u"options"].toString()).value_or(EndpointUrl());
    m_role->setCurrentIndex(std::clamp(state[u"role"].toInt(), 0, 2));
    m_localHost->setHost(state[u"localHost"].toString());
    m_localPort->setText(state[u"localPort"].toString());
    m_remoteHost->setText(state[u"remoteHost"].toString());
    m_remotePort->setText(state[u"remotePort"].toString());
    updateFields();
}

void NetworkPanel::retranslate()
{
    setTitle(tr("Network"));
    m_role.setLabel(tr("Role"));
    setItemTexts(*m_role, {tr("TCP Server"), tr("TCP Client"), tr("UDP")});
    m_localHost.setLabel(tr("Local host"));
    m_localPort.setLabel(tr("Local port"));
    m_remoteHost.setLabel(tr("Remote host"));
    m_remotePort.setLabel(tr("Remote port"));
    m_localPort->setToolTip(tr("A number from 0 to 65535 or a service name such as http; 0 is any free port"));
    m_remotePort->setToolTip(tr("A number from 1 to 65535 or a service name such as http"));
    updateFields();
    setState(m_state);
}
