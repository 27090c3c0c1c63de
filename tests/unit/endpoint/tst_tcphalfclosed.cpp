// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
// Long because it tests all that can happen to a connection after a FIN.
#include "model/endpoint/stream/tcpserver.h"
#include "tests/unit/endpoint/talk.h"

#include <QElapsedTimer>
#include <QTest>

#include <sys/resource.h>

namespace {

constexpr int longMs = 600'000; // longer than any test
constexpr int shortMs = 50;

using Codes = QList<EventCode>;

const Codes halfClosed{EventCode::Connected, EventCode::ClosedByPeer, EventCode::HalfClosed};

/// A connection whose peer has sent FIN.
class HalfClosedTalk : public Talk
{
public:
    explicit HalfClosedTalk(bool server, int ms, const QString &options = {}) : Talk(server, options)
    {
        us->endpoint->setHalfClosedTimeout(ms);
        peer.finish();
        isConnected =
            isConnected && QTest::qWaitFor([this] { return steps().contains(EventCode::HalfClosed); }, patienceMs);
    }
};

/// Reads so many bytes, a few at a time.
class Bytes : public ByteSource
{
public:
    explicit Bytes(qint64 size) : m_size(size) { }
    qint64 size() const override { return m_size; }
    tl::expected<QByteArray, QString> read(qsizetype most) override
    {
        const qsizetype size = std::min<qsizetype>(most, m_size - m_read);
        m_read += size;
        return QByteArray(size, 's');
    }

private:
    qint64 m_size;
    qint64 m_read = 0;
};

} // namespace

/// The peer has sent FIN: the connection stays open until the user, a rule or the timeout closes it.
class TestTcpHalfClosed : public QObject
{
    Q_OBJECT
private slots:
    void isSentTo_data() { bothRoles(); }
    void isSentTo();
    void timeIsOver_data() { bothRoles(); }
    void timeIsOver();
    void timeBeginsAnew_data() { bothRoles(); }
    void timeBeginsAnew();
    void timeStandsWhileSending_data();
    void timeStandsWhileSending();
    void noTime_data() { bothRoles(); }
    void noTime();
    void changedTime_data() { bothRoles(); }
    void changedTime();
    void holds_data() { bothRoles(); }
    void holds();
    void finishSending_data() { bothRoles(); }
    void finishSending();
    void finishSendingToASlowPeer_data() { bothRoles(); }
    void finishSendingToASlowPeer();
    void finishSendingBehindAnAnswer_data();
    void finishSendingBehindAnAnswer();
    void disconnecting_data() { bothRoles(); }
    void disconnecting();
    void disconnectingBehindAReset_data() { bothRoles(); }
    void disconnectingBehindAReset();
    void answerEndsIt_data() { bothRoles(); }
    void answerEndsIt();
    void oldestGoes();
};

/// Several large messages to a slow reader; reported once.
void TestTcpHalfClosed::isSentTo()
{
    QFETCH(bool, server);
    HalfClosedTalk talk(server, longMs);
    QVERIFY(talk.isConnected);
    qsizetype all = 0;
    for (int round = 0; round < 4; ++round) {
        QVERIFY(talk.us->send(QByteArray(large, char('a' + round))));
        all += large;
        const auto arrived = [&] {
            talk.peer.read();
            return talk.peer.received.size() == all;
        };
        QTRY_VERIFY(arrived());
        QCOMPARE(talk.peer.received.last(1)[0], char('a' + round));
    }
    QCOMPARE(talk.steps(), halfClosed);
    QVERIFY(!talk.peer.hasEnded());
}

void TestTcpHalfClosed::timeIsOver()
{
    QFETCH(bool, server);
    HalfClosedTalk talk(server, 1000);
    QVERIFY(talk.isConnected);
    QTRY_VERIFY(talk.isOver());
    QCOMPARE(talk.steps(), halfClosed + Codes({EventCode::HalfClosedTimeout, EventCode::ClosedHere}));
    QTRY_VERIFY(talk.peer.hasEnded());
    QCOMPARE(talk.peer.error, 0);
    for (const Record &record : talk.us->records()) {
        if (record.kind == RecordKind::Event
            && (record.event.code == EventCode::HalfClosed || record.event.code == EventCode::HalfClosedTimeout))
            QCOMPARE(record.event.args.value(1), u"1"_qs);
    }
}

void TestTcpHalfClosed::timeBeginsAnew()
{
    QFETCH(bool, server);
    constexpr int ms = 1000;
    for (int attempt = 0;; ++attempt) {
        HalfClosedTalk talk(server, ms);
        QElapsedTimer since;
        since.start();
        qint64 longest = 0; // between two messages, on a busy computer
        for (QElapsedTimer last = since; !since.hasExpired(ms * 3 / 2); last.start()) {
            talk.us->send("x");
            QTest::qWait(ms / 20);
            longest = std::max(longest, last.elapsed());
        }
        if (longest >= ms && attempt < 10)
            continue;
        QCOMPARE(talk.steps(), halfClosed);
        QTRY_VERIFY(talk.isOver());
        QCOMPARE(talk.steps(), halfClosed + Codes({EventCode::HalfClosedTimeout, EventCode::ClosedHere}));
        return;
    }
}

void TestTcpHalfClosed::timeStandsWhileSending_data()
{
    QTest::addColumn<bool>("server");
    QTest::addColumn<bool>("fromSource");
    for (const bool server : {true, false}) {
        QTest::addRow("%s, message", server ? "server" : "client") << server << false;
        QTest::addRow("%s, source", server ? "server" : "client") << server << true;
    }
}

/// A peer may read as slowly as it likes.
void TestTcpHalfClosed::timeStandsWhileSending()
{
    QFETCH(bool, server);
    QFETCH(bool, fromSource);
    HalfClosedTalk talk(server, longMs);
    QVERIFY(talk.isConnected);
    talk.us->endpoint->setHalfClosedTimeout(shortMs); // restarts
    if (fromSource)
        talk.us->endpoint->reply(talk.id, {true, {}, std::make_unique<Bytes>(large), Reply::Then::Keep});
    else
        talk.us->send(QByteArray(large, 's'));
    QTest::qWait(shortMs * 6);
    QCOMPARE(talk.steps(), halfClosed);
    const auto over = [&] {
        talk.peer.read();
        return talk.isOver();
    };
    QTRY_VERIFY(over());
    QTRY_VERIFY(talk.peer.hasEnded());
    QCOMPARE(talk.peer.received.size(), large);
    QCOMPARE(talk.steps(), halfClosed + Codes({EventCode::HalfClosedTimeout, EventCode::ClosedHere}));
    QVERIFY(!talk.us->saw(EventCode::Unsent));
}

void TestTcpHalfClosed::noTime()
{
    QFETCH(bool, server);
    Talk talk(server);
    QVERIFY(talk.isConnected);
    talk.us->endpoint->setHalfClosedTimeout(0);
    talk.us->send(QByteArray(large, 'x')); // what is queued is still sent
    talk.peer.finish();
    const auto over = [&] {
        talk.peer.read();
        return talk.isOver();
    };
    QTRY_VERIFY(over());
    QTRY_VERIFY(talk.peer.hasEnded());
    QCOMPARE(talk.peer.received.size(), large);
    QCOMPARE(talk.steps(), (Codes{EventCode::Connected, EventCode::ClosedByPeer}));
}

void TestTcpHalfClosed::changedTime()
{
    QFETCH(bool, server);
    HalfClosedTalk talk(server, longMs);
    QVERIFY(talk.isConnected);
    talk.us->endpoint->setHalfClosedTimeout(0);
    QTRY_VERIFY(talk.isOver());
    QCOMPARE(talk.steps(), halfClosed + Codes{EventCode::ClosedHere});
    HalfClosedTalk other(server, longMs);
    QVERIFY(other.isConnected);
    other.us->endpoint->setHalfClosedTimeout(shortMs);
    QTRY_VERIFY(other.isOver());
    QCOMPARE(other.steps(), halfClosed + Codes({EventCode::HalfClosedTimeout, EventCode::ClosedHere}));
}

/// A reply will follow.
void TestTcpHalfClosed::holds()
{
    QFETCH(bool, server);
    Talk before(server);
    QVERIFY(before.isConnected);
    before.us->endpoint->setHalfClosedTimeout(shortMs);
    before.us->endpoint->holdPeer(before.id, true);
    before.peer.finish();
    HalfClosedTalk meanwhile(server, longMs);
    QVERIFY(meanwhile.isConnected);
    meanwhile.us->endpoint->setHalfClosedTimeout(shortMs);
    meanwhile.us->endpoint->holdPeer(meanwhile.id, true);
    QTest::qWait(shortMs * 6);
    QCOMPARE(before.steps(), (Codes{EventCode::Connected, EventCode::ClosedByPeer}));
    QCOMPARE(meanwhile.steps(), halfClosed);
    for (Talk *talk : {&before, static_cast<Talk *>(&meanwhile)}) {
        talk->us->endpoint->reply(talk->id, {true, "answer", nullptr, Reply::Then::Keep});
        talk->us->endpoint->holdPeer(talk->id, false);
        QTRY_VERIFY(talk->isOver());
        QTRY_VERIFY(talk->peer.hasEnded());
        QCOMPARE(talk->peer.received, "answer");
        QCOMPARE(talk->steps(), halfClosed + Codes({EventCode::HalfClosedTimeout, EventCode::ClosedHere}));
    }
}

void TestTcpHalfClosed::finishSending()
{
    QFETCH(bool, server);
    HalfClosedTalk talk(server, longMs);
    QVERIFY(talk.isConnected);
    talk.us->send("the rest");
    talk.us->endpoint->finishSending();
    QTRY_VERIFY(talk.isOver());
    QTRY_VERIFY(talk.peer.hasEnded());
    QCOMPARE(talk.peer.error, 0);
    QCOMPARE(talk.peer.received, "the rest");
    QCOMPARE(talk.steps(), halfClosed + Codes{EventCode::ClosedHere});
}

/// The time of the half-closed connection is no longer of interest while the peer confirms what was sent.
void TestTcpHalfClosed::finishSendingToASlowPeer()
{
    QFETCH(bool, server);
    HalfClosedTalk talk(server, 1000, u"sndbuf=1000000"_qs);
    QVERIFY(talk.isConnected);
    const QByteArray rest(600'000, 'r'); // the system takes it, but the peer's buffer does not
    talk.us->send(rest);
    QTRY_COMPARE(talk.us->bytes(Direction::Out).size(), rest.size());
    talk.us->endpoint->finishSending();
    QTRY_VERIFY(talk.isOver());
    QCOMPARE(talk.steps(), halfClosed + Codes{EventCode::ClosedHere});
}

void TestTcpHalfClosed::finishSendingBehindAnAnswer_data()
{
    QTest::addColumn<bool>("server");
    QTest::addColumn<bool>("peersFin");
    for (const bool server : {true, false}) {
        QTest::addRow("%s", server ? "server" : "client") << server << false;
        QTest::addRow("%s, behind the peer's FIN", server ? "server" : "client") << server << true;
    }
}

/// Our FIN waits for replies that will follow.
void TestTcpHalfClosed::finishSendingBehindAnAnswer()
{
    QFETCH(bool, server);
    QFETCH(bool, peersFin);
    Talk talk(server);
    QVERIFY(talk.isConnected);
    Endpoint &us = *talk.us->endpoint;
    us.setHalfClosedTimeout(longMs);
    us.holdPeer(talk.id, true);
    us.holdPeer(talk.id, true);
    if (peersFin) {
        talk.peer.finish();
        QTRY_VERIFY(talk.steps().contains(EventCode::ClosedByPeer));
    }
    us.finishSending();
    us.reply(talk.id, {true, "first,", nullptr, Reply::Then::Keep});
    us.holdPeer(talk.id, false);
    QTest::qWait(shortMs);
    QVERIFY(!talk.peer.hasEnded());
    us.reply(talk.id, {true, "second", nullptr, Reply::Then::Keep});
    us.holdPeer(talk.id, false);
    QTRY_VERIFY(talk.peer.hasEnded());
    QCOMPARE(talk.peer.error, 0);
    QCOMPARE(talk.peer.received, "first,second");
    if (!peersFin)
        talk.peer.finish();
    QTRY_VERIFY(talk.isOver());
    const EventCode ours = EventCode::ClosedHere;
    const EventCode theirs = EventCode::ClosedByPeer;
    QCOMPARE(talk.steps(), Codes{EventCode::Connected} + (peersFin ? Codes{theirs, ours} : Codes{ours, theirs}));
}

void TestTcpHalfClosed::disconnecting()
{
    QFETCH(bool, server);
    for (const bool reset : {false, true}) {
        HalfClosedTalk talk(server, longMs);
        QVERIFY(talk.isConnected);
        talk.us->endpoint->disconnectPeer(talk.id, reset);
        QTRY_VERIFY(talk.isOver());
        QTRY_VERIFY(talk.peer.hasEnded());
        QCOMPARE(talk.peer.error, reset ? ECONNRESET : 0);
        QCOMPARE(talk.steps(), halfClosed + Codes{reset ? EventCode::ResetHere : EventCode::ClosedHere});
    }
}

/// The peer closed first.
void TestTcpHalfClosed::disconnectingBehindAReset()
{
    QFETCH(bool, server);
    for (const bool reset : {false, true}) {
        HalfClosedTalk talk(server, longMs);
        QVERIFY(talk.isConnected);
        talk.peer.reset();
        talk.us->endpoint->disconnectPeer(talk.id, reset); // our event loop has not run since
        QTRY_VERIFY(talk.isOver());
        QCOMPARE(talk.steps(), halfClosed + Codes{EventCode::ResetByPeer});
    }
}

void TestTcpHalfClosed::answerEndsIt()
{
    QFETCH(bool, server);
    HalfClosedTalk talk(server, longMs);
    QVERIFY(talk.isConnected);
    talk.us->endpoint->reply(talk.id, {true, "closed", nullptr, Reply::Then::Close});
    QTRY_VERIFY(talk.isOver());
    QTRY_VERIFY(talk.peer.hasEnded());
    QCOMPARE(talk.peer.received, "closed");
    QCOMPARE(talk.steps(), halfClosed + Codes{EventCode::ClosedHere});
}

/// The number of half-closed clients is limited. Those that have gone do not count.
void TestTcpHalfClosed::oldestGoes()
{
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    constexpr rlim_t needed = 2 * TcpServer::maxHalfClosed + 200;
    if (limit.rlim_max < needed)
        QSKIP("The system allows too few open files.");
    limit.rlim_cur = std::max(limit.rlim_cur, needed);
    ::setrlimit(RLIMIT_NOFILE, &limit);
    EndpointFixture us(u"tcp-server://127.0.0.1:0"_qs);
    us.endpoint->setHalfClosedTimeout(longMs);
    QTRY_VERIFY(us.isOpen());
    std::vector<PlainSocket> clients;
    const auto connectTo = [&](size_t count) {
        for (size_t i = 0; i < count; ++i) {
            clients.push_back(PlainSocket::connected(us.port()));
            clients.back().finish();
        }
    };
    // Each of the first ones waits until it was accepted, so that the oldest is known.
    for (int i = 0; i < 3; ++i) {
        connectTo(1);
        QTRY_COMPARE(us.logged().count(EventCode::HalfClosed), i + 1);
    }
    connectTo(TcpServer::maxHalfClosed - 3);
    QTRY_COMPARE(us.peers.size(), qsizetype(TcpServer::maxHalfClosed));
    QTRY_COMPARE(us.logged().count(EventCode::HalfClosed), qsizetype(TcpServer::maxHalfClosed));
    QVERIFY(!us.logged().contains(EventCode::ClosedHere));
    QVERIFY(!us.logged().contains(EventCode::HalfClosedEvicted));
    const QStringList oldest{u"127.0.0.1:%1"_qs.arg(clients[0].port()), u"127.0.0.1:%1"_qs.arg(clients[1].port())};
    connectTo(1);
    QTRY_VERIFY(clients[0].hasEnded());
    QCOMPARE(clients[0].error, 0);
    // Sending to one keeps its place.
    us.send("x", {Target::Kind::One, us.peers.first().id, {}, 0});
    connectTo(1);
    QTRY_VERIFY(clients[1].hasEnded());
    QVERIFY(!clients[2].hasEnded());
    QTRY_COMPARE(us.logged().count(EventCode::ClosedHere), 2);
    QStringList cut;
    for (const Event &event : us.events) {
        if (event.code == EventCode::HalfClosedEvicted)
            cut.append(event.args.first());
    }
    QCOMPARE(cut, oldest);
    QCOMPARE(us.logged().count(EventCode::HalfClosedEvicted), 2);
    QTRY_COMPARE(us.peers.size(), qsizetype(TcpServer::maxHalfClosed));
    clients.clear();
    us.send("x"); // to peers that have gone: each answers with RST
    QTRY_VERIFY(us.peers.isEmpty());
    connectTo(2);
    QTRY_COMPARE(us.logged().count(EventCode::HalfClosed), qsizetype(TcpServer::maxHalfClosed) + 4);
    QCOMPARE(us.logged().count(EventCode::ClosedHere), 2);
    QTRY_COMPARE(us.peers.size(), 2);
}

QTEST_GUILESS_MAIN(TestTcpHalfClosed)
#include "tst_tcphalfclosed.moc"
