// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/session.h"

#include "model/bytes/textcodec.h"
#include "model/endpoint/endpoint.h"
#include "model/sending/replyrules.h"
#include "model/sending/sendbacklog.h"
#include "model/sessionreplier.h"
#include "model/sessionsender.h"
#include "model/sessionsink.h"

#include <QFile>
#include <QPointer>
#include <QProcess>
#include <QSet>

#include <algorithm>
#include <array>

namespace {

constexpr int eventWindowMs = 1000;
constexpr int lookAfterLogMs = 500;
constexpr size_t filesOfThread = 4; // what the I/O thread opens before any socket

} // namespace

Session::Session(std::shared_ptr<TrafficLog> log, std::shared_ptr<Resolver> resolver, QObject *parent)
    : QObject(parent), m_log(std::move(log)), m_resolver(std::move(resolver))
{
    makeSink();
    makeHelpers();
    m_thread.setObjectName(QStringLiteral("I/O"));
    startThread();
}

/// Qt ends the program when a thread finds no descriptor for its event loop.
bool Session::startThread()
{
    if (m_thread.isRunning())
        return true;
    std::array<QFile, filesOfThread> probes;
    for (QFile &probe : probes) {
        probe.setFileName(QProcess::nullDevice());
        if (!probe.open(QIODevice::ReadOnly))
            return false;
    }
    for (QFile &probe : probes)
        probe.close();
    m_thread.start();
    QMetaObject::invokeMethod(m_logTimer, qOverload<>(&QTimer::start));
    return m_thread.isRunning();
}

void Session::makeSink()
{
    SessionSink::Notices notices;
    notices.grew = [this] {
        if (!m_grewPending.exchange(true))
            QMetaObject::invokeMethod(this, &Session::logGrew, Qt::QueuedConnection);
    };
    notices.happened = [this](const std::vector<Event> &events) {
        QMetaObject::invokeMethod(
            this,
            [session = QPointer(this), events] {
                for (const Event &event : events) {
                    if (session) // a slot may delete it
                        Q_EMIT session->happened(event);
                }
            },
            Qt::QueuedConnection);
    };
    m_eventWindow = new QTimer;
    m_eventWindow->setSingleShot(true);
    m_eventWindow->setInterval(eventWindowMs);
    m_eventWindow->moveToThread(&m_thread);
    notices.limiting = [timer = QPointer(m_eventWindow)] {
        if (timer)
            timer->start();
    };
    m_sink = std::make_unique<SessionSink>(*m_log, std::move(notices));
    connect(m_eventWindow, &QTimer::timeout, m_eventWindow, [sink = m_sink.get()] { sink->endWindow(); });
    m_logTimer = new QTimer;
    m_logTimer->setInterval(lookAfterLogMs);
    m_logTimer->moveToThread(&m_thread);
    connect(m_logTimer, &QTimer::timeout, m_logTimer, [sink = m_sink.get()] { sink->lookAfterLog(); });
}

/// Those that live on the I/O thread.
void Session::makeHelpers()
{
    static_assert(roomBelow == SendBacklog::roomBelow);
    m_backlog = std::make_unique<SendBacklog>([this] {
        if (m_roomPending.exchange(true))
            return;
        QMetaObject::invokeMethod(
            this,
            [this] {
                m_roomPending = false;
                Q_EMIT roomToSend();
            },
            Qt::QueuedConnection);
    });
    m_sink->setBacklog(m_backlog.get());
    m_replier = new SessionReplier([sink = m_sink.get()](const Event &event, PeerId peer) {
        const SinkBatch batch(*sink);
        batch->event(event, peer);
    });
    m_replier->moveToThread(&m_thread);
    m_sink->setReplier(m_replier);
    m_sender = new SessionSender({*m_sink, *m_backlog, *m_replier});
    m_sender->moveToThread(&m_thread);
    m_sink->setSender(m_sender);
    connect(m_sender, &SessionSender::progressed, this, [this](quint64 id, const SendProgress &progress) {
        if (m_sending && id == m_sendingId)
            Q_EMIT sendingProgressed(progress);
    });
    connect(m_sender, &SessionSender::ended, this, [this](quint64 id, const SendOutcome &outcome) {
        if (id != m_sendingId)
            return;
        m_sending = false;
        Q_EMIT sendingEnded(outcome);
    });
}

Session::~Session()
{
    dropEndpoint();
    if (!m_thread.isRunning()) { // it could not start
        delete m_sender;
        delete m_replier;
        delete m_eventWindow;
        delete m_logTimer;
        return;
    }
    // On their thread: to ask for it from here would write a flag of Qt that they may be reading. Behind all that was
    // posted before, the end of the endpoint too, which still tells the replier its last words.
    QMetaObject::invokeMethod(m_replier, [this] {
        m_logTimer->deleteLater(); // the timers go first: what they do needs the others
        m_eventWindow->deleteLater();
        m_sender->deleteLater();
        m_replier->deleteLater();
        m_thread.quit();
    });
    m_thread.wait();
}

TrafficCounters Session::counters() const
{
    return m_log->counters() - m_counterBase;
}

void Session::resetCounters()
{
    m_counterBase = m_log->counters();
}

bool Session::takeGrowth()
{
    return m_grewPending.exchange(false);
}

void Session::open(const EndpointUrl &url)
{
    dropEndpoint();
    m_url = url;
    const QPointer<Session> self(this); // whoever is told may delete it
    if (!startThread())
        Q_EMIT happened({EventCode::NoThread, {}});
    if (!self)
        return;
    if (!m_thread.isRunning() || !applyReplies(url)) {
        if (self)
            setState(State::Closed, {});
        return;
    }
    m_endpoint = Endpoint::create(url, {*m_sink, *m_resolver}).release();
    m_endpoint->moveToThread(&m_thread);
    connect(m_endpoint, &Endpoint::stateChanged, m_endpoint,
            [this, opening = m_opening](Endpoint::State state, const SocketAddress &local) {
                onEndpointState(opening, State(state), local);
            });
    connect(m_endpoint, &Endpoint::peersChanged, this,
            [this, opening = m_opening](const std::vector<Peer> &joined, const std::vector<PeerId> &left) {
                if (opening == m_opening)
                    onPeersChanged(joined, left);
            });
    QMetaObject::invokeMethod(m_replier, [replier = m_replier, sink = m_sink.get(), endpoint = m_endpoint] {
        sink->setEndpoint(endpoint);
        replier->setEndpoint(endpoint);
    });
    QMetaObject::invokeMethod(m_sender, [sender = m_sender, endpoint = m_endpoint] { sender->setEndpoint(endpoint); });
    QMetaObject::invokeMethod(m_endpoint, &Endpoint::open, Qt::QueuedConnection);
    setState(State::Opening, {});
}

void Session::close()
{
    if (!m_endpoint)
        return;
    QMetaObject::invokeMethod(m_sender, &SessionSender::close, Qt::QueuedConnection);
    QMetaObject::invokeMethod(m_endpoint, &Endpoint::close, Qt::QueuedConnection);
}

/// Ends the endpoint; its last words still go to the log, on its own thread.
void Session::dropEndpoint()
{
    ++m_opening;
    if (!m_endpoint)
        return;
    QMetaObject::invokeMethod(m_endpoint, &QObject::deleteLater, Qt::QueuedConnection);
    m_endpoint = nullptr;
    m_peers.clear();
}

void Session::send(const Target &target, const QByteArray &bytes)
{
    if (!m_endpoint || m_state == State::Closed) {
        Q_EMIT happened({EventCode::NoPeer, {}});
        return;
    }
    QMetaObject::invokeMethod(
        m_endpoint,
        [endpoint = m_endpoint, replier = m_replier, target, bytes, way = m_backlog->onTheWay(bytes.size())] {
            replier->setPersonSends(true);
            endpoint->send(target, bytes, Origin::Wish);
            replier->setPersonSends(false);
        },
        Qt::QueuedConnection);
}

void Session::startSending(const SendJob &job)
{
    m_sending = true;
    QMetaObject::invokeMethod(m_sender, [sender = m_sender, id = ++m_sendingId, job] { sender->start(id, job); });
}

void Session::stopSending()
{
    QMetaObject::invokeMethod(m_sender, [sender = m_sender] { sender->stop(); });
}

qint64 Session::waiting(const Target &target) const
{
    return m_backlog->waiting(target.kind == Target::Kind::One ? target.peer : PeerId::None);
}

qint64 Session::queued() const
{
    return m_backlog->queued(PeerId::None);
}

void Session::setReplies(std::shared_ptr<const ReplyRules> replies)
{
    m_replies = replies;
    tellReplies(std::move(replies));
}

void Session::setFraming(const Framing &framing)
{
    m_framing = framing;
    tellFraming(framing);
}

void Session::tellFraming(const Framing &framing)
{
    QMetaObject::invokeMethod(m_replier, [replier = m_replier, framing] { replier->setFraming(framing); });
}

void Session::tellReplies(std::shared_ptr<const ReplyRules> replies)
{
    QMetaObject::invokeMethod(m_replier,
                              [replier = m_replier, replies = std::move(replies)] { replier->setRules(replies); });
}

void Session::setEncoding(const std::shared_ptr<const TextCodec> &codec)
{
    m_codec = codec;
    if (m_endpoint && (!m_url.reply.isEmpty() || !m_url.rulesFile.isEmpty()))
        applyReplies(m_url);
}

Result<std::shared_ptr<const ReplyRules>> Session::repliesOf(const EndpointUrl &url,
                                                             const std::shared_ptr<const TextCodec> &codec)
{
    if (url.reply.isEmpty() && url.rulesFile.isEmpty())
        return nullptr;
    const auto shared = [&](ReplyRules &&rules) {
        if (url.framing.kind != Framing::Kind::None)
            rules.setFraming(url.framing);
        return std::make_shared<const ReplyRules>(std::move(rules));
    };
    if (!url.rulesFile.isEmpty())
        return ReplyRules::load(url.rulesFile, codec).map(shared);
    return ReplyPreset::parse(url.reply)
        .and_then([&](const ReplyPreset &preset) { return ReplyRules::preset(preset, codec); })
        .map(shared);
}

/// Returns false, and tells, when the answers that `url` asks for cannot be given.
bool Session::applyReplies(const EndpointUrl &url)
{
    tellFraming(url.framing.kind == Framing::Kind::None ? m_framing : url.framing);
    if (url.reply.isEmpty() && url.rulesFile.isEmpty()) {
        tellReplies(m_replies);
        return true;
    }
    auto codec = m_codec;
    if (!codec)
        codec = TextCodec::find(url.encoding).value_or(TextCodec::find(QStringLiteral("UTF-8")).value());
    const auto replies = repliesOf(url, codec);
    if (!replies) {
        Q_EMIT happened({EventCode::BadReplies, {replies.error().message}});
        return false;
    }
    tellReplies(*replies);
    return true;
}

void Session::disconnectPeer(PeerId peer, bool reset)
{
    if (!m_endpoint)
        return;
    QMetaObject::invokeMethod(
        m_endpoint, [endpoint = m_endpoint, peer, reset] { endpoint->disconnectPeer(peer, reset); },
        Qt::QueuedConnection);
}

void Session::finishSending()
{
    if (m_endpoint)
        QMetaObject::invokeMethod(m_endpoint, &Endpoint::finishSending, Qt::QueuedConnection);
}

void Session::pauseReceiving(bool on)
{
    if (m_endpoint)
        QMetaObject::invokeMethod(
            m_endpoint, [endpoint = m_endpoint, on] { endpoint->pauseReceiving(on); }, Qt::QueuedConnection);
}

/// On the I/O thread. Who hears of the state finds in the log what led to it.
void Session::onEndpointState(quint64 opening, State state, const SocketAddress &local)
{
    if (state == State::Closed) {
        m_sink->endWindow();
        m_sink->afterBatch([sink = m_sink.get()] { sink->lookAfterLog(); }); // once more, as this may be the end
    }
    m_sink->afterBatch([this, opening, state, local] {
        QMetaObject::invokeMethod(
            this,
            [this, opening, state, local] {
                if (opening == m_opening)
                    setState(state, local);
            },
            Qt::QueuedConnection);
    });
}

void Session::setState(State state, const SocketAddress &local)
{
    m_state = state;
    m_localAddress = local;
    Q_EMIT stateChanged();
}

void Session::onPeersChanged(const std::vector<Peer> &joined, const std::vector<PeerId> &left)
{
    if (!left.empty()) {
        const QSet<quint32> gone = [&] {
            QSet<quint32> ids;
            for (const PeerId peer : left)
                ids.insert(quint32(peer));
            return ids;
        }();
        std::erase_if(m_peers, [&](const Peer &peer) { return gone.contains(quint32(peer.id)); });
    }
    m_peers.insert(m_peers.end(), joined.begin(), joined.end());
    Q_EMIT peersChanged();
}
