// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/session.h"

#include "model/endpoint/endpoint.h"
#include "model/sessionsink.h"

#include <QSet>

#include <algorithm>

Session::Session(std::shared_ptr<TrafficLog> log, QObject *parent) : QObject(parent), m_log(std::move(log))
{
    SessionSink::Notices notices;
    notices.grew = [this] {
        if (!m_grewPending.exchange(true))
            QMetaObject::invokeMethod(this, &Session::logGrew, Qt::QueuedConnection);
    };
    notices.happened = [this](const Event &event) {
        QMetaObject::invokeMethod(
            this, [this, event] { Q_EMIT happened(event); }, Qt::QueuedConnection);
    };
    m_sink = std::make_unique<SessionSink>(*m_log, std::move(notices));
    m_thread.setObjectName(QStringLiteral("I/O"));
    m_thread.start();
}

Session::~Session()
{
    dropEndpoint();
    m_thread.quit();
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
    m_endpoint = Endpoint::create(url, *m_sink).release();
    m_endpoint->moveToThread(&m_thread);
    connect(m_endpoint, &Endpoint::stateChanged, this,
            [this, from = m_endpoint](Endpoint::State state, const SocketAddress &local) {
                if (from == m_endpoint)
                    setState(State(state), local);
            });
    connect(m_endpoint, &Endpoint::peersChanged, this,
            [this, from = m_endpoint](const std::vector<Peer> &joined, const std::vector<PeerId> &left) {
                if (from == m_endpoint)
                    onPeersChanged(joined, left);
            });
    setState(State::Opening, {});
    QMetaObject::invokeMethod(m_endpoint, &Endpoint::open, Qt::QueuedConnection);
}

void Session::close()
{
    if (m_endpoint)
        QMetaObject::invokeMethod(m_endpoint, &Endpoint::close, Qt::QueuedConnection);
}

/// Ends the endpoint; its last words still go to the log, on its own thread.
void Session::dropEndpoint()
{
    if (!m_endpoint)
        return;
    m_endpoint->deleteLater(); // the I/O thread does it, at the latest when it ends
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
        m_endpoint, [endpoint = m_endpoint, target, bytes] { endpoint->send(target, bytes); }, Qt::QueuedConnection);
}

void Session::disconnectPeer(PeerId peer, bool reset)
{
    if (!m_endpoint)
        return;
    QMetaObject::invokeMethod(
        m_endpoint, [endpoint = m_endpoint, peer, reset] { endpoint->disconnectPeer(peer, reset); },
        Qt::QueuedConnection);
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
