// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/endpoint/tcpclient.h"

#include <cerrno>

namespace {

constexpr int retryMs = 1000;

} // namespace

TcpClient::TcpClient(const EndpointUrl &url, const Links &links)
    : Endpoint(url, links), m_timeLimit(this), m_retry(this)
{
    m_timeLimit.setSingleShot(true);
    m_retry.setSingleShot(true);
    connect(&m_timeLimit, &QTimer::timeout, this, &TcpClient::onTimeout);
    connect(&m_retry, &QTimer::timeout, this, &TcpClient::start);
}

TcpClient::~TcpClient()
{
    TcpClient::close();
}

void TcpClient::open()
{
    setState(State::Opening);
    report({EventCode::Connecting, {hostAndPort(url().remoteHost, url().remotePort)}});
    start();
}

void TcpClient::start()
{
    m_timeLimit.start(url().timeoutMs);
    m_lastFailure = {};
    m_current = {};
    const int attempt = ++m_attempt;
    m_lookedUp = url().localHost;
    resolver().resolve(url().localHost, this, [this, attempt](const Resolver::Answer &addresses) {
        if (attempt == m_attempt)
            withLocal(addresses);
    });
}

void TcpClient::withLocal(const Resolver::Answer &addresses)
{
    if (!addresses) {
        fail(addresses.error());
        return;
    }
    const int attempt = m_attempt;
    m_lookedUp = url().remoteHost;
    resolver().resolve(url().remoteHost, this, [this, attempt, locals = *addresses](const Resolver::Answer &found) {
        if (attempt == m_attempt)
            withRemote(locals, found);
    });
}

/// Each address of the far end that one of the near end can reach.
void TcpClient::withRemote(const QList<QHostAddress> &locals, const Resolver::Answer &addresses)
{
    m_lookedUp.clear();
    m_candidates.clear();
    if (!addresses) {
        fail(addresses.error());
        return;
    }
    for (const QHostAddress &remote : *addresses) {
        if (const auto local = localFor(remote, locals))
            m_candidates.append({*local, remote});
    }
    if (m_candidates.isEmpty())
        m_lastFailure = {EventCode::FamiliesDiffer, {url().remoteHost, url().localHost}};
    tryNext();
}

void TcpClient::tryNext()
{
    while (!m_candidates.isEmpty()) {
        const Candidate next = m_candidates.takeFirst();
        m_current = {next.remote, url().remotePort};
        auto connecting = posixsocket::connectTcp(m_current, {next.local, url().localPort});
        if (!connecting) {
            m_lastFailure = connecting.error();
            continue;
        }
        m_fd = std::move(*connecting);
        m_decided = std::make_unique<QSocketNotifier>(m_fd.get(), QSocketNotifier::Write);
        connect(m_decided.get(), &QSocketNotifier::activated, this, &TcpClient::onDecided);
        return;
    }
    fail(m_lastFailure);
}

void TcpClient::onDecided()
{
    const int error = posixsocket::connectError(m_fd.get());
    m_decided->setEnabled(false);
    m_decided.release()->deleteLater(); // its signal is being delivered
    if (error == 0) {
        established();
        return;
    }
    m_fd.close();
    m_lastFailure = error == ETIMEDOUT
        ? Event{EventCode::TimedOut, {m_current.toString(), QString::number(url().timeoutMs)}}
        : posixsocket::eventFor(error, m_current);
    tryNext();
}

void TcpClient::onTimeout()
{
    const QString ms = QString::number(url().timeoutMs);
    if (m_lookedUp.isEmpty())
        fail({EventCode::TimedOut, {m_current.toString(), ms}});
    else
        fail({EventCode::LookupTimedOut, {m_lookedUp, ms}});
}

void TcpClient::established()
{
    m_timeLimit.stop();
    posixsocket::setNoDelay(m_fd.get(), url().noDelay);
    posixsocket::setKeepAlive(m_fd.get(), url().keepAliveSeconds);
    if (url().receiveBufferBytes > 0)
        posixsocket::setReceiveBuffer(m_fd.get(), url().receiveBufferBytes);
    const SocketAddress local = posixsocket::localAddress(m_fd.get());
    const Peer peer{sink().newPeer(), Transport::Tcp, local, m_current, false};
    const SinkBatch batch(sink()); // whoever answers a connection does so at its end
    m_connection = new TcpConnection(std::move(m_fd), peer, sink(), this);
    m_connection->pauseReceiving(m_paused);
    connect(m_connection, &TcpConnection::ended, this, &TcpClient::onEnded);
    batch->connected(peer, nowNs());
    peerJoined(peer);
    setState(State::Open, local);
}

void TcpClient::onEnded()
{
    peerLeft(m_connection->peer().id);
    m_connection->deleteLater();
    m_connection = nullptr;
    if (url().reconnect) {
        setState(State::Opening);
        m_retry.start(retryMs);
    } else {
        setState(State::Closed);
    }
}

void TcpClient::fail(const Event &event)
{
    stopTrying();
    report(event);
    if (url().reconnect)
        m_retry.start(retryMs);
    else
        setState(State::Closed);
}

void TcpClient::stopTrying()
{
    ++m_attempt;
    m_lookedUp.clear();
    m_timeLimit.stop();
    m_retry.stop();
    m_decided.reset();
    m_fd.close();
}

void TcpClient::close()
{
    if (state() == State::Closed)
        return;
    stopTrying();
    if (m_connection) {
        disconnect(m_connection, nullptr, this, nullptr);
        m_connection->close(false);
        peerLeft(m_connection->peer().id);
        m_connection->deleteLater();
        m_connection = nullptr;
    }
    setState(State::Closed);
}

bool TcpClient::send(const Target &, const QByteArray &bytes, Origin)
{
    if (m_connection)
        return m_connection->send(bytes);
    report({EventCode::NoPeer, {}});
    return false;
}

std::vector<PeerId> TcpClient::recipients(const Target &) const
{
    return m_connection ? std::vector{m_connection->peer().id} : std::vector<PeerId>();
}

void TcpClient::disconnectPeer(PeerId peer, bool reset)
{
    if (m_connection && m_connection->peer().id == peer)
        m_connection->close(reset);
}

void TcpClient::finishSending()
{
    if (m_connection)
        m_connection->finishSending();
}

void TcpClient::pauseReceiving(bool on)
{
    m_paused = on;
    if (m_connection)
        m_connection->pauseReceiving(on);
}

void TcpClient::stallChanged()
{
    if (m_connection)
        m_connection->stallChanged();
}

void TcpClient::answer(PeerId peer, Answer answer)
{
    if (m_connection && m_connection->peer().id == peer)
        m_connection->answer(std::move(answer));
}

void TcpClient::holdPeer(PeerId peer, bool on)
{
    if (m_connection && m_connection->peer().id == peer)
        m_connection->hold(on);
}
