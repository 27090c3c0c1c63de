// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/endpoint/tcpconnection.h"

#include "model/endpoint/endpoint.h"

#include <cerrno>

namespace {

constexpr qsizetype readSize = 512 << 10;   // one call of recv()
constexpr qsizetype mostPerTurn = 4 << 20;  // then other sockets and orders have their turn
constexpr qsizetype mostAtClose = 64 << 20; // what a closing connection still takes in
constexpr qsizetype sourceSize = 256 << 10; // read from a source at a time
constexpr qint64 pauseAbove = 2 << 20;      // with more answers waiting, a peer is not read from
constexpr qint64 resumeBelow = 512 << 10;
constexpr int lingerMs = 2000; // what a peer has to say after our FIN is waited for
constexpr int resetMs = 5;     // how often is looked whether a RST would destroy an answer
constexpr int mostResetTicks = 400;

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
    if (m_sink.isStalled())
        watchReading();
}

TcpConnection::~TcpConnection() = default;

bool TcpConnection::send(const QByteArray &bytes)
{
    SinkBatch batch(m_sink);
    if (!m_fd)
        return false;
    if (m_finSent) {
        batch->event({EventCode::NoPeer, {}}, m_peer.id);
        return false;
    }
    if (m_queued > 0 && m_queued + bytes.size() > Endpoint::mostQueued) {
        batch->event({EventCode::PeerTooSlow, {m_peer.remote.toString(), QString::number(m_queued)}}, m_peer.id);
        return false;
    }
    m_queue.push_back({bytes});
    m_queued += bytes.size();
    if (!m_watch.isWriting())
        writeSome(batch);
    tellWaiting(batch);
    return true;
}

void TcpConnection::answer(Answer answer)
{
    if (!m_fd || m_then != Answer::Then::Keep || m_finWanted)
        return; // it is about to end
    SinkBatch batch(m_sink);
    if (!answer.bytes.isEmpty())
        send(answer.bytes);
    if (!m_fd)
        return;
    if (answer.source)
        m_queue.push_back({{}, std::move(answer.source)});
    m_then = answer.then;
    if (!m_watch.isWriting())
        writeSome(batch);
    tellWaiting(batch);
    if (m_fd && m_queued > pauseAbove) {
        m_answering = true;
        watchReading();
    }
}

void TcpConnection::finishSending()
{
    if (!m_fd || m_finSent || m_then != Answer::Then::Keep)
        return;
    SinkBatch batch(m_sink);
    m_finWanted = true;
    if (m_queue.empty())
        allSent(batch);
}

void TcpConnection::pauseReceiving(bool on)
{
    m_paused = on;
    if (m_fd)
        watchReading();
}

void TcpConnection::stallChanged()
{
    if (!m_fd)
        return;
    watchReading();
    if (m_queue.empty() || m_sink.isStalled())
        return;
    SinkBatch batch(m_sink);
    writeSome(batch);
    tellWaiting(batch);
}

void TcpConnection::watchReading()
{
    m_watch.setReading(!m_peerClosed && !m_paused && !m_answering && !m_sink.isStalled());
}

void TcpConnection::hold(bool on)
{
    m_holds += on ? 1 : -1;
    if (m_fd && m_peerClosed && m_queue.empty() && m_holds == 0) {
        SinkBatch batch(m_sink);
        finish(batch);
    }
}

void TcpConnection::close(bool reset)
{
    if (!m_fd)
        return;
    SinkBatch batch(m_sink);
    // What the system has already taken in for us was received: it belongs into the log.
    if (!m_peerClosed && readSome(batch, mostAtClose) == ReadEnd::Closed)
        batch->closed(m_peer, {EventCode::ClosedByPeer, {m_peer.remote.toString()}}, nowNs());
    if (reset || !m_finSent)
        batch->closed(m_peer, {reset ? EventCode::ResetHere : EventCode::ClosedHere, {m_peer.remote.toString()}},
                      nowNs());
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
        if (got == 0) // a message that came with it is answered first: the watch tells it again
            return total > 0 && atMost == mostPerTurn ? ReadEnd::No : ReadEnd::Closed;
        if (got < 0) {
            m_error = errno;
            const bool nothingYet = m_error == EAGAIN || m_error == EWOULDBLOCK || m_error == EINTR;
            return nothingYet ? ReadEnd::No : ReadEnd::Failed;
        }
        batch->received(m_peer, nowNs(), QByteArrayView(buffer).first(got));
        total += got;
        if ((got < buffer.size() || m_sink.isStalled()) && atMost == mostPerTurn)
            return ReadEnd::No; // the watch tells when there is more, or the end; an urgent byte ends a read early
    }
    return ReadEnd::No;
}

void TcpConnection::onWritable()
{
    SinkBatch batch(m_sink);
    writeSome(batch);
    tellWaiting(batch);
}

void TcpConnection::writeSome(SinkBatch &batch)
{
    for (qint64 written = 0; !m_queue.empty();) {
        if (m_sink.isStalled()) { // what the peer gets is in the log
            m_watch.setWriting(false);
            return;
        }
        if (m_queue.front().bytes.isEmpty() && !refill(batch))
            continue;
        if (written >= mostPerTurn) {
            m_watch.setWriting(true);
            return;
        }
        QByteArray &head = m_queue.front().bytes;
        const ssize_t taken = ::send(m_fd.get(), head.constData(), size_t(head.size()), MSG_NOSIGNAL);
        if (taken < 0) {
            const int error = errno;
            if (error != EAGAIN && error != EWOULDBLOCK && error != EINTR)
                broken(batch, error);
            else
                m_watch.setWriting(true);
            return;
        }
        batch->sent(m_peer, nowNs(), QByteArrayView(head).first(taken), Origin::Wish);
        written += taken;
        m_queued -= taken;
        if (taken < head.size())
            head.remove(0, taken);
        else
            head.clear();
        if (m_queued < resumeBelow && std::exchange(m_answering, false))
            watchReading();
    }
    m_watch.setWriting(false);
    allSent(batch);
}

/// Goes on to the next bytes of the queue's first entry; takes it out when there are none.
bool TcpConnection::refill(SinkBatch &batch)
{
    if (ByteSource *source = m_queue.front().source.get()) {
        auto piece = source->read(sourceSize);
        if (piece && !piece->isEmpty()) {
            m_queue.front().bytes = std::move(*piece);
            m_queued += m_queue.front().bytes.size();
            return true;
        }
        if (!piece) {
            batch->event({EventCode::ReplyFailed, {m_peer.remote.toString(), piece.error()}}, m_peer.id);
            m_then = Answer::Then::Reset; // so that the peer does not take the part for the whole
        }
    }
    m_queue.pop_front();
    return false;
}

void TcpConnection::allSent(SinkBatch &batch)
{
    if (m_then == Answer::Then::Close)
        endByFin(batch);
    else if (m_then == Answer::Then::Reset)
        waitForPeer();
    else if (m_peerClosed && m_holds == 0)
        finish(batch);
    else if (m_finWanted && !m_finSent)
        sendFin(batch);
}

/// A connection that is closed while the peer still sends is reset by the system, and what was sent last may
/// be lost with it. So the peer is heard until it closes too, or has nothing more to say.
void TcpConnection::endByFin(SinkBatch &batch)
{
    if (m_peerClosed) {
        finish(batch);
    } else if (!m_finSent) {
        sendFin(batch);
        waitForPeer();
    }
}

void TcpConnection::sendFin(SinkBatch &batch)
{
    m_finSent = true;
    ::shutdown(m_fd.get(), SHUT_WR);
    batch->closed(m_peer, {EventCode::ClosedHere, {m_peer.remote.toString()}}, nowNs());
}

/// Ends the connection when the peer has confirmed all, or confirms nothing more.
void TcpConnection::waitForPeer()
{
    if (m_ending)
        return;
    const bool reset = m_then == Answer::Then::Reset;
    m_unconfirmed = posixsocket::unconfirmedBytes(m_fd.get());
    m_ending = std::make_unique<QTimer>();
    connect(m_ending.get(), &QTimer::timeout, this, [this, reset] {
        const int before = std::exchange(m_unconfirmed, posixsocket::unconfirmedBytes(m_fd.get()));
        const bool waiting = m_unconfirmed > 0 && (reset ? ++m_ticks < mostResetTicks : m_unconfirmed < before);
        if (waiting)
            return;
        m_ending->stop();
        if (reset) {
            close(true);
        } else {
            SinkBatch batch(m_sink);
            finish(batch);
        }
    });
    m_ending->start(reset ? resetMs : lingerMs);
}

void TcpConnection::peerClosed(SinkBatch &batch)
{
    m_peerClosed = true;
    watchReading();
    batch->closed(m_peer, {EventCode::ClosedByPeer, {m_peer.remote.toString()}}, nowNs());
    // A peer that only said that it will send no more still gets what is waiting for it.
    if (m_queue.empty() && m_holds == 0)
        finish(batch);
}

void TcpConnection::broken(SinkBatch &batch, int error)
{
    if (error != ECONNRESET && error != EPIPE)
        batch->event(posixsocket::eventFor(error, m_peer.remote), m_peer.id);
    batch->closed(m_peer, {EventCode::ResetByPeer, {m_peer.remote.toString()}}, nowNs());
    finish(batch);
}

void TcpConnection::tellWaiting(SinkBatch &batch)
{
    if (m_fd && std::exchange(m_toldQueued, m_queued) != m_queued)
        batch->waiting(m_peer.id, m_queued);
}

void TcpConnection::finish(SinkBatch &batch)
{
    if (m_queued > 0)
        batch->event({EventCode::Unsent, {m_peer.remote.toString(), QString::number(m_queued)}}, m_peer.id);
    batch->forget(m_peer.id);
    m_queue.clear();
    m_queued = 0;
    if (m_ending)
        m_ending->stop();
    m_watch.stop();
    m_fd.close();
    Q_EMIT ended(m_peer.id);
}
