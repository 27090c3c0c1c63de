// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/endpoint/notifiertap.h"
#include "model/endpoint/stream/connection.h"
#include "model/endpoint/system/socketsystem.h"
#include "model/endpoint/trafficsink.h"

#include <QSocketNotifier>
#include <QTcpSocket>
#include <QTimer>

#include <deque>
#include <limits>
#include <memory>

/// A connection of a server or client, by TCP or a local socket, which is closed alike but for two things: the system tells
/// when the peer has closed both directions, and there is no RST. TlsConnection extends it.
class TcpConnection : public Connection
{
    Q_OBJECT
public:
    /// `socket` is connected.
    TcpConnection(std::unique_ptr<QTcpSocket> socket, Peer peer, TrafficSink &sink, QObject *parent);
    ~TcpConnection() override { m_socket->disconnect(this); }

    /// The descriptor of the connection, even if Qt has closed its own.
    virtual socketsystem::Descriptor descriptor() const { return m_tap.descriptor(); }
    /// Called once, after the sink knows the peer: TLS begins its handshake.
    virtual void start() { }

    bool send(const QByteArray &bytes, Origin origin) override;
    void reply(Reply reply) override;
    void hold(bool on) override;
    void setHalfClosedTimeout(int ms) override;
    bool isEvictable() const override { return m_halfClosedTimer.isActive(); }
    void finishSending() override;
    void pauseReceiving(bool on) override;
    void stallChanged() override;
    /// Logs what was received before this error of the system, then ends the connection.
    void reportBroken(int error);
    /// By FIN or RST.
    void close(bool reset) override;
    /// The system resets the connection when its socket is closed: close() always sends RST.
    void setResetOnClose(bool on) { m_resetOnClose = on; }

protected:
    // What a subclass does in its own way that speaks another protocol on the connection:

    /// Whether bytes may be sent and the connection closed in order; false during a handshake, which reads even while
    /// receiving is paused.
    virtual bool isReady() const { return true; }
    /// How many bytes of an entry are passed to Qt at a time.
    virtual qint64 maxPiece() const { return std::numeric_limits<qint64>::max(); }
    /// Makes Qt read, or write, what it can now.
    virtual void readNow() { m_tap.readNow(); }
    virtual void writeNow() { m_tap.writeNow(); }
    /// There are bytes to read. Returns whether Qt reads them.
    virtual bool beforeBytes() { return true; }
    /// Whether it can still receive after sendEnd().
    virtual bool receivesAfterEnd() const { return true; }
    /// Closes the sending direction, after all that was sent.
    virtual void sendEnd() { socketsystem::shutDownSending(descriptor()); }
    /// The connection is about to be closed in both directions, without a reset.
    virtual void sayGoodbye() { }
    /// The peer has sent FIN; it was reported. May finish().
    virtual void onEndOfStream(SinkBatch &) { }
    virtual void onReadyRead() { read(); }
    virtual void onQtWrote(qint64 bytes) { onWritten(bytes); }
    virtual void onQtError(QAbstractSocket::SocketError error);
    /// Before the last report of this connection.
    virtual void beforeEnd(SinkBatch &) { }

    void startSending(SinkBatch &batch);
    void sendLater();
    /// The system has accepted this many bytes of the first entry.
    void onWritten(qint64 bytes);
    void read();
    void watchReading();
    void onPeersFin(SinkBatch &batch);
    void onBroken(SinkBatch &batch, int error);
    /// After all that was sent; by RST if the system resets when the socket is closed.
    void endByFin(SinkBatch &batch);
    void reportClosed(SinkBatch &batch, EventCode code);
    void finish(SinkBatch &batch);

    TrafficSink &sink() const { return m_sink; }
    QTcpSocket &socket() { return *m_socket; }
    NotifierTap &tap() { return m_tap; }
    /// Of the first entry; passed to Qt and not accepted by the system yet.
    qint64 inQt() const { return m_inQt; }
    bool hasQueue() const { return !m_queue.empty(); }
    bool isHeld() const { return m_holds > 0; }
    bool hasEnded() const { return m_ended; }
    bool isFinReceived() const { return m_finReceived; }
    bool isFinSent() const { return m_finSent; }
    bool resetsOnClose() const { return m_resetOnClose; }
    int halfClosedMs() const { return m_halfClosedMs; }
    /// Bytes read besides those of read(), which readNow() reads until there is no more, or enough.
    void countRead(qint64 bytes) { m_bytesRead += bytes; }
    /// The first bytes received are not to be judged.
    void skipFirstBytes() { m_firstBytesSeen = true; }
    void stopWatchingHangUp() { m_hangUp.reset(); }

private:
    struct Queued
    {
        QByteArray bytes;
        qsizetype sent = 0; // of them; accepted by the system
        Origin origin = Origin::User;
        std::unique_ptr<ByteSource> source = {};
    };

    int pendingError() const;
    bool beforeReading();
    bool beforeWriting();
    socketsystem::Next readAll();
    void adviseTls(SinkBatch &batch, QByteArrayView bytes);
    void flushQt(SinkBatch &batch);
    bool passNextToQt(SinkBatch &batch);
    bool refill(SinkBatch &batch);
    void onQueueEmpty(SinkBatch &batch);
    void finishAfterSilence();
    void sendFin(SinkBatch &batch);
    void endAndConfirm(SinkBatch &batch);
    void awaitConfirmation();
    void afterPeersFin(SinkBatch &batch);
    void endAfterPeer(SinkBatch &batch);
    void onHalfClosedTimeout();
    void onHangUp();
    void reportBroken(SinkBatch &batch, int error);
    void reportQueued(SinkBatch &batch);

    const std::unique_ptr<QTcpSocket> m_socket;
    TrafficSink &m_sink;
    NotifierTap m_tap;
    std::deque<Queued> m_queue;
    qint64 m_inQt = 0;   // bytes of the first entry in Qt's buffer
    qint64 m_queued = 0; // bytes, without those left in sources
    qint64 m_reportedQueued = 0;
    qint64 m_sentThisTurn = 0;
    qint64 m_bytesRead = 0;       // since readAll() started
    bool m_nothingUnread = false; // while the last bytes are handled: no others were waiting
    bool m_sendScheduled = false;
    bool m_isFlushing = false;
    bool m_firstBytesSeen = false;
    int m_holds = 0;
    Reply::Then m_then = Reply::Then::Keep; // once the queue is empty
    std::unique_ptr<QTimer> m_silenceTimer; // see receivesAfterEnd()
    std::unique_ptr<QTimer> m_confirmTimer; // while the peer has not confirmed the last bytes
    qint64 m_unconfirmed = 0;               // at the timer's last tick
    int m_ticks = 0;
    bool m_confirming = false;   // our FIN, sent after the peer's
    bool m_finRequested = false; // once the queue is empty
    bool m_finSent = false;
    bool m_paused = false;       // by pauseReceiving()
    bool m_isBacklogged = false; // not read, as its queue is long
    bool m_finReceived = false;
    QTimer m_halfClosedTimer;
    int m_halfClosedMs = 0;
    bool m_halfClosedReported = false;
    std::unique_ptr<QSocketNotifier> m_hangUp; // once the peer has sent FIN
    bool m_resetOnClose = false;
    bool m_ended = false;
};
