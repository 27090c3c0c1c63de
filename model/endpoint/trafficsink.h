// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/event.h"
#include "model/peer.h"

#include <QByteArray>

/// Where an endpoint delivers what happens on its sockets. Called on the endpoint's I/O thread,
/// everything between begin() and end() belongs to one batch.
class TrafficSink
{
public:
    virtual ~TrafficSink() = default;

    virtual void begin() = 0;
    virtual void end() = 0;

    /// A number for a new peer.
    virtual PeerId newPeer() = 0;

    /// A TCP connection stands.
    virtual void connected(const Peer &peer, qint64 timeNs) = 0;
    /// It ended in one direction or both: ClosedByPeer to ConnectionFailed.
    virtual void closed(const Peer &peer, const Event &how, qint64 timeNs) = 0;
    /// Nothing more comes of this peer.
    virtual void forget(PeerId peer) = 0;
    /// Bytes that came at `timeNs`; all of a datagram.
    virtual void received(const Peer &peer, qint64 timeNs, QByteArrayView bytes) = 0;
    /// Bytes that the system took for sending.
    virtual void sent(const Peer &peer, qint64 timeNs, QByteArrayView bytes, Origin origin) = 0;
    /// So many bytes now wait for `peer` here, without those that the system took; told when it changed.
    virtual void waiting(PeerId peer, qint64 bytes) = 0;
    virtual void event(const Event &event, PeerId peer) = 0;
    /// Datagrams that the system dropped since the last call.
    virtual void kernelDrops(quint64 datagrams) = 0;

    /// While what is delivered cannot be stored, it is kept as far as there is memory for it. Then nothing more should
    /// be read, accepted or handed to the system for sending, until Endpoint::stallChanged() tells of the end.
    virtual bool isStalled() const { return false; }
    /// Whether what is delivered is lost.
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
