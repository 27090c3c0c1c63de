// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/endpoint/tcpconnection.h"

#include "model/endpoint/endpoint.h"

#include <cerrno>

namespace {

constexpr qsizetype readSize = 512 << 10;   // one call of recv()
constexpr qsizetype mostPerTurn = 4 << 20;  // then other sockets and orders have their turn
constexpr qsizetype mostAtClose = 64 << 20; // what a closing connection still takes in

/// A read buffer for each I/O thread: nothing is kept in it between two calls.
QByteArray &readBuffer()
{
    thread_local QByteArray buffer(readSize, Qt::Uninitialized);
    return buffer;
}

} // namespace

TcpConnection::TcpConnection(SocketFd fd, Peer peer, TrafficSink &sink, QObject *parent)
    : QObject(parent), m_fd(std::move(fd)), m_peer(std::move(peer)), m_sink(sink),
      m_watch(
          m_fd.get(), [this] { onReadable(); }, [this] { onWritable(); })
{
}

TcpConnection::~TcpConnection() = default;

void TcpConnection::send(const QByteArray &bytes)
{
    SinkBatch batch(m_sink);
    if (!m_fd)
        return;
    if (m_queued > 0 && m_queued + bytes.size() > Endpoint::mostQueued) {
        batch->event({EventCode::PeerTooSlow, {m_peer.remote.toString(), QString::number(m_queued)}}, m_peer.id);
        return;
    }
    m_queue.push_back(bytes);
    m_queued += bytes.size();
    if (!m_watch.isWriting())
        writeSome(batch);
}

void TcpConnection::close(bool reset)
{
    if (!m_fd)
        return;
    SinkBatch batch(m_sink);
    // What the system has already taken in for us was received: it belongs into the log.
    if (!m_peerClosed && readSome(batch, mostAtClose) == ReadEnd::Closed)
        batch->closed(m_peer, EventCode::ClosedByPeer, nowNs());
    batch->closed(m_peer, reset ? EventCode::ResetHere : EventCode::ClosedHere, nowNs());
    if (reset)
        posixsocket::setResetOnClose(m_fd.get());
    finish(batch);
}

void TcpConnection::onReadable()
{
    SinkBatch batch(m_sink);
    switch (readSome(batch, mostPerTurn)) {
    case ReadEnd::No:
        break;
    case ReadEnd::Closed:
        peerClosed(batch);
        break;
    case ReadEnd::Failed:
        broken(batch, m_error);
        break;
    }
}

TcpConnection::ReadEnd TcpConnection::readSome(SinkBatch &batch, qsizetype atMost)
{
    QByteArray &buffer = readBuffer();
    for (qsizetype total = 0; total < atMost;) {
        const ssize_t got = ::recv(m_fd.get(), buffer.data(), size_t(buffer.size()), 0);
        if (got == 0)
            return ReadEnd::Closed;
        if (got < 0) {
            m_error = errno;
            const bool nothingYet = m_error == EAGAIN || m_error == EWOULDBLOCK || m_error == EINTR;
            return nothingYet ? ReadEnd::No : ReadEnd::Failed;
        }
        batch->data(m_peer, Direction::In, nowNs(), QByteArrayView(buffer).first(got));
        total += got;
        if (got < buffer.size())
            return ReadEnd::No; // the watch tells when there is more, or the end
    }
    return ReadEnd::No;
}

void TcpConnection::onWritable()
{
    SinkBatch batch(m_sink);
    writeSome(batch);
}

void TcpConnection::writeSome(SinkBatch &batch)
{
    while (!m_queue.empty()) {
        QByteArray &head = m_queue.front();
        const ssize_t taken = ::send(m_fd.get(), head.constData(), size_t(head.size()), MSG_NOSIGNAL);
        if (taken < 0) {
            const int error = errno;
            if (error != EAGAIN && error != EWOULDBLOCK && error != EINTR)
                broken(batch, error);
            else
                m_watch.setWriting(true);
            return;
        }
        batch->data(m_peer, Direction::Out, nowNs(), QByteArrayView(head).first(taken));
        m_queued -= taken;
        if (taken < head.size())
            head.remove(0, taken);
        else
            m_queue.pop_front();
    }
    m_watch.setWriting(false);
    if (m_peerClosed)
        finish(batch);
}

void TcpConnection::peerClosed(SinkBatch &batch)
{
    m_peerClosed = true;
    m_watch.setReading(false);
    batch->closed(m_peer, EventCode::ClosedByPeer, nowNs());
    // A peer that only said that it will send no more still gets what is waiting for it.
    if (m_queue.empty())
        finish(batch);
}

void TcpConnection::broken(SinkBatch &batch, int error)
{
    if (error != ECONNRESET && error != EPIPE)
        batch->event(posixsocket::eventFor(error, m_peer.remote), m_peer.id);
    batch->closed(m_peer, EventCode::ResetByPeer, nowNs());
    finish(batch);
}

void TcpConnection::finish(SinkBatch &batch)
{
    if (m_queued > 0)
        batch->event({EventCode::Unsent, {m_peer.remote.toString(), QString::number(m_queued)}}, m_peer.id);
    batch->forget(m_peer.id);
    m_queue.clear();
    m_queued = 0;
    m_watch.stop();
    m_fd.close();
    Q_EMIT ended(m_peer.id);
}
