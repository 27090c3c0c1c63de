// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/session/sessionio.h"

#include "model/sending/sendbacklog.h"

#include <utility>

namespace {

constexpr int eventWindowMs = 1000;
constexpr int maintainLogMs = 500;

} // namespace

int halfClosedMs(const EndpointUrl &url, int seconds, bool hasRules, std::optional<bool> moreToCome)
{
    const bool isKept = isServer(url.role) || url.halfClosedSeconds;
    const bool mayCome = moreToCome.value_or(!hasRules && isKept);
    return mayCome ? url.halfClosedSeconds.value_or(seconds) * msPerSecond : 0;
}

SessionIo::SessionIo(const Links &links)
    : m_links(links), m_eventWindow(this), m_logTimer(this), m_sink(links.log, this),
      m_replier(*this, m_endpoint, this), m_sender({*this, links.backlog, m_endpoint}, this)
{
    m_eventWindow.setSingleShot(true);
    m_eventWindow.setInterval(eventWindowMs);
    connect(&m_eventWindow, &QTimer::timeout, this, &SessionIo::endWindow);
    m_logTimer.setInterval(maintainLogMs);
    connect(&m_logTimer, &QTimer::timeout, this, &SessionIo::maintainLog);
    connect(&m_sink, &SessionSink::grew, this, [this] {
        if (!m_grewPending.exchange(true))
            Q_EMIT logGrew();
    });
    connect(&m_sink, &SessionSink::happened, this, &SessionIo::happened);
    connect(&m_sink, &SessionSink::limiting, &m_eventWindow, qOverload<>(&QTimer::start));
    connect(&m_sender, &SessionSender::progressed, this, &SessionIo::sendingProgressed);
    connect(&m_sender, &SessionSender::ended, this, [this](quint64 id, const SendOutcome &outcome) {
        updateHalfClosedTimeout();
        Q_EMIT sendingEnded(id, outcome);
    });
}

void SessionIo::start()
{
    m_logTimer.start();
}

void SessionIo::open(quint64 opening, const EndpointUrl &url)
{
    dropEndpoint();
    m_url = url;
    m_endpoint = Endpoint::create(url, {*this, m_links.resolver});
    connect(m_endpoint.get(), &Endpoint::stateChanged, this,
            [this, opening](Endpoint::State state, const SocketAddress &local) { onState(opening, state, local); });
    connect(m_endpoint.get(), &Endpoint::peersChanged, this,
            [this, opening](const PeerChanges &changes) { Q_EMIT peersChanged(opening, changes); });
    connect(m_endpoint.get(), &Endpoint::groupsChanged, this,
            [this, opening](const QList<JoinedGroup> &joined) { Q_EMIT groupsChanged(opening, joined); });
    connect(m_endpoint.get(), &Endpoint::retryChanged, this,
            [this, opening](const Retry &retry) { Q_EMIT retryChanged(opening, retry); });
    connect(m_endpoint.get(), &Endpoint::optionsRead, this,
            [this, opening](const SocketOptions &options) { Q_EMIT optionsRead(opening, options); });
    updateHalfClosedTimeout();
    m_endpoint->open();
}

void SessionIo::close()
{
    m_sender.close();
    if (m_endpoint)
        m_endpoint->close();
}

void SessionIo::dropEndpoint()
{
    m_sender.close();
    m_endpoint.reset();
}

/// The events that led to the state are logged first.
void SessionIo::onState(quint64 opening, Endpoint::State state, const SocketAddress &local)
{
    if (state == Endpoint::State::Closed) {
        endWindow();
        m_sink.afterBatch([this] { maintainLog(); }); // the last time before a program ends
    }
    m_sink.afterBatch([this, opening, state, local] { Q_EMIT stateChanged(opening, state, local); });
    m_sender.endpointChanged();
}

void SessionIo::send(const Target &target, const QByteArray &bytes)
{
    if (m_endpoint)
        m_endpoint->send(target, bytes, Origin::User);
}

void SessionIo::startSending(quint64 id, const SendJob &job)
{
    m_sender.start(id, job);
    updateHalfClosedTimeout();
}

void SessionIo::setRules(std::shared_ptr<const ReplyRules> rules)
{
    m_replier.setRules(std::move(rules));
    updateHalfClosedTimeout();
}

void SessionIo::setMoreToCome(bool on)
{
    m_moreToCome = on;
    updateHalfClosedTimeout();
}

void SessionIo::setHalfClosedTimeout(int seconds)
{
    m_halfClosedSeconds = seconds;
    updateHalfClosedTimeout();
}

/// A running job always has more to send.
void SessionIo::updateHalfClosedTimeout()
{
    if (!m_endpoint)
        return;
    auto moreToCome = m_moreToCome;
    if (!moreToCome && m_sender.isActive())
        moreToCome = true;
    m_endpoint->setHalfClosedTimeout(halfClosedMs(m_url, m_halfClosedSeconds, m_replier.hasRules(), moreToCome));
}

void SessionIo::end()
{
    if (m_sink.depth() == 1)
        m_replier.flush(); // its replies belong to this batch
    m_sink.end();
    if (m_sink.depth() == 0 && m_sink.isStalled() != m_wasStalled)
        onStallChanged();
}

/// While the log cannot be written, the endpoint and the sender pause.
void SessionIo::onStallChanged()
{
    m_wasStalled = m_sink.isStalled();
    m_links.backlog.hold(m_wasStalled);
    if (m_wasStalled && m_endpoint)
        m_endpoint->stallChanged();
    else if (m_endpoint) // queued, as reading and sending start at once
        QMetaObject::invokeMethod(m_endpoint.get(), &Endpoint::stallChanged, Qt::QueuedConnection);
    if (!m_wasStalled)
        m_sender.waitingChanged(0);
}

void SessionIo::maintainLog()
{
    if (m_sink.maintainLog() || m_sink.isStalled() || m_wasStalled)
        const SinkBatch batch(*this); // reports it
}

void SessionIo::endWindow()
{
    const SinkBatch batch(*this);
    m_sink.endWindow();
}

void SessionIo::connected(const Peer &peer, qint64 timeNs)
{
    m_sink.connected(peer, timeNs);
    m_replier.connected(peer);
}

void SessionIo::closed(const Peer &peer, const Event &event, qint64 timeNs)
{
    m_sink.closed(peer, event, timeNs);
    if (event.code == EventCode::ClosedByPeer)
        m_replier.ended(peer);
}

void SessionIo::forget(PeerId peer)
{
    m_sink.forget(peer);
    waiting(peer, 0);
    m_sender.peerGone();
    m_replier.forget(peer);
}

void SessionIo::received(const Peer &peer, qint64 timeNs, QByteArrayView bytes)
{
    m_sink.received(peer, timeNs, bytes);
    if (peer.own)
        return; // no reply, and none is expected
    m_sender.received(bytes);
    m_replier.received(peer, bytes);
}

void SessionIo::sent(const Peer &peer, qint64 timeNs, QByteArrayView bytes, Origin origin)
{
    m_sink.sent(peer, timeNs, bytes, origin);
    m_replier.sent(peer, bytes, origin);
}

void SessionIo::waiting(PeerId peer, qint64 bytes)
{
    m_links.backlog.setInEndpoint(peer, bytes);
    m_sender.waitingChanged(bytes);
}
