// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/endpoint/address/resolver.h"
#include "model/endpoint/endpointurl.h"
#include "model/endpoint/impairment.h"
#include "model/endpoint/joinedgroup.h"
#include "model/endpoint/target.h"
#include "model/endpoint/trafficsink.h"
#include "model/peer.h"
#include "model/reply.h"

#include <QObject>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

/// Changes in an endpoint's peers, to be applied in the order of the members.
struct PeerChanges
{
    std::vector<Peer> joined;
    std::vector<PeerId> halfClosed; ///< see Peer
    std::vector<PeerId> left;

    bool isEmpty() const { return joined.empty() && halfClosed.empty() && left.empty(); }
};

/// A client's wait before it connects again.
struct Retry
{
    int attempt = 0; ///< the number of the attempt that follows; 0: it does not wait
    int delayMs = 0;
};

/// A server or client of TCP, TLS or local sockets, a UDP socket, or a relay. Lives on the I/O thread. Traffic and events go
/// to the sink.
class Endpoint : public QObject
{
    Q_OBJECT
public:
    enum class State : quint8 { Closed, Opening, Open };
    Q_ENUM(State)

    /// Both outlive the endpoint.
    struct Links
    {
        TrafficSink &sink;
        Resolver &resolver;
    };

    static std::unique_ptr<Endpoint> create(const EndpointUrl &url, const Links &links);

    virtual void open() = 0;
    /// Closes every socket; afterwards the state is Closed and no peer is left.
    virtual void close() = 0;
    /// Sends `bytes`, or reports to the sink why not. At most `maxQueued` bytes, or one message, are buffered per peer.
    /// Returns false if there is no recipient. Bytes queued for a peer, or until a name is looked up, count as sent.
    virtual bool send(const Target &target, const QByteArray &bytes, Origin origin) = 0;
    /// The peers that a message to `target` would go to now; for datagrams one PeerId::None if it can be sent.
    virtual std::vector<PeerId> recipients(const Target &target) const = 0;
    /// Calls `done` with the target and its host name looked up, or with nothing after an event says why; at once or
    /// later on this thread, unless `context` has been deleted.
    virtual void resolve(const Target &target, QObject *context,
                         const std::function<void(const std::optional<Target> &)> &done)
    {
        Q_UNUSED(context)
        done(target);
    }
    virtual void disconnectPeer(PeerId peer, bool reset) = 0;
    /// finishSending() for one connection.
    virtual void finishSendingTo(PeerId) { }
    /// Ends the wait of a client that would connect again later; see retryChanged().
    virtual void connectNow() { }
    /// Closes every connection's sending direction (FIN) once its queue is empty; it still receives until the peer
    /// closes too. Does nothing for datagrams.
    virtual void finishSending() { }
    /// While paused, connections are not read, so that TCP holds the peers back. Datagrams still are.
    virtual void pauseReceiving(bool) { }
    /// The same for one connection; it is read again when neither is paused.
    virtual void pausePeer(PeerId, bool) { }
    /// The sink's isStalled() has changed: sockets are neither read nor written while it is true.
    virtual void stallChanged() = 0;

    /// Sends a reply to `peer`, if it is still there. A peer that reads its replies too slowly is not read meanwhile.
    virtual void reply(PeerId peer, Reply reply) = 0;
    /// While held, a half-closed connection stays open, as a reply will follow. Holds are counted.
    virtual void holdPeer(PeerId, bool) { }
    /// How long a half-closed connection with an empty queue stays open after the peer's FIN, or after the last byte
    /// sent, in ms. 0, the default: it is closed at once. Also applies to connections that are half-closed now.
    virtual void setHalfClosedTimeout(int) { }
    /// How a relay impairs traffic from now on, in place of what its URL says.
    virtual void setImpairments(const Impairments &) { }

    State state() const { return m_state; }

    static constexpr qint64 maxQueued = qint64(8) << 20;

signals:
    /// `local` is the actual address while open.
    void stateChanged(Endpoint::State state, const SocketAddress &local);
    /// At most once in a turn of the event loop, with all changes.
    void peersChanged(const PeerChanges &changes);
    /// The multicast groups that are received now.
    void groupsChanged(const QList<JoinedGroup> &joined);
    /// A wait has begun, or ended.
    void retryChanged(const Retry &retry);
    /// The options in effect, of the listening or only socket, read back before the state becomes Open.
    void optionsRead(const SocketOptions &options);

protected:
    Endpoint(const EndpointUrl &url, const Links &links);

    const EndpointUrl &url() const { return m_url; }
    TrafficSink &sink() const { return m_links.sink; }
    Resolver &resolver() const { return m_links.resolver; }
    void setState(State state, const SocketAddress &local = {});
    /// Passes an event to the sink, in a batch of its own.
    void report(const Event &event, PeerId peer = PeerId::None);
    /// Reports why it cannot be opened, and closes.
    void failToOpen(const Event &event);
    void peerJoined(const Peer &peer);
    void peerLeft(PeerId peer);
    /// See Peer::halfClosed.
    void peerHalfClosed(PeerId peer);
    /// Binds a socket to the URL's interface, if there is one. Returns why it cannot be.
    std::optional<Event> bindToInterface(qintptr socket, const SocketAddress &address);
    /// Sets the URL's other options, and reports those that the system refused; `address` names the socket.
    void applyOptions(qintptr socket, const SocketAddress &address);
    /// Reads all options back, and reports those that the user set.
    void readOptions(qintptr socket, const SocketAddress &address, bool toGroups = false);
    void flushPeers();

private:
    void scheduleFlush();

    const EndpointUrl m_url;
    const Links m_links;
    State m_state = State::Closed;
    PeerChanges m_changes;
    bool m_flushScheduled = false;
};

Q_DECLARE_METATYPE(PeerChanges)
