// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/endpoint/stream/tcpclient.h"

#include "model/endpoint/qtsocket.h"
#include "model/endpoint/stream/tcpconnection.h"
#include "model/endpoint/system/socketsystem.h"

#include <utility>

namespace {

/// Further ones would be reported each time.
constexpr int maxOutageFailures = 64;

} // namespace

TcpClient::TcpClient(const EndpointUrl &url, const Links &links, const Backoff::Sources &sources)
    : StreamEndpoint(url, links), m_lookup(links.resolver), m_timeLimit(this), m_retry(this),
      m_backoff(url.backoff, sources)
{
    m_timeLimit.setSingleShot(true);
    m_retry.setSingleShot(true);
    connect(&m_timeLimit, &QTimer::timeout, this, &TcpClient::onTimeout);
    connect(&m_retry, &QTimer::timeout, this, &TcpClient::connectNow);
}

void TcpClient::open()
{
    setState(State::Opening);
    report({EventCode::Connecting, {url().remoteText()}});
    start();
}

void TcpClient::startTrying(const SocketAddress &remote)
{
    m_backoff.attempt();
    m_timeLimit.start(url().timeoutMs);
    m_lastFailure = {};
    m_remote = remote;
}

void TcpClient::start()
{
    startTrying({});
    m_lookup.start(url().localHost, url().remoteHost, [this](const HostLookup::Pairs &pairs) {
        m_candidates = pairs.value_or(QList<HostLookup::AddressPair>());
        if (!pairs)
            m_lastFailure = pairs.error();
        tryNext();
    });
}

void TcpClient::tryNext()
{
    dropSocket();
    while (!m_candidates.isEmpty()) {
        const auto failure = connectTo(m_candidates.takeFirst());
        if (!failure)
            return;
        m_lastFailure = *failure;
        dropSocket();
    }
    fail(m_lastFailure);
}

/// Returns why it failed at once.
std::optional<Event> TcpClient::connectTo(const HostLookup::AddressPair &addresses)
{
    m_remote = {addresses.remote, url().remotePort};
    m_socket = qtsocket::make<QTcpSocket>();
    if (auto failure = prepare(addresses.local))
        return failure;
    m_socket->connectToHost(m_remote.host, m_remote.port);
    if (m_socket->state() == QAbstractSocket::UnconnectedState)
        return qtsocket::connectFailure(*m_socket, m_remote, url().localPort);
    // m_timeLimit is the limit. Qt has another one, after which it would try once more.
    for (QTimer *limit : m_socket->findChildren<QTimer *>(Qt::FindDirectChildrenOnly))
        limit->stop();
    m_tap = std::make_unique<NotifierTap>(*m_socket, nullptr, [this] { return beforeResult(); });
    connect(m_socket.get(), &QTcpSocket::connected, this, &TcpClient::onConnected);
    connect(m_socket.get(), &QTcpSocket::errorOccurred, this,
            [this] { tryNextAfter(qtsocket::connectFailure(*m_socket, m_remote, 0)); });
    if (m_socket->state() == QAbstractSocket::ConnectedState)
        QMetaObject::invokeMethod(this, &TcpClient::onConnected, Qt::QueuedConnection);
    return {};
}

/// Binds the socket where that is asked for, or needed to set options before connecting: Qt makes the socket then.
std::optional<Event> TcpClient::prepare(const QHostAddress &local)
{
    if (local.isNull() && url().localPort == 0 && !url().socketOptions().affectsConnecting())
        return {};
    const auto any = m_remote.isIpv6() ? QHostAddress::AnyIPv6 : QHostAddress::AnyIPv4;
    const bool isEvery = local.isNull() || local == QHostAddress(QHostAddress::AnyIPv6);
    const SocketAddress from{isEvery ? QHostAddress(any) : local, url().localPort};
    if (auto failure = qtsocket::bind(*m_socket, from, QAbstractSocket::ReuseAddressHint))
        return failure;
    if (auto failure = bindToInterface(m_socket->socketDescriptor(), m_remote))
        return failure;
    applyOptions(m_socket->socketDescriptor(), m_remote);
    return {};
}

/// Qt may see that connecting succeeded. A failure it must not see: it would hide the reason and try again.
bool TcpClient::beforeResult()
{
    const int error = socketsystem::takeError(m_tap->descriptor());
    if (error == 0)
        return true;
    if (socketsystem::brokenConnection(error, m_remote).code == EventCode::ResetByPeer) {
        onResetBeforeResult(error);
        return false;
    }
    Event failure = socketsystem::failure(error, m_remote);
    if (failure.code == EventCode::TimedOut)
        failure.args.append(QString::number(url().timeoutMs));
    tryNextAfter(failure);
    return false;
}

/// The server accepted and reset the connection before the result was read. The bytes that it sent before are read.
void TcpClient::onResetBeforeResult(int error)
{
    auto socket = qtsocket::make<QTcpSocket>();
    if (!socket->setSocketDescriptor(socketsystem::duplicate(m_tap->descriptor()))) {
        tryNextAfter(socketsystem::brokenConnection(error, m_remote));
        return;
    }
    dropSocket();
    establish(std::move(socket)).reportBroken(error);
}

TcpConnection &TcpClient::establish(std::unique_ptr<QTcpSocket> socket)
{
    m_socket = std::move(socket);
    return onEstablished();
}

void TcpClient::tryNextAfter(const Event &failure)
{
    m_lastFailure = failure;
    tryNext();
}

void TcpClient::onTimeout()
{
    const QString ms = QString::number(url().timeoutMs);
    if (m_remote.isLocal())
        fail({EventCode::LocalBusy, {m_remote.toString(), ms}});
    else if (m_lookup.host().isEmpty())
        fail({EventCode::TimedOut, {m_remote.toString(), ms}});
    else
        fail({EventCode::LookupTimedOut, {m_lookup.host(), ms}});
}

void TcpClient::onConnected()
{
    if (m_socket && m_socket->state() == QAbstractSocket::ConnectedState)
        onEstablished();
}

TcpConnection &TcpClient::onEstablished()
{
    m_timeLimit.stop();
    m_socket->disconnect(this);
    NotifierTap::retire(std::move(m_tap));
    if (!url().socketOptions().affectsConnecting()) // otherwise they were set before
        applyOptions(m_socket->socketDescriptor(), m_remote);
    const SocketAddress local = SocketAddress::fromHost(m_socket->localAddress(), m_socket->localPort());
    const SinkBatch batch(sink()); // the reply to a new connection is sent at its end
    TcpConnection &connection = addTcpConnection(std::move(m_socket), m_remote, false);
    connect(&connection, &Connection::ended, this, &TcpClient::onLost);
    if (find(connection.peer().id))
        readOptions(connection.descriptor(), m_remote);
    onConnection(connection, local);
    return connection;
}

void TcpClient::becomeOpen(const SocketAddress &local)
{
    if (const auto outage = m_backoff.connected())
        reportOutage(EventCode::Reconnected, *outage);
    setState(State::Open, local);
}

void TcpClient::onLost()
{
    if (!url().reconnect) {
        setState(State::Closed);
        return;
    }
    m_backoff.lost();
    setState(State::Opening);
    connectLater();
}

void TcpClient::fail(const Event &event)
{
    stopTrying();
    if (!url().reconnect) {
        report(event);
        setState(State::Closed);
        return;
    }
    if (isNewFailure(event))
        report(event);
    connectLater();
}

bool TcpClient::isNewFailure(const Event &event)
{
    if (!url().reconnect)
        return true;
    const bool isNew = !m_outageFailures.contains(event);
    if (isNew && m_outageFailures.size() < maxOutageFailures)
        m_outageFailures.append(event);
    return isNew;
}

void TcpClient::connectLater()
{
    m_isOutage = true;
    const auto wait = m_backoff.wait();
    if (!wait) {
        reportOutage(EventCode::ReconnectGaveUp, m_backoff.outage());
        setState(State::Closed);
        return;
    }
    if (m_backoff.attempts() == 0)
        m_waitsReported = false;
    if (!std::exchange(m_waitsReported, true))
        report({EventCode::Reconnecting,
                {url().remoteText(), QString::number(double(url().backoff.capMs) / msPerSecond)}});
    m_isWaiting = true;
    m_retry.start(*wait);
    Q_EMIT retryChanged({m_backoff.attempts() + 1, *wait});
}

void TcpClient::connectNow()
{
    if (m_isWaiting) {
        endWait();
        start();
    }
}

void TcpClient::endWait()
{
    m_retry.stop();
    if (std::exchange(m_isWaiting, false))
        Q_EMIT retryChanged({});
}

/// Ends the outage for the log.
void TcpClient::reportOutage(EventCode code, const Backoff::Outage &outage)
{
    if (std::exchange(m_isOutage, false))
        report(
            {code, {url().remoteText(), QString::number(outage.ms / msPerSecond), QString::number(outage.attempts)}});
    m_outageFailures.clear();
}

void TcpClient::stopTrying()
{
    m_lookup.cancel();
    m_timeLimit.stop();
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
    endWait();
    reportOutage(EventCode::ReconnectStopped, m_backoff.outage());
    forEach([this](Connection &connection) {
        disconnect(&connection, &Connection::ended, this, &TcpClient::onLost); // no reconnecting
        connection.close(false);
    });
    setState(State::Closed);
}

bool TcpClient::send(const Target &, const QByteArray &bytes, Origin origin)
{
    return StreamEndpoint::send({}, bytes, origin);
}
