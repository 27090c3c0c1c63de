// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/endpoint/tcpclient.h"

#include "model/endpoint/socketevents.h"
#include "model/endpoint/system/socketsystem.h"

#include <QNetworkProxy>

#include <utility>

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
    dropSocket();
    while (!m_candidates.isEmpty()) {
        const Candidate next = m_candidates.takeFirst();
        m_current = {next.remote, url().remotePort};
        const auto failure = tryConnecting(next);
        if (!failure)
            return;
        m_lastFailure = *failure;
        dropSocket();
    }
    fail(m_lastFailure);
}

/// Returns why it failed at once.
std::optional<Event> TcpClient::tryConnecting(const Candidate &candidate)
{
    m_socket = std::make_unique<QTcpSocket>();
    m_socket->setProxy(QNetworkProxy::NoProxy); // whatever the system is set up for: what is to be debugged is here
    if (!candidate.local.isNull() || url().localPort != 0) {
        const auto any = m_current.isIpv6() ? QHostAddress::AnyIPv6 : QHostAddress::AnyIPv4;
        const bool every = candidate.local.isNull() || candidate.local == QHostAddress(QHostAddress::AnyIPv6);
        const SocketAddress local{every ? QHostAddress(any) : candidate.local, url().localPort};
        if (!m_socket->bind(local.host, local.port, QAbstractSocket::ReuseAddressHint))
            return socketevents::bindFailure(m_socket->error(), m_socket->errorString(), local, Transport::Tcp);
    }
    m_socket->connectToHost(m_current.host, m_current.port);
    if (m_socket->state() == QAbstractSocket::UnconnectedState)
        return socketevents::connectFailure(*m_socket, m_current, url().localPort);
    // The URL says how long to wait. Qt has a limit of its own, after which it would try once more.
    for (QTimer *limit : m_socket->findChildren<QTimer *>(Qt::FindDirectChildrenOnly))
        limit->stop();
    m_tap = std::make_unique<NotifierTap>(*m_socket, nullptr, [this] { return beforeDeciding(); });
    connect(m_socket.get(), &QTcpSocket::connected, this, &TcpClient::established);
    connect(m_socket.get(), &QTcpSocket::errorOccurred, this,
            [this] { goOn(socketevents::connectFailure(*m_socket, m_current, 0)); });
    if (m_socket->state() == QAbstractSocket::ConnectedState)
        QMetaObject::invokeMethod(this, &TcpClient::established, Qt::QueuedConnection);
    return {};
}

/// Whether Qt may see the result of connecting. We report a failure with its reason, and do not let Qt try again.
bool TcpClient::beforeDeciding()
{
    const int error = socketsystem::takeError(m_tap->descriptor());
    if (error == 0)
        return true;
    if (socketsystem::brokenConnection(error, m_current).code == EventCode::ResetByPeer) {
        resetAtOnce(error);
        return false;
    }
    Event failure = socketsystem::failure(error, m_current);
    if (failure.code == EventCode::TimedOut)
        failure.args.append(QString::number(url().timeoutMs));
    goOn(failure);
    return false;
}

/// The server has accepted, and reset the connection before we looked. What it sent before is taken in.
void TcpClient::resetAtOnce(int error)
{
    auto socket = std::make_unique<QTcpSocket>();
    socket->setProxy(QNetworkProxy::NoProxy);
    if (!socket->setSocketDescriptor(socketsystem::duplicate(m_tap->descriptor()))) {
        goOn(socketsystem::brokenConnection(error, m_current));
        return;
    }
    dropSocket();
    m_socket = std::move(socket);
    stand();
    m_connection->tellBroken(error);
}

void TcpClient::goOn(const Event &failure)
{
    m_lastFailure = failure;
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
    if (m_socket && m_socket->state() == QAbstractSocket::ConnectedState)
        stand();
}

void TcpClient::stand()
{
    m_timeLimit.stop();
    m_socket->disconnect(this);
    NotifierTap::retire(std::move(m_tap));
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, url().noDelay ? 1 : 0);
    socketsystem::setKeepAlive(m_socket->socketDescriptor(), url().keepAliveSeconds);
    if (url().receiveBufferBytes > 0)
        socketsystem::setReceiveBuffer(m_socket->socketDescriptor(), url().receiveBufferBytes);
    const SocketAddress local = SocketAddress::fromHost(m_socket->localAddress(), m_socket->localPort());
    const Peer peer{sink().newPeer(), Transport::Tcp, local, m_current, false};
    const SinkBatch batch(sink()); // whoever answers a connection does so at its end
    m_connection = new TcpConnection(std::move(m_socket), peer, sink(), this);
    m_connection->pauseReceiving(m_paused);
    m_connection->setHalfClosedTimeout(m_halfClosedMs);
    connect(m_connection, &TcpConnection::ended, this, &TcpClient::onEnded);
    connect(m_connection, &TcpConnection::halfClosed, this, &TcpClient::peerHalfClosed);
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
    dropSocket();
}

void TcpClient::dropSocket()
{
    NotifierTap::retire(std::move(m_tap));
    if (!m_socket)
        return;
    m_socket->disconnect(this);
    m_socket->abort();
    m_socket.release()->deleteLater();
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

bool TcpClient::send(const Target &, const QByteArray &bytes, Origin origin)
{
    if (m_connection)
        return m_connection->send(bytes, origin);
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

void TcpClient::setHalfClosedTimeout(int ms)
{
    m_halfClosedMs = ms;
    if (m_connection)
        m_connection->setHalfClosedTimeout(ms);
}

void TcpClient::stallChanged()
{
    if (m_connection)
        m_connection->stallChanged();
}

void TcpClient::reply(PeerId peer, Reply reply)
{
    if (m_connection && m_connection->peer().id == peer)
        m_connection->reply(std::move(reply));
}

void TcpClient::holdPeer(PeerId peer, bool on)
{
    if (m_connection && m_connection->peer().id == peer)
        m_connection->hold(on);
}
