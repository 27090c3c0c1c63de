// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT

// Sessions with the Python programs of tutorials.
#include "tests/interop/interopfixture.h"

class TestInterop : public QObject
{
    Q_OBJECT
private slots:
    void tcpTimeServer();
    void tcpTimeClient();
    void udpTimeServer();
    void udpTimeClient();
    void gbkClient();
    void gbkServer();
    void oneRequestAConnection();
    void dialogueServer();
    void dialogueClient();
    void gbkDatagrams();
    void thankYouServer();
    void urgentBytes_data();
    void urgentBytes();
};

void TestInterop::tcpTimeServer()
{
    PeerProcess server(u"tcp_time_server"_qs);
    InteropFixture us;
    us.connectTo(server);
    for (const char *question : {"what time is it", "现在几点"}) {
        const quint64 before = us.session.counters().rxRecords;
        us.session.send({}, question);
        QTRY_VERIFY(us.session.counters().rxRecords > before);
        QTRY_VERIFY(server.said(u"got "_qs + QString::fromUtf8(question)));
    }
    QVERIFY2(us.text(Direction::In).contains(QDate::currentDate().toString(u"yyyy")),
             qPrintable(us.text(Direction::In)));
    us.session.close();
    QTRY_VERIFY(server.said(u"left"_qs));
    us.checkCapture(u"127.0.0.1:%1"_qs.arg(server.port()));
}

void TestInterop::tcpTimeClient()
{
    InteropFixture us;
    us.listen();
    PeerProcess client(u"line_client"_qs, us.port());
    client.type(u"time please"_qs);
    QTRY_COMPARE(us.text(Direction::In), u"time please"_qs);
    us.session.send({}, "Sat Nov 21 06:00:00 2026");
    QTRY_VERIFY(client.said(u"got Sat Nov 21 06:00:00 2026"_qs));
    client.endInput();
    QTRY_VERIFY(us.haveLeft());
    QTRY_COMPARE(us.logged().last(), EventCode::ClosedByPeer);
    us.checkCapture();
}

void TestInterop::udpTimeServer()
{
    PeerProcess server(u"udp_time_server"_qs);
    InteropFixture us;
    us.connectTo(server, u"udp"_qs);
    us.session.send({}, "time?");
    QTRY_VERIFY(server.said(u"got time?"_qs));
    QTRY_VERIFY(us.text(Direction::In).contains(QDate::currentDate().toString(u"yyyy")));
    us.checkCapture(u"127.0.0.1:%1"_qs.arg(server.port()));
}

void TestInterop::udpTimeClient()
{
    InteropFixture us;
    us.openSuccessfully(u"udp-server://:0"_qs);
    PeerProcess client(u"udp_time_client"_qs, us.port());
    client.type(u"time please"_qs);
    QTRY_COMPARE(us.text(Direction::In), u"time please"_qs);
    Target last;
    last.kind = Target::Kind::LastSender;
    us.session.send(last, "now");
    QTRY_VERIFY(client.said(u"got now"_qs));
    us.checkCapture();
}

void TestInterop::gbkClient()
{
    InteropFixture us(u"GBK"_qs);
    us.listen();
    PeerProcess client(u"gbk_tcp_client"_qs, us.port());
    QTRY_COMPARE(us.text(Direction::In), u"你好,我是客户端小白!!"_qs);
    us.session.send({}, us.encode(u"好的,我是服务端"_qs));
    QTRY_VERIFY(client.said(u"got 好的,我是服务端"_qs));
    QTRY_VERIFY(us.haveLeft());
    us.checkCapture();
}

void TestInterop::gbkServer()
{
    PeerProcess server(u"gbk_tcp_server"_qs);
    InteropFixture one(u"GBK"_qs);
    InteropFixture two(u"GBK"_qs);
    one.connectTo(server);
    two.connectTo(server);
    one.session.send({}, one.encode(u"一号"_qs));
    two.session.send({}, two.encode(u"二号"_qs));
    QTRY_VERIFY(server.said(u"got 一号"_qs) && server.said(u"got 二号"_qs));
    QTRY_COMPARE(one.text(Direction::In), u"好的,我是服务端"_qs);
    QTRY_COMPARE(two.text(Direction::In), u"好的,我是服务端"_qs);
    const QString end = u"left 127.0.0.1 %1"_qs.arg(one.session.localAddress().port);
    one.session.close();
    QTRY_VERIFY(server.said(end));
    one.checkCapture();
}

void TestInterop::oneRequestAConnection()
{
    PeerProcess server(u"one_shot_server"_qs);
    InteropFixture us;
    for (int i = 1; i <= 3; ++i) {
        us.connectTo(server);
        us.session.send({}, "hello " + QByteArray::number(i));
        QTRY_VERIFY(us.isClosed());
        QVERIFY(us.text(Direction::In).endsWith(u"HELLO %1"_qs.arg(i)));
    }
    QCOMPARE(us.logged().count(EventCode::ClosedByPeer), 3);
    us.checkCapture();

    InteropFixture server2;
    server2.listen();
    PeerProcess client(u"one_shot_client"_qs, server2.port());
    for (int i = 1; i <= 3; ++i) {
        client.type(u"line %1"_qs.arg(i));
        QTRY_COMPARE(server2.session.counters().rxRecords, quint64(i));
        server2.session.send({}, "ok " + QByteArray::number(i));
        QTRY_VERIFY(client.said(u"got ok %1"_qs.arg(i)));
        QTRY_VERIFY(server2.haveLeft(i));
    }
}

void TestInterop::dialogueServer()
{
    PeerProcess server(u"dialogue_server"_qs);
    InteropFixture us;
    us.connectTo(server);
    us.session.send({}, "anything");
    QTRY_COMPARE(us.text(Direction::In), u"accepted"_qs);
    us.session.send({}, "close");
    QTRY_VERIFY(us.isClosed());
    QCOMPARE(us.text(Direction::In), u"acceptedclosed"_qs);
    QTRY_VERIFY(server.said(u"ended"_qs));
    us.checkCapture();
}

void TestInterop::dialogueClient()
{
    InteropFixture us;
    us.listen();
    PeerProcess client(u"line_client"_qs, us.port());
    client.type(u"one"_qs);
    QTRY_COMPARE(us.text(Direction::In), u"one"_qs);
    us.session.send({}, "accepted");
    QTRY_VERIFY(client.said(u"got accepted"_qs));
    client.type(u"close"_qs);
    QTRY_COMPARE(us.text(Direction::In), u"oneclose"_qs);
    us.session.send({}, "closed");
    QTRY_VERIFY(client.hasEnded());
    us.checkCapture();
}

void TestInterop::gbkDatagrams()
{
    InteropFixture us(u"GBK"_qs);
    us.openSuccessfully(u"udp-server://127.0.0.1:0"_qs);
    for (int i = 1; i <= 2; ++i) {
        PeerProcess sender(u"udp_gbk_sender"_qs, us.port());
        QTRY_COMPARE(us.session.counters().rxRecords, quint64(i));
        QTRY_VERIFY(!sender.after(u"sent from"_qs).isEmpty());
        QCOMPARE(us.records().last().remote.port, sender.after(u"sent from"_qs).toUShort());
    }
    QCOMPARE(us.text(Direction::In), u"你好,数据报"_qs.repeated(2));

    PeerProcess receiver(u"udp_gbk_receiver"_qs);
    QTRY_VERIFY(receiver.port() != 0);
    Target target;
    target.kind = Target::Kind::Address;
    target.host = u"127.0.0.1"_qs;
    target.port = receiver.port();
    us.session.send(target, us.encode(u"收到请回答"_qs));
    QTRY_VERIFY(receiver.said(u"got 收到请回答 from %1"_qs.arg(us.port())));
    us.checkCapture();
}

void TestInterop::urgentBytes_data()
{
    QTest::addColumn<bool>("paused"); // what is read when the connection is closed here
    QTest::newRow("as they come") << false;
    QTest::newRow("when it is closed") << true;
}

/// Urgent bytes are in the stream, at their position.
void TestInterop::urgentBytes()
{
    QFETCH(bool, paused);
    InteropFixture us;
    us.listen();
    us.session.pauseReceiving(paused);
    PeerProcess client(u"urgent_client"_qs, us.port());
    QTRY_VERIFY_WITH_TIMEOUT(client.said(u"sent"_qs), 30'000);
    if (paused) {
        QTRY_COMPARE(us.session.peers().size(), size_t(1));
        QCOMPARE(us.bytes(Direction::In), "");
        us.session.disconnectPeer(us.session.peers().front().id, false);
    }
    QTRY_COMPARE(us.bytes(Direction::In), "ab!cdxy?end");
}

void TestInterop::thankYouServer()
{
    PeerProcess server(u"gbk_thankyou_server"_qs);
    InteropFixture us(u"GBK"_qs);
    for (int i = 1; i <= 2; ++i) {
        us.connectTo(server);
        us.session.send({}, us.encode(u"第%1次"_qs.arg(i)));
        QTRY_VERIFY(server.said(u"got 第%1次"_qs.arg(i)));
        QTRY_COMPARE(us.text(Direction::In), u"thank you !"_qs.repeated(i));
        us.session.close();
        QTRY_VERIFY(us.isClosed());
    }
    us.checkCapture();
}

QTEST_GUILESS_MAIN(TestInterop)
#include "tst_interop.moc"
