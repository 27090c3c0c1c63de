// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/endpoint/endpoint.h"
#include "model/endpoint/relay/impairedflow.h"
#include "model/endpoint/relay/relaysink.h"

#include <array>
#include <functional>
#include <memory>
#include <optional>

/// A client of a relay and the server it is relayed to: passes bytes, FIN and RST from either to the other, impaired if
/// asked for. Of either side no more is read while much waits for the other. Lives on the I/O thread; it is the sink of the
/// endpoint that talks to the server.
class RelayPair : public QObject, private RelaySink
{
    Q_OBJECT
public:
    enum class End : quint8 { Client, Server };
    using Time = ImpairedFlow::Time;

    /// All outlive it.
    struct Links
    {
        Endpoint &front; ///< has the client
        TrafficSink &sink;
        Resolver &resolver;
        std::function<void(RelayPair &)> pumpSoon;               ///< pump() is to be called at the end of this batch
        std::function<void(RelayPair &)> settleSoon;             ///< settle() is to be called from the event loop
        std::function<void(RelayPair &, const Peer &)> onServer; ///< the server is a peer now
    };

    /// `onward` is the endpoint that talks to the server, `seed` that of random numbers.
    RelayPair(const Peer &client, const EndpointUrl &onward, const Impairments &impairments, quint64 seed,
              const Links &links);
    /// Closes the endpoint that talks to the server, and reports what could not be sent.
    ~RelayPair() override;

    const Peer &client() const { return m_client; }
    PeerId server() const { return m_ways[0].to; }
    Endpoint &onward() const { return *m_onward; }
    void setImpairments(const Impairments &impairments);

    /// What happened to the client. (What happens to the server it hears itself.)
    void onReceived(End from, QByteArrayView bytes);
    void onClosed(End from, EventCode code);
    void onForgotten(End from);
    void onWaiting(End to, qint64 bytes);

    /// Sends bytes of the user's own to one of the two.
    bool inject(PeerId peer, const QByteArray &bytes, Origin origin) const;
    /// Sends what is due.
    void pump();
    /// When pump() should be called again, if nothing else happens.
    std::optional<Time> due() const;
    /// Connects to the server at first, then passes on the ends of connections. Returns whether the pair is over and can
    /// be deleted.
    bool settle();

    ImpairmentCounts counts() const { return m_ways[0].flow.counts() + m_ways[1].flow.counts(); }
    /// To be called a few times a second: reports what was impaired since the last time, if it was not at once.
    void tick();
    /// Reports that neither side has sent anything for so long.
    void reportIdle(int seconds) const;
    /// When the last datagram came, of either side.
    Time lastActive() const { return m_lastActive; }

    static Time now() { return std::chrono::steady_clock::now().time_since_epoch(); }

signals:
    void peersChanged(const PeerChanges &changes);

private:
    /// One direction.
    struct Way
    {
        Way(bool datagrams, const Impairment &impairment, quint64 seed, PeerId recipient)
            : flow(datagrams, impairment, ImpairedFlow::randomFrom(seed)), to(recipient)
        {
        }
        ImpairedFlow flow;
        PeerId to;              // the recipient; None: not connected yet
        qint64 queued = 0;      // in its connection
        bool paused = false;    // the sender is not read
        bool ended = false;     // the sender has sent FIN, or has gone
        bool broken = false;    // by RST or a failure
        bool gone = false;      // the recipient
        bool finPassed = false; // to the recipient
        bool over = false;      // the recipient's connection is closed
        qint64 lost = 0;        // bytes received after the recipient had gone
        ImpairmentCounts reported;
        bool isQuiet = true; // nothing was reported since the last tick()
    };

    // TrafficSink of the onward endpoint
    void connected(const Peer &peer, qint64 timeNs) override;
    void closed(const Peer &peer, const Event &event, qint64 timeNs) override;
    void forget(PeerId peer) override;
    void received(const Peer &peer, qint64 timeNs, QByteArrayView bytes) override;
    void sent(const Peer &peer, qint64 timeNs, QByteArrayView bytes, Origin origin) override;
    void waiting(PeerId peer, qint64 bytes) override;
    void event(const Event &event, PeerId peer) override;

    bool isDatagram() const { return m_client.transport == Transport::Udp; }
    Way &wayFrom(End end) { return m_ways[size_t(end)]; }
    Way &wayTo(End end) { return m_ways[1 - size_t(end)]; }
    Endpoint &endpointOf(End end) const { return end == End::Client ? m_links.front : *m_onward; }
    QString addressOf(End end) const;
    bool canSendTo(End end);
    void onConnected(const Peer &server);
    void onOnwardState(Endpoint::State state);
    void pumpFrom(End from);
    bool sendTo(End to, const QByteArray &bytes, Origin origin) const;
    void settleFrom(End from);
    void endConnection(End end, Reply::Then how);
    void updateReading(End from);
    void reportLost(End from) const;
    void reportImpaired(End from);

    const Peer m_client;
    const Links m_links;
    const QString m_target; // host and port of the server, as in the URL
    std::unique_ptr<Endpoint> m_onward;
    std::optional<Peer> m_connected; // the server, until the onward endpoint is open
    SocketAddress m_server;
    std::array<Way, 2> m_ways; // from the client, from the server
    bool m_opened = false;
    bool m_failed = false; // the server could not be connected to
    Time m_lastActive{};
};
