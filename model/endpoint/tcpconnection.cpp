// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
// Long because it is one connection from its first byte to its last, with every way to end.
#include "model/endpoint/tcpconnection.h"

#include "model/endpoint/endpoint.h"

#include <QScopedValueRollback>

#include <array>
#include <utility>

namespace {

constexpr qint64 readSize = 8 * 65'495; // whole records of the log; then other sockets and orders have their turn
constexpr qint64 smallRead = 16 << 10;  // is copied; Qt's buffer then keeps its memory
constexpr qint64 mostPerTurn = 4 << 20;
constexpr qint64 mostAtClose = 64 << 20;    // what a closing connection still takes in
constexpr qsizetype sourceSize = 256 << 10; // read from a source at a time
constexpr qint64 pauseAbove = 2 << 20;      // with more answers waiting, a peer is not read from
constexpr qint64 resumeBelow = 512 << 10;
constexpr int lingerMs = 2000; // what a peer has to say after our FIN is waited for
constexpr int quickMs = 5;     // how often is looked whether the peer has confirmed all
constexpr int mostQuickTicks = 400;
constexpr int unknownTicks = 40; // where the system does not tell
constexpr int msPerSecond = 1000;

} // namespace

TcpConnection::TcpConnection(std::unique_ptr<QTcpSocket> socket, Peer peer, TrafficSink &sink, QObject *parent)
    : QObject(parent), m_socket(std::move(socket)), m_peer(std::move(peer)), m_sink(sink),
      m_tap(
          *m_socket, [this] { return beforeReading(); }, [this] { return beforeWriting(); }),
      m_halfClosedTimer(this)
{
    m_halfClosedTimer.setSingleShot(true);
    connect(&m_halfClosedTimer, &QTimer::timeout, this, &TcpConnection::onHalfClosedTimeout);
    m_socket->setReadBufferSize(readSize);
    connect(m_socket.get(), &QTcpSocket::readyRead, this, &TcpConnection::read);
    connect(m_socket.get(), &QTcpSocket::channelBytesWritten, this, [this](int, qint64 bytes) { onTaken(bytes); });
    connect(m_socket.get(), &QTcpSocket::errorOccurred, this, &TcpConnection::onQtError);
    watchReading();
}

TcpConnection::~TcpConnection()
{
    m_socket->disconnect(this);
}

bool TcpConnection::send(const QByteArray &bytes, Origin origin)
{
    SinkBatch batch(m_sink);
    if (m_over)
        return false;
    if (m_finSent) {
        batch->event({EventCode::NoPeer, {}}, m_peer.id);
        return false;
    }
    if (m_queued > 0 && m_queued + bytes.size() > Endpoint::mostQueued) {
        batch->event({EventCode::PeerTooSlow, {m_peer.remote.toString(), QString::number(m_queued)}}, m_peer.id);
        return false;
    }
    if (bytes.isEmpty())
        return true;
    m_queue.push_back({bytes, 0, origin});
    m_queued += bytes.size();
    m_halfClosedTimer.stop(); // begins anew when this is sent
    startSending(batch);
    tellWaiting(batch);
    return true;
}

void TcpConnection::reply(Reply reply)
{
    if (m_over || m_then != Reply::Then::Keep || m_finSent)
        return; // it is about to end
    SinkBatch batch(m_sink);
    if (!reply.bytes.isEmpty())
        send(reply.bytes, Origin::Reply);
    if (m_over)
        return;
    if (reply.source) {
        m_queue.push_back({{}, 0, Origin::Reply, std::move(reply.source)});
        m_halfClosedTimer.stop(); // begins anew when this is sent
    }
    m_then = reply.then;
    if (m_queue.empty())
        allSent(batch);
    else
        startSending(batch);
    tellWaiting(batch);
    if (!m_over && m_queued > pauseAbove) {
        m_answering = true;
        watchReading();
    }
}

void TcpConnection::finishSending()
{
    if (m_over || m_finSent || m_then != Reply::Then::Keep)
        return;
    SinkBatch batch(m_sink);
    m_finWanted = true;
    if (m_queue.empty())
        allSent(batch);
}

void TcpConnection::pauseReceiving(bool on)
{
    m_paused = on;
    watchReading();
}

void TcpConnection::stallChanged()
{
    if (m_over)
        return;
    watchReading();
    if (m_queue.empty())
        return;
    if (m_handed) {
        m_tap.setWriting(!m_sink.isStalled());
        return;
    }
    SinkBatch batch(m_sink);
    startSending(batch);
    tellWaiting(batch);
}

/// Qt switches reading on by itself when it is read from.
void TcpConnection::watchReading()
{
    m_tap.setReading(!m_over && !m_peerClosed && !m_paused && !m_answering && !m_sink.isStalled());
}

void TcpConnection::hold(bool on)
{
    m_holds += on ? 1 : -1;
    if (on)
        m_halfClosedTimer.stop(); // begins anew when it is let go
    if (m_over || m_holds > 0 || !m_queue.empty())
        return;
    SinkBatch batch(m_sink);
    if (m_finWanted && !m_finSent)
        allSent(batch);
    else if (m_peerClosed)
        afterPeersEnd(batch);
}

void TcpConnection::setHalfClosedTimeout(int ms)
{
    if (std::exchange(m_halfClosedMs, ms) == ms || m_over || !m_peerClosed || !m_queue.empty())
        return;
    m_halfClosedTimer.stop();
    SinkBatch batch(m_sink);
    afterPeersEnd(batch);
}

void TcpConnection::close(bool reset)
{
    if (m_over)
        return;
    SinkBatch batch(m_sink);
    // What the system has already taken in for us was received: it belongs into the log.
    if (!m_peerClosed) {
        const socketsystem::Next next = takeIn();
        if (m_over)
            return;
        if (next.kind == socketsystem::Next::Kind::Broken) {
            broken(batch, next.error);
            return;
        }
        if (next.kind == socketsystem::Next::Kind::End) {
            m_peerClosed = true;
            batch->closed(m_peer, {EventCode::ClosedByPeer, {m_peer.remote.toString()}}, nowNs());
        }
    }
    if (m_peerClosed) { // a RST may wait behind its FIN
        if (const int error = socketsystem::takeError(m_tap.descriptor())) {
            broken(batch, error);
            return;
        }
    }
    if (reset)
        socketsystem::setResetOnClose(m_tap.descriptor());
    if (reset || !m_finSent)
        end(batch, reset ? EventCode::ResetHere : EventCode::ClosedHere);
    else
        finish(batch);
}

/// Whether Qt may read now. It would take the peer's end for that of the connection.
bool TcpConnection::beforeReading()
{
    using Kind = socketsystem::Next::Kind;
    const socketsystem::Next next = socketsystem::lookAhead(m_tap.descriptor());
    if (next.kind == Kind::Bytes)
        return true;
    SinkBatch batch(m_sink);
    if (next.kind == Kind::End)
        peerClosed(batch);
    else if (next.kind == Kind::Broken)
        broken(batch, next.error);
    return false;
}

void TcpConnection::read()
{
    const QScopedValueRollback guard(m_readAll, m_socket->bytesAvailable() < readSize);
    readBatch();
    watchReading();
}

/// Whoever answers what was read does so at the batch's end.
void TcpConnection::readBatch()
{
    const SinkBatch batch(m_sink);
    while (const qint64 size = m_socket->bytesAvailable()) {
        m_takenIn += size;
        if (size > smallRead) {
            const QByteArray bytes = m_socket->read(size); // all of Qt's buffer, without a copy
            batch->received(m_peer, nowNs(), bytes);
        } else {
            std::array<char, smallRead> bytes;
            batch->received(m_peer, nowNs(), QByteArrayView(bytes).first(m_socket->read(bytes.data(), size)));
        }
    }
}

/// Reads what has come, whatever is paused. Returns what stands behind it; the system tells of an error once.
socketsystem::Next TcpConnection::takeIn()
{
    using Kind = socketsystem::Next::Kind;
    socketsystem::Next next = socketsystem::lookAhead(m_tap.descriptor());
    m_takenIn = 0;
    while (next.kind == Kind::Bytes && m_takenIn < mostAtClose) {
        m_tap.readNow();
        if (m_over)
            break;
        read(); // Qt does not say readyRead() once more to who is still in it
        next = socketsystem::lookAhead(m_tap.descriptor());
    }
    return next;
}

/// Whether Qt may send more of its buffer now.
bool TcpConnection::beforeWriting()
{
    if (m_sink.isStalled()) { // what the peer gets is in the log
        m_tap.setWriting(false);
        return false;
    }
    if (const int error = socketsystem::takeError(m_tap.descriptor())) {
        SinkBatch batch(m_sink);
        broken(batch, error);
        return false;
    }
    m_sentInTurn = 0;
    return true;
}

/// Unless something is being sent, which goes on by itself.
void TcpConnection::startSending(SinkBatch &batch)
{
    if (m_handed || m_sendsLater || m_sink.isStalled())
        return;
    // Behind a RST there may be bytes that nobody has read. An reply to the last of them need not look.
    if (const int error = m_readAll ? 0 : socketsystem::takeError(m_tap.descriptor())) {
        broken(batch, error);
        return;
    }
    m_sentInTurn = 0;
    if (handNext(batch))
        handOut(batch);
    else if (!m_over && m_queue.empty())
        allSent(batch);
}

/// Hands to the system what it takes. QTcpSocket::flush() would not look before each write whether the connection is
/// broken, and Qt closes one that turns out to be, over what came before and was not read yet.
void TcpConnection::handOut(SinkBatch &batch)
{
    m_tap.find();
    qint64 before = -1;
    while (m_handed && m_sentInTurn != before) {
        before = m_sentInTurn;
        m_tap.writeNow();
        if (m_over || !m_handed)
            return;
        if (const int error = socketsystem::takeError(m_tap.descriptor())) {
            broken(batch, error);
            return;
        }
    }
}

/// Gives Qt what is to be sent next. One at a time, so that it is known whose bytes the system took.
bool TcpConnection::handNext(SinkBatch &batch)
{
    while (!m_queue.empty()) {
        if (m_queue.front().bytes.isEmpty() && !refill(batch))
            continue;
        if (m_sentInTurn >= mostPerTurn) {
            sendLater();
            return false;
        }
        m_handed = true;
        m_socket->write(m_queue.front().bytes);
        return true;
    }
    return false;
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
            m_then = Reply::Then::Reset; // so that the peer does not take the part for the whole
        }
    }
    m_queue.pop_front();
    return false;
}

/// Of what Qt was given, the system has taken so much.
void TcpConnection::onTaken(qint64 bytes)
{
    if (m_over)
        return;
    SinkBatch batch(m_sink);
    Waiting &first = m_queue.front();
    batch->sent(m_peer, nowNs(), QByteArrayView(first.bytes).sliced(first.taken, bytes), first.origin);
    first.taken += bytes;
    m_queued -= bytes;
    m_sentInTurn += bytes;
    if (m_queued < resumeBelow && std::exchange(m_answering, false))
        watchReading();
    if (first.taken == first.bytes.size()) {
        m_handed = false;
        first.bytes = {};
        first.taken = 0;
        if (!first.source)
            m_queue.pop_front();
        if (m_queue.empty() || (!m_sink.isStalled() && !handNext(batch) && m_queue.empty()))
            allSent(batch);
    }
    tellWaiting(batch);
}

/// So that other sockets and orders have their turn.
void TcpConnection::sendLater()
{
    if (std::exchange(m_sendsLater, true))
        return;
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_sendsLater = false;
            if (m_over || m_queue.empty())
                return;
            SinkBatch batch(m_sink);
            startSending(batch);
            tellWaiting(batch);
        },
        Qt::QueuedConnection);
}

void TcpConnection::allSent(SinkBatch &batch)
{
    if (m_then == Reply::Then::Close)
        endByFin(batch);
    else if (m_then == Reply::Then::Reset)
        waitForPeer();
    else if (m_finWanted && !m_finSent && m_holds > 0)
        return; // there are answers to come
    else if (m_finWanted && !m_finSent && m_peerClosed)
        endAndConfirm(batch);
    else if (m_finWanted && !m_finSent)
        sendFin(batch);
    else if (m_peerClosed)
        afterPeersEnd(batch);
}

/// The peer had said FIN before. If it is gone altogether, it answers what was sent since with a RST, which is to be told.
void TcpConnection::endAndConfirm(SinkBatch &batch)
{
    sendFin(batch);
    m_confirming = true;
    waitForPeer();
}

/// A connection that is closed while the peer still sends is reset by the system, and what was sent last may
/// be lost with it. So the peer is heard until it closes too, or has nothing more to say.
void TcpConnection::endByFin(SinkBatch &batch)
{
    if (m_peerClosed) {
        endBehindPeer(batch);
    } else if (!m_finSent) {
        sendFin(batch);
        waitForPeer();
    }
}

void TcpConnection::sendFin(SinkBatch &batch)
{
    m_finSent = true;
    socketsystem::shutDownSending(m_tap.descriptor());
    batch->closed(m_peer, {EventCode::ClosedHere, {m_peer.remote.toString()}}, nowNs());
}

/// Ends the connection when the peer has confirmed all, or confirms nothing more.
void TcpConnection::waitForPeer()
{
    if (m_ending)
        return;
    const bool reset = m_then == Reply::Then::Reset;
    const bool quick = reset || m_confirming; // nothing more is to come
    const auto unconfirmed = [this] { return socketsystem::unconfirmedBytes(m_tap.descriptor()); };
    m_unconfirmed = unconfirmed().value_or(0);
    m_ending = std::make_unique<QTimer>();
    connect(m_ending.get(), &QTimer::timeout, this, [this, reset, quick, unconfirmed] {
        if (const int error = socketsystem::takeError(m_tap.descriptor())) {
            tellBroken(error);
            return;
        }
        const auto now = unconfirmed();
        const qint64 before = std::exchange(m_unconfirmed, now.value_or(0));
        ++m_ticks;
        const bool waiting =
            now ? *now > 0 && (quick ? m_ticks < mostQuickTicks : *now < before) : quick && m_ticks < unknownTicks;
        if (waiting)
            return;
        m_ending->stop();
        close(reset);
    });
    m_ending->start(quick ? quickMs : lingerMs);
}

void TcpConnection::peerClosed(SinkBatch &batch)
{
    m_peerClosed = true;
    watchReading();
    batch->closed(m_peer, {EventCode::ClosedByPeer, {m_peer.remote.toString()}}, nowNs());
    if (m_over)
        return;
    // A peer that only said that it will send no more still gets what is waiting for it.
    if (m_queue.empty())
        afterPeersEnd(batch);
    if (m_over)
        return;
    // It is no more read from, but may reset the connection.
    m_hangUp = std::make_unique<QSocketNotifier>(m_tap.descriptor(), QSocketNotifier::Exception);
    connect(m_hangUp.get(), &QSocketNotifier::activated, this, &TcpConnection::onHangUp);
    Q_EMIT halfClosed(m_peer.id);
}

/// The peer has said its last word, and nothing waits for it: there may be more to come.
void TcpConnection::afterPeersEnd(SinkBatch &batch)
{
    if (m_holds > 0 || m_confirming || (m_ending && m_then == Reply::Then::Reset))
        return;
    if (m_finSent || m_halfClosedMs <= 0) {
        endBehindPeer(batch);
        return;
    }
    m_halfClosedTimer.start(m_halfClosedMs);
    if (std::exchange(m_halfClosedReported, true))
        return;
    batch->event({EventCode::HalfClosed, {m_peer.remote.toString(), QString::number(m_halfClosedMs / msPerSecond)}},
                 m_peer.id);
}

/// The peer has ended its side before. What was told to stay open is told to be closed.
void TcpConnection::endBehindPeer(SinkBatch &batch)
{
    if (m_halfClosedReported && !m_finSent)
        endAndConfirm(batch);
    else
        finish(batch);
}

void TcpConnection::onHalfClosedTimeout()
{
    SinkBatch batch(m_sink);
    batch->event(
        {EventCode::HalfClosedTimeout, {m_peer.remote.toString(), QString::number(m_halfClosedMs / msPerSecond)}},
        m_peer.id);
    end(batch, EventCode::ClosedHere);
}

void TcpConnection::onHangUp()
{
    SinkBatch batch(m_sink);
    if (const int error = socketsystem::takeError(m_tap.descriptor()))
        broken(batch, error);
    else
        m_hangUp->setEnabled(false);
}

void TcpConnection::broken(SinkBatch &batch, int error)
{
    if (!m_peerClosed)
        takeIn(); // what came before
    if (m_over)
        return;
    if (!m_peerClosed && socketsystem::isBehindPeersEnd(error))
        batch->closed(m_peer, {EventCode::ClosedByPeer, {m_peer.remote.toString()}}, nowNs());
    batch->closed(m_peer, socketsystem::brokenConnection(error, m_peer.remote), nowNs());
    finish(batch);
}

void TcpConnection::tellBroken(int error)
{
    SinkBatch batch(m_sink);
    broken(batch, error);
}

/// Qt has closed the socket by itself: what it tries was impossible since it was looked at last.
void TcpConnection::onQtError(QAbstractSocket::SocketError error)
{
    const int reason = socketsystem::lastError(); // Qt tells that of a RST only
    if (m_over)
        return;
    SinkBatch batch(m_sink);
    batch->closed(m_peer,
                  error == QAbstractSocket::RemoteHostClosedError
                      ? Event{EventCode::ResetByPeer, {m_peer.remote.toString()}}
                      : socketsystem::brokenConnection(reason, m_peer.remote),
                  nowNs());
    finish(batch);
}

void TcpConnection::tellWaiting(SinkBatch &batch)
{
    if (!m_over && std::exchange(m_toldQueued, m_queued) != m_queued)
        batch->waiting(m_peer.id, m_queued);
}

/// We end it.
void TcpConnection::end(SinkBatch &batch, EventCode how)
{
    batch->closed(m_peer, {how, {m_peer.remote.toString()}}, nowNs());
    finish(batch);
}

void TcpConnection::finish(SinkBatch &batch)
{
    if (std::exchange(m_over, true))
        return;
    if (m_queued > 0)
        batch->event({EventCode::Unsent, {m_peer.remote.toString(), QString::number(m_queued)}}, m_peer.id);
    batch->forget(m_peer.id);
    m_queue.clear();
    m_queued = 0;
    if (m_ending)
        m_ending->stop();
    m_halfClosedTimer.stop();
    if (m_hangUp)
        m_hangUp->setEnabled(false);
    m_socket->disconnect(this);
    m_socket->abort();
    Q_EMIT ended(m_peer.id);
}
