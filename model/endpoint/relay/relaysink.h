// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/endpoint/trafficsink.h"

/// Passes everything on to another sink; subclasses look at it first.
class RelaySink : public TrafficSink
{
public:
    /// `next` outlives it.
    explicit RelaySink(TrafficSink &next) : m_next(next) { }

    void begin() override { m_next.begin(); }
    void end() override { m_next.end(); }
    PeerId newPeer() override { return m_next.newPeer(); }
    void connected(const Peer &peer, qint64 timeNs) override { m_next.connected(peer, timeNs); }
    void closed(const Peer &peer, const Event &event, qint64 timeNs) override { m_next.closed(peer, event, timeNs); }
    void forget(PeerId peer) override { m_next.forget(peer); }
    void received(const Peer &peer, qint64 timeNs, QByteArrayView bytes) override
    {
        m_next.received(peer, timeNs, bytes);
    }
    void sent(const Peer &peer, qint64 timeNs, QByteArrayView bytes, Origin origin) override
    {
        m_next.sent(peer, timeNs, bytes, origin);
    }
    void waiting(PeerId peer, qint64 bytes) override { m_next.waiting(peer, bytes); }
    void event(const Event &event, PeerId peer) override { m_next.event(event, peer); }
    void kernelDrops(quint64 datagrams) override { m_next.kernelDrops(datagrams); }
    bool isStalled() const override { return m_next.isStalled(); }
    bool isFull() const override { return m_next.isFull(); }

protected:
    TrafficSink &next() const { return m_next; }

private:
    TrafficSink &m_next;
};
