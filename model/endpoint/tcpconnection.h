// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/answer.h"
#include "model/endpoint/posixsocket.h"
#include "model/endpoint/socketwatch.h"
#include "model/endpoint/trafficsink.h"

#include <QObject>
#include <QTimer>

#include <deque>

/// One established TCP connection, of a server or a client. Lives on the I/O thread. Tells the sink
/// everything; ended() comes once, after which it is dead and can be deleted later.
class TcpConnection : public QObject
{
    Q_OBJECT
public:
    TcpConnection(SocketFd fd, Peer peer, TrafficSink &sink, QObject *parent);
    ~TcpConnection() override;

    const Peer &peer() const { return m_peer; }

    /// Sends what the system takes now and keeps the rest, at most Endpoint::mostQueued bytes;
    /// beyond that the whole message is refused with an event. Returns false when it is not sent.
    bool send(const QByteArray &bytes);
    /// Sends an answer behind what is waiting, a source's bytes as the peer takes them; the last wish for
    /// the connection's end is carried out when all is sent. A peer with much waiting is not read from.
    void answer(Answer answer);
    /// While held, the connection outlives the peer's FIN: there is more to send. Counted.
    void hold(bool on);
    /// Sends FIN behind what waits, then only receives; see Endpoint::finishSending().
    void finishSending();
    void pauseReceiving(bool on);
    void stallChanged(); ///< see Endpoint
    /// Logs what has come, then ends the connection: by FIN, or RST.
    void close(bool reset);

signals:
    void ended(PeerId peer);

private:
    void onReadable();
    void onWritable();
    /// Returns 0 while the connection goes on, else how it ended.
    enum class ReadEnd : quint8 { No, Closed, Failed };
    ReadEnd readSome(SinkBatch &batch, qsizetype atMost);
    void writeSome(SinkBatch &batch);
    bool refill(SinkBatch &batch);
    void allSent(SinkBatch &batch);
    void endByFin(SinkBatch &batch);
    void sendFin(SinkBatch &batch);
    void watchReading();
    void waitForPeer();
    void peerClosed(SinkBatch &batch);
    void broken(SinkBatch &batch, int error);
    void finish(SinkBatch &batch);
    void tellWaiting(SinkBatch &batch);

    SocketFd m_fd;
    Peer m_peer;
    TrafficSink &m_sink;
    SocketWatch m_watch;
    struct Waiting
    {
        QByteArray bytes; // without what was sent of them
        std::unique_ptr<ByteSource> source = {};
    };
    std::deque<Waiting> m_queue;
    qint64 m_queued = 0; // without what sources still hold
    qint64 m_toldQueued = 0;
    int m_holds = 0;
    Answer::Then m_then = Answer::Then::Keep; // when all is sent
    std::unique_ptr<QTimer> m_ending;         // while the last bytes are on their way
    int m_unconfirmed = 0;                    // at its last tick
    int m_ticks = 0;
    bool m_finWanted = false; // when all is sent
    bool m_finSent = false;
    bool m_paused = false;    // by pauseReceiving()
    bool m_answering = false; // so much waits that the peer is not read from
    int m_error = 0;          // errno of the last failed call
    bool m_peerClosed = false;
};
