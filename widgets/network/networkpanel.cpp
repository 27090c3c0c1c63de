// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
// Long because it has the fields for the addresses of all kinds of endpoints.
#include "widgets/network/networkpanel.h"

#include "model/endpoint/address/groupaddress.h"
#include "model/endpoint/address/hostport.h"
#include "widgets/network/localpathfield.h"
#include "widgets/network/options/networkoptionsdialog.h"
#include "widgets/network/statedot.h"
#include "widgets/parts/localaddressbox.h"
#include "widgets/parts/plaintooltip.h"
#include "widgets/parts/statuslabel.h"

#include <QDir>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QUrl>
#include <QVBoxLayout>

#include <array>
#include <tuple>

namespace {

constexpr QLatin1StringView defaultPort("8080");
constexpr QLatin1StringView relayPort("8081"); // to the default port of this computer

/// In the order of the combo box.
constexpr std::array roles{Role::TcpServer, Role::TcpClient,   Role::Udp,        Role::Multicast,
                           Role::TlsServer, Role::TlsClient,   Role::TcpRelay,   Role::TlsRelay,
                           Role::UdpRelay,  Role::LocalServer, Role::LocalClient};

bool needsRemote(Role role)
{
    return (isClient(role) && !isLocal(role)) || isRelay(role);
}

int webPort(const QUrl &url)
{
    return url.port(url.scheme() == u"https" ? 443 : url.scheme() == u"http" ? 80 : -1);
}

/// What is wrong with a host, as far as that is seen without looking it up: it is a mistaken URL, or has what no name has.
QString mistakeInHost(const QString &host)
{
    const auto both = HostPort::parse(host);
    if (both)
        return {};
    static const QRegularExpression behindScheme(QStringLiteral("[:/].*"));
    const bool beginsLikeUrl =
        host.contains(behindScheme) && EndpointUrl::roleOf(QString(host).remove(behindScheme).toLower()).has_value();
    if (host.contains(u"://") || beginsLikeUrl) {
        if (const auto url = EndpointUrl::parse(host); !url)
            return url.error().message;
    }
    static const QRegularExpression notInNames(QStringLiteral("[\\s:/@#?&;]"));
    return QHostAddress(host).isNull() && host.contains(notInNames) ? both.error().message : QString();
}

} // namespace

NetworkPanel::NetworkPanel(QWidget *parent)
    : Translated(parent), m_usualPort(defaultPort), m_role(new QComboBox(this)),
      m_localHost(new LocalAddressBox(LocalAddressBox::Items::Addresses, this)),
      m_interface(new LocalAddressBox(LocalAddressBox::Items::Interfaces, this)),
      m_group(new QLineEdit(QStringLiteral("239.255.0.1"), this)), m_localPort(new QLineEdit(defaultPort, this)),
      m_remoteHost(new QLineEdit(QStringLiteral("127.0.0.1"), this)), m_remotePort(new QLineEdit(defaultPort, this)),
      m_path(new LocalPathField(this)), m_error(new StatusLabel(this)), m_more(new QPushButton(this)),
      m_toggle(new QPushButton(this))
{
    for (const Role role : roles)
        m_role->addItem(QString(), QVariant::fromValue(role));
    m_toggle->setMinimumHeight(30);
    auto *rows = new QVBoxLayout(this);
    auto *form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(m_role.label(), m_role);
    form->addRow(m_localHost.label(), m_localHost);
    form->addRow(m_interface.label(), m_interface);
    for (const auto &field : {m_group, m_localPort, m_remoteHost, m_remotePort})
        form->addRow(field.label(), field);
    form->addRow(m_path.label(), m_path);
    rows->addLayout(form);
    rows->addWidget(m_error); // QFormLayout would cut it: the height that it uses may be that for another width
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_toggle, 1);
    buttons->addWidget(m_more);
    rows->addLayout(buttons);

    connect(m_role, &QComboBox::currentIndexChanged, this, &NetworkPanel::onRoleChosen);
    connect(m_more, &QPushButton::clicked, this, &NetworkPanel::editOptions);
    connect(m_toggle, &QPushButton::clicked, this, [this] {
        if (m_state == Session::State::Closed)
            Q_EMIT openRequested();
        else
            Q_EMIT closeRequested();
    });
    for (QLineEdit *field :
         std::initializer_list<QLineEdit *>{m_localHost->lineEdit(), m_interface->lineEdit(), m_group, m_localPort,
                                            m_remoteHost, m_remotePort, m_path->lineEdit()}) {
        connect(field, &QLineEdit::textEdited, this, &NetworkPanel::onEdited);
        connect(field, &QLineEdit::returnPressed, m_toggle, &QPushButton::click);
    }
    for (QLineEdit *field :
         std::initializer_list<QLineEdit *>{m_localHost->lineEdit(), m_group, m_remoteHost, m_path->lineEdit()})
        connect(field, &QLineEdit::editingFinished, this, [this, field] { spread(field); });
    for (QLineEdit *field : std::initializer_list<QLineEdit *>{m_localPort, m_remotePort})
        connect(field, &QLineEdit::editingFinished, this, [this, field] { makePlain(field); });
    for (const LocalAddressBox *box : {&*m_localHost, &*m_interface})
        connect(box, &QComboBox::activated, this, &NetworkPanel::onEdited);
    for (QLineEdit *field : std::initializer_list<QLineEdit *>{m_group, m_localPort})
        connect(field, &QLineEdit::textEdited, this, &NetworkPanel::groupEdited);
    retranslate();
    setState(Session::State::Closed);
}

void NetworkPanel::onEdited()
{
    m_error->clear();
    Q_EMIT edited();
}

void NetworkPanel::updateFields()
{
    const bool client = isClient(role());
    const bool local = isLocal(role());
    const bool multicast = role() == Role::Multicast;
    m_localHost.setVisible(!local && !multicast);
    m_localPort.setVisible(!local);
    m_remoteHost.setVisible(needsRemote(role()));
    m_remotePort.setVisible(needsRemote(role()));
    m_path.setVisible(local);
    m_path->setNew(!client);
    m_interface.setVisible(multicast);
    m_group.setVisible(multicast);
    m_localPort.setLabel(multicast ? tr("Group port") : tr("Local port"));
    m_localPort->setPlaceholderText(client ? tr("any") : QString());
    showSummary();
}

void NetworkPanel::setRole(Role role)
{
    m_role->setCurrentIndex(m_role->findData(QVariant::fromValue(role)));
}

void NetworkPanel::editOptions()
{
    EndpointUrl shown = m_options;
    shown.role = role();
    if (isRelay(shown.role)) { // the options towards the server name it
        shown.remoteHost = m_remoteHost->text().trimmed();
        shown.remotePort = parsePort(m_remotePort->text()).value_or(0);
    }
    const bool isClosed = m_state == Session::State::Closed;
    auto *dialog = new NetworkOptionsDialog(shown, isClosed ? std::nullopt : std::optional(m_inEffect), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        m_options = dialog->url();
        showSummary();
        onEdited();
        Q_EMIT optionsChanged();
    });
    dialog->open();
}

void NetworkPanel::onRoleChosen()
{
    if (isLocal(role())) {
        if (m_path->lineEdit()->text().isEmpty())
            m_path->lineEdit()->setText(QDir::temp().filePath(QStringLiteral("socketscope.sock")));
    } else {
        // The system chooses a client's local port unless the user enters one.
        const bool toDefault = isRelay(role()) && m_remotePort->text() == defaultPort;
        const QString usual = isClient(role()) ? QString() : toDefault ? relayPort : defaultPort;
        const QString shown = m_localPort->text();
        if (shown.isEmpty() || shown == m_usualPort || (isClient(role()) && shown == u"0")) {
            m_localPort->setText(usual);
            m_usualPort = usual;
        } else {
            m_usualPort.clear();
        }
    }
    updateFields();
    onEdited();
    Q_EMIT roleChanged();
}

/// Replaces what an input method for Chinese or Japanese has typed of a host or port; not the options of a URL.
void NetworkPanel::makePlain(QLineEdit *field)
{
    const QString text = field->text();
    if (text.contains(u"://") || (field == m_localHost->lineEdit() && m_localHost->findText(text) >= 0))
        return;
    const qsizetype options = std::max(text.indexOf(u'?'), text.indexOf(u'？'));
    const QString plain =
        options < 0 ? withPlainLetters(text) : withPlainLetters(text.left(options + 1)) + text.sliced(options + 1);
    if (plain != text)
        field->setText(plain);
}

/// A URL or HOST:PORT, typed or pasted where only a host belongs, fills the fields that it is about.
void NetworkPanel::spread(QLineEdit *host)
{
    if (m_state != Session::State::Closed)
        return;
    if (host != m_path->lineEdit())
        makePlain(host);
    const QString text = host->text().trimmed();
    if (text.indexOf(u"://") > 0) {
        if (const auto url = enteredUrl(text)) {
            host->clear(); // it may be about other fields
            setUrl(*url);
            Q_EMIT urlEntered(*url);
        } else if (const QUrl other(text); host == m_remoteHost && other.isValid() && !other.host().isEmpty()
                   && !EndpointUrl::roleOf(other.scheme())) { // such as ftp://HOST/PATH
            m_remoteHost->setText(other.host());
            if (const int port = webPort(other); port > 0)
                m_remotePort->setText(QString::number(port));
        }
        return;
    }
    if (host == m_path->lineEdit())
        return;
    if (text.startsWith(u'[') && text.endsWith(u']')) {
        host->setText(text.sliced(1, text.size() - 2));
    } else if (const auto both = HostPort::parse(text); both && !both->host.isEmpty()) {
        host->setText(both->host);
        (host == m_remoteHost ? m_remotePort : m_localPort)->setText(QString::number(both->port));
    }
}

/// Of an endpoint, or that of a web page; a relay stays one, whatever it relays to.
std::optional<EndpointUrl> NetworkPanel::enteredUrl(const QString &text) const
{
    if (const auto url = EndpointUrl::parse(text))
        return *url;
    const QUrl web(text);
    const bool isSecure = web.scheme() == u"https";
    if (web.host().isEmpty() || webPort(web) <= 0 || !(isSecure || web.scheme() == u"http") || isRelay(role()))
        return {};
    EndpointUrl url;
    url.role = isSecure ? Role::TlsClient : Role::TcpClient;
    url.remoteHost = web.host();
    url.remotePort = quint16(webPort(web));
    return url;
}

void NetworkPanel::spreadAll()
{
    if (m_path->isVisibleTo(this))
        spread(m_path->lineEdit());
    if (m_remoteHost->isVisibleTo(this))
        spread(m_remoteHost);
    if (m_group->isVisibleTo(this))
        spread(m_group);
    if (m_localHost->isVisibleTo(this))
        spread(m_localHost->lineEdit());
}

Result<quint16> NetworkPanel::readPort(QLineEdit *field)
{
    makePlain(field);
    auto port = parsePort(field->text());
    if (!port)
        return fail(port.error().message, field);
    return port;
}

Result<EndpointUrl> NetworkPanel::url()
{
    m_error->clear();
    spreadAll(); // by Enter, a field is read before it was left
    EndpointUrl url = m_options.optionsFor(role());
    if (url.role == Role::Multicast)
        return multicastUrl(url);
    if (isLocal(url.role)) {
        auto path = EndpointUrl::localPath(m_path->lineEdit()->text().trimmed());
        if (!path)
            return fail(path.error().message, m_path->lineEdit());
        url.path = std::move(*path);
        return url;
    }
    url.localHost = m_localHost->host();
    if (!isClient(url.role) || !m_localPort->text().trimmed().isEmpty()) {
        const auto port = readPort(m_localPort);
        if (!port)
            return tl::unexpected(port.error());
        url.localPort = *port;
    }
    if (!needsRemote(url.role))
        return url;
    url.remoteHost = m_remoteHost->text().trimmed();
    if (url.remoteHost.isEmpty())
        return fail(tr("Enter the host to connect to, a name or an IP address."), m_remoteHost);
    if (const QString mistake = mistakeInHost(url.remoteHost); !mistake.isEmpty())
        return fail(mistake, m_remoteHost);
    if (m_remotePort->text().trimmed().isEmpty())
        return fail(tr("Enter the port to connect to."), m_remotePort);
    const auto port = readPort(m_remotePort);
    if (!port)
        return tl::unexpected(port.error());
    if (*port == 0)
        return fail(tr("Port 0 cannot be connected to."), m_remotePort);
    url.remotePort = *port;
    return url;
}

Result<EndpointUrl> NetworkPanel::multicastUrl(EndpointUrl url)
{
    if (const auto groups = groupaddress::parseGroups(m_group->text()); !groups)
        return fail(groups.error().message, m_group);
    const auto port = readPort(m_localPort);
    if (!port)
        return tl::unexpected(port.error());
    if (*port == 0)
        return fail(tr("Enter the port to which the group is sent; it cannot be 0."), m_localPort);
    url.localHost.clear();
    url.localPort = 0;
    url.remoteHost = m_group->text().trimmed();
    url.remotePort = *port;
    url.interface = m_interface->host();
    if (const auto fits = groupaddress::checkFamily(m_group->text(), url.interface); !fits)
        return fail(fits.error().message, m_interface->lineEdit());
    if (const auto fits = groupaddress::checkFamily(m_group->text(), url.sources); !fits)
        return fail(tr("Receive only from: %1").arg(fits.error().message), m_group);
    return url;
}

void NetworkPanel::setUrl(const EndpointUrl &url)
{
    m_options = url;
    setRole(url.role);
    if (isLocal(url.role)) {
        m_path->lineEdit()->setText(url.path);
        m_path->lineEdit()->setCursorPosition(0); // a long text is shown from its start
        updateFields();
        return;
    }
    m_localHost->setHost(url.localHost);
    if (url.role == Role::Multicast) {
        m_group->setText(url.remoteHost);
        m_interface->setHost(url.interface);
        m_options.interface.clear(); // has a field
        m_localPort->setText(QString::number(url.remotePort));
        updateFields();
        return;
    }
    const bool anyPort = isClient(url.role) && url.localPort == 0;
    m_localPort->setText(anyPort ? QString() : QString::number(url.localPort));
    if (needsRemote(url.role)) {
        m_remoteHost->setText(url.remoteHost);
        m_remoteHost->setCursorPosition(0);
        m_remotePort->setText(QString::number(url.remotePort));
    }
    updateFields();
}

std::optional<std::pair<QString, quint16>> NetworkPanel::groups() const
{
    const auto port = parsePort(m_localPort->text());
    if (role() != Role::Multicast || !groupaddress::parseGroups(m_group->text()) || !port)
        return {};
    return std::pair(m_group->text().trimmed(), *port);
}

void NetworkPanel::setLocalHost(const QString &host)
{
    m_localHost->setHost(host);
}

void NetworkPanel::setState(Session::State state, const SocketOptions &inEffect)
{
    m_state = state;
    m_inEffect = inEffect;
    const bool closed = state == Session::State::Closed;
    m_role->setEnabled(closed);
    m_localHost->setEnabled(closed);
    m_interface->setEnabled(closed);
    for (const auto &field : {m_group, m_localPort, m_remoteHost, m_remotePort})
        field->setEnabled(closed);
    m_path->setEnabled(closed);
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
    QJsonObject all; // those of other roles are kept too
    for (const Role each : roles) {
        if (const QString set = optionsFor(each).options(); !set.isEmpty())
            all.insert(EndpointUrl::schemeOf(each), set);
    }
    QJsonObject state = fields();
    state.insert(QStringLiteral("options"), all);
    return state;
}

QJsonObject NetworkPanel::fields() const
{
    return {
        {QStringLiteral("role"), EndpointUrl::schemeOf(role())},
        {QStringLiteral("localHost"), m_localHost->host()},
        {QStringLiteral("localPort"), m_localPort->text()},
        {QStringLiteral("remoteHost"), m_remoteHost->text()},
        {QStringLiteral("remotePort"), m_remotePort->text()},
        {QStringLiteral("path"), m_path->lineEdit()->text()},
        {QStringLiteral("group"), m_group->text()},
        {QStringLiteral("interface"), m_interface->host()},
    };
}

/// The options of a role that have no field. No capture file: each tab has its own log.
EndpointUrl NetworkPanel::optionsFor(Role role) const
{
    EndpointUrl kept = m_options.optionsFor(role);
    if (role == Role::Multicast) // has a field
        kept.interface.clear();
    kept.framing = {};
    for (QString *text : {&kept.encoding, &kept.captureFile, &kept.reply, &kept.rulesFile, &kept.protocol})
        text->clear();
    kept.overwrite = false;
    return kept;
}

/// So that an option is not forgotten.
void NetworkPanel::showSummary()
{
    const QStringList set = optionsFor(role()).options().split(u'&', Qt::SkipEmptyParts);
    m_more->setText(set.isEmpty() ? tr("&More…") : tr("&More… (%1)").arg(set.size()));
    const QString purpose = tr("Further options of this endpoint");
    m_more->setToolTip(
        plainToolTip(set.isEmpty() ? purpose : purpose + u'\n' + tr("Set: %1").arg(set.join(QStringLiteral(", ")))));
}

void NetworkPanel::restore(const QJsonObject &state)
{
    // Earlier versions stored the options of one role, as a URL.
    m_options = EndpointUrl::parse(state[u"options"].toString()).value_or(EndpointUrl());
    const QJsonObject stored = state[u"options"].toObject();
    for (const Role each : roles) {
        m_options.role = each;
        std::ignore = m_options.setOptions(stored[EndpointUrl::schemeOf(each)].toString());
    }
    const QJsonValue role = state[u"role"];
    // Earlier versions stored a number.
    setRole(role.isString() ? EndpointUrl::roleOf(role.toString()).value_or(Role::TcpServer)
                            : roles[size_t(std::clamp(role.toInt(), 0, 2))]);
    m_localHost->setHost(state[u"localHost"].toString());
    m_localPort->setText(state[u"localPort"].toString());
    m_remoteHost->setText(state[u"remoteHost"].toString());
    m_remotePort->setText(state[u"remotePort"].toString());
    m_path->lineEdit()->setText(state[u"path"].toString());
    if (state.contains(u"group"))
        m_group->setText(state[u"group"].toString());
    m_interface->setHost(state[u"interface"].toString());
    updateFields();
}

void NetworkPanel::retranslate()
{
    setTitle(tr("Network"));
    m_role.setLabel(tr("Role"));
    setItemTexts(*m_role,
                 {tr("TCP Server"), tr("TCP Client"), tr("UDP"), tr("UDP Multicast"), tr("TLS Server"),
                  tr("TLS Client"), tr("TCP Relay"), tr("TLS Relay"), tr("UDP Relay"), tr("Unix Server"),
                  tr("Unix Client")});
    m_localHost.setLabel(tr("Local host"));
    m_interface.setLabel(tr("Interface"));
    m_interface->setToolTip(tr("Where the group is joined, and where what is sent to it leaves this computer"));
    m_group.setLabel(tr("Group"));
    m_group->setToolTip(tr("A multicast address such as 239.255.0.1 or ff15::1, or several separated by commas. "
                           "Messages are sent to the first one."));
    m_remoteHost.setLabel(tr("Remote host"));
    m_remoteHost->setToolTip(tr("A name or an IP address; HOST:PORT and the URL of an endpoint fill the other fields"));
    m_remotePort.setLabel(tr("Remote port"));
    m_path.setLabel(tr("Path"));
    m_path->lineEdit()->setAccessibleName(tr("Path"));
    m_localPort->setToolTip(tr("A number from 0 to 65535 or a service name such as http; 0 is any free port"));
    m_remotePort->setToolTip(tr("A number from 1 to 65535 or a service name such as http"));
    updateFields();
    setState(m_state, SocketOptions(m_inEffect));
}
