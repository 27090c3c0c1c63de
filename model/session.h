// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/framing.h"
#include "model/endpoint/endpointurl.h"
#include "model/endpoint/peer.h"
#include "model/event.h"
#include "model/log/trafficlog.h"

#include "model/result.h"

#include <QObject>
#include <QThread>

#include <atomic>
#include <memory>
#include <vector>

class Endpoint;
class ReplyRules;
class SessionReplier;
class SessionSink;
class TextCodec;

/// A running setup: one endpoint, its I/O thread and its traffic log. The only API that the window
/// and the command line drive. Everything here is called on, and signals arrive on, the thread
/// that made the session; nothing blocks on the network.
class Session : public QObject
{
    Q_OBJECT
public:
    enum class State : quint8 {
        Closed,
        Opening, ///< looking up a name, connecting, waiting to reconnect
        Open,
    };

    /// The log outlives open() and close(): several conversations may follow one another in it.
    explicit Session(std::shared_ptr<TrafficLog> log, QObject *parent = nullptr);
    ~Session() override;

    State state() const { return m_state; }
    const EndpointUrl &url() const { return m_url; }
    /// Where the endpoint really listens or is bound; port 0 while not open.
    const SocketAddress &localAddress() const { return m_localAddress; }
    /// Connected TCP peers, or the UDP addresses seen, oldest first.
    const std::vector<Peer> &peers() const { return m_peers; }
    TrafficLog &log() const { return *m_log; }
    std::shared_ptr<TrafficLog> sharedLog() const { return m_log; }

    /// Bytes and records since the start or the last resetCounters().
    TrafficCounters counters() const;
    void resetCounters();

    /// Opens an endpoint and answers by what its URL says; rules that cannot be used are told by
    /// happened(), and nothing is opened. What becomes of it comes by stateChanged() and happened().
    void open(const EndpointUrl &url);
    void close();
    /// Queues bytes as they are. They show up in the log once the system has taken them; a failure
    /// comes by happened().
    void send(const Target &target, const QByteArray &bytes);
    /// What is answered without a person from now on, unless the URL of a later open() says it; null: nothing.
    /// Sent on the I/O thread, at once, to whoever asked.
    void setReplies(std::shared_ptr<const ReplyRules> replies);
    /// What a message is that is answered, from the bytes on that come next, unless the rules or the URL of a
    /// later open() say it.
    void setFraming(const Framing &framing);
    /// The encoding of answers; until it is set, that of the URL or UTF-8.
    void setEncoding(const std::shared_ptr<const TextCodec> &codec);
    /// The rules that `url` names, or null when it names none.
    static Result<std::shared_ptr<const ReplyRules>> repliesOf(const EndpointUrl &url,
                                                               std::shared_ptr<const TextCodec> codec);
    /// Closes the connection of one TCP peer; with `reset` by RST instead of FIN.
    void disconnectPeer(PeerId peer, bool reset);

    /// Whether there are new records since the last call; after it the next logGrew() may come.
    bool takeGrowth();

signals:
    void stateChanged();
    void peersChanged();
    /// New records are readable; no further signal comes until takeGrowth() was called.
    void logGrew();
    /// Also in the log; failures (see isFailure) deserve a visible message.
    void happened(const Event &event);

private:
    void setState(State state, const SocketAddress &local);
    void onPeersChanged(const std::vector<Peer> &joined, const std::vector<PeerId> &left);
    void dropEndpoint();
    bool applyReplies(const EndpointUrl &url);
    void tellReplies(std::shared_ptr<const ReplyRules> replies);
    void tellFraming(const Framing &framing);

    std::shared_ptr<TrafficLog> m_log;
    std::unique_ptr<SessionSink> m_sink;
    SessionReplier *m_replier = nullptr; // lives in m_thread
    std::shared_ptr<const TextCodec> m_codec;
    std::shared_ptr<const ReplyRules> m_replies; // of setReplies()
    Framing m_framing;                           // of setFraming()
    QThread m_thread;
    Endpoint *m_endpoint = nullptr; // lives in m_thread
    EndpointUrl m_url;
    State m_state = State::Closed;
    SocketAddress m_localAddress;
    std::vector<Peer> m_peers;
    TrafficCounters m_counterBase;
    std::atomic<bool> m_grewPending = false;
};
