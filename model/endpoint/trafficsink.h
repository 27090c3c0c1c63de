// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/event.h"
#include "model/peer.h"

#include <QByteArray>

/// Receives what happens on an endpoint's sockets, on the I/O thread; begin() and end() enclose one batch.
class TrafficSink
{
public:
    virtual ~TrafficSink() = default;

    virtual void begin() = 0;
    virtual void end() = 0;

    /// A number for a new peer.
    virtual PeerId newPeer() = 0;

    /// A TCP connection was established.
    virtual void connected(const Peer &peer, qint64 timeNs) = 0;
    /// It was closed in one direction or both: ClosedByPeer to ConnectionFailed.
    virtual void closed(const Peer &peer, const Event &event, qint64 timeNs) = 0;
    /// The last call for this peer.
    virtual void forget(PeerId peer) = 0;
    /// Bytes received at `timeNs`; a whole datagram.
    virtual void received(const Peer &peer, qint64 timeNs, QByteArrayView bytes) = 0;
    /// Bytes that the system accepted for sending.
    virtual void sent(const Peer &peer, qint64 timeNs, QByteArrayView bytes, Origin origin) = 0;
    /// The number of bytes queued for `peer` has changed; those that the system accepted do not count.
    virtual void waiting(PeerId peer, qint64 bytes) = 0;
    virtual void event(const Event &event, PeerId peer) = 0;
    /// Datagrams that the system dropped since the last call.
    virtual void kernelDrops(quint64 datagrams) = 0;

    /// True while the log cannot be written and is kept in memory. Nothing should be read, accepted or handed to the
    /// system for sending then, until Endpoint::stallChanged() is called.
    virtual bool isStalled() const { return false; }
    /// True when there is no memory left either, and traffic is lost.
    virtual bool isFull() const { return false; }
};

/// One batch: begin() and end() around a scope.
class SinkBatch
{
public:
    explicit SinkBatch(TrafficSink &sink) : m_sink(sink) { m_sink.begin(); }
    ~SinkBatch() { m_sink.end(); }
    Q_DISABLE_COPY_MOVE(SinkBatch)

    TrafficSink *operator->() const { return &m_sink; }

private:
    TrafficSink &m_sink;
};
