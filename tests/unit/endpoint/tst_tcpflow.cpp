// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "tests/unit/session/sessionfixture.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <sys/socket.h>

/// Accepts the bare socket of a client, not read by Qt.
class BareServer : public QTcpServer
{
public:
    int peer = -1;

protected:
    void incomingConnection(qintptr socket) override { peer = int(socket); }
};

/// Connections that only receive, or are paused.
class TestTcpFlow : public QObject
{
    Q_OBJECT
private slots:
    void clientFinishesSending();
    void finBehindWhatWaits();
    void serverFinishesSending();
    void pausesReceiving();
    void pausesNewClientsToo();
};
/// It still gets the reply, which follows its FIN.
void TestTcpFlow::clientFinishesSending()
{
    BareServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    SessionFixture us;
    us.open(u"tcp://127.0.0.1:%1"_qs.arg(server.serverPort()));
    QTRY_VERIFY(server.peer >= 0 && us.isOpen());
    const int peer = server.peer;
    us.session.send({}, "question");
    us.session.finishSending();
    us.session.finishSending();
    QByteArray received;
    const auto isOver = [&] {
        char bytes[100];
        const ssize_t got = ::recv(peer, bytes, sizeof bytes, MSG_DONTWAIT);
        received.append(bytes, std::max<ssize_t>(got, 0));
        return got == 0;
    };
    QTRY_VERIFY(isOver());
    QCOMPARE(received, "question");
    QVERIFY(us.isOpen());
    QCOMPARE(::send(peer, "answer", 6, MSG_NOSIGNAL), 6);
    QTRY_COMPARE(us.bytes(Direction::In), "answer");
    us.session.send({}, "too late");
    QTRY_VERIFY(us.saw(EventCode::NoPeer));
    ::shutdown(peer, SHUT_RDWR);
    ::close(peer);
    QTRY_VERIFY(us.isClosed());
    QCOMPARE(us.bytes(Direction::Out), "question");
    QCOMPARE(us.logged().count(EventCode::ClosedHere), 1);
    QTRY_COMPARE(us.logged().last(), EventCode::ClosedByPeer);
}

void TestTcpFlow::finBehindWhatWaits()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    SessionFixture us;
    us.open(u"tcp://127.0.0.1:%1"_qs.arg(server.serverPort()));
    QTRY_VERIFY(server.hasPendingConnections());
    QTcpSocket *peer = server.nextPendingConnection();
    peer->setReadBufferSize(4096);
    QTRY_VERIFY(us.isOpen());
    const QByteArray much(6 << 20, 'x'); // more than the system accepts
    us.session.send({}, much);
    us.session.finishSending();
    QTRY_VERIFY(us.session.waiting({}) > 0);
    peer->setReadBufferSize(0);
    qsizetype received = 0;
    const auto isOver = [&] {
        received += peer->readAll().size();
        return peer->state() == QTcpSocket::UnconnectedState;
    };
    QTRY_VERIFY_WITH_TIMEOUT(isOver(), 30'000);
    QCOMPARE(received + peer->readAll().size(), much.size());
    QTRY_VERIFY(us.isClosed());
    QVERIFY(!us.saw(EventCode::Unsent));
}

void TestTcpFlow::serverFinishesSending()
{
    SessionFixture us;
    us.open(u"tcp-server://127.0.0.1:0"_qs);
    QTRY_VERIFY(us.isOpen());
    QTcpSocket first;
    QTcpSocket second;
    for (QTcpSocket *client : {&first, &second})
        client->connectToHost(u"127.0.0.1"_qs, us.port());
    QTRY_COMPARE(us.session.peers().size(), size_t(2));
    us.session.finishSending();
    QTRY_VERIFY(us.session.peers().empty()); // Qt's sockets close when they see the end
    QVERIFY(us.isOpen());
    QCOMPARE(us.logged().count(EventCode::ClosedHere), 2);
}

void TestTcpFlow::pausesReceiving()
{
    SessionFixture us;
    us.open(u"tcp-server://127.0.0.1:0"_qs);
    QTRY_VERIFY(us.isOpen());
    QTcpSocket client;
    client.connectToHost(u"127.0.0.1"_qs, us.port());
    QTRY_COMPARE(us.session.peers().size(), size_t(1));
    us.session.pauseReceiving(true);
    us.session.send({}, "paused");
    QTRY_COMPARE(client.bytesAvailable(), 6); // so the pause is in effect
    const QByteArray much(12 << 20, 'x');
    client.write(much);
    QTRY_VERIFY(client.bytesToWrite() < much.size());
    us.session.send({}, "still");
    QTRY_COMPARE(us.bytes(Direction::Out), "pausedstill");
    QCOMPARE(us.bytes(Direction::In), "");
    us.session.pauseReceiving(false);
    QTRY_COMPARE_WITH_TIMEOUT(us.session.counters().rxBytes, quint64(much.size()), 30'000);
    client.disconnectFromHost();
    QTRY_VERIFY(us.session.peers().empty());
}

void TestTcpFlow::pausesNewClientsToo()
{
    SessionFixture us;
    us.open(u"tcp-server://127.0.0.1:0"_qs);
    QTRY_VERIFY(us.isOpen());
    us.session.pauseReceiving(true);
    QTcpSocket client;
    client.connectToHost(u"127.0.0.1"_qs, us.port());
    client.write("early");
    QTRY_COMPARE(us.session.peers().size(), size_t(1));
    us.session.send({}, "out");
    QTRY_COMPARE(client.bytesAvailable(), 3);
    QCOMPARE(us.bytes(Direction::In), "");
    us.session.pauseReceiving(false);
    QTRY_COMPARE(us.bytes(Direction::In), "early");
}

QTEST_GUILESS_MAIN(TestTcpFlow)
#include "tst_tcpflow.moc"
