// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/endpoint/endpointurl.h"
#include "model/endpoint/peerchanges.h"
#include "model/endpoint/resolver.h"
#include "model/endpoint/target.h"
#include "model/endpoint/trafficsink.h"
#include "model/reply.h"

#include <QObject>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

/// A local communication end. Made on any thread, then moved to an I/O thread, where all its
/// functions are called and its signals come from. Traffic and events go to the sink.
class Endpoint : public QObject
{
    Q_OBJECT
public:
    enum class State : quint8 { Closed, Opening, Open };
    Q_ENUM(State)

    /// What an endpoint works with; outlives it.
    struct Links
    {
        TrafficSink &sink;
        Resolver &resolver;
    };

    static std::unique_ptr<Endpoint> create(const EndpointUrl &url, const Links &links);

    virtual void open() = 0;
    /// Closes every socket; afterwards the state is Closed and no peer is left.
    virtual void close() = 0;
    /// Sends `bytes` or tells the sink why not. At most `mostQueued` bytes, or one message, are buffered per peer.
    /// Returns false when nobody gets them. Bytes that wait for a peer, or for a name to be looked up, count as sent.
    virtual bool send(const Target &target, const QByteArray &bytes, Origin origin) = 0;
    /// Who would get what is sent to `target` now; of datagrams one None, if it can go anywhere.
    virtual std::vector<PeerId> recipients(const Target &target) const = 0;
    /// Calls `done` with the target whose host name, if it has one, was looked up, or with nothing after the
    /// sink was told why; at once or later on this thread, unless `context` is gone.
    virtual void resolve(const Target &target, QObject *context,
                         const std::function<void(const std::optional<Target> &)> &done)
    {
        Q_UNUSED(context)
        done(target);
    }
    virtual void disconnectPeer(PeerId peer, bool reset) = 0;
    /// Nothing more will be sent: every connection's sending direction is closed (FIN) behind what still waits,
    /// and goes on receiving until the peer closes too. Datagram sockets know no such end.
    virtual void finishSending() { }
    /// While paused, nothing is read from connections, so that TCP holds the peers back. Datagrams come on: the
    /// system would only drop them.
    virtual void pauseReceiving(bool) { }
    /// The sink's isStalled() is another now: sockets are read from and written to, or left alone, accordingly.
    virtual void stallChanged() = 0;

    /// Sends an answer to the peer that asked for it; one that is gone gets none. A peer that takes its
    /// answers too slowly is not read from meanwhile.
    virtual void reply(PeerId peer, Reply reply) = 0;
    /// An answer to `peer` will come later: until it is let go, a connection that the peer has half
    /// closed stays. Holds are counted.
    virtual void holdPeer(PeerId, bool) { }
    /// How long a connection that the peer has half closed (FIN), and for which nothing waits, stays open to be sent
    /// to, since the FIN or what was sent last, in ms. 0, as at first: it ends at once. Goes for those that are half
    /// closed now as well.
    virtual void setHalfClosedTimeout(int) { }

    State state() const { return m_state; }

    static constexpr qint64 mostQueued = qint64(8) << 20;

signals:
    /// `local` is where the endpoint really is, once it is open.
    void stateChanged(Endpoint::State state, const SocketAddress &local);
    /// Gathered: at most one signal for all that changed in one turn of the event loop.
    void peersChanged(const PeerChanges &changes);

protected:
    Endpoint(const EndpointUrl &url, const Links &links);

    const EndpointUrl &url() const { return m_url; }
    TrafficSink &sink() const { return m_links.sink; }
    Resolver &resolver() const { return m_links.resolver; }
    void setState(State state, const SocketAddress &local = {});
    /// Tells the sink, in a batch of its own.
    void report(const Event &event, PeerId peer = PeerId::None);
    void peerJoined(const Peer &peer);
    void peerLeft(PeerId peer);
    /// See Peer::halfClosed.
    void peerHalfClosed(PeerId peer);
    /// The first of `locals` that can talk to `remote`: one of its family, or every address.
    static std::optional<QHostAddress> localFor(const QHostAddress &remote, const QList<QHostAddress> &locals);
    void flushPeers();

private:
    void scheduleFlush();

    const EndpointUrl m_url;
    const Links m_links;
    State m_state = State::Closed;
    PeerChanges m_changes;
    bool m_flushScheduled = false;
};
