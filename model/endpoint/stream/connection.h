// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/endpoint/idlecount.h"
#include "model/peer.h"
#include "model/reply.h"

#include <QByteArray>
#include <QObject>

/// One established connection of a StreamEndpoint. Lives on the I/O thread. Reports to a TrafficSink; after ended(), which
/// is emitted once, it does nothing and can be deleted later.
class Connection : public QObject
{
    Q_OBJECT
public:
    const Peer &peer() const { return m_peer; }

    /// Sends what the system accepts now and queues the rest, at most Endpoint::maxQueued bytes; a message beyond that is
    /// refused with an event. Returns false when it is not sent.
    virtual bool send(const QByteArray &bytes, Origin origin) = 0;
    /// Queues a reply, a source's bytes as fast as the peer reads. `then` is applied once the queue is empty; further
    /// replies are ignored. A peer with a long queue is not read.
    virtual void reply(Reply reply) = 0;
    virtual void hold(bool on) = 0;                ///< see Endpoint::holdPeer()
    virtual void setHalfClosedTimeout(int ms) = 0; ///< see Endpoint
    virtual void finishSending() = 0;              ///< see Endpoint
    virtual void pauseReceiving(bool on) = 0;      ///< see Endpoint
    virtual void stallChanged() = 0;               ///< see Endpoint
    /// The peer has sent FIN, and only the half-closed timeout keeps the connection open.
    virtual bool isEvictable() const = 0;
    /// Logs what was received, then closes the connection, with `reset` without regard to what the peer has not read.
    virtual void close(bool reset) = 0;

    /// Counts a tick of the time without received bytes; returns true once when it is over.
    bool isIdleAfterTick() { return m_idle.tick(); }
    /// The silence begins now.
    void restartIdle() { m_idle.heard(); }

signals:
    void ended(PeerId peer);
    /// The peer has sent FIN, and the connection stays open: something is queued, or may still be sent.
    void halfClosed(PeerId peer);

protected:
    Connection(Peer peer, QObject *parent) : QObject(parent), m_peer(std::move(peer)) { }

    const Peer m_peer;

private:
    IdleCount m_idle; // restartIdle() when something is received
};
