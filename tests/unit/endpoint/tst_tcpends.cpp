// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
// Long because it is a table of all the ways in which a connection can end, or not begin.
#include "tests/unit/endpoint/ownnetwork.h"
#include "tests/unit/endpoint/talk.h"

#include <QElapsedTimer>
#include <QFile>
#include <QRandomGenerator>
#include <QScopeGuard>
#include <QTest>

#include <linux/capability.h>
#include <sys/syscall.h>

#include <thread>

namespace {

constexpr int halfClosedMs = 600'000; // longer than any test

using Codes = QList<EventCode>;

/// Takes a capability from the calling thread while this object exists.
class WithoutRight
{
public:
    explicit WithoutRight(int right)
    {
        m_known = ::syscall(SYS_capget, &m_header, m_before) == 0;
        __user_cap_data_struct now[2] = {m_before[0], m_before[1]};
        now[right / 32].effective &= ~(1U << (right % 32));
        m_known = m_known && ::syscall(SYS_capset, &m_header, now) == 0;
    }
    ~WithoutRight()
    {
        if (m_known)
            ::syscall(SYS_capset, &m_header, m_before);
    }
    Q_DISABLE_COPY_MOVE(WithoutRight)
    bool isTaken() const { return m_known; }

private:
    __user_cap_header_struct m_header = {_LINUX_CAPABILITY_VERSION_3, 0};
    __user_cap_data_struct m_before[2] = {};
    bool m_known = false;
};

/// How often the system has sent the first unconfirmed bytes of a connection again; -1: there is no such connection.
int retransmissions(quint16 remotePort)
{
    QFile table(u"/proc/thread-self/net/tcp"_qs);
    if (!table.open(QIODevice::ReadOnly))
        return -1;
    const QByteArray port = ':' + QByteArray::number(remotePort, 16).toUpper().rightJustified(4, '0');
    for (const QByteArray &line : table.readAll().split('\n')) {
        const QByteArrayList fields = line.simplified().split(' ');
        if (fields.size() > 6 && fields[2].endsWith(port))
            return fields[6].toInt(nullptr, 16);
    }
    return -1;
}

/// Never ends.
class Zeros : public ByteSource
{
public:
    qint64 size() const override { return std::numeric_limits<qint64>::max(); }
    tl::expected<QByteArray, QString> read(qsizetype) override { return QByteArray(1000, 0); }
};

/// As Talk, with the peer in the other network, at `address`.
class RemoteTalk
{
public:
    RemoteTalk(bool server, const QString &options, const char *address)
    {
        if (server) {
            us = std::make_unique<EndpointFixture>(u"tcp-server://10.77.1.1:0?"_qs + options);
            if (QTest::qWaitFor([this] { return us->isOpen(); }, patienceMs))
                network->inOther([&] { peer = PlainSocket::connected(us->port(), OwnNetwork::here, address); });
            port = peer.port();
        } else {
            PlainSocket listener;
            network->inOther([&] { listener = PlainSocket::listening(address); });
            port = listener.port();
            us = std::make_unique<EndpointFixture>(
                u"tcp://%1:%2?%3"_qs.arg(QString::fromLatin1(address)).arg(port).arg(options));
            const auto accepted = [&] {
                peer = listener.accept();
                return bool(peer);
            };
            if (!QTest::qWaitFor(accepted, patienceMs))
                return;
        }
        isConnected = peer && QTest::qWaitFor([this] { return us->peers.size() == 1; }, patienceMs);
    }

    Codes steps() const { return us->steps(); }

    std::unique_ptr<EndpointFixture> us;
    PlainSocket peer;
    quint16 port = 0; // of the peer
    bool isConnected = false;
};

} // namespace

/// Every end of a connection has its own event, logged and reported, after the bytes received before.
class TestTcpEnds : public QObject
{
    Q_OBJECT
private slots:
    void finOfThePeer_data() { bothRoles(); }
    void finOfThePeer();
    void finOfOurs_data() { bothRoles(); }
    void finOfOurs();
    void resetOfThePeer_data() { bothRoles(); }
    void resetOfThePeer();
    void bytesBehindOurFin_data();
    void bytesBehindOurFin();
    void resetBehindTheFin_data();
    void resetBehindTheFin();
    void finAndResetAtOnce_data();
    void finAndResetAtOnce();
    void resetOfOurs_data() { bothRoles(); }
    void resetOfOurs();
    void resetBeforeItWasAccepted();
    void resetBehindTheAccept_data();
    void resetBehindTheAccept();
    void bytesBeforeTheReset_data();
    void bytesBeforeTheReset();
    void resetBetweenTwoWrites_data() { bothRoles(); }
    void resetBetweenTwoWrites();
    void bytesConfirmedBeforeTheReset_data() { bothRoles(); }
    void bytesConfirmedBeforeTheReset();
    void localPortInUse();
    void sameConnectionTwice();
    void noPortLeft();
    void portWithoutTheRight_data();
    void portWithoutTheRight();

    // In networks of the test's own
    void connectingFails_data();
    void connectingFails();
    void silentPeer_data();
    void silentPeer();
    void noWayAnyMore_data() { bothRoles(); }
    void noWayAnyMore();
    void noWayForAWhile_data() { bothRoles(); }
    void noWayForAWhile();
};

void TestTcpEnds::finOfThePeer()
{
    QFETCH(bool, server);
    Talk talk(server);
    QVERIFY(talk.isConnected);
    talk.peer.write("last words");
    talk.peer.finish();
    QTRY_VERIFY(talk.isOver());
    QCOMPARE(talk.us->bytes(Direction::In), "last words");
    QCOMPARE(talk.steps(), (Codes{EventCode::Connected, EventCode::ClosedByPeer}));
    QTRY_VERIFY(talk.peer.hasEnded());
    QCOMPARE(talk.peer.error, 0);
}

void TestTcpEnds::finOfOurs()
{
    QFETCH(bool, server);
    Talk talk(server);
    QVERIFY(talk.isConnected);
    talk.us->send("ours");
    talk.us->endpoint->disconnectPeer(talk.id, false);
    QTRY_VERIFY(talk.isOver());
    QCOMPARE(talk.steps(), (Codes{EventCode::Connected, EventCode::ClosedHere}));
    QTRY_VERIFY(talk.peer.hasEnded());
    QCOMPARE(talk.peer.error, 0);
    QCOMPARE(talk.peer.received, "ours");
}

void TestTcpEnds::resetOfThePeer()
{
    QFETCH(bool, server);
    Talk talk(server);
    QVERIFY(talk.isConnected);
    talk.peer.reset();
    QTRY_VERIFY(talk.isOver());
    QCOMPARE(talk.steps(), (Codes{EventCode::Connected, EventCode::ResetByPeer}));
}

void TestTcpEnds::bytesBehindOurFin_data()
{
    QTest::addColumn<bool>("server");
    QTest::addColumn<bool>("byAnswer");
    QTest::addColumn<bool>("peersFin");
    for (const bool server : {true, false}) {
        for (const bool peersFin : {false, true}) {
            const char *role = server ? "server" : "client";
            const char *behind = peersFin ? ", and a FIN" : "";
            QTest::addRow("%s, an answer ends it%s", role, behind) << server << true << peersFin;
            QTest::addRow("%s, the user ends it%s", role, behind) << server << false << peersFin;
        }
    }
}

/// Receiving is paused, so that bytes stay in the system's buffer until the connection ends.
void TestTcpEnds::bytesBehindOurFin()
{
    QFETCH(bool, server);
    QFETCH(bool, byAnswer);
    QFETCH(bool, peersFin);
    Talk talk(server);
    QVERIFY(talk.isConnected);
    talk.us->endpoint->pauseReceiving(true);
    if (byAnswer)
        talk.us->endpoint->reply(talk.id, {true, "bye", nullptr, Reply::Then::Close});
    else
        talk.us->endpoint->finishSending();
    QTRY_VERIFY(talk.peer.hasEnded());
    talk.peer.write("last words");
    if (peersFin)
        talk.peer.finish();
    QTRY_COMPARE(talk.peer.unconfirmed(), 0);
    QVERIFY(!talk.isOver());
    QCOMPARE(talk.us->bytes(Direction::In), "");
    if (!byAnswer)
        talk.us->endpoint->disconnectPeer(talk.id, false);
    QTRY_VERIFY(talk.isOver()); // after a reply, the peer is waited for
    QCOMPARE(talk.us->bytes(Direction::In), "last words");
    Codes expected{EventCode::Connected, EventCode::ClosedHere};
    if (peersFin)
        expected.append(EventCode::ClosedByPeer);
    QCOMPARE(talk.steps(), expected);
}

void TestTcpEnds::resetBehindTheFin_data()
{
    QTest::addColumn<bool>("server");
    QTest::addColumn<int>("waiting");
    for (const bool server : {true, false}) {
        QTest::addRow("%s, idle", server ? "server" : "client") << server << 0;
        QTest::addRow("%s, sending", server ? "server" : "client") << server << large;
    }
}

void TestTcpEnds::resetBehindTheFin()
{
    QFETCH(bool, server);
    QFETCH(int, waiting);
    Talk talk(server);
    QVERIFY(talk.isConnected);
    talk.us->endpoint->setHalfClosedTimeout(halfClosedMs);
    if (waiting > 0)
        talk.us->send(QByteArray(waiting, 'x'));
    talk.peer.finish();
    QTRY_VERIFY(talk.steps().contains(EventCode::ClosedByPeer));
    QVERIFY(!talk.isOver());
    talk.peer.reset();
    QTRY_VERIFY(talk.isOver());
    Codes expected{EventCode::Connected, EventCode::ClosedByPeer, EventCode::HalfClosed, EventCode::ResetByPeer};
    if (waiting > 0)
        expected.removeAt(2);
    QCOMPARE(talk.steps(), expected);
    QCOMPARE(talk.us->saw(EventCode::Unsent), waiting > 0);
}

void TestTcpEnds::finAndResetAtOnce_data()
{
    QTest::addColumn<bool>("server");
    QTest::addColumn<QString>("meanwhile");
    for (const bool server : {true, false}) {
        for (const char *meanwhile : {"idle", "sending", "closing", "resetting"})
            QTest::addRow("%s, %s", server ? "server" : "client", meanwhile)
                << server << QString::fromLatin1(meanwhile);
    }
}

/// Both are pending when we check, or when we act.
void TestTcpEnds::finAndResetAtOnce()
{
    QFETCH(bool, server);
    QFETCH(QString, meanwhile);
    Talk talk(server);
    QVERIFY(talk.isConnected);
    talk.us->endpoint->setHalfClosedTimeout(halfClosedMs);
    talk.peer.write("last words");
    talk.peer.finish();
    talk.peer.reset();
    if (meanwhile == u"sending")
        talk.us->send("our own write meets the RST");
    if (meanwhile == u"closing" || meanwhile == u"resetting")
        talk.us->endpoint->disconnectPeer(talk.id, meanwhile == u"resetting");
    QTRY_VERIFY(talk.isOver());
    QCOMPARE(talk.us->bytes(Direction::In), "last words");
    Codes steps = talk.steps();
    steps.removeAll(EventCode::HalfClosed);
    QCOMPARE(steps, (Codes{EventCode::Connected, EventCode::ClosedByPeer, EventCode::ResetByPeer}));
}

void TestTcpEnds::resetOfOurs()
{
    QFETCH(bool, server);
    Talk talk(server);
    QVERIFY(talk.isConnected);
    talk.us->endpoint->disconnectPeer(talk.id, true);
    QTRY_VERIFY(talk.isOver());
    QCOMPARE(talk.steps(), (Codes{EventCode::Connected, EventCode::ResetHere}));
    QTRY_VERIFY(talk.peer.hasEnded());
    QCOMPARE(talk.peer.error, ECONNRESET);
}

/// The client's address and bytes are logged all the same.
void TestTcpEnds::resetBeforeItWasAccepted()
{
#ifndef SOCKETSCOPE_LINUX_SOCKETS
    QSKIP("This platform file does not know the address of a client that is gone.");
#endif
    EndpointFixture us(u"tcp-server://127.0.0.1:0"_qs);
    QTRY_VERIFY(us.isOpen());
    PlainSocket early = PlainSocket::connected(us.port());
    const QString address = u"127.0.0.1:%1"_qs.arg(early.port());
    early.write("gone");
    early.reset();
    QTRY_VERIFY(us.logged().contains(EventCode::ResetByPeer));
    QCOMPARE(us.bytes(Direction::In), "gone");
    for (const Record &record : us.records()) {
        if (record.kind == RecordKind::Event && isConnectionStep(record.event.code))
            QCOMPARE(record.event.args.first(), address);
    }
    QTRY_VERIFY(us.peers.isEmpty());
}

void TestTcpEnds::resetBehindTheAccept_data()
{
    QTest::addColumn<int>("size");
    QTest::newRow("without a word") << 0;
    QTest::newRow("little") << 10;
    QTest::newRow("much") << 50'000;
}

/// The server accepts, sends and resets before the client checks the result of connecting: connecting has succeeded.
void TestTcpEnds::resetBehindTheAccept()
{
    QFETCH(int, size);
    const PlainSocket server = PlainSocket::listening();
    EndpointFixture us(u"tcp://127.0.0.1:%1"_qs.arg(server.port()));
    PlainSocket peer = server.accept(); // the client's event loop has not run since
    QVERIFY(peer);
    const QByteArray bytes(size, 'w');
    QCOMPARE(peer.write(bytes), qsizetype(size));
    QElapsedTimer patience;
    patience.start();
    while (peer.unconfirmed() > 0 && !patience.hasExpired(patienceMs))
        std::this_thread::yield();
    QCOMPARE(peer.unconfirmed(), 0);
    peer.reset();
    QTRY_VERIFY(us.isClosed());
    QCOMPARE(us.logged(), (Codes{EventCode::Connecting, EventCode::Connected, EventCode::ResetByPeer}));
    QVERIFY(us.bytes(Direction::In) == bytes);
    QVERIFY(us.peers.isEmpty());
}

void TestTcpEnds::bytesBeforeTheReset_data()
{
    QTest::addColumn<bool>("server");
    QTest::addColumn<QString>("meanwhile");
    for (const bool server : {true, false}) {
        for (const char *meanwhile : {"idle", "paused", "sending", "waiting", "answering", "closing"})
            QTest::addRow("%s, %s", server ? "server" : "client", meanwhile)
                << server << QString::fromLatin1(meanwhile);
    }
}

/// More than is read at a time, and none of it is read when the RST arrives.
void TestTcpEnds::bytesBeforeTheReset()
{
    QFETCH(bool, server);
    QFETCH(QString, meanwhile);
    Talk talk(server, u"rcvbuf=4000000"_qs);
    QVERIFY(talk.isConnected);
    EndpointFixture &us = *talk.us;
    if (meanwhile == u"paused")
        us.endpoint->pauseReceiving(true);
    if (meanwhile == u"waiting")
        us.send(QByteArray(large, 'x'));
    PeerId asker = PeerId::None;
    if (meanwhile == u"answering") {
        us.sink.onReceived = [&](const Peer &peer, QByteArrayView) { asker = peer.id; };
        us.sink.beforeEnd = [&] {
            if (std::exchange(asker, PeerId::None) != PeerId::None)
                us.endpoint->reply(talk.id, {true, "answer", nullptr, Reply::Then::Keep});
        };
    }
    if (meanwhile == u"closing") {
        us.sink.onReceived = [&](const Peer &peer, QByteArrayView) { asker = peer.id; };
        us.sink.beforeEnd = [&] {
            if (std::exchange(asker, PeerId::None) != PeerId::None)
                us.endpoint->disconnectPeer(talk.id, true);
        };
    }
    QByteArray sent;
    QElapsedTimer patience;
    patience.start();
    while (sent.size() < 700'000 && !patience.hasExpired(patienceMs)) {
        const QByteArray piece(70'000, char('a' + sent.size() / 70'000));
        sent.append(piece.constData(), talk.peer.write(piece));
        while (talk.peer.unconfirmed() > 0 && !patience.hasExpired(patienceMs))
            std::this_thread::yield(); // the system receives it; our event loop does not run
    }
    QCOMPARE(talk.peer.unconfirmed(), 0);
    QVERIFY(sent.size() > 600'000);
    talk.peer.reset();
    if (meanwhile == u"sending")
        us.send("our own write meets the RST");
    if (meanwhile == u"paused") {
        us.send("too");
        us.endpoint->pauseReceiving(false);
    }
    QTRY_VERIFY(talk.isOver());
    QCOMPARE(us.bytes(Direction::In).size(), sent.size());
    QVERIFY(us.bytes(Direction::In) == sent);
    QCOMPARE(talk.steps(), (Codes{EventCode::Connected, EventCode::ResetByPeer}));
    QVERIFY(us.records().last().kind == RecordKind::Event);
}

/// The peer sends and resets between two pieces of a file sent to it.
void TestTcpEnds::resetBetweenTwoWrites()
{
    QFETCH(bool, server);
    Talk talk(server);
    QVERIFY(talk.isConnected);
    talk.us->sink.onSent = [&] {
        talk.us->sink.onSent = {};
        talk.peer.write("last words");
        talk.peer.reset();
    };
    talk.us->endpoint->reply(talk.id, {true, {}, std::make_unique<Zeros>(), Reply::Then::Keep});
    QTRY_VERIFY(talk.isOver());
    QCOMPARE(talk.us->bytes(Direction::In), "last words");
    QCOMPARE(talk.steps(), (Codes{EventCode::Connected, EventCode::ResetByPeer}));
}

/// A peer floods an echo from a thread, and resets the connection at any moment. All bytes confirmed to its system
/// are logged.
void TestTcpEnds::bytesConfirmedBeforeTheReset()
{
    QFETCH(bool, server);
    QRandomGenerator random(42);
    for (int round = 0; round < 60; ++round) {
        Talk talk(server, u"rcvbuf=1000000"_qs);
        QVERIFY(talk.isConnected);
        EndpointFixture &us = *talk.us;
        QByteArray echo;
        us.sink.onReceived = [&](const Peer &, QByteArrayView bytes) { echo.append(bytes.toByteArray()); };
        us.sink.beforeEnd = [&] {
            if (const QByteArray bytes = std::exchange(echo, {}); !bytes.isEmpty())
                us.endpoint->reply(talk.id, {true, bytes, nullptr, Reply::Then::Keep});
        };
        qint64 arrived = 0;
        const int most = random.bounded(1, 40);
        std::thread flood([&talk, &arrived, most] {
            const QByteArray piece(60'000, 'f');
            qint64 written = 0;
            for (int i = 0; i < most * 50 && written < most * piece.size(); ++i) {
                written += talk.peer.write(piece);
                talk.peer.read();
            }
            arrived = written - talk.peer.unconfirmed();
            talk.peer.reset();
        });
        const bool over = QTest::qWaitFor([&] { return talk.isOver(); }, patienceMs);
        flood.join();
        QVERIFY(over);
        QVERIFY2(us.bytes(Direction::In).size() >= arrived,
                 qPrintable(u"round %1: %2 of %3"_qs.arg(round).arg(us.bytes(Direction::In).size()).arg(arrived)));
        QCOMPARE(talk.steps(), (Codes{EventCode::Connected, EventCode::ResetByPeer}));
    }
}

void TestTcpEnds::localPortInUse()
{
    const PlainSocket taken = PlainSocket::listening();
    const PlainSocket server = PlainSocket::listening();
    const EndpointFixture us(u"tcp://127.0.0.1:%1?local=127.0.0.1:%2"_qs.arg(server.port()).arg(taken.port()));
    QTRY_VERIFY(us.isClosed() && us.saw(EventCode::PortInUse));
    QCOMPARE(us.events.last().args.first(), QString::number(taken.port()));
#ifdef SOCKETSCOPE_LINUX_SOCKETS
    QVERIFY2(us.events.last().args.value(1).contains(QCoreApplication::applicationName()),
             qPrintable(us.events.last().args.value(1)));
#endif
    QCOMPARE(us.logged(), (Codes{EventCode::Connecting, EventCode::PortInUse}));
}

/// From one port to one port, only one connection is possible.
void TestTcpEnds::sameConnectionTwice()
{
    const PlainSocket server = PlainSocket::listening();
    const EndpointFixture first(u"tcp://127.0.0.1:%1?local=127.0.0.1:0"_qs.arg(server.port()));
    QTRY_VERIFY(first.isOpen());
    const QString port = QString::number(first.local.port);
    const EndpointFixture second(u"tcp://127.0.0.1:%1?local=127.0.0.1:%2"_qs.arg(server.port()).arg(port));
    QTRY_VERIFY(second.isClosed());
    QCOMPARE(second.logged(), (Codes{EventCode::Connecting, EventCode::ConnectionExists}));
    QCOMPARE(second.events.last().args, (QStringList{u"127.0.0.1:%1"_qs.arg(server.port()), port}));
}

void TestTcpEnds::noPortLeft()
{
    OWN_NETWORK();
    FileDescriptor range(::open("/proc/sys/net/ipv4/ip_local_port_range", O_RDWR | O_CLOEXEC));
    std::array<char, 64> before{};
    const ssize_t size = ::read(range.get(), before.data(), before.size());
    QVERIFY(size > 0);
    const PlainSocket server = PlainSocket::listening();
    const QString url = u"tcp://127.0.0.1:%1"_qs.arg(server.port());
    QCOMPARE(::pwrite(range.get(), "2000 2000", 9, 0), 9);
    const EndpointFixture first(url);
    const EndpointFixture second(url);
    const bool over = QTest::qWaitFor([&] { return first.isOpen() && second.isClosed(); }, patienceMs);
    QCOMPARE(::pwrite(range.get(), before.data(), size_t(size), 0), size);
    QVERIFY(over);
    QCOMPARE(second.logged(), (Codes{EventCode::Connecting, EventCode::NoFreePort}));
}

void TestTcpEnds::portWithoutTheRight_data()
{
    QTest::addColumn<QString>("url");
    QTest::newRow("server") << u"tcp-server://127.0.0.1:81"_qs;
    QTest::newRow("client") << u"tcp://127.0.0.1:9?local=127.0.0.1:81"_qs;
    QTest::newRow("datagrams") << u"udp-server://127.0.0.1:81"_qs;
}

void TestTcpEnds::portWithoutTheRight()
{
    QFETCH(QString, url);
    const WithoutRight right(CAP_NET_BIND_SERVICE);
    QVERIFY(right.isTaken());
    const FileDescriptor probe(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    const sockaddr_in address = PlainSocket::address(81);
    if (::bind(probe.get(), reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0)
        QSKIP("This system lets everybody have port 81.");
    const EndpointFixture us(url);
    QTRY_VERIFY(us.isClosed() && us.saw(EventCode::PermissionDenied));
    QCOMPARE(us.events.last().args.first(), u"127.0.0.1:81"_qs);
}

void TestTcpEnds::connectingFails_data()
{
    QTest::addColumn<QString>("where");
    QTest::addColumn<int>("code");
    QTest::newRow("refused") << u"10.77.1.2:7"_qs << int(EventCode::Refused);
    QTest::newRow("refused here") << u"127.0.0.1:7"_qs << int(EventCode::Refused);
    QTest::newRow("no answer") << u"10.77.1.3:7?timeout=300"_qs << int(EventCode::TimedOut);
    QTest::newRow("nobody there") << u"10.77.1.4:7?timeout=60000"_qs << int(EventCode::Unreachable);
    QTest::newRow("no route") << u"10.90.0.1:7"_qs << int(EventCode::NoRoute);
    QTest::newRow("unreachable route") << u"10.78.0.1:7"_qs << int(EventCode::NoRoute);
    QTest::newRow("forbidden route") << u"10.79.0.1:7"_qs << int(EventCode::Forbidden);
    QTest::newRow("blackhole route") << u"10.80.0.1:7"_qs << int(EventCode::NoRoute);
    QTest::newRow("no route from a port") << u"10.90.0.1:7?local=10.77.1.1:4001"_qs << int(EventCode::NoRoute);
    QTest::newRow("unreachable route from a port") << u"10.78.0.1:7?local=10.77.1.1:4002"_qs << int(EventCode::NoRoute);
    QTest::newRow("forbidden route from a port") << u"10.79.0.1:7?local=10.77.1.1:4003"_qs << int(EventCode::Forbidden);
    QTest::newRow("blackhole route from a port") << u"10.80.0.1:7?local=10.77.1.1:4004"_qs << int(EventCode::NoRoute);
    QTest::newRow("foreign local address") << u"10.77.1.2:7?local=10.77.1.2:0"_qs << int(EventCode::AddressNotLocal);
}

void TestTcpEnds::connectingFails()
{
    OWN_NETWORK();
    QFETCH(QString, where);
    QFETCH(int, code);
    const EndpointFixture us(u"tcp://"_qs + where);
    QTRY_VERIFY(us.isClosed());
    QCOMPARE(us.logged(), (Codes{EventCode::Connecting, EventCode(code)}));
    QCOMPARE(us.events.last().code, EventCode(code));
    const QString address = code == int(EventCode::AddressNotLocal) ? u"10.77.1.2"_qs : where.section(u'?', 0, 0);
    QCOMPARE(us.events.last().args.first(), address);
    if (code == int(EventCode::TimedOut))
        QCOMPARE(us.events.last().args.value(1), u"300"_qs);
}

void TestTcpEnds::silentPeer_data()
{
    QTest::addColumn<bool>("server");
    QTest::addColumn<QString>("options");
    QTest::addColumn<int>("bytes");
    for (const bool server : {true, false}) {
        QTest::addRow("%s, keep-alive", server ? "server" : "client") << server << u"keepalive=1"_qs << 0;
        QTest::addRow("%s, sending", server ? "server" : "client") << server << QString() << 100;
        QTest::addRow("%s, sending much", server ? "server" : "client") << server << QString() << large;
    }
}

/// The other end falls silent while connected: no RST arrives, and none is logged.
void TestTcpEnds::silentPeer()
{
    OWN_NETWORK();
    QFETCH(bool, server);
    QFETCH(QString, options);
    QFETCH(int, bytes);
    RemoteTalk talk(server, options, OwnNetwork::there);
    QVERIFY(talk.isConnected);
    talk.peer.write("hello");
    QTRY_COMPARE(talk.us->bytes(Direction::In), "hello");
    network->setSilent(true);
    if (bytes > 0)
        talk.us->send(QByteArray(bytes, 'x'));
    const bool over = QTest::qWaitFor([&] { return talk.us->peers.isEmpty(); }, programPatienceMs);
    network->setSilent(false);
    QVERIFY(over);
#ifdef SOCKETSCOPE_LINUX_SOCKETS
    const EventCode why = bytes > 0 ? EventCode::ConnectionTimeout : EventCode::KeepAliveFailed;
#else
    const EventCode why = EventCode::ConnectionTimeout; // how much is unconfirmed is unknown
#endif
    QVERIFY(talk.us->saw(why));
    QCOMPARE(talk.steps(), (Codes{EventCode::Connected, why}));
    QCOMPARE(talk.us->saw(EventCode::Unsent), bytes == large);
    talk.peer.reset();
}

void TestTcpEnds::noWayAnyMore()
{
    OWN_NETWORK();
    QFETCH(bool, server);
    RemoteTalk talk(server, {}, OwnNetwork::beyond);
    QVERIFY(talk.isConnected);
    network->setUnreachable(true);
    talk.us->send("anybody there?");
    const bool over = QTest::qWaitFor([&] { return talk.us->peers.isEmpty(); }, programPatienceMs);
    network->setUnreachable(false);
    QVERIFY(over);
    QVERIFY(talk.us->saw(EventCode::ConnectionCutOff));
    QCOMPARE(talk.steps(), (Codes{EventCode::Connected, EventCode::ConnectionCutOff}));
    talk.peer.reset();
}

/// TCP survives soft errors (RFC 1122, 4.2.3.9): the route is back before it gives up.
void TestTcpEnds::noWayForAWhile()
{
    OWN_NETWORK();
    QFETCH(bool, server);
    // The three attempts of OwnNetwork may be over before the route is back.
    QVERIFY(network->run("echo 15 > /proc/sys/net/ipv4/tcp_retries2"));
    const auto restore = qScopeGuard([] { network->run("echo 3 > /proc/sys/net/ipv4/tcp_retries2"); });
    RemoteTalk talk(server, {}, OwnNetwork::beyond);
    QVERIFY(talk.isConnected);
    network->setUnreachable(true);
    talk.us->send("one,");
    const bool again = QTest::qWaitFor([&] { return retransmissions(talk.port) > 0; }, patienceMs);
    talk.us->send("two,");
    network->setUnreachable(false);
    QVERIFY(again);
    talk.us->send("three");
    const auto all = [&] {
        talk.peer.read();
        return talk.peer.received == "one,two,three";
    };
    QTRY_VERIFY2(all(), talk.peer.received.constData());
    QCOMPARE(talk.steps(), Codes{EventCode::Connected});
    talk.peer.reset();
    QTRY_VERIFY(talk.us->peers.isEmpty());
}

OWN_NETWORK_MAIN(TestTcpEnds)
#include "tst_tcpends.moc"
