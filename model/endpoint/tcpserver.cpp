// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/endpoint/tcpserver.h"

#include <cerrno>

namespace {

constexpr int acceptsPerTurn = 256;
constexpr int acceptPauseMs = 100; // when no more descriptors are to be had

} // namespace

TcpServer::TcpServer(const EndpointUrl &url, const Links &links) : Endpoint(url, links), m_acceptAgain(this)
{
    m_acceptAgain.setSingleShot(true);
    m_acceptAgain.setInterval(acceptPauseMs);
    connect(&m_acceptAgain, &QTimer::timeout, this, [this] { m_notifier->setEnabled(!this->sink().isStalled()); });
}

TcpServer::~TcpServer()
{
    TcpServer::close();
}

void TcpServer::open()
{
    setState(State::Opening);
    resolver().resolve(url().localHost, this, [this](const Resolver::Answer &addresses) { listenOn(addresses); });
}

void TcpServer::listenOn(const Resolver::Answer &addresses)
{
    if (state() != State::Opening)
        return; // closed while the name was looked up
    if (!addresses) {
        report(addresses.error());
        setState(State::Closed);
        return;
    }
    auto listening = posixsocket::listenTcp({addresses->first(), url().localPort});
    if (!listening) {
        report(listening.error());
        setState(State::Closed);
        return;
    }
    m_fd = std::move(*listening);
    if (url().receiveBufferBytes > 0) // clients inherit it
        posixsocket::setReceiveBuffer(m_fd.get(), url().receiveBufferBytes);
    m_notifier = std::make_unique<QSocketNotifier>(m_fd.get(), QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &TcpServer::acceptSome);
    m_notifier->setEnabled(!sink().isStalled());
    const SocketAddress local = posixsocket::localAddress(m_fd.get());
    report({EventCode::Listening, {local.toString()}});
    setState(State::Open, local);
}

void TcpServer::close()
{
    if (state() == State::Closed)
        return;
    const SocketAddress local = m_fd ? posixsocket::localAddress(m_fd.get()) : SocketAddress();
    const bool wasOpen = bool(m_fd);
    m_acceptAgain.stop();
    m_notifier.reset();
    m_fd.close();
    {
        const SinkBatch batch(sink());
        const auto clients = m_clients; // onEnded() takes them out while we go
        for (const auto &[id, client] : clients)
            client->close(false);
        if (wasOpen)
            batch->event({EventCode::Stopped, {local.toString()}}, PeerId::None);
    }
    setState(State::Closed);
}

bool TcpServer::send(const Target &target, const QByteArray &bytes, Origin)
{
    const SinkBatch batch(sink());
    if (target.kind == Target::Kind::One) {
        const auto client = m_clients.find(target.peer);
        if (client != m_clients.end())
            return client->second->send(bytes);
        batch->event({EventCode::NoPeer, {}}, target.peer);
        return false;
    }
    if (m_clients.empty())
        batch->event({EventCode::NoPeer, {}}, PeerId::None);
    const auto clients = m_clients; // a failing send takes one out
    bool taken = false;
    for (const auto &[id, client] : clients)
        taken = client->send(bytes) || taken;
    return taken;
}

std::vector<PeerId> TcpServer::recipients(const Target &target) const
{
    if (target.kind == Target::Kind::One)
        return m_clients.contains(target.peer) ? std::vector{target.peer} : std::vector<PeerId>();
    std::vector<PeerId> all;
    all.reserve(m_clients.size());
    for (const auto &[id, client] : m_clients)
        all.push_back(id);
    return all;
}

void TcpServer::disconnectPeer(PeerId peer, bool reset)
{
    if (const auto client = m_clients.find(peer); client != m_clients.end())
        client->second->close(reset);
}

void TcpServer::finishSending()
{
    const SinkBatch batch(sink());
    const auto clients = m_clients; // one that is done with is taken out
    for (const auto &[id, client] : clients)
        client->finishSending();
}

void TcpServer::pauseReceiving(bool on)
{
    m_paused = on;
    for (const auto &[id, client] : m_clients)
        client->pauseReceiving(on);
}

/// Clients that nobody accepts wait in the system.
void TcpServer::stallChanged()
{
    if (m_notifier && !m_acceptAgain.isActive())
        m_notifier->setEnabled(!sink().isStalled());
    const auto clients = m_clients; // one that cannot be written to is taken out
    for (const auto &[id, client] : clients)
        client->stallChanged();
}

void TcpServer::answer(PeerId peer, Answer answer)
{
    if (const auto client = m_clients.find(peer); client != m_clients.end())
        client->second->answer(std::move(answer));
}

void TcpServer::holdPeer(PeerId peer, bool on)
{
    if (const auto client = m_clients.find(peer); client != m_clients.end())
        client->second->hold(on);
}

void TcpServer::acceptSome()
{
    const SinkBatch batch(sink());
    for (int i = 0; i < acceptsPerTurn && !sink().isStalled(); ++i) {
        posixsocket::NativeAddress from;
        SocketFd fd(::accept4(m_fd.get(), from.get(), &from.size, SOCK_NONBLOCK | SOCK_CLOEXEC));
        if (fd) {
            addClient(std::move(fd), from);
            continue;
        }
        if (errno == EAGAIN || errno == EWOULDBLOCK)
            return;
        if (errno != ECONNABORTED && errno != EINTR) {
            acceptFailed(errno);
            return;
        }
    }
}

void TcpServer::acceptFailed(int error)
{
    m_notifier->setEnabled(false); // the client goes on waiting, and so would the notifier's signal
    m_acceptAgain.start();
    if (std::exchange(m_toldTooMany, true))
        return;
    if (error == EMFILE || error == ENFILE) {
        report({EventCode::TooManyOpenFiles, {QString::number(posixsocket::mostFiles())}});
    } else {
        report(posixsocket::eventFor(error, posixsocket::localAddress(m_fd.get())));
    }
}

void TcpServer::addClient(SocketFd fd, const posixsocket::NativeAddress &from)
{
    m_toldTooMany = false;
    posixsocket::setNoDelay(fd.get(), url().noDelay);
    posixsocket::setKeepAlive(fd.get(), url().keepAliveSeconds);
    const Peer peer{sink().newPeer(), Transport::Tcp, posixsocket::localAddress(fd.get()), from.toAddress(), true};
    auto *client = new TcpConnection(std::move(fd), peer, sink(), this);
    client->pauseReceiving(m_paused);
    connect(client, &TcpConnection::ended, this, &TcpServer::onEnded);
    m_clients.emplace(peer.id, client);
    sink().connected(peer, nowNs());
    peerJoined(peer);
}

void TcpServer::onEnded(PeerId peer)
{
    const auto client = m_clients.find(peer);
    client->second->deleteLater();
    m_clients.erase(client);
    peerLeft(peer);
}
