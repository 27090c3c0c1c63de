// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/endpoint/notifiertap.h"
#include "model/endpoint/system/socketsystem.h"
#include "model/endpoint/trafficsink.h"
#include "model/reply.h"

#include <QObject>
#include <QSocketNotifier>
#include <QTcpSocket>
#include <QTimer>

#include <deque>
#include <memory>

/// One established TCP connection, of a server or a client. Lives on the I/O thread. Tells the sink
/// everything; ended() comes once, after which it is dead and can be deleted later.
class TcpConnection : public QObject
{
    Q_OBJECT
public:
    /// `socket` is connected, and is read from by nobody else.
    TcpConnection(std::unique_ptr<QTcpSocket> socket, Peer peer, TrafficSink &sink, QObject *parent);
    ~TcpConnection() override;

    const Peer &peer() const { return m_peer; }

    /// Sends what the system takes now and keeps the rest, at most Endpoint::mostQueued bytes;
    /// beyond that the whole message is refused with an event. Returns false when it is not sent.
    bool send(const QByteArray &bytes, Origin origin);
    /// Sends an answer behind what is waiting, a source's bytes as the peer takes them. `then` is applied once the
    /// queue is empty; after it no further answer is taken. A peer with much waiting is not read from.
    void reply(Reply reply);
    /// While held, the connection outlives the peer's FIN: there is more to send. Counted.
    void hold(bool on);
    void setHalfClosedTimeout(int ms); ///< see Endpoint
    /// The peer has sent FIN, and only the half-closed timeout keeps the connection open.
    bool isEvictable() const { return m_halfClosedTimer.isActive(); }
    /// Sends FIN behind what waits, then only receives; see Endpoint::finishSending().
    void finishSending();
    void pauseReceiving(bool on);
    void stallChanged(); ///< see Endpoint
    /// The system has told of this error, and does not do so again: what came before is logged, then the end.
    void tellBroken(int error);
    /// Logs what has come, then ends the connection: by FIN, or RST.
    void close(bool reset);

signals:
    void ended(PeerId peer);
    /// The peer has closed its side, and the connection stays: something waits for the peer, or may still be sent.
    void halfClosed(PeerId peer);

private:
    struct Waiting
    {
        QByteArray bytes;
        qsizetype taken = 0; // of them, by the system
        Origin origin = Origin::Wish;
        std::unique_ptr<ByteSource> source = {};
    };

    bool beforeReading();
    bool beforeWriting();
    void read();
    void readBatch();
    socketsystem::Next takeIn();
    void watchReading();
    void startSending(SinkBatch &batch);
    void handOut(SinkBatch &batch);
    bool handNext(SinkBatch &batch);
    bool refill(SinkBatch &batch);
    void onTaken(qint64 bytes);
    void sendLater();
    void allSent(SinkBatch &batch);
    void endByFin(SinkBatch &batch);
    void sendFin(SinkBatch &batch);
    void endAndConfirm(SinkBatch &batch);
    void waitForPeer();
    void peerClosed(SinkBatch &batch);
    void afterPeersEnd(SinkBatch &batch);
    void endBehindPeer(SinkBatch &batch);
    void onHalfClosedTimeout();
    void onHangUp();
    void broken(SinkBatch &batch, int error);
    void onQtError(QAbstractSocket::SocketError error);
    void end(SinkBatch &batch, EventCode how);
    void finish(SinkBatch &batch);
    void tellWaiting(SinkBatch &batch);

    const std::unique_ptr<QTcpSocket> m_socket;
    const Peer m_peer;
    TrafficSink &m_sink;
    NotifierTap m_tap;
    std::deque<Waiting> m_queue;
    bool m_handed = false; // the first of the queue is in Qt's buffer
    qint64 m_queued = 0;   // without what sources still hold
    qint64 m_toldQueued = 0;
    qint64 m_sentInTurn = 0;
    qint64 m_takenIn = 0;   // since takeIn() began
    bool m_readAll = false; // while what came last is handled: nothing more had come
    bool m_sendsLater = false;
    int m_holds = 0;
    Reply::Then m_then = Reply::Then::Keep; // when all is sent
    std::unique_ptr<QTimer> m_ending;       // while the last bytes are on their way
    qint64 m_unconfirmed = 0;               // at its last tick
    int m_ticks = 0;
    bool m_confirming = false; // our end, behind the peer's
    bool m_finWanted = false;  // when all is sent
    bool m_finSent = false;
    bool m_paused = false;    // by pauseReceiving()
    bool m_answering = false; // so much waits that the peer is not read from
    bool m_peerClosed = false;
    QTimer m_halfClosedTimer;
    int m_halfClosedMs = 0;
    bool m_halfClosedReported = false;
    std::unique_ptr<QSocketNotifier> m_hangUp; // once the peer has closed its side
    bool m_over = false;
};
