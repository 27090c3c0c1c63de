// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
// Long because the ways to end a connection depend on what is queued, read, held and confirmed: one state machine.
#include "model/endpoint/stream/tcpconnection.h"

#include "model/endpoint/endpoint.h"
#include "model/endpoint/system/localsocket.h"

#include <QScopedValueRollback>

#include <array>
#include <utility>

namespace {

constexpr qint64 readSize = 8 * 65'495; // whole records of the log; then other sockets are served
constexpr qint64 smallRead = 16 << 10;  // is copied, so that Qt's buffer keeps its memory
constexpr qint64 maxSentPerTurn = 4 << 20;
constexpr qint64 maxReadAtClose = 64 << 20; // of what the peer sent before
constexpr qsizetype sourceSize = 256 << 10; // read from a source at a time
constexpr qint64 pauseAbove = 2 << 20;      // a peer with more queued replies is not read
constexpr qint64 resumeBelow = 512 << 10;
constexpr int lingerMs = 2000;    // wait for data of the peer after our FIN
constexpr int silenceMs = 10'000; // of a peer that waits for an end that cannot be sent
constexpr int quickMs = 5;        // between checks whether the peer has confirmed all
constexpr int maxQuickTicks = 400;
constexpr int unknownTicks = 40; // where the system does not say what is unconfirmed

} // namespace

TcpConnection::TcpConnection(std::unique_ptr<QTcpSocket> socket, Peer peer, TrafficSink &sink, QObject *parent)
    : Connection(std::move(peer), parent), m_socket(std::move(socket)), m_sink(sink),
      m_tap(
          *m_socket, [this] { return beforeReading(); }, [this] { return beforeWriting(); }),
      m_halfClosedTimer(this)
{
    m_halfClosedTimer.setSingleShot(true);
    connect(&m_halfClosedTimer, &QTimer::timeout, this, &TcpConnection::onHalfClosedTimeout);
    m_socket->setReadBufferSize(readSize);
    connect(m_socket.get(), &QTcpSocket::readyRead, this, [this] { onReadyRead(); });
    connect(m_socket.get(), &QTcpSocket::channelBytesWritten, this, [this](int, qint64 bytes) { onQtWrote(bytes); });
    connect(m_socket.get(), &QTcpSocket::errorOccurred, this, [this](auto error) { onQtError(error); });
    watchReading();
}

bool TcpConnection::send(const QByteArray &bytes, Origin origin)
{
    SinkBatch batch(m_sink);
    if (m_ended)
        return false;
    if (m_finSent) {
        batch->event({EventCode::NoPeer, {}}, m_peer.id);
        return false;
    }
    if (m_queued > 0 && m_queued + bytes.size() > Endpoint::maxQueued) {
        batch->event({EventCode::PeerTooSlow, {m_peer.remote.toString(), QString::number(m_queued)}}, m_peer.id);
        return false;
    }
    if (bytes.isEmpty())
        return true;
    m_queue.push_back({bytes, 0, origin});
    m_queued += bytes.size();
    m_halfClosedTimer.stop(); // restarts when this is sent
    startSending(batch);
    reportQueued(batch);
    return true;
}

void TcpConnection::reply(Reply reply)
{
    if (m_ended || m_then != Reply::Then::Keep || m_finSent)
        return; // it is being closed
    SinkBatch batch(m_sink);
    if (!reply.bytes.isEmpty())
        send(reply.bytes, Origin::Reply);
    if (m_ended)
        return;
    if (reply.source) {
        m_queue.push_back({{}, 0, Origin::Reply, std::move(reply.source)});
        m_halfClosedTimer.stop(); // restarts when this is sent
    }
    m_then = reply.then;
    if (m_queue.empty())
        onQueueEmpty(batch);
    else
        startSending(batch);
    reportQueued(batch);
    if (!m_ended && m_queued > pauseAbove) {
        m_isBacklogged = true;
        watchReading();
    }
}

void TcpConnection::finishSending()
{
    if (m_ended || m_finSent || m_then != Reply::Then::Keep)
        return;
    SinkBatch batch(m_sink);
    m_finRequested = true;
    if (m_queue.empty())
        onQueueEmpty(batch);
}

void TcpConnection::pauseReceiving(bool on)
{
    m_paused = on;
    watchReading();
}

void TcpConnection::stallChanged()
{
    if (m_ended)
        return;
    watchReading();
    if (m_queue.empty())
        return;
    if (m_inQt > 0) {
        m_tap.setWriting(!m_sink.isStalled());
        return;
    }
    SinkBatch batch(m_sink);
    startSending(batch);
    reportQueued(batch);
}

/// Called after reading too, which makes Qt switch notifications on.
void TcpConnection::watchReading()
{
    const bool isHeldBack = isReady() && (m_paused || m_isBacklogged);
    m_tap.setReading(!m_ended && !m_finReceived && !isHeldBack && !m_sink.isStalled());
}

void TcpConnection::hold(bool on)
{
    m_holds += on ? 1 : -1;
    if (on)
        m_halfClosedTimer.stop(); // restarts when it is released
    if (m_ended || m_holds > 0 || !m_queue.empty())
        return;
    SinkBatch batch(m_sink);
    if (m_finRequested && !m_finSent)
        onQueueEmpty(batch);
    else if (m_finReceived)
        afterPeersFin(batch);
}

void TcpConnection::setHalfClosedTimeout(int ms)
{
    if (std::exchange(m_halfClosedMs, ms) == ms || m_ended || !m_finReceived || !m_queue.empty())
        return;
    m_halfClosedTimer.stop();
    SinkBatch batch(m_sink);
    afterPeersFin(batch);
}

void TcpConnection::close(bool reset)
{
    if (m_ended)
        return;
    SinkBatch batch(m_sink);
    // The bytes in the system's buffer were received: they belong in the log.
    if (!m_finReceived) {
        const socketsystem::Next next = readAll();
        if (m_ended)
            return;
        if (next.kind == socketsystem::Next::Kind::Broken) {
            onBroken(batch, next.error);
            return;
        }
        if (next.kind == socketsystem::Next::Kind::Fin) {
            m_finReceived = true;
            reportClosed(batch, EventCode::ClosedByPeer);
            onEndOfStream(batch);
            if (m_ended)
                return;
        }
    }
    if (m_finReceived) { // a RST may have followed
        if (const int error = pendingError()) {
            onBroken(batch, error);
            return;
        }
    }
    reset = (reset || (m_resetOnClose && !(m_finSent && m_finReceived))) && !m_peer.remote.isLocal();
    if (reset)
        socketsystem::setResetOnClose(descriptor());
    else if (!m_finSent)
        sayGoodbye();
    if (reset || !m_finSent)
        reportClosed(batch, reset ? EventCode::ResetHere : EventCode::ClosedHere);
    finish(batch);
}

/// Takes the connection's pending error; 0: none. A local peer that has closed altogether is one for sending: it would fail,
/// and Qt would drop what is not read yet.
int TcpConnection::pendingError() const
{
    const int error = socketsystem::takeError(descriptor());
    const bool isGone = error == 0 && m_peer.remote.isLocal() && !m_finSent && localsocket::isHungUp(descriptor());
    return isGone ? socketsystem::peerGone : error;
}

/// Lets Qt read bytes, but not see a FIN: it would close the connection.
bool TcpConnection::beforeReading()
{
    using Kind = socketsystem::Next::Kind;
    const socketsystem::Next next = socketsystem::peek(descriptor());
    if (next.kind == Kind::Bytes)
        return beforeBytes();
    SinkBatch batch(m_sink);
    if (next.kind == Kind::Fin)
        onPeersFin(batch);
    else if (next.kind == Kind::Broken)
        onBroken(batch, next.error);
    return false;
}

void TcpConnection::read()
{
    {
        const QScopedValueRollback guard(m_nothingUnread, m_socket->bytesAvailable() < readSize);
        SinkBatch batch(m_sink); // replies are sent at its end
        while (const qint64 size = m_socket->bytesAvailable()) {
            restartIdle();
            m_bytesRead += size;
            if (size > smallRead) {
                const QByteArray bytes = m_socket->read(size); // Qt's whole buffer, without a copy
                batch->received(m_peer, nowNs(), bytes);
                m_firstBytesSeen = true;
            } else {
                std::array<char, smallRead> buffer;
                const auto bytes = QByteArrayView(buffer).first(m_socket->read(buffer.data(), size));
                batch->received(m_peer, nowNs(), bytes);
                if (!std::exchange(m_firstBytesSeen, true))
                    adviseTls(batch, bytes);
            }
        }
        if (m_silenceTimer)
            m_silenceTimer->start();
    }
    watchReading();
}

/// A TLS record begins with its type, handshake or alert, and version (RFC 8446, 5.1).
void TcpConnection::adviseTls(SinkBatch &batch, QByteArrayView bytes)
{
    constexpr char alert = 0x15;
    constexpr char handshake = 0x16;
    if (bytes.size() >= 5 && (bytes[0] == alert || bytes[0] == handshake) && bytes[1] == 3 && bytes[2] <= 4)
        batch->event({EventCode::LooksLikeTls, {m_peer.remote.toString()}}, m_peer.id);
}

/// Reads all bytes in the system's buffer, even while paused, and returns what follows: an error only once.
socketsystem::Next TcpConnection::readAll()
{
    using Kind = socketsystem::Next::Kind;
    socketsystem::Next next = socketsystem::peek(descriptor());
    m_bytesRead = 0;
    while (next.kind == Kind::Bytes && m_bytesRead < maxReadAtClose) {
        readNow();
        if (m_ended)
            break;
        read(); // Qt does not emit readyRead() again while it is being handled
        next = socketsystem::peek(descriptor());
    }
    return next;
}

/// Returns whether Qt may send more of its buffer now.
bool TcpConnection::beforeWriting()
{
    if (m_sink.isStalled()) { // nothing is sent that cannot be logged
        m_tap.setWriting(false);
        return false;
    }
    if (const int error = pendingError()) {
        SinkBatch batch(m_sink);
        onBroken(batch, error);
        return false;
    }
    m_sentThisTurn = 0;
    return true;
}

/// Does nothing while something is being sent: that continues by itself.
void TcpConnection::startSending(SinkBatch &batch)
{
    if (m_inQt > 0 || m_sendScheduled || !isReady() || m_sink.isStalled())
        return;
    // Sending after a RST would lose bytes received before it and not read yet.
    if (const int error = m_nothingUnread ? 0 : pendingError()) {
        onBroken(batch, error);
        return;
    }
    m_sentThisTurn = 0;
    const QScopedValueRollback guard(m_isFlushing, true);
    if (passNextToQt(batch))
        flushQt(batch);
    else if (!m_ended && m_queue.empty())
        onQueueEmpty(batch);
}

/// Writes what the system accepts. QTcpSocket::flush() would not check for errors before each write, and a write that
/// fails makes Qt close the socket and drop bytes not read yet.
void TcpConnection::flushQt(SinkBatch &batch)
{
    m_tap.find();
    qint64 before = -1;
    while (m_inQt > 0 && m_sentThisTurn != before) {
        before = m_sentThisTurn;
        writeNow();
        if (m_ended || m_inQt == 0)
            return;
        if (const int error = pendingError()) {
            onBroken(batch, error);
            return;
        }
    }
}

/// Passes the next entry, or a piece of it, to Qt; one at a time, to know whose bytes the system accepted.
bool TcpConnection::passNextToQt(SinkBatch &batch)
{
    while (!m_queue.empty()) {
        if (m_queue.front().bytes.isEmpty() && !refill(batch))
            continue;
        const Queued &first = m_queue.front();
        m_inQt = std::min<qint64>(first.bytes.size() - first.sent, maxPiece());
        const bool isPiece = m_inQt < first.bytes.size();
        if (m_sentThisTurn >= maxSentPerTurn || (isPiece && !m_isFlushing)) { // a piece is flushed by itself
            m_inQt = 0;
            sendLater();
            return false;
        }
        if (isPiece)
            m_socket->write(first.bytes.constData() + first.sent, m_inQt);
        else
            m_socket->write(first.bytes);
        return true;
    }
    return false;
}

/// Reads the next bytes of the first entry's source; removes the entry when there are none.
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
            m_then = Reply::Then::Reset; // so that the peer sees that the reply is incomplete
        }
    }
    m_queue.pop_front();
    return false;
}

void TcpConnection::onWritten(qint64 bytes)
{
    if (m_ended)
        return;
    SinkBatch batch(m_sink);
    Queued &first = m_queue.front();
    batch->sent(m_peer, nowNs(), QByteArrayView(first.bytes).sliced(first.sent, bytes), first.origin);
    first.sent += bytes;
    m_inQt -= bytes;
    m_queued -= bytes;
    m_sentThisTurn += bytes;
    if (m_queued < resumeBelow && std::exchange(m_isBacklogged, false))
        watchReading();
    if (m_inQt == 0) {
        if (first.sent == first.bytes.size()) {
            first.bytes = {};
            first.sent = 0;
            if (!first.source)
                m_queue.pop_front();
        }
        if (m_queue.empty() || (!m_sink.isStalled() && !passNextToQt(batch) && m_queue.empty()))
            onQueueEmpty(batch);
    }
    reportQueued(batch);
}

/// Continues after other events.
void TcpConnection::sendLater()
{
    if (std::exchange(m_sendScheduled, true))
        return;
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_sendScheduled = false;
            if (m_ended || m_queue.empty())
                return;
            SinkBatch batch(m_sink);
            startSending(batch);
            reportQueued(batch);
        },
        Qt::QueuedConnection);
}

void TcpConnection::onQueueEmpty(SinkBatch &batch)
{
    if (!isReady()) // called again then
        return;
    if (m_then == Reply::Then::Close)
        endByFin(batch);
    else if (m_then == Reply::Then::Reset)
        awaitConfirmation();
    else if (m_finRequested && !m_finSent && m_holds > 0)
        return; // replies will follow
    else if (m_finRequested && !m_finSent && m_finReceived)
        endAndConfirm(batch);
    else if (m_finRequested && !m_finSent && !receivesAfterEnd())
        finishAfterSilence();
    else if (m_finRequested && !m_finSent)
        sendFin(batch);
    else if (m_finReceived)
        afterPeersFin(batch);
}

/// The peer cannot be told that nothing more is sent without closing the connection; so it may send what it has to.
void TcpConnection::finishAfterSilence()
{
    if (m_silenceTimer)
        return;
    m_silenceTimer = std::make_unique<QTimer>();
    m_silenceTimer->setSingleShot(true);
    m_silenceTimer->setInterval(silenceMs);
    connect(m_silenceTimer.get(), &QTimer::timeout, this, [this] {
        SinkBatch batch(m_sink);
        if (m_ended || !m_queue.empty())
            return;
        endByFin(batch);
    });
    m_silenceTimer->start();
}

/// The peer sent FIN before. If it has gone altogether, it replies to what was sent since by RST, which is reported.
void TcpConnection::endAndConfirm(SinkBatch &batch)
{
    sendFin(batch);
    m_confirming = true;
    awaitConfirmation();
}

/// The system resets a connection that is closed while the peer still sends, and the peer may lose what was sent last. So
/// it is read until it closes too, or stays silent.
void TcpConnection::endByFin(SinkBatch &batch)
{
    if (m_resetOnClose && !m_finSent) { // once the peer has confirmed what was sent
        m_then = Reply::Then::Reset;
        awaitConfirmation();
    } else if (m_finReceived) {
        endAfterPeer(batch);
    } else if (!m_finSent) {
        sendFin(batch);
        awaitConfirmation();
    }
}

void TcpConnection::sendFin(SinkBatch &batch)
{
    m_finSent = true;
    sendEnd();
    reportClosed(batch, EventCode::ClosedHere);
}

/// Closes the connection once the peer has confirmed all, or confirms nothing more.
void TcpConnection::awaitConfirmation()
{
    m_halfClosedTimer.stop();
    if (m_confirmTimer)
        return;
    const bool reset = m_then == Reply::Then::Reset;
    const bool quick = reset || m_confirming; // nothing more will be received
    const auto unconfirmed = [this] { return socketsystem::unconfirmedBytes(descriptor()); };
    m_unconfirmed = unconfirmed().value_or(0);
    m_confirmTimer = std::make_unique<QTimer>();
    connect(m_confirmTimer.get(), &QTimer::timeout, this, [this, reset, quick, unconfirmed] {
        if (const int error = pendingError()) {
            reportBroken(error);
            return;
        }
        const auto now = unconfirmed();
        const qint64 before = std::exchange(m_unconfirmed, now.value_or(0));
        ++m_ticks;
        const bool waiting =
            now ? *now > 0 && (quick ? m_ticks < maxQuickTicks : *now < before) : quick && m_ticks < unknownTicks;
        if (waiting)
            return;
        m_confirmTimer->stop();
        close(reset);
    });
    m_confirmTimer->start(quick ? quickMs : lingerMs);
}

void TcpConnection::onPeersFin(SinkBatch &batch)
{
    m_finReceived = true;
    watchReading();
    reportClosed(batch, EventCode::ClosedByPeer);
    onEndOfStream(batch);
    if (m_ended)
        return;
    if (const int error = m_peer.remote.isLocal() ? pendingError() : 0) {
        onBroken(batch, error);
        return;
    }
    // What is queued is still sent.
    if (m_queue.empty())
        afterPeersFin(batch);
    if (m_ended)
        return;
    // It is no longer read, but may reset the connection.
    m_hangUp = std::make_unique<QSocketNotifier>(descriptor(), QSocketNotifier::Exception);
    connect(m_hangUp.get(), &QSocketNotifier::activated, this, &TcpConnection::onHangUp);
    Q_EMIT halfClosed(m_peer.id);
}

/// The peer has sent FIN, and the queue is empty.
void TcpConnection::afterPeersFin(SinkBatch &batch)
{
    if (m_holds > 0 || m_confirming || (m_confirmTimer && m_then == Reply::Then::Reset))
        return;
    if (m_finSent || m_halfClosedMs <= 0) {
        endAfterPeer(batch);
        return;
    }
    m_halfClosedTimer.start(m_halfClosedMs);
    if (std::exchange(m_halfClosedReported, true))
        return;
    batch->event({EventCode::HalfClosed, {m_peer.remote.toString(), QString::number(m_halfClosedMs / msPerSecond)}},
                 m_peer.id);
}

/// Ends the connection after the peer's FIN; with an event if it was reported as half-closed.
void TcpConnection::endAfterPeer(SinkBatch &batch)
{
    if (m_resetOnClose && !m_finSent)
        close(true);
    else if (m_halfClosedReported && !m_finSent)
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
    close(false);
}

void TcpConnection::onHangUp()
{
    SinkBatch batch(m_sink);
    if (const int error = pendingError())
        onBroken(batch, error);
    else
        m_hangUp->setEnabled(false);
}

void TcpConnection::onBroken(SinkBatch &batch, int error)
{
    if (!m_finReceived)
        readAll(); // bytes received before
    if (m_ended)
        return;
    reportBroken(batch, error);
    finish(batch);
}

void TcpConnection::reportBroken(SinkBatch &batch, int error)
{
    const bool isFin = socketsystem::followsFin(error);
    if (!m_finReceived && isFin)
        reportClosed(batch, EventCode::ClosedByPeer);
    if (isFin && m_peer.remote.isLocal()) {
        if (m_halfClosedReported)
            batch->event({EventCode::HalfClosedGone, {m_peer.remote.toString()}}, m_peer.id);
        return;
    }
    Event why = socketsystem::brokenConnection(error, m_peer.remote);
    // Without unconfirmed bytes, only a probe can have found out.
    if (why.code == EventCode::ConnectionTimeout && socketsystem::unconfirmedBytes(m_tap.descriptor()) == 0)
        why.code = EventCode::KeepAliveFailed;
    batch->closed(m_peer, why, nowNs());
}

void TcpConnection::reportBroken(int error)
{
    SinkBatch batch(m_sink);
    onBroken(batch, error);
}

/// Qt has closed the socket by itself: a call failed after our last check.
void TcpConnection::onQtError(QAbstractSocket::SocketError error)
{
    const int reason = socketsystem::lastError(); // Qt only says whether it was a RST
    if (m_ended)
        return;
    SinkBatch batch(m_sink);
    if (error == QAbstractSocket::RemoteHostClosedError && !m_peer.remote.isLocal())
        reportClosed(batch, EventCode::ResetByPeer);
    else if (m_peer.remote.isLocal())
        reportBroken(batch, reason);
    else
        batch->closed(m_peer, socketsystem::brokenConnection(reason, m_peer.remote), nowNs());
    finish(batch);
}

void TcpConnection::reportQueued(SinkBatch &batch)
{
    if (!m_ended && std::exchange(m_reportedQueued, m_queued) != m_queued)
        batch->waiting(m_peer.id, m_queued);
}

void TcpConnection::reportClosed(SinkBatch &batch, EventCode code)
{
    batch->closed(m_peer, {code, {m_peer.remote.toString()}}, nowNs());
}

void TcpConnection::finish(SinkBatch &batch)
{
    if (m_ended)
        return;
    beforeEnd(batch);
    m_ended = true;
    if (m_queued > 0)
        batch->event({EventCode::Unsent, {m_peer.remote.toString(), QString::number(m_queued)}}, m_peer.id);
    batch->forget(m_peer.id);
    m_queue.clear();
    m_queued = 0;
    if (m_confirmTimer)
        m_confirmTimer->stop();
    if (m_silenceTimer)
        m_silenceTimer->stop();
    m_halfClosedTimer.stop();
    if (m_hangUp)
        m_hangUp->setEnabled(false);
    m_socket->disconnect(this);
    m_socket->abort();
    Q_EMIT ended(m_peer.id);
}
