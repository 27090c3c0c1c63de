// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/endpoint/endpoint.h"
#include "model/session/sessionreplier.h"
#include "model/session/sessionsender.h"
#include "model/session/sessionsink.h"

#include <QObject>
#include <QTimer>

#include <atomic>
#include <memory>
#include <optional>
#include <vector>

class SendBacklog;

/// The I/O side of a session: traffic and events are logged first, then passed to the sender and the replier. After
/// construction it is moved to the I/O thread, where all its functions are called and it is deleted. Connect to its
/// signals by queued connections.
class SessionIo : public QObject, private TrafficSink
{
    Q_OBJECT
public:
    /// All outlive it.
    struct Links
    {
        TrafficLog &log;
        Resolver &resolver;
        SendBacklog &backlog;
    };

    explicit SessionIo(const Links &links);
    ~SessionIo() override { dropEndpoint(); }

    /// To be called once its thread runs; maintains the log from now on, with or without an endpoint.
    void start();

    /// Replaces the current endpoint by a new one. The signals about it carry `opening`.
    void open(quint64 opening, const EndpointUrl &url);
    void close();
    /// Ends the running job and deletes the endpoint, which still logs its last events.
    void dropEndpoint();

    void send(const Target &target, const QByteArray &bytes);
    /// Null while there is none.
    Endpoint *endpoint() const { return m_endpoint.get(); }

    /// sendingProgressed() and sendingEnded() carry `id`.
    void startSending(quint64 id, const SendJob &job);
    void stopSending() { m_sender.stop(); }

    void setRules(std::shared_ptr<const ReplyRules> rules);
    void setFraming(const Framing &framing) { m_replier.setFraming(framing); }
    /// See Session::setMoreToCome().
    void setMoreToCome(bool on);
    /// See Session::setHalfClosedTimeout().
    void setHalfClosedTimeout(int seconds);

    /// See Session::takeGrowth(). Any thread.
    bool takeGrowth() { return m_grewPending.exchange(false); }

signals:
    /// Emitted after everything before it was logged and reported.
    void stateChanged(quint64 opening, Endpoint::State state, const SocketAddress &local);
    void peersChanged(quint64 opening, const PeerChanges &changes);
    void groupsChanged(quint64 opening, const QList<JoinedGroup> &joined);
    void retryChanged(quint64 opening, const Retry &retry);
    void optionsRead(quint64 opening, const SocketOptions &options);
    /// New records are readable. Not emitted again until takeGrowth() is called.
    void logGrew();
    /// The events of a batch; see Event::more.
    void happened(const std::vector<Event> &events);
    void sendingProgressed(quint64 id, const SendProgress &progress);
    void sendingEnded(quint64 id, const SendOutcome &outcome);

private:
    // TrafficSink
    void begin() override { m_sink.begin(); }
    void end() override;
    PeerId newPeer() override { return m_sink.newPeer(); }
    void connected(const Peer &peer, qint64 timeNs) override;
    void closed(const Peer &peer, const Event &event, qint64 timeNs) override;
    void forget(PeerId peer) override;
    void received(const Peer &peer, qint64 timeNs, QByteArrayView bytes) override;
    void sent(const Peer &peer, qint64 timeNs, QByteArrayView bytes, Origin origin) override;
    void waiting(PeerId peer, qint64 bytes) override;
    void event(const Event &event, PeerId peer) override { m_sink.event(event, peer); }
    void kernelDrops(quint64 datagrams) override { m_sink.kernelDrops(datagrams); }
    bool isStalled() const override { return m_sink.isStalled(); }
    bool isFull() const override { return m_sink.isFull(); }

    void endWindow();
    void maintainLog();
    void onStallChanged();
    void onState(quint64 opening, Endpoint::State state, const SocketAddress &local);
    void updateHalfClosedTimeout();

    const Links m_links;
    QTimer m_eventWindow;
    QTimer m_logTimer;
    SessionSink m_sink;
    EndpointUrl m_url;
    std::unique_ptr<Endpoint> m_endpoint; // of m_url; none before the first open()
    SessionReplier m_replier;
    SessionSender m_sender;
    std::optional<bool> m_moreToCome;
    int m_halfClosedSeconds = EndpointUrl::defaultHalfClosedSeconds;
    bool m_wasStalled = false;
    std::atomic<bool> m_grewPending = false;
};

/// How long a half-closed connection stays open, in ms: the URL's time or `seconds` if more may be sent, otherwise 0.
/// `moreToCome` says whether more will be sent, if that is known. If not, the user may send, unless rules reply: to the
/// clients of a server always, to the server of a client if the URL has a time.
int halfClosedMs(const EndpointUrl &url, int seconds, bool hasRules, std::optional<bool> moreToCome);
