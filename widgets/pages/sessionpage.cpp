// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
// Long because it joins the panels, the session and the log of one tab.
#include "widgets/pages/sessionpage.h"

#include "widgets/log/logarea.h"
#include "widgets/log/logview.h"
#include "widgets/network/networkpanel.h"
#include "widgets/network/receivepanel.h"
#include "widgets/parts/fieldwatch.h"
#include "widgets/parts/messagebar.h"
#include "widgets/replies/replypanel.h"
#include "widgets/sending/checksumreport.h"
#include "widgets/sending/jobs/sendingbar.h"
#include "widgets/sending/messageedit.h"
#include "widgets/sending/pagesending.h"
#include "widgets/sending/sendbox.h"
#include "widgets/sending/sendpanel.h"
#include "widgets/sending/targetrow.h"

#include <QDebug>
#include <QEvent>
#include <QFileInfo>
#include <QJsonArray>
#include <QLocale>
#include <QScrollArea>
#include <QScrollBar>
#include <QSplitter>
#include <QVBoxLayout>

namespace {

constexpr int refreshMs = 40; // repainting more often than that only costs
constexpr int stormMs = 100;  // when most of the page is replaced each time, nobody reads it

QJsonArray toJson(const QList<int> &sizes)
{
    QJsonArray array;
    for (const int size : sizes)
        array.append(size);
    return array;
}

QList<int> toSizes(const QJsonValue &json)
{
    QList<int> sizes;
    for (const auto size : json.toArray())
        sizes.append(size.toInt());
    return sizes;
}

} // namespace

SessionPage::SessionPage(std::unique_ptr<LogFolder> folder, const std::shared_ptr<TrafficLog> &log, FileChooser &files,
                         const std::shared_ptr<Resolver> &resolver, QWidget *parent)
    : QWidget(parent), m_folder(std::move(folder)), m_session(std::make_unique<Session>(log, resolver))
{
    buildLayout(files);
    connectPanels();
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
    applyEncoding();
    m_logArea->setLog(log);
    m_target->setRole(m_network->role());
    watchFields(*this, this, [this] { Q_EMIT changed(); });
    connect(&m_logArea->view(), &LogView::zoomed, this, &SessionPage::changed);
    connect(m_replies, &ReplyPanel::draftChanged, this, &SessionPage::changed);
}

SessionPage::~SessionPage()
{
    Q_EMIT closing();
    const TrafficLog &log = m_session->log();
    if (log.isStalled()) { // there is no window any more in which to say it
        qWarning().noquote() << tr("The log still cannot be written: %1 records with %2 bytes are not in it.")
                                    .arg(log.counters().notStored)
                                    .arg(log.counters().notStoredBytes);
    }
    endLog();
}

/// Decides what becomes of the log's folder, once nothing more can come.
void SessionPage::endLog()
{
    if (!m_folder)
        return;
    const auto log = m_session->sharedLog();
    const LogDescription last = description();
    disconnect(m_session.get(), nullptr, this, nullptr);
    m_session.reset();
    const TrafficCounters counters = log->counters();
    const bool keeps = m_resumed || counters.rxRecords + counters.txRecords > 0;
    if (last.isPrivate || !keeps)
        m_folder->setEnd(LogFolder::End::Remove);
    else if (!log->isSealed())
        m_folder->setEnd(LogFolder::End::Keep, last);
}

LogDescription SessionPage::description() const
{
    LogDescription description = m_folder->description();
    description.title = title();
    description.setup = save();
    return description;
}

void SessionPage::describeLog()
{
    if (!m_folder || isCapture())
        return;
    if (const LogDescription now = description(); now != m_folder->description())
        m_folder->describe(now);
}

void SessionPage::setPrivate()
{
    if (!m_folder || isPrivate())
        return;
    LogDescription now = description();
    now.isPrivate = true;
    m_folder->describe(now);
}

bool SessionPage::isPrivate() const
{
    return m_folder && m_folder->description().isPrivate && !isCapture();
}

bool SessionPage::keepsLog() const
{
    const TrafficCounters counters = m_session->log().counters();
    return m_folder && !m_folder->description().isPrivate && (m_resumed || counters.rxRecords + counters.txRecords > 0);
}

void SessionPage::resume(const LogDescription &description)
{
    m_resumed = true;
    if (const auto url = EndpointUrl::parse(description.setup[u"url"].toString()))
        setUrl(*url);
    else if (!description.setup.isEmpty())
        restore(description.setup);
    if (const TrafficLog &log = m_session->log(); log.isSealed()) {
        showCapture(m_folder->path(), description.title);
        showMessage(tr("This log can only be looked at. %1").arg(log.writeProblem()), true);
    } else if (log.isDamaged()) {
        showMessage(log.unreadBytes() == 0 ? tr("A part of this log is missing. The log says where.")
                                           : tr("This log is damaged: %1 of it cannot be shown. The log says where.")
                                                 .arg(QLocale().formattedDataSize(log.unreadBytes())),
                    true);
    }
    m_logArea->refresh();
    describeLog();
    Q_EMIT titleChanged();
}

void SessionPage::buildLayout(FileChooser &files)
{
    m_network = new NetworkPanel;
    m_receive = new ReceivePanel;
    m_sendPanel = new SendPanel;
    m_replies = new ReplyPanel(files);
    auto *panels = new QWidget;
    auto *left = new QVBoxLayout(panels);
    left->setContentsMargins(6, 6, 6, 6);
    left->addWidget(m_network);
    left->addWidget(m_receive);
    left->addWidget(m_sendPanel);
    left->addWidget(m_replies);
    left->addStretch();
    auto *scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(panels);
    scroll->setMinimumWidth(panels->minimumSizeHint().width() + scroll->verticalScrollBar()->sizeHint().width());

    m_logArea = new LogArea;
    m_target = new TargetRow;
    m_sendBox = new SendBox;
    m_sending = new QWidget;
    auto *bottomLayout = new QVBoxLayout(m_sending);
    bottomLayout->setContentsMargins(0, 4, 0, 0);
    m_pageSending = new PageSending({*m_session, *m_target, *m_sendBox, *m_sendPanel}, this);
    bottomLayout->addWidget(m_pageSending->bar());
    bottomLayout->addWidget(m_target);
    bottomLayout->addWidget(m_sendBox, 1);
    m_rows = new QSplitter(Qt::Vertical);
    m_rows->addWidget(m_logArea);
    m_rows->addWidget(m_sending);
    m_rows->setStretchFactor(0, 1);
    m_rows->setCollapsible(0, false);
    m_rows->setSizes({500, 130});

    m_message = new MessageBar(this);
    auto *right = new QWidget;
    auto *rightLayout = new QVBoxLayout(right);
    rightLayout->setContentsMargins(0, 6, 6, 6);
    rightLayout->addWidget(m_message);
    rightLayout->addWidget(m_rows, 1);
    m_columns = new QSplitter;
    m_columns->addWidget(scroll);
    m_columns->addWidget(right);
    m_columns->setStretchFactor(1, 1);
    m_columns->setCollapsible(1, false);
    m_columns->setSizes({scroll->minimumWidth(), 800});
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_columns);
}

void SessionPage::connectPanels()
{
    connect(m_network, &NetworkPanel::openRequested, this, &SessionPage::open);
    connect(m_network, &NetworkPanel::closeRequested, this, &SessionPage::close);
    connect(m_network, &NetworkPanel::roleChanged, this, [this] {
        m_target->setRole(m_network->role());
        Q_EMIT titleChanged();
    });
    connect(m_receive, &ReceivePanel::encodingChanged, this, &SessionPage::applyEncoding);
    LogView *view = &m_logArea->view();
    connect(m_receive, &ReceivePanel::displayChanged, view, [this, view] { view->setDisplay(m_receive->display()); });
    connect(m_receive, &ReceivePanel::messagesChanged, this, &SessionPage::applyMessages);
    connect(m_receive, &ReceivePanel::timestampsToggled, view, &LogView::setTimestamps);
    connect(m_receive, &ReceivePanel::wrapToggled, view, &LogView::setWrap);
    connect(m_receive, &ReceivePanel::followToggled, view, &LogView::setFollowing);
    connect(m_receive, &ReceivePanel::pauseToggled, view, &LogView::setPaused);
    connect(m_receive, &ReceivePanel::clearRequested, this, &SessionPage::clearView);
    connect(m_receive, &ReceivePanel::saveRequested, this, &SessionPage::saveRequested);
    connect(view, &LogView::followingChanged, m_receive, &ReceivePanel::setFollowing);
    connect(view, &LogView::checksumWanted, this,
            [this](const QByteArray &bytes) { showMessage(fittingChecksumText(bytes), false); });
    connect(m_sendPanel, &SendPanel::formatChanged, this, &SessionPage::applyFormat);
    connect(m_sendPanel, &SendPanel::fileRequested, this, &SessionPage::fileRequested);
    connect(m_sendPanel, &SendPanel::sendListRequested, this, &SessionPage::sendListRequested);
    connect(m_pageSending, &PageSending::messageSent, this, &SessionPage::historyChanged);
    connect(m_replies, &ReplyPanel::changed, this, &SessionPage::applyReplies);
    connect(m_target, &TargetRow::disconnectRequested, m_session.get(), &Session::disconnectPeer);
}

LogView &SessionPage::logView() const
{
    return m_logArea->view();
}

QString SessionPage::title() const
{
    if (isCapture())
        return m_captureTitle.isEmpty() ? QFileInfo(m_captureFile).fileName() : m_captureTitle;
    const QJsonObject fields = m_network->save();
    // Port 0 asks for any: once open, the one that was given is of interest.
    const quint16 openPort = m_session->localAddress().port;
    const QString localPort = openPort != 0 ? QString::number(openPort) : fields[u"localPort"].toString();
    switch (m_network->role()) {
    case Role::TcpServer:
        return tr("Server :%1").arg(localPort);
    case Role::TcpClient:
        return tr("Client %1:%2").arg(fields[u"remoteHost"].toString(), fields[u"remotePort"].toString());
    case Role::Udp:
        return tr("UDP :%1").arg(localPort);
    }
    Q_UNREACHABLE();
}

void SessionPage::showCapture(const QString &file, const QString &title)
{
    m_captureFile = file;
    m_captureTitle = title;
    for (QWidget *widget : {static_cast<QWidget *>(m_network), static_cast<QWidget *>(m_sendPanel),
                            static_cast<QWidget *>(m_replies), m_sending})
        widget->hide();
    logView().setFollowing(false); // read from its beginning
    logView().scrollTo({});
    Q_EMIT titleChanged();
}

void SessionPage::setUrl(const EndpointUrl &url)
{
    m_network->setUrl(url);
    m_replies->setUrl(url);
    if (url.framing.kind != Framing::Kind::None)
        m_receive->setFraming(url.framing);
    if (url.role == Role::Udp && !url.remoteHost.isEmpty())
        m_target->setRemote(url.remoteHost, url.remotePort);
    if (!url.encoding.isEmpty() && !m_receive->setEncoding(url.encoding))
        showMessage(TextCodec::find(url.encoding).error().message, true);
    Q_EMIT titleChanged();
}

void SessionPage::open()
{
    auto url = m_network->url();
    if (!url || isCapture() || !applyReplies())
        return;
    m_message->hide();
    url->reply.clear(); // as the panel says
    url->rulesFile.clear();
    url->framing = {};
    m_session->open(*url);
    Q_EMIT titleChanged();
}

void SessionPage::close()
{
    m_session->close();
}

void SessionPage::clearView()
{
    m_logArea->setOrigin(m_session->log().end());
}

void SessionPage::showAll()
{
    m_logArea->setOrigin(0);
}

void SessionPage::showMessage(const QString &text, bool warning)
{
    m_message->showMessage(text, warning ? MessageBar::Tone::Warning : MessageBar::Tone::Info);
}

void SessionPage::onStateChanged()
{
    m_network->setState(m_session->state());
    onPeersChanged();
    Q_EMIT titleChanged();
}

void SessionPage::onPeersChanged()
{
    m_target->setPeers(m_session->peers());
    m_logArea->setPeers(m_session->peers());
}

void SessionPage::onLogGrew()
{
    // What comes after a quiet time shows at once; in a storm the screen sets the pace.
    if (!m_refresh.isActive())
        refreshLog();
}

void SessionPage::refreshLog()
{
    const bool grew = m_session->takeGrowth();
    if (!grew)
        return;
    const RecordNumber end = m_session->log().end();
    const bool storm = end - m_refreshedEnd > RecordNumber(logView().rowCapacity()) / 2;
    m_refreshedEnd = end;
    m_refresh.start(storm ? stormMs : refreshMs);
    if (isVisible())
        m_logArea->refresh();
    Q_EMIT logRefreshed();
}

void SessionPage::onHappened(const Event &event)
{
    const QString text = eventText(event);
    const bool isLoss = event.code == EventCode::LogGap || event.code == EventCode::KernelDrops;
    if (event.code == EventCode::CaptureWorks)
        showMessage(m_logWorks = text, false);
    else if (isLoss && !m_message->isHidden() && !m_logWorks.isEmpty() && m_message->text().startsWith(m_logWorks))
        showMessage(m_logWorks + u'\n' + text, true); // at what price
    else if (isFailure(event.code))
        showMessage(text, true);
}

void SessionPage::applyEncoding()
{
    const auto codec = TextCodec::find(m_receive->encoding());
    if (!codec) {
        showMessage(codec.error().message, true);
        return;
    }
    m_codec = *codec;
    m_session->setEncoding(m_codec);
    m_pageSending->setCodec(m_codec);
    m_replies->setCodec(m_codec);
    m_logArea->setCodec(m_codec);
    applyFormat();
}

void SessionPage::applyMessages()
{
    const MessageView messages = m_receive->messages();
    m_logArea->setMessages(messages);
    m_session->setFraming(messages.framing);
}

/// Returns false when what is chosen cannot be answered with; the panel then says why.
bool SessionPage::applyReplies()
{
    const auto replies = m_replies->replies();
    if (replies)
        m_session->setReplies(*replies);
    return replies.has_value();
}

void SessionPage::applyFormat()
{
    m_sendBox->setFormat(m_sendPanel->format(), m_codec);
}

QJsonObject SessionPage::save() const
{
    return {
        {QStringLiteral("network"), m_network->save()},    {QStringLiteral("receive"), m_receive->save()},
        {QStringLiteral("send"), m_sendPanel->save()},     {QStringLiteral("replies"), m_replies->save()},
        {QStringLiteral("target"), m_target->save()},      {QStringLiteral("message"), m_sendBox->edit()->text()},
        {QStringLiteral("log"), m_logArea->save()},        {QStringLiteral("columns"), toJson(m_columns->sizes())},
        {QStringLiteral("rows"), toJson(m_rows->sizes())},
    };
}

void SessionPage::restore(const QJsonObject &state)
{
    m_network->restore(state[u"network"].toObject());
    m_receive->restore(state[u"receive"].toObject());
    m_sendPanel->restore(state[u"send"].toObject());
    m_replies->restore(state[u"replies"].toObject());
    m_target->restore(state[u"target"].toObject());
    m_sendBox->edit()->setPlainText(state[u"message"].toString());
    m_logArea->restore(state[u"log"].toObject());
    m_columns->setSizes(toSizes(state[u"columns"]));
    m_rows->setSizes(toSizes(state[u"rows"]));
    Q_EMIT titleChanged();
}

QStringList SessionPage::history() const
{
    return m_sendBox->edit()->history();
}

void SessionPage::setHistory(const QStringList &history)
{
    m_sendBox->edit()->setHistory(history);
}

void SessionPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_logArea->refresh(); // a page behind others does not repaint
}

void SessionPage::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        Q_EMIT titleChanged();
}
