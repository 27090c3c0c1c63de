// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/endpoint/endpoint.h"
#include "model/endpoint/refusalcount.h"
#include "model/endpoint/relay/relaypair.h"

#include <QTimer>

#include <memory>
#include <optional>
#include <set>
#include <unordered_map>
#include <vector>

/// Listens, and relays each client to a server over a connection, or for datagrams a socket, of its own; see RelayPair.
/// Made of other endpoints: one for all clients, and one for each client that talks to the server. Both sides are peers, so
/// that the log has what came from one side and what was sent to the other.
class Relay : public Endpoint
{
    Q_OBJECT
public:
    Relay(const EndpointUrl &url, const Links &links);
    ~Relay() override;

    void open() override;
    void close() override;
    /// Sends bytes of the user's own, without impairments, after what was passed on so far.
    bool send(const Target &target, const QByteArray &bytes, Origin origin) override;
    std::vector<PeerId> recipients(const Target &target) const override;
    /// The other side's connection ends too.
    void disconnectPeer(PeerId peer, bool reset) override;
    void finishSendingTo(PeerId peer) override;
    void pauseReceiving(bool on) override;
    void stallChanged() override;
    void reply(PeerId peer, Reply reply) override;
    void holdPeer(PeerId peer, bool on) override;
    void setImpairments(const Impairments &impairments) override;

    /// So many clients that send datagrams are relayed at a time; then the one that was silent for longest makes room.
    static constexpr size_t maxDatagramClients = 1000;
    /// One that is silent for so long is forgotten.
    static constexpr int idleSeconds = 120;

private:
    class BatchSink;
    class FrontSink;
    struct Entry
    {
        std::unique_ptr<RelayPair> pair;
        std::optional<RelayPair::Time> due; // in m_due
    };

    void openUnlessLoop(const QList<QHostAddress> &remotes, const QList<QHostAddress> &locals);
    void openFront();
    void onFrontState(Endpoint::State state, const SocketAddress &local);
    void onPeersChanged(const PeerChanges &changes);
    RelayPair &addPair(const Peer &client);
    void removePair(PeerId client);
    void removeIdlest();
    void reportEvicted(bool isEnd);
    /// Of either side; null when there is none.
    RelayPair *pairOf(PeerId peer) const;
    RelayPair *pairOfClient(PeerId client) const;
    Endpoint *endpointOf(PeerId peer) const;
    template<typename Work>
    void forEach(Work work);
    void pumpAll();
    void settleSoon(RelayPair &pair);
    void settleAll();
    void onServer(const RelayPair &pair, const Peer &server);
    void schedule(PeerId client);
    void onDue();
    void onTick();
    void reportImpairments();

    const std::unique_ptr<BatchSink> m_batchSink;
    const std::unique_ptr<FrontSink> m_frontSink;
    const EndpointUrl m_onwardUrl;
    Impairments m_impairments;
    quint64 m_seed;
    std::unique_ptr<Endpoint> m_front;              // null: not opened yet
    std::unordered_map<PeerId, Entry> m_pairs;      // by client
    std::unordered_map<PeerId, PeerId> m_clientsOf; // by server
    std::vector<PeerId> m_toPump;                   // clients
    std::set<PeerId> m_toSettle;
    std::set<std::pair<RelayPair::Time, PeerId>> m_due;
    QTimer m_timer;
    QTimer m_tick;
    std::optional<Event> m_stopped;
    ImpairmentCounts m_counts; // of pairs that are over
    RefusalCount m_evicted;
    bool m_pumping = false;
    bool m_paused = false;
    bool m_closing = false;
    bool m_looping = false;
};
