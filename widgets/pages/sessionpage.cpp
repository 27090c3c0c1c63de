// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
// Long because it wires all panels of a tab to its session.
#include "widgets/pages/sessionpage.h"

#include "model/bytes/printable.h"
#include "model/endpoint/tls/tlsconfiguration.h"
#include "widgets/log/logarea.h"
#include "widgets/log/logscroller.h"
#include "widgets/log/logview.h"
#include "widgets/network/certificatedialog.h"
#include "widgets/network/networkpanel.h"
#include "widgets/network/receivepanel.h"
#include "widgets/network/retrybar.h"
#include "widgets/parts/fields.h"
#include "widgets/parts/messagebar.h"
#include "widgets/replies/replypanel.h"
#include "widgets/sending/jobs/sendingbar.h"
#include "widgets/sending/pagesending.h"
#include "widgets/sending/targetrow.h"

#include <QDebug>
#include <QEvent>
#include <QInputDialog>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

namespace {

constexpr int refreshMs = 40;
constexpr int stormMs = 100; // when each repaint replaces most of the view, nobody reads it

/// The endpoint towards the server; of a relay, the one that it has for each client.
EndpointUrl towardsServer(const EndpointUrl &url)
{
    return isRelay(url.role) ? url.onward() : url;
}

} // namespace

SessionPage::SessionPage(std::unique_ptr<LogFolder> folder, const std::shared_ptr<TrafficLog> &log, FileChooser &files,
                         const std::shared_ptr<Resolver> &resolver)
    : LogPage(std::move(folder), log), m_session(std::make_unique<Session>(log, resolver)), m_network(new NetworkPanel),
      m_sendPanel(new SendPanel), m_replies(new ReplyPanel(files)), m_files(files), m_target(new TargetRow),
      m_sendBox(new SendBox), m_pageSending(new PageSending({*m_session, *m_target, *m_sendBox, *m_sendPanel}, this))
{
    arrange({m_network}, {m_sendPanel, m_replies}, makeSendArea());
    m_showCertificate = message().addButton();
    m_showCertificate->setText(tr("Show certificate…"));
    m_showCertificate->hide();
    connect(m_showCertificate, &QPushButton::clicked, this, &SessionPage::showCertificate);
    connectPanels();
    connectSession();
    applyCodec();
    m_target->setRole(m_network->role());
    watchFields(*this, this, [this] { Q_EMIT changed(); });
}

SessionPage::~SessionPage()
{
    if (log().isStalled()) { // no window is left to show it
        qWarning().noquote() << tr("The log still cannot be written: %1 records with %2 bytes are not in it.")
                                    .arg(log().counters().notStored)
                                    .arg(log().counters().notStoredBytes);
    }
    endLog();
}

/// Ends the session, and decides what becomes of the log's folder.
void SessionPage::endLog()
{
    if (!folder())
        return;
    const LogDescription last = description();
    disconnect(m_session.get(), nullptr, this, nullptr);
    m_session.reset();
    if (!keepsLog())
        ownFolder()->setEnd(LogFolder::End::Remove);
    else if (!log().isSealed())
        ownFolder()->setEnd(LogFolder::End::Keep, last);
}

LogDescription SessionPage::description() const
{
    LogDescription description = folder()->description();
    description.title = title();
    description.setup = save();
    return description;
}

void SessionPage::describeLog()
{
    if (!folder())
        return;
    if (const LogDescription now = description(); now != folder()->description())
        ownFolder()->describe(now);
}

void SessionPage::resume(const LogDescription &description)
{
    m_resumed = true;
    applySetup(description.setup);
    if (log().isDamaged()) {
        showMessage(log().unreadBytes() == 0 ? tr("A part of this log is missing. The log says where.")
                                             : tr("This log is damaged: %1 of it cannot be shown. The log says where.")
                                                   .arg(QLocale().formattedDataSize(log().unreadBytes())),
                    true);
    }
    logArea().refresh();
    describeLog();
    Q_EMIT titleChanged();
}

QWidget *SessionPage::makeSendArea()
{
    auto *area = new QWidget;
    auto *layout = new QVBoxLayout(area);
    layout->setContentsMargins(0, 4, 0, 0);
    layout->addWidget(m_pageSending->bar());
    layout->addWidget(new RetryBar(*m_session));
    layout->addWidget(m_target);
    layout->addWidget(m_sendBox, 1);
    return area;
}

void SessionPage::connectPanels()
{
    connect(m_network, &NetworkPanel::openRequested, this, &SessionPage::open);
    connect(m_network, &NetworkPanel::closeRequested, this, &SessionPage::close);
    connect(m_network, &NetworkPanel::roleChanged, this, [this] {
        m_target->setRole(m_network->role());
        suggestTarget();
        Q_EMIT titleChanged();
    });
    connect(m_network, &NetworkPanel::edited, this, &SessionPage::forgetFailure);
    connect(m_network, &NetworkPanel::urlEntered, this, &SessionPage::replaceUrl);
    connect(m_network, &NetworkPanel::groupEdited, this, &SessionPage::suggestTarget);
    connect(m_network, &NetworkPanel::optionsChanged, this, [this] {
        m_session->setImpairments(m_network->impairments());
        Q_EMIT changed();
    });
    connect(this, &LogPage::codecChanged, this, &SessionPage::applyCodec);
    connect(&receivePanel(), &ReceivePanel::messagesChanged, m_session.get(),
            [this] { m_session->setFraming(receivePanel().messages().framing); });
    connect(&receivePanel(), &ReceivePanel::messagesChanged, m_sendPanel,
            [this] { m_sendPanel->offerFrame(receivePanel().messages().framing); });
    connect(&receivePanel(), &ReceivePanel::protocolChosen, m_sendPanel, &SendPanel::enterProtocol);
    connect(&receivePanel(), &ReceivePanel::protocolLeft, m_sendPanel, &SendPanel::leaveProtocol);
    connect(&logView(), &LogView::zoomed, this, &SessionPage::changed);
    connect(m_sendPanel, &SendPanel::formatChanged, this, &SessionPage::applyFormat);
    connect(m_sendPanel, &SendPanel::fileRequested, this, &SessionPage::fileRequested);
    connect(m_sendPanel, &SendPanel::sendListRequested, this, &SessionPage::sendListRequested);
    connect(m_pageSending, &PageSending::messageSent, this, &SessionPage::historyChanged);
    connect(m_replies, &ReplyPanel::changed, this, &SessionPage::applyReplies);
    connect(m_replies, &ReplyPanel::draftChanged, this, &SessionPage::changed);
    connect(m_target, &TargetRow::disconnectRequested, m_session.get(), &Session::disconnectPeer);
    connect(m_target, &TargetRow::finishRequested, m_session.get(), &Session::finishSendingTo);
    connect(m_target, &TargetRow::edited, m_sendBox, &SendBox::forgetError);
    connect(m_target, &TargetRow::edited, this, &SessionPage::forgetFailure);
    connect(m_sendBox, &SendBox::sendRequested, this, &SessionPage::forgetFailure); // the newest error is shown
}

void SessionPage::connectSession()
{
    m_refresh.setSingleShot(true);
    connect(&m_refresh, &QTimer::timeout, this, &SessionPage::refreshLog);
    m_peerRefresh.setSingleShot(true);
    m_peerRefresh.setInterval(refreshMs);
    connect(&m_peerRefresh, &QTimer::timeout, this, &SessionPage::onPeersChanged);
    connect(m_session.get(), &Session::stateChanged, this, &SessionPage::onStateChanged);
    connect(m_session.get(), &Session::peersChanged, this, [this] {
        if (!m_peerRefresh.isActive())
            m_peerRefresh.start();
    });
    connect(m_session.get(), &Session::logGrew, this, &SessionPage::onLogGrew);
    connect(m_session.get(), &Session::happened, this, &SessionPage::onHappened);
}

QString SessionPage::title() const
{
    const auto fileName = [](const QString &path) { return makePrintable({path.section(u'/', -1), {}}).text; };
    const QJsonObject fields = m_network->fields();
    // Port 0 lets the system choose: once open, the title shows its choice.
    const quint16 openPort = m_session->localAddress().port;
    const QString localPort = openPort != 0 ? QString::number(openPort) : fields[u"localPort"].toString();
    const QString remotePort = fields[u"remotePort"].toString();
    const auto hostIn = [&](QLatin1StringView field) { // in front of a port
        const QString host = fields[field].toString();
        return host.contains(u':') ? u'[' + host + u']' : host;
    };
    const QString remoteHost = hostIn(QLatin1StringView("remoteHost"));
    const QString remote = remoteHost + u':' + remotePort;
    switch (m_network->role()) {
    case Role::TcpServer:
        return tr("Server :%1").arg(localPort);
    case Role::TcpClient:
        return tr("Client %1:%2").arg(remoteHost, remotePort);
    case Role::Multicast:
        return tr("Multicast %1:%2").arg(hostIn(QLatin1StringView("group")), fields[u"localPort"].toString());
    case Role::Udp:
        return tr("UDP :%1").arg(localPort);
    case Role::LocalServer:
        return tr("Server %1").arg(fileName(fields[u"path"].toString()));
    case Role::LocalClient:
        return tr("Client %1").arg(fileName(fields[u"path"].toString()));
    case Role::TlsServer:
        return tr("TLS server :%1").arg(localPort);
    case Role::TlsClient:
        return tr("TLS client %1:%2").arg(remoteHost, remotePort);
    case Role::TcpRelay:
        return tr("Relay :%1 → %2").arg(localPort, remote);
    case Role::TlsRelay:
        return tr("TLS relay :%1 → %2").arg(localPort, remote);
    case Role::UdpRelay:
        return tr("UDP relay :%1 → %2").arg(localPort, remote);
    }
    Q_UNREACHABLE();
}

void SessionPage::setLocalHost(const QString &host)
{
    m_network->setLocalHost(host);
    Q_EMIT changed();
}

void SessionPage::setUrl(const EndpointUrl &url)
{
    m_network->setUrl(url);
    m_replies->setUrl(url);
    LogPage::setUrl(url);
    if (url.framing.hasBody()) {
        PayloadFormat format = m_sendPanel->format();
        format.frame = url.framing;
        m_sendPanel->setFormat(format);
    }
    suggestTarget();
    if (url.role == Role::Udp && !url.remoteHost.isEmpty())
        m_target->setRemote(url.remoteHost, url.remotePort);
    Q_EMIT titleChanged();
}

/// What the URL does not say is as in a new tab: it means the same everywhere.
void SessionPage::replaceUrl(const EndpointUrl &url)
{
    receivePanel().reset();
    PayloadFormat format = m_sendPanel->format();
    format.frame = {};
    m_sendPanel->setFormat(format);
    setUrl(url);
    Q_EMIT changed();
}

/// To a group that is entered.
void SessionPage::suggestTarget()
{
    if (const auto groups = m_network->groups())
        m_target->suggestGroup(groups->first, groups->second);
}

void SessionPage::open()
{
    auto url = m_network->url();
    if (!url || !applyReplies()) { // the panel shows the error
        forgetFailure();
        return;
    }
    message().hide();
    suggestTarget();
    url->reply.clear(); // the panels have set these already
    url->rulesFile.clear();
    url->framing = {};
    url->protocol.clear();
    if (const EndpointUrl server = towardsServer(*url); server.role == Role::TlsClient && server.tls.trust.isEmpty())
        url->setTrust(m_certificates.value(hostAndPort(url->remoteHost, url->remotePort)));
    if (isTls(url->role)) {
        url->tls.keyPassword = m_keyPassword;
        if (tlsconfiguration::needsPassword(url->tls)) {
            askPassword(*url);
            return;
        }
    }
    openUrl(*url);
}

void SessionPage::openUrl(const EndpointUrl &url)
{
    m_session->open(url);
    Q_EMIT titleChanged();
}

void SessionPage::askPassword(const EndpointUrl &url)
{
    auto *dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Private key"));
    dialog->setLabelText(tr("The private key is encrypted. Its password, which is not stored:"));
    dialog->setTextEchoMode(QLineEdit::Password);
    connect(dialog, &QInputDialog::textValueSelected, this, [this, url](const QString &password) {
        EndpointUrl complete = url;
        complete.tls.keyPassword = m_keyPassword = password;
        openUrl(complete);
    });
    dialog->open();
}

void SessionPage::showCertificate()
{
    auto *dialog = new CertificateDialog(m_unverified, acceptedBefore(), m_files, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &CertificateDialog::certificateAccepted, this, [this](const QString &fingerprint, bool always) {
        EndpointUrl url = m_session->url();
        url.setTrust(fingerprint);
        if (always)
            Q_EMIT certificateAccepted(hostAndPort(url.remoteHost, url.remotePort), fingerprint);
        m_session->close();
        message().hide();
        openUrl(url);
    });
    dialog->open();
}

/// The certificate of the server that was to be accepted when the session was opened; the one it has shown is another.
QString SessionPage::acceptedBefore() const
{
    return towardsServer(m_session->url()).tls.trust;
}

void SessionPage::onStateChanged()
{
    m_network->setState(m_session->state(), m_session->options());
    onPeersChanged();
    Q_EMIT titleChanged();
}

void SessionPage::onPeersChanged()
{
    m_sendBox->forgetError(); // such as that there is no client
    m_target->setPeers(m_session->peers());
    logArea().setPeers(m_session->peers());
}

void SessionPage::onLogGrew()
{
    // The first record after a quiet time is shown at once; after that, the timer sets the pace.
    if (!m_refresh.isActive())
        refreshLog();
}

void SessionPage::refreshLog()
{
    if (!m_session->takeGrowth())
        return;
    const RecordNumber end = log().end();
    const bool storm = end - m_refreshedEnd > RecordNumber(logView().scroller().lineCapacity()) / 2;
    m_refreshedEnd = end;
    m_refresh.start(storm ? stormMs : refreshMs);
    if (isVisible())
        logArea().refresh();
    Q_EMIT logRefreshed();
}

void SessionPage::onHappened(const Event &event)
{
    const QString text = eventText(event);
    const bool isUnverified = event.code == EventCode::TlsUnverified && !event.args.value(2).isEmpty(); // a server
    if (isUnverified)
        m_unverified = event;
    const bool isConsequence = event.code == EventCode::RelayFailed || event.code == EventCode::RelayUnsent;
    if (isConsequence && !message().isHidden() && message().text() == m_failure)
        return; // that message says why, and may have the button
    if (isFailure(event.code))
        m_showCertificate->setVisible(isUnverified);
    if (event.code == EventCode::TlsNotOpened)
        m_keyPassword.clear(); // it may have been wrong
    const bool isLoss = event.code == EventCode::LogGap || event.code == EventCode::KernelDrops;
    if (event.code == EventCode::CaptureWorks)
        showMessage(m_recovery = text, false);
    else if (event.code == EventCode::GroupJoined && !m_groupLoss.isEmpty() && message().text() == m_groupLoss)
        showMessage(text, false); // again
    else if (event.code == EventCode::GroupLost)
        showMessage(m_groupLoss = text, true);
    else if (isLoss && !message().isHidden() && !m_recovery.isEmpty() && message().text().startsWith(m_recovery))
        showMessage(m_recovery + u'\n' + text, true); // what was lost until then
    else if (isUnverified)                            // the button shows the rest
        showFailure((acceptedBefore().isEmpty()
                         ? tr("Not connected: the identity of %1 is not verified, because %2.")
                         : tr("The certificate of %1 has changed since one was accepted. Not connected: the server is "
                              "not verified, because %2."))
                        .arg(hostAndPort(m_session->url().remoteHost, m_session->url().remotePort),
                             tlsReasons(event.args.value(1), event.args.value(10))));
    else if (isFailure(event.code))
        showFailure(text);
    else if (event.code == EventCode::Reconnected)
        forgetFailure();
}

void SessionPage::showFailure(const QString &text)
{
    m_failure = text;
    showMessage(text, true);
}

/// What failed is of no interest any more: it works, something else is tried, or a newer error is shown elsewhere.
/// Messages about the log stay.
void SessionPage::forgetFailure()
{
    if (!m_failure.isEmpty() && message().text() == m_failure)
        message().hide();
}

void SessionPage::applyCodec()
{
    m_session->setEncoding(codec());
    m_pageSending->setCodec(codec());
    m_replies->setCodec(codec());
    applyFormat();
}

/// Returns false when the reply chosen cannot be used; the panel then says why.
bool SessionPage::applyReplies()
{
    const auto replies = m_replies->replies();
    if (replies)
        m_session->setReplies(*replies);
    return replies.has_value();
}

QJsonObject SessionPage::save() const
{
    QJsonObject state = LogPage::save();
    state.insert(QStringLiteral("network"), m_network->save());
    state.insert(QStringLiteral("send"), m_sendPanel->save());
    state.insert(QStringLiteral("replies"), m_replies->save());
    state.insert(QStringLiteral("target"), m_target->save());
    state.insert(QStringLiteral("message"), m_sendBox->edit()->text());
    return state;
}

void SessionPage::restore(const QJsonObject &state)
{
    m_network->restore(state[u"network"].toObject());
    LogPage::restore(state);
    m_sendPanel->restore(state[u"send"].toObject());
    m_replies->restore(state[u"replies"].toObject());
    m_target->restore(state[u"target"].toObject());
    m_sendBox->edit()->setPlainText(state[u"message"].toString());
    Q_EMIT titleChanged();
}

void SessionPage::changeEvent(QEvent *event)
{
    LogPage::changeEvent(event);
    if (event->type() != QEvent::LanguageChange)
        return;
    m_showCertificate->setText(tr("Show certificate…"));
    Q_EMIT titleChanged();
}
