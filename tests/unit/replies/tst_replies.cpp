// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
// Long because it has each kind of automatic reply, through real sockets.
#include "model/replies/loopguard.h"
#include "model/replies/replyrules.h"
#include "tests/lasting.h"
#include "tests/unit/endpoint/lookupgate.h"
#include "tests/unit/session/clientsocket.h"
#include "tests/unit/session/stillness.h"

#include <QNetworkDatagram>
#include <QTcpSocket>
#include <QTest>
#include <QUdpSocket>

#include <sys/socket.h>

class TestReplies : public QObject
{
    Q_OBJECT
private slots:
    void eachPeerGetsItsAnswer();
    void datagrams();
    void greetingThenClose();
    void connectRuleOfAClient();
    void resetAfterTheAnswer();
    void delayed();
    void halfClosedPeerGetsALateAnswer();
    void finWaitsForALateAnswer();
    void nothingAfterTheLastAnswer();
    void filesToASlowReader();
    void filesRefused();
    void twoEchoes();
    void wordThatWaited();
    void fastClientIsNotStopped();
    void clientThatDoesNotRead();
    void encodingChanges();
    void badRulesAreTold();
    void changedWhileOpen();

private:
    /// Listens, and replies by rules.
    class RulesServer : public SessionFixture
    {
    public:
        explicit RulesServer(const QByteArray &json, const QString &query = {})
        {
            open(u"tcp-server://127.0.0.1:0?rules=%1%2"_qs.arg(rulesFile(folder, json), query));
            QTRY_VERIFY(isOpen());
        }
    };
    static QString rulesFile(const QTemporaryDir &folder, const QByteArray &json)
    {
        QFile file(folder.filePath(u"rules.json"_qs));
        return file.open(QIODevice::WriteOnly) && file.write(json) == json.size() ? file.fileName() : QString();
    }
    /// All bytes that a client receives until the server closes.
    static QByteArray readAll(QTcpSocket &socket)
    {
        while (socket.state() == QTcpSocket::ConnectedState && socket.waitForReadyRead(30'000)) { }
        return socket.readAll();
    }
};

void TestReplies::eachPeerGetsItsAnswer()
{
    SessionFixture server(u"tcp-server://127.0.0.1:0?reply=echo"_qs);
    QTRY_VERIFY(server.isOpen());
    ClientSocket one(server);
    ClientSocket two(server);
    one.write("from one");
    two.write("from two");
    QTRY_COMPARE(one.peek(100), "from one");
    QTRY_COMPARE(two.peek(100), "from two");
    QTRY_COMPARE(server.session.counters().txRecords, quint64(2));
    const QList<Record> records = server.records();
    for (const Record &record : records) {
        if (record.kind == RecordKind::Data)
            QCOMPARE(record.payload, record.remote.port == one.localPort() ? "from one" : "from two");
    }
}

void TestReplies::datagrams()
{
    SessionFixture server(u"udp-server://127.0.0.1:0?reply=echo"_qs);
    QTRY_VERIFY(server.isOpen());
    QUdpSocket client;
    QVERIFY(client.bind(QHostAddress::LocalHost));
    for (const QByteArray &text : {QByteArray("one"), QByteArray(), QByteArray(60'000, 'x')}) {
        client.writeDatagram(text, QHostAddress::LocalHost, server.port());
        QTRY_VERIFY(client.hasPendingDatagrams());
        QByteArray got(65536, 0);
        got.resize(client.readDatagram(got.data(), got.size()));
        QCOMPARE(got, text);
    }
    QTRY_COMPARE(server.session.peers().size(), size_t(1));
    QTemporaryDir folder;
    QFile file(folder.filePath(u"f"_qs));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("file") == 4 && file.flush());
    server.open(u"udp-server://127.0.0.1:0?reply=files=%1"_qs.arg(folder.path()));
    QTRY_VERIFY(server.isOpen());
    client.writeDatagram("f", QHostAddress::LocalHost, server.port());
    QTRY_COMPARE(client.pendingDatagramSize(), 4);
    QVERIFY(file.resize(1 << 20));
    client.writeDatagram("f", QHostAddress::LocalHost, server.port());
    QTRY_VERIFY(server.saw(EventCode::DatagramTooLarge));
}

void TestReplies::greetingThenClose()
{
    SessionFixture server(u"tcp-server://127.0.0.1:0?reply=greeting"_qs);
    QTRY_VERIFY(server.isOpen());
    for (int i = 0; i < 3; ++i) {
        ClientSocket client(server);
        client.write("what the server does not wait for"); // must not cause a RST that drops the greeting
        QVERIFY(client.waitForBytesWritten(30'000));
        QCOMPARE(readAll(client), "Thank you for connecting");
        QCOMPARE(client.error(), QTcpSocket::RemoteHostClosedError);
    }
    QTRY_VERIFY(server.haveLeft(3));
    QTRY_COMPARE(server.logged().count(EventCode::ClosedHere), 3);
    QTRY_COMPARE(server.bytes(Direction::In), QByteArray("what the server does not wait for").repeated(3));
}

void TestReplies::connectRuleOfAClient()
{
    SessionFixture server(u"tcp-server://127.0.0.1:0"_qs);
    QTRY_VERIFY(server.isOpen());
    SessionFixture client;
    const QTemporaryDir folder;
    const QString rules =
        rulesFile(folder, R"([{"when": {"event": "connect"}, "reply": {"text": "login"}, "delay_ms": 20}])");
    client.open(u"tcp://127.0.0.1:%1?rules=%2"_qs.arg(server.port()).arg(rules));
    QTRY_COMPARE(server.bytes(Direction::In), "login");
    QTRY_COMPARE(server.session.peers().size(), size_t(1));
    server.session.disconnectPeer(server.session.peers()[0].id, false);
    QTRY_VERIFY(client.isClosed());
}

void TestReplies::resetAfterTheAnswer()
{
    RulesServer server(R"({"reply": {"text": "bye"}, "then": "reset"})");
    SessionFixture client(u"tcp://127.0.0.1:%1"_qs.arg(server.port()));
    QTRY_VERIFY(client.isOpen());
    client.session.send({}, "x");
    QTRY_VERIFY(client.isClosed());
    QCOMPARE(client.bytes(Direction::In), "bye");
    QTRY_COMPARE(client.logged().last(), EventCode::ResetByPeer);
    QTRY_COMPARE(server.logged().last(), EventCode::ResetHere);
}

void TestReplies::delayed()
{
    RulesServer server(R"([{"when": {"equals": "late"}, "reply": {"text": "late "}, "delay_ms": 150},
                    {"reply": {"text": "now "}}])",
                       u"&framing=line,drop"_qs);
    ClientSocket client(server);
    QElapsedTimer clock;
    clock.start();
    client.write("late\nother\n"); // together: a slow test would send the second one too late
    QTRY_COMPARE(client.peek(99), "now late ");
    QVERIFY(clock.elapsed() >= 150);
}

void TestReplies::halfClosedPeerGetsALateAnswer()
{
    RulesServer server(R"({"reply": {"text": "late"}, "delay_ms": 100})");
    ClientSocket client(server);
    client.write("x");
    QVERIFY(client.waitForBytesWritten(30'000));
    ::shutdown(int(client.socketDescriptor()), SHUT_WR);
    QCOMPARE(readAll(client), "late");
    QTRY_VERIFY(server.session.peers().empty());
}

void TestReplies::finWaitsForALateAnswer()
{
    RulesServer server(R"({"reply": {"text": "late"}, "delay_ms": 300})");
    ClientSocket client(server);
    client.write("x");
    QTRY_COMPARE(server.bytes(Direction::In), "x");
    server.session.finishSending();
    QTRY_COMPARE(client.state(), QTcpSocket::UnconnectedState);
    QCOMPARE(client.readAll(), "late");
    QTRY_VERIFY(server.session.peers().empty());
    QVERIFY(server.logged().contains(EventCode::ClosedHere));
}

void TestReplies::nothingAfterTheLastAnswer()
{
    SessionFixture server(u"tcp-server://127.0.0.1:0?reply=accepted"_qs);
    QTRY_VERIFY(server.isOpen());
    ClientSocket client(server);
    client.write("close");
    QTRY_COMPARE(client.peek(99), "closed");
    client.write("still there?");
    QCOMPARE(readAll(client), "closed");
}

void TestReplies::filesToASlowReader()
{
    QTemporaryDir folder;
    QFile file(folder.filePath(u"large"_qs));
    const qint64 size = qint64(48) << 20;
    QVERIFY(file.open(QIODevice::WriteOnly) && file.resize(size - 4) && file.seek(size - 4) && file.write("last") == 4);
    file.close();
    SessionFixture server(u"tcp-server://127.0.0.1:0?reply=files=%1"_qs.arg(folder.path()));
    QTRY_VERIFY(server.isOpen());
    ClientSocket client(server, 64 << 10);
    const qint64 before = memoryInUse();
    client.write("large\n");
    QTRY_VERIFY(server.session.counters().txBytes > 0);
    // The peer does not read: the rest stays in the file.
    Lasting stuck([fd = otherEnd(client)] { return !isWritable(fd) && othersRest(); });
    QTRY_VERIFY(stuck());
    QVERIFY(server.session.counters().txBytes < quint64(size) / 2);
    QVERIFY2(memoryInUse() - before < size / 2, qPrintable(QString::number(memoryInUse() - before)));
    qint64 got = 0;
    QByteArray end;
    while (client.state() == QTcpSocket::ConnectedState || client.bytesAvailable() > 0) {
        if (client.bytesAvailable() == 0 && !client.waitForReadyRead(30'000))
            break;
        const QByteArray piece = client.readAll();
        got += piece.size();
        end = (end + piece).right(4);
    }
    QCOMPARE(got, size);
    QCOMPARE(end, "last");
    QVERIFY(!server.saw(EventCode::PeerTooSlow));
}

void TestReplies::filesRefused()
{
    QTemporaryDir folder;
    SessionFixture server(u"tcp-server://127.0.0.1:0?reply=files=%1"_qs.arg(folder.path()));
    QTRY_VERIFY(server.isOpen());
    ClientSocket client(server);
    client.write("../\x1b[2J");
    QCOMPARE(readAll(client), "");
    QTRY_VERIFY(server.saw(EventCode::FileRefused));
    QTRY_VERIFY(server.logged().contains(EventCode::FileRefused));
    QVERIFY(!eventText(server.events.last()).contains(u'\x1b'));
}

void TestReplies::twoEchoes()
{
    SessionFixture server(u"tcp-server://127.0.0.1:0?reply=echo"_qs);
    QTRY_VERIFY(server.isOpen());
    SessionFixture client(u"tcp://127.0.0.1:%1?reply=echo"_qs.arg(server.port()));
    QTRY_VERIFY(client.isOpen());
    client.session.send({}, "hello");
    QTRY_VERIFY(client.saw(EventCode::EchoStopped));
    QTRY_COMPARE(client.session.counters().txRecords, server.session.counters().rxRecords);
    QVERIFY(client.session.counters().txRecords <= quint64(LoopGuard::maxRounds) + 2);
    QTRY_VERIFY(client.logged().contains(EventCode::EchoStopped));
    server.events.clear();
    server.session.send({}, "the other one begins");
    QTRY_VERIFY(server.saw(EventCode::EchoStopped) || client.saw(EventCode::EchoStopped));
}

/// Bytes that are sent late, after a name look-up, are recognized when they are echoed.
void TestReplies::wordThatWaited()
{
    LookupGate gate;
    const LogFixture fixture;
    Session session(fixture.log, std::make_shared<Resolver>(gate.query()));
    QList<EventCode> events;
    connect(&session, &Session::happened, this, [&](const Event &event) { events.append(event.code); });
    session.open(EndpointUrl::parse(u"udp-server://127.0.0.1:0?reply=echo"_qs).value());
    QTRY_COMPARE(session.state(), Session::State::Open);
    QUdpSocket peer;
    QVERIFY(peer.bind(QHostAddress::LocalHost));
    connect(&peer, &QUdpSocket::readyRead, this, [&] {
        while (peer.hasPendingDatagrams()) {
            const QNetworkDatagram datagram = peer.receiveDatagram();
            peer.writeDatagram(datagram.makeReply(datagram.data()));
        }
    });
    session.send({Target::Kind::Address, PeerId::None, u"host.example"_qs, peer.localPort()}, "hello");
    gate.waitForAsked(1);
    gate.open();
    QTRY_VERIFY(events.contains(EventCode::EchoStopped));
    QCOMPARE(session.counters().txRecords, quint64(LoopGuard::maxRounds) + 1);
}

void TestReplies::fastClientIsNotStopped()
{
    SessionFixture server(u"tcp-server://127.0.0.1:0?reply=echo"_qs);
    QTRY_VERIFY(server.isOpen());
    ClientSocket client(server);
    const QByteArray message(64, 'e'); // always the same
    for (int i = 0; i < 5000; ++i) {
        client.write(message);
        for (qint64 got = 0; got < message.size();) {
            QVERIFY(client.bytesAvailable() > 0 || client.waitForReadyRead(30'000));
            got += client.read(message.size() - got).size();
        }
    }
    QCOMPARE(server.events.size(), 1); // Listening
}

/// If a client does not read, an echo neither buffers without limit nor loses bytes.
void TestReplies::clientThatDoesNotRead()
{
    SessionFixture server(u"tcp-server://127.0.0.1:0?reply=echo"_qs);
    QTRY_VERIFY(server.isOpen());
    ClientSocket client(server, 1 << 20);
    QTRY_COMPARE(server.session.peers().size(), size_t(1));
    const qint64 size = qint64(64) << 20;
    client.write(QByteArray(size, 'x'));
    Lasting stuck([fd = otherEnd(client)] { return unreadBytes(fd) > 0 && !isWritable(fd) && othersRest(); });
    QTRY_VERIFY(stuck());
    QVERIFY(server.session.counters().rxBytes < quint64(size));
    qint64 got = 0;
    while (got < size) {
        QVERIFY(client.bytesAvailable() > 0 || client.waitForReadyRead(30'000));
        got += client.readAll().size();
    }
    QCOMPARE(got, size);
    QVERIFY(!server.saw(EventCode::PeerTooSlow));
}

void TestReplies::encodingChanges()
{
    RulesServer server(R"({"reply": {"text": "好"}})", u"&encoding=GBK"_qs);
    ClientSocket client(server);
    client.write("x");
    QTRY_COMPARE(client.peek(9), "\xba\xc3");
    client.readAll();
    server.session.setEncoding(TextCodec::find(u"UTF-8"_qs).value());
    QTRY_VERIFY(othersRest()); // set on the I/O thread
    client.write("x");
    QTRY_COMPARE(client.peek(9), "好");
}

void TestReplies::badRulesAreTold()
{
    SessionFixture server;
    const QTemporaryDir folder;
    server.open(u"tcp-server://127.0.0.1:0?rules=%1"_qs.arg(rulesFile(folder, R"([{"then": "stop"}])")));
    QVERIFY(server.isClosed());
    QVERIFY(server.saw(EventCode::BadReplies));
    QVERIFY(eventText(server.events.last()).contains(u"Rule 1"));
    server.open(u"tcp-server://127.0.0.1:0?reply=files=/no/such/folder"_qs);
    QVERIFY(server.isClosed());
}

void TestReplies::changedWhileOpen()
{
    SessionFixture server(u"tcp-server://127.0.0.1:0?reply=echo"_qs);
    QTRY_VERIFY(server.isOpen());
    ClientSocket client(server);
    client.write("a");
    QTRY_COMPARE(client.peek(9), "a");
    const auto utf8 = TextCodec::find(u"UTF-8"_qs).value();
    auto rules = ReplyRules::parse(R"({"reply": {"text": "b"}})", utf8, {});
    server.session.setReplies(std::make_shared<const ReplyRules>(std::move(*rules)));
    QTRY_VERIFY(othersRest()); // set on the I/O thread
    client.write("a");
    QTRY_COMPARE(client.peek(9), "ab");
    server.session.setReplies(nullptr);
    QTRY_VERIFY(othersRest()); // set on the I/O thread
    client.write("a");
    QTRY_COMPARE(server.bytes(Direction::In), "aaa");
    QCOMPARE(server.bytes(Direction::Out), "ab");
}

QTEST_GUILESS_MAIN(TestReplies)
#include "tst_replies.moc"
