// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/framing.h"
#include "model/endpoint/address/resolver.h"
#include "model/endpoint/endpointurl.h"
#include "model/endpoint/joinedgroup.h"
#include "model/event.h"
#include "model/log/trafficlog.h"
#include "model/peer.h"
#include "model/result.h"
#include "model/sending/sendbacklog.h"
#include "model/session/sendjob.h"

#include <QDeadlineTimer>
#include <QObject>
#include <QThread>

#include <algorithm>
#include <atomic>
#include <functional>
#include <memory>
#include <vector>

class Endpoint;
class ReplyRules;
class SessionIo;
class TextCodec;
struct PeerChanges;

/// One endpoint with its I/O thread and its traffic log, for the window and the command line. All functions are called
/// on the thread that made the session, where its signals are emitted too; none blocks on the network.
class Session : public QObject
{
    Q_OBJECT
public:
    enum class State : quint8 {
        Closed,
        Opening, ///< looking up a name, connecting, waiting to reconnect
        Open,
    };

    /// The log outlives open() and close(). A program should have one `resolver`, to limit its threads.
    explicit Session(std::shared_ptr<TrafficLog> log, std::shared_ptr<Resolver> resolver = std::make_shared<Resolver>(),
                     QObject *parent = nullptr);
    /// Waits only for the I/O thread to write the last records. May be called in a slot of this object's signals.
    ~Session() override;

    State state() const { return m_state; }
    const EndpointUrl &url() const { return m_url; }
    /// The actual address; port 0 while not open.
    const SocketAddress &localAddress() const { return m_localAddress; }
    /// The options of the socket that the system has set, read back at the last opening; empty before.
    const SocketOptions &options() const { return m_socketOptions; }
    /// The number of the attempt to connect that a client waits for; 0: it does not wait.
    int nextAttempt() const { return m_nextAttempt; }
    /// How long it still waits, in ms.
    qint64 msToNextAttempt() const { return std::max<qint64>(0, m_attemptDue.remainingTime()); }
    /// Connected TCP peers, or the UDP addresses seen, oldest first.
    const std::vector<Peer> &peers() const { return m_peers; }
    /// The multicast groups that are received now.
    const QList<JoinedGroup> &groups() const { return m_groups; }
    TrafficLog &log() const { return *m_log; }
    std::shared_ptr<TrafficLog> sharedLog() const { return m_log; }

    TrafficCounters counters() const { return m_log->counters(); }
    /// Whether this system reports how many datagrams it dropped. If not, their number is unknown, not 0.
    static bool countsKernelDrops();

    /// Opens an endpoint, with automatic replies if its URL has any; the results are reported by stateChanged() and
    /// happened(). With rules that cannot be used nothing is opened.
    void open(const EndpointUrl &url);
    void close();
    /// Queues bytes. They appear in the log once the system has accepted them; failures are reported by happened().
    void send(const Target &target, const QByteArray &bytes);
    /// How many bytes passed to send() the system has not accepted yet for `target`; for all, those of the slowest peer.
    /// Callers should not send more while it exceeds `roomBelow`; see roomToSend(). Any thread.
    qint64 waiting(const Target &target) const;
    /// How many bytes passed to send() are not accepted yet, for the peer with the most. Any thread.
    qint64 queued() const { return m_backlog.queued(PeerId::None); }
    static constexpr qint64 roomBelow = SendBacklog::lowWaterMark;
    /// Starts a job on the I/O thread; a running one ends first. See sendingProgressed() and sendingEnded().
    void startSending(const SendJob &job);
    void stopSending();
    bool isSending() const { return m_sending; }
    /// The rules for automatic replies, unless the URL of a later open() has some; null: none.
    void setReplies(std::shared_ptr<const ReplyRules> replies);
    /// How streams are cut into messages for the rules, from the next byte on. The framing of the rules has precedence,
    /// and that of the URL of a later open() over both.
    void setFraming(const Framing &framing);
    /// The encoding of replies; by default that of the URL, or UTF-8.
    void setEncoding(const std::shared_ptr<const TextCodec> &codec);
    /// The rules that `url` names, with its framing if it has one; null when it names none.
    static Result<std::shared_ptr<const ReplyRules>> repliesOf(const EndpointUrl &url,
                                                               const std::shared_ptr<const TextCodec> &codec);
    /// Whether the caller will send more, as from an input that has not ended. If never called, the user may send at any
    /// time. Decides how long a half-closed connection stays open.
    void setMoreToCome(bool on);
    /// How long such a connection stays open when more may be sent, unless the URL says so; in s, 60 by default. Also
    /// applies to connections that are half-closed now.
    void setHalfClosedTimeout(int seconds);
    /// Closes the sending direction (FIN) of every TCP connection after what was sent; they still receive.
    void finishSending();
    /// While paused, TCP connections are not read, so that the peers have to wait. Until the next open().
    void pauseReceiving(bool on);
    /// Closes the sending direction of one of them.
    void finishSendingTo(PeerId peer);
    /// Ends the wait for the next attempt to connect; see nextAttempt().
    void connectNow();
    /// How a relay impairs traffic from now on, until the next open().
    void setImpairments(const Impairments &impairments);
    /// Closes the connection of one TCP peer; with `reset` by RST instead of FIN.
    void disconnectPeer(PeerId peer, bool reset);

    /// Whether there are new records since the last call. Afterwards logGrew() can be emitted again.
    bool takeGrowth();

signals:
    /// Emitted after everything before it was logged and reported.
    void stateChanged();
    void peersChanged();
    void groupsChanged();
    /// nextAttempt() has changed.
    void retryChanged();
    /// New records are readable. Not emitted again until takeGrowth() is called.
    void logGrew();
    /// waiting() returned more than `roomBelow` for a target, and would return less now.
    void roomToSend();
    /// At most ten times a second.
    void sendingProgressed(const SendProgress &progress);
    /// Peers that have gone are no longer in peers().
    void sendingEnded(const SendOutcome &outcome);
    /// Also in the log; failures (see isFailure) should be shown. Some stand for others: see Event::more.
    void happened(const Event &event);

private:
    bool startThread();
    void post(std::function<void(SessionIo &)> call);
    void postToEndpoint(std::function<void(Endpoint &)> call);
    void listenToIo();
    void onRoom();
    void setState(State state, const SocketAddress &local);
    void setRetry(int attempt, int delayMs);
    void onPeersChanged(const PeerChanges &changes);
    void emitEvents(const std::vector<Event> &events);
    bool applyReplies(const EndpointUrl &url);

    std::shared_ptr<TrafficLog> m_log;
    const std::shared_ptr<Resolver> m_resolver;
    SendBacklog m_backlog;
    QThread m_thread;
    SessionIo *const m_io;   // lives in m_thread, and is deleted there
    quint64 m_sendingId = 0; // of the newest job; signals of earlier ones are dropped
    bool m_sending = false;
    std::shared_ptr<const TextCodec> m_codec;
    std::shared_ptr<const ReplyRules> m_replies; // of setReplies()
    Framing m_framing;                           // of setFraming()
    quint64 m_opening = 0;                       // number of the newest open(); signals of earlier ones are dropped
    EndpointUrl m_url;
    State m_state = State::Closed;
    SocketAddress m_localAddress;
    SocketOptions m_socketOptions;
    int m_nextAttempt = 0;
    QDeadlineTimer m_attemptDue;
    std::vector<Peer> m_peers;
    QList<JoinedGroup> m_groups;
    std::atomic<bool> m_roomPending = false;
};
