// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/framing.h"
#include "model/endpoint/endpointurl.h"
#include "model/endpoint/resolver.h"
#include "model/event.h"
#include "model/log/trafficlog.h"
#include "model/peer.h"
#include "model/result.h"
#include "model/sending/sendbacklog.h"
#include "model/session/sendjob.h"

#include <QObject>
#include <QThread>

#include <atomic>
#include <functional>
#include <memory>
#include <vector>

class ReplyRules;
class SessionIo;
class TextCodec;
struct PeerChanges;

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
    /// `resolver` looks up host names; one for the whole program bounds its threads.
    explicit Session(std::shared_ptr<TrafficLog> log, std::shared_ptr<Resolver> resolver = std::make_shared<Resolver>(),
                     QObject *parent = nullptr);
    /// Waits for nothing but the I/O thread's last writes into the log. May be called in a slot of a signal of this.
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
    /// Whether this system tells how many datagrams it dropped. Where it does not, their number is unknown, not 0.
    static bool countsKernelDrops();
    void resetCounters();

    /// Opens an endpoint and answers by what its URL says; rules that cannot be used are told by
    /// happened(), and nothing is opened. What becomes of it comes by stateChanged() and happened().
    void open(const EndpointUrl &url);
    void close();
    /// Queues bytes as they are. They show up in the log once the system has taken them; a failure
    /// comes by happened().
    void send(const Target &target, const QByteArray &bytes);
    /// How many of the bytes handed to send() the system has not yet taken for `target`; for all, what waits
    /// for the slowest. While it is more than `roomBelow`, sending more is best put off. Any thread.
    qint64 waiting(const Target &target) const;
    /// How many bytes handed to send() are still on their way to the system, for the peer that most waits for. Any thread.
    qint64 queued() const;
    static constexpr qint64 roomBelow = SendBacklog::lowWaterMark;
    /// Sends by itself from now on, on the I/O thread; a job that runs ends first. How it goes and ends comes by
    /// sendingProgressed() and sendingEnded().
    void startSending(const SendJob &job);
    void stopSending();
    bool isSending() const { return m_sending; }
    /// What is answered without a person from now on, unless the URL of a later open() says it; null: nothing.
    /// Sent on the I/O thread, at once, to whoever asked.
    void setReplies(std::shared_ptr<const ReplyRules> replies);
    /// What a message is that is answered, from the bytes on that come next, unless the rules or the URL of a
    /// later open() say it; the URL goes before rules that it names.
    void setFraming(const Framing &framing);
    /// The encoding of answers; until it is set, that of the URL or UTF-8.
    void setEncoding(const std::shared_ptr<const TextCodec> &codec);
    /// The rules that `url` names, for messages as it says if it does, or null when it names none.
    static Result<std::shared_ptr<const ReplyRules>> repliesOf(const EndpointUrl &url,
                                                               const std::shared_ptr<const TextCodec> &codec);
    /// Whether something will still be sent by who drives the session: an input that is not at its end. Unless it's
    /// said, a person may send at any time. Decides how long a connection stays open that its peer has half closed.
    void setMoreToCome(bool on);
    /// How long such a connection stays open when something may still be sent, and the URL does not say it; in s, 60 at
    /// first. Goes for those that are half closed now as well.
    void setHalfClosedTimeout(int seconds);
    /// Closes the sending direction of every TCP connection (FIN) behind what was sent so far; they go on
    /// receiving until the peers close too.
    void finishSending();
    /// While paused, TCP connections are not read from, so that the peers have to wait. Until the next open().
    void pauseReceiving(bool on);
    /// Closes the connection of one TCP peer; with `reset` by RST instead of FIN.
    void disconnectPeer(PeerId peer, bool reset);

    /// Whether there are new records since the last call; after it the next logGrew() may come.
    bool takeGrowth();

signals:
    /// What had happened up to then is in the log, and was told, before.
    void stateChanged();
    void peersChanged();
    /// New records are readable; no further signal comes until takeGrowth() was called.
    void logGrew();
    /// waiting() told more than `roomBelow`, and now tells less for one that was asked about; ask again.
    void roomToSend();
    /// At most ten times a second.
    void sendingProgressed(const SendProgress &progress);
    /// Those who have gone are no longer among peers().
    void sendingEnded(const SendOutcome &outcome);
    /// Also in the log; failures (see isFailure) deserve a visible message. When too many come, some stand for others:
    /// see Event::more.
    void happened(const Event &event);

private:
    bool startThread();
    void post(std::function<void(SessionIo &)> call);
    void listenToIo();
    void onRoom();
    void setState(State state, const SocketAddress &local);
    void onPeersChanged(const PeerChanges &changes);
    void tellEvents(const std::vector<Event> &events);
    bool applyReplies(const EndpointUrl &url);

    std::shared_ptr<TrafficLog> m_log;
    const std::shared_ptr<Resolver> m_resolver;
    SendBacklog m_backlog;
    QThread m_thread;
    SessionIo *const m_io;   // lives in m_thread, and is deleted there
    quint64 m_sendingId = 0; // signals of an earlier job are dropped
    bool m_sending = false;
    std::shared_ptr<const TextCodec> m_codec;
    std::shared_ptr<const ReplyRules> m_replies; // of setReplies()
    Framing m_framing;                           // of setFraming()
    quint64 m_opening = 0;                       // counts them: what comes of an earlier endpoint is dropped
    EndpointUrl m_url;
    State m_state = State::Closed;
    SocketAddress m_localAddress;
    std::vector<Peer> m_peers;
    TrafficCounters m_counterBase;
    std::atomic<bool> m_roomPending = false;
};
