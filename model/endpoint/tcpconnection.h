// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/endpoint/posixsocket.h"
#include "model/endpoint/socketwatch.h"
#include "model/endpoint/trafficsink.h"

#include <QObject>

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
    /// beyond that the whole message is refused with an event.
    void send(const QByteArray &bytes);
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
    void peerClosed(SinkBatch &batch);
    void broken(SinkBatch &batch, int error);
    void finish(SinkBatch &batch);

    SocketFd m_fd;
    Peer m_peer;
    TrafficSink &m_sink;
    SocketWatch m_watch;
    std::deque<QByteArray> m_queue; // the first one without what was sent of it
    qint64 m_queued = 0;
    int m_error = 0; // errno of the last failed call
    bool m_peerClosed = false;
};
