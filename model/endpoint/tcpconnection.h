// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/endpoint/connection.h"
#include "model/endpoint/notifiertap.h"
#include "model/endpoint/system/socketsystem.h"
#include "model/endpoint/trafficsink.h"

#include <QSocketNotifier>
#include <QTcpSocket>
#include <QTimer>

#include <deque>
#include <memory>

/// A connection of a server or client, by TCP or a local socket, which is closed alike but for two things: the system tells
/// when the peer has closed both directions, and there is no RST.
class TcpConnection : public Connection
{
    Q_OBJECT
public:
    /// `socket` is connected.
    TcpConnection(std::unique_ptr<QTcpSocket> socket, Peer peer, TrafficSink &sink, QObject *parent);
    ~TcpConnection() override { m_socket->disconnect(this); }

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
    void read();
    socketsystem::Next readAll();
    void watchReading();
    void startSending(SinkBatch &batch);
    void flushQt(SinkBatch &batch);
    bool passNextToQt(SinkBatch &batch);
    bool refill(SinkBatch &batch);
    void onWritten(qint64 bytes);
    void sendLater();
    void onQueueEmpty(SinkBatch &batch);
    void endByFin(SinkBatch &batch);
    void sendFin(SinkBatch &batch);
    void endAndConfirm(SinkBatch &batch);
    void awaitConfirmation();
    void onPeersFin(SinkBatch &batch);
    void afterPeersFin(SinkBatch &batch);
    void endAfterPeer(SinkBatch &batch);
    void onHalfClosedTimeout();
    void onHangUp();
    void onBroken(SinkBatch &batch, int error);
    void reportBroken(SinkBatch &batch, int error);
    void onQtError(QAbstractSocket::SocketError error);
    void reportClosed(SinkBatch &batch, EventCode code);
    void finish(SinkBatch &batch);
    void reportQueued(SinkBatch &batch);

    const std::unique_ptr<QTcpSocket> m_socket;
    TrafficSink &m_sink;
    NotifierTap m_tap;
    std::deque<Queued> m_queue;
    bool m_inQt = false; // the first entry is in Qt's buffer
    qint64 m_queued = 0; // bytes, without those left in sources
    qint64 m_reportedQueued = 0;
    qint64 m_sentThisTurn = 0;
    qint64 m_bytesRead = 0;       // since readAll() started
    bool m_nothingUnread = false; // while the last bytes are handled: no others were waiting
    bool m_sendScheduled = false;
    int m_holds = 0;
    Reply::Then m_then = Reply::Then::Keep; // once the queue is empty
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
