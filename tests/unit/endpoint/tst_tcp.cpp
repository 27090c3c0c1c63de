// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "tests/reservedport.h"
#include "tests/unit/endpoint/plainsocket.h"
#include "tests/unit/session/sessionfixture.h"

#include <QCryptographicHash>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <sys/socket.h>

class TestTcp : public QObject
{
    Q_OBJECT
private slots:
    void serverTalksBothWays();
    void serverSendsToOneOrAll();
    void serverListensAgainAtOnce();
    void manyClientsAtOnce();
    void dualStack();
    void peerResets();
    void halfClosedPeerGetsItsAnswer();
    void disconnectsAPeer();
    void largeTransfer();
    void slowReaderIsRefusedMore();
    void clientTalksBothWays();
    void clientBindsItsEnd();
    void clientFails_data();
    void clientFails();
    void clientTimesOut();
    void clientReconnects();
    void serverFails_data();
    void serverFails();
    void portInUseNamesTheProgram();
    void sendingWhileClosed();
    void closingLogsWhatHasCome();
};

void TestTcp::serverTalksBothWays()
{
    SessionFixture server;
    server.open(u"tcp-server://127.0.0.1:0"_qs);
    QTRY_VERIFY(server.isOpen());
    QVERIFY(server.port() != 0);
    QTcpSocket client;
    client.connectToHost(u"127.0.0.1"_qs, server.port());
    QTRY_COMPARE(server.session.peers().size(), size_t(1));
    QCOMPARE(server.session.peers()[0].remote.port, client.localPort());
    client.write("question");
    QTRY_COMPARE(server.bytes(Direction::In), "question");
    server.session.send({}, "answer");
    QTRY_COMPARE(client.bytesAvailable(), 6);
    QCOMPARE(client.readAll(), "answer");
    QTRY_COMPARE(server.bytes(Direction::Out), "answer");
    client.disconnectFromHost();
    QTRY_VERIFY(server.haveLeft());
    server.session.close();
    QTRY_VERIFY(server.isClosed());
    QCOMPARE(
        server.logged(),
        (QList<EventCode>{EventCode::Listening, EventCode::Connected, EventCode::ClosedByPeer, EventCode::Stopped}));
    const TrafficCounters counters = server.session.counters();
    QCOMPARE(counters.rxBytes, 8U);
    QCOMPARE(counters.txBytes, 6U);
}

void TestTcp::serverSendsToOneOrAll()
{
    SessionFixture server;
    server.open(u"tcp-server://127.0.0.1:0"_qs);
    QTRY_VERIFY(server.isOpen());
    QTcpSocket clients[3];
    for (size_t i = 0; i < 3; ++i) {
        clients[i].connectToHost(u"127.0.0.1"_qs, server.port());
        QTRY_COMPARE(server.session.peers().size(), i + 1);
    }
    Target one;
    one.kind = Target::Kind::One;
    one.peer = server.session.peers()[1].id;
    server.session.send(one, "just you");
    server.session.send({}, "all");
    QTRY_COMPARE(clients[1].bytesAvailable(), 11);
    QTRY_COMPARE(clients[0].bytesAvailable(), 3);
    QTRY_COMPARE(clients[2].bytesAvailable(), 3);
    QCOMPARE(server.bytes(Direction::Out, one.peer), "just youall");
    // Sending to a peer that has gone is an error.
    clients[1].abort();
    QTRY_COMPARE(server.session.peers().size(), size_t(2));
    server.session.send(one, "gone");
    QTRY_VERIFY(server.saw(EventCode::NoPeer));
}

void TestTcp::serverListensAgainAtOnce()
{
    const ReservedPort port;
    const QString url = u"tcp-server://127.0.0.1:%1"_qs.arg(port.number());
    SessionFixture server;
    server.open(url);
    QTRY_VERIFY(server.isOpen());
    QTcpSocket client;
    client.connectToHost(u"127.0.0.1"_qs, port.number());
    QTRY_COMPARE(server.session.peers().size(), size_t(1));
    server.session.close(); // our end closes first: its connection stays in TIME_WAIT
    QTRY_VERIFY(server.isClosed());
    server.open(url);
    QTRY_VERIFY(server.isOpen());
    QVERIFY(!server.saw(EventCode::PortInUse));
}

void TestTcp::manyClientsAtOnce()
{
    SessionFixture server;
    server.open(u"tcp-server://127.0.0.1:0"_qs);
    QTRY_VERIFY(server.isOpen());
    constexpr int count = 300;
    std::vector<std::unique_ptr<QTcpSocket>> clients;
    for (int i = 0; i < count; ++i) {
        clients.push_back(std::make_unique<QTcpSocket>());
        clients.back()->connectToHost(u"127.0.0.1"_qs, server.port());
        clients.back()->write("line\n");
    }
    QTRY_COMPARE_WITH_TIMEOUT(server.session.counters().rxBytes, quint64(count * 5), 30'000);
    QTRY_COMPARE(server.session.peers().size(), size_t(count));
    QCOMPARE(server.bytes(Direction::In), QByteArray("line\n").repeated(count));
    clients.clear();
    QTRY_VERIFY(server.session.peers().empty());
}

void TestTcp::dualStack()
{
    SessionFixture server;
    server.open(u"tcp-server://:0"_qs);
    QTRY_VERIFY(server.isOpen());
    QTcpSocket ipv4;
    ipv4.connectToHost(u"127.0.0.1"_qs, server.port());
    QTRY_COMPARE(server.session.peers().size(), size_t(1));
    QCOMPARE(server.session.peers()[0].remote.host.toString(), u"127.0.0.1"_qs);
    QTcpSocket ipv6;
    ipv6.connectToHost(u"::1"_qs, server.port());
    QTRY_COMPARE(server.session.peers().size(), size_t(2));
    QCOMPARE(server.session.peers()[1].remote.host.toString(), u"::1"_qs);
    ipv6.write("six");
    QTRY_COMPARE(server.bytes(Direction::In), "six");
}

void TestTcp::peerResets()
{
    SessionFixture server;
    server.open(u"tcp-server://127.0.0.1:0"_qs);
    QTRY_VERIFY(server.isOpen());
    QTcpSocket client;
    client.connectToHost(u"127.0.0.1"_qs, server.port());
    client.write("last words");
    QTRY_COMPARE(server.bytes(Direction::In), "last words");
    const linger off{1, 0};
    ::setsockopt(int(client.socketDescriptor()), SOL_SOCKET, SO_LINGER, &off, sizeof off);
    client.abort();
    QTRY_VERIFY(server.haveLeft());
    QTRY_COMPARE(server.logged().last(), EventCode::ResetByPeer);
}

/// `printf x | nc -N` sends FIN, and waits for what is already queued for it.
void TestTcp::halfClosedPeerGetsItsAnswer()
{
    SessionFixture server;
    server.open(u"tcp-server://127.0.0.1:0"_qs);
    QTRY_VERIFY(server.isOpen());
    QTcpSocket client;
    client.setReadBufferSize(1);
    client.connectToHost(u"127.0.0.1"_qs, server.port());
    QTRY_COMPARE(server.session.peers().size(), size_t(1));
    const QByteArray payload(6 << 20, 'x'); // more than the system accepts at once
    server.session.send({}, payload);
    QTRY_VERIFY(server.session.counters().txBytes > 0);
    ::shutdown(int(client.socketDescriptor()), SHUT_WR);
    QTRY_COMPARE(server.logged().last(), EventCode::ClosedByPeer);
    client.setReadBufferSize(0);
    QByteArray got;
    QTRY_COMPARE_WITH_TIMEOUT((got += client.readAll()).size(), payload.size(), 30'000);
    QTRY_VERIFY(server.session.peers().empty());
    QCOMPARE(server.session.counters().txBytes, quint64(payload.size()));
}

void TestTcp::disconnectsAPeer()
{
    SessionFixture server;
    server.open(u"tcp-server://127.0.0.1:0"_qs);
    QTRY_VERIFY(server.isOpen());
    for (const bool reset : {false, true}) {
        QTcpSocket client;
        QSignalSpy gone(&client, &QTcpSocket::disconnected);
        client.connectToHost(u"127.0.0.1"_qs, server.port());
        QTRY_COMPARE(server.session.peers().size(), size_t(1));
        QTRY_COMPARE(client.state(), QAbstractSocket::ConnectedState);
        server.session.disconnectPeer(server.session.peers()[0].id, reset);
        QTRY_COMPARE(gone.size(), 1);
        QTRY_VERIFY(server.session.peers().empty());
        QTRY_COMPARE(server.logged().last(), reset ? EventCode::ResetHere : EventCode::ClosedHere);
    }
}

void TestTcp::largeTransfer()
{
    SessionFixture server;
    server.open(u"tcp-server://127.0.0.1:0"_qs);
    QTRY_VERIFY(server.isOpen());
    QTcpSocket client;
    client.connectToHost(u"127.0.0.1"_qs, server.port());
    QByteArray sent(8 << 20, Qt::Uninitialized);
    for (qsizetype i = 0; i < sent.size(); ++i)
        sent[i] = char((i * 2654435761U) >> 13);
    client.write(sent);
    QTRY_COMPARE_WITH_TIMEOUT(server.session.counters().rxBytes, quint64(sent.size()), 30'000);
    QVERIFY(server.bytes(Direction::In) == sent);
}

/// The queue of a peer that does not read is bounded; more is refused with an event.
void TestTcp::slowReaderIsRefusedMore()
{
    SessionFixture server;
    server.open(u"tcp-server://127.0.0.1:0"_qs);
    QTRY_VERIFY(server.isOpen());
    QTcpSocket client;
    client.setReadBufferSize(1);
    client.connectToHost(u"127.0.0.1"_qs, server.port());
    QTRY_COMPARE(server.session.peers().size(), size_t(1));
    const QByteArray piece(3 << 20, 'x');
    for (int i = 0; i < 12; ++i)
        server.session.send({}, piece);
    QTRY_VERIFY(server.saw(EventCode::PeerTooSlow));
    server.session.close();
    QTRY_VERIFY(server.isClosed());
    QTRY_VERIFY(server.logged().contains(EventCode::Unsent)); // unsent bytes are reported as well
}

void TestTcp::clientTalksBothWays()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    SessionFixture client;
    client.open(u"tcp://localhost:%1"_qs.arg(server.serverPort()));
    QTRY_VERIFY(client.isOpen());
    QTRY_VERIFY(server.hasPendingConnections());
    QTcpSocket *socket = server.nextPendingConnection();
    socket->write("你好");
    QTRY_COMPARE(client.bytes(Direction::In), QByteArray("你好"));
    client.session.send({}, "and you");
    QTRY_COMPARE(socket->bytesAvailable(), 7);
    QCOMPARE(client.session.peers().at(0).remote.port, server.serverPort());
    socket->disconnectFromHost();
    QTRY_VERIFY(client.isClosed());
    QTRY_COMPARE(client.logged(),
                 (QList<EventCode>{EventCode::Connecting, EventCode::Connected, EventCode::ClosedByPeer}));
}

void TestTcp::clientBindsItsEnd()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    const ReservedPort port;
    SessionFixture client;
    client.open(u"tcp://127.0.0.1:%1?local=127.0.0.1:%2"_qs.arg(server.serverPort()).arg(port.number()));
    QTRY_VERIFY(client.isOpen());
    QTRY_VERIFY(server.hasPendingConnections());
    QCOMPARE(server.nextPendingConnection()->peerPort(), port.number());
}

void TestTcp::clientFails_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<int>("code");
    static const ReservedPort unused;
    QTest::newRow("refused") << u"tcp://127.0.0.1:%1"_qs.arg(unused.number()) << int(EventCode::Refused);
    QTest::newRow("no such host") << u"tcp://no-such-host.invalid:80"_qs << int(EventCode::HostNotFound);
    QTest::newRow("foreign local address")
        << u"tcp://127.0.0.1:9?local=192.0.2.77:0"_qs << int(EventCode::AddressNotLocal);
}

void TestTcp::clientFails()
{
    QFETCH(QString, url);
    QFETCH(int, code);
    SessionFixture client;
    client.open(url);
    QCOMPARE(client.session.state(), Session::State::Opening);
    QTRY_VERIFY_WITH_TIMEOUT(client.isClosed(), 30'000);
    QVERIFY(client.saw(EventCode(code)));
    QTRY_VERIFY(client.logged().contains(EventCode(code)));
}

/// A listener whose queue is full lets a connection attempt hang, as a firewall does.
void TestTcp::clientTimesOut()
{
    QTcpServer listener;
    listener.setListenBacklogSize(0);
    QVERIFY(listener.listen(QHostAddress::LocalHost));
    listener.pauseAccepting();
    std::vector<std::unique_ptr<QTcpSocket>> waiting;
    for (int i = 0; i < 4; ++i) {
        waiting.push_back(std::make_unique<QTcpSocket>());
        waiting.back()->connectToHost(QHostAddress::LocalHost, listener.serverPort());
    }
    QTRY_COMPARE(waiting[0]->state(), QAbstractSocket::ConnectedState);
    SessionFixture client;
    client.open(u"tcp://127.0.0.1:%1?timeout=300"_qs.arg(listener.serverPort()));
    QTRY_VERIFY(client.isClosed());
    QVERIFY(client.saw(EventCode::TimedOut));
}

void TestTcp::clientReconnects()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    SessionFixture client;
    client.open(u"tcp://127.0.0.1:%1?reconnect=1"_qs.arg(server.serverPort()));
    QTRY_VERIFY(server.hasPendingConnections());
    server.nextPendingConnection()->disconnectFromHost();
    QTRY_COMPARE(client.session.state(), Session::State::Opening);
    QTRY_VERIFY(server.hasPendingConnections());
    QTRY_VERIFY(client.isOpen());
    client.session.close();
    QTRY_VERIFY(client.isClosed());
}

void TestTcp::serverFails_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<int>("code");
    QTest::newRow("foreign address") << u"tcp-server://192.0.2.77:0"_qs << int(EventCode::AddressNotLocal);
    QTest::newRow("no such host") << u"tcp-server://no-such-host.invalid:0"_qs << int(EventCode::HostNotFound);
    QTest::newRow("udp, foreign address") << u"udp-server://192.0.2.77:0"_qs << int(EventCode::AddressNotLocal);
}

void TestTcp::serverFails()
{
    QFETCH(QString, url);
    QFETCH(int, code);
    SessionFixture server;
    server.open(url);
    QTRY_VERIFY_WITH_TIMEOUT(server.isClosed(), 30'000);
    QVERIFY(server.saw(EventCode(code)));
}

void TestTcp::portInUseNamesTheProgram()
{
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    SessionFixture server;
    server.open(u"tcp-server://127.0.0.1:%1"_qs.arg(other.serverPort()));
    QTRY_VERIFY(server.isClosed());
    QCOMPARE(server.events.size(), 1);
    QVERIFY(server.events[0].code == EventCode::PortInUse);
    const QString text = eventText(server.events[0]);
    QVERIFY2(text.contains(QString::number(other.serverPort())), qPrintable(text));
#ifdef SOCKETSCOPE_LINUX_SOCKETS
    QVERIFY2(text.contains(u"PID %1"_qs.arg(QCoreApplication::applicationPid())), qPrintable(text));
#endif
}

void TestTcp::sendingWhileClosed()
{
    SessionFixture session;
    session.session.send({}, "nobody");
    QVERIFY(session.saw(EventCode::NoPeer));
}

/// Bytes that the system received before the user pressed Close are logged.
void TestTcp::closingLogsWhatHasCome()
{
    for (int i = 0; i < 20; ++i) {
        SessionFixture server;
        server.open(u"tcp-server://127.0.0.1:0"_qs);
        QTRY_VERIFY(server.isOpen());
        PlainSocket client = PlainSocket::connected(server.port());
        QTRY_COMPARE(server.session.peers().size(), size_t(1));
        client.write("just in time");
        QTRY_COMPARE(client.unconfirmed(), 0); // as a rule at once
        server.session.close();
        QTRY_VERIFY(server.isClosed());
        QCOMPARE(server.bytes(Direction::In), "just in time");
    }
}

QTEST_GUILESS_MAIN(TestTcp)
#include "tst_tcp.moc"
