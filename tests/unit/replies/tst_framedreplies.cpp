// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT

// Rules that see whole messages of a stream, through real sockets.
#include "model/replies/replyrules.h"
#include "tests/unit/session/clientsocket.h"
#include "tests/unit/session/stillness.h"

#include <QTcpSocket>
#include <QTemporaryFile>
#include <QTest>
#include <QUdpSocket>

#include <sys/socket.h>

class TestFramedReplies : public QObject
{
    Q_OBJECT
private slots:
    void answersMessages_data();
    void answersMessages();
    void peersAreCutApart();
    void gapThenHalfClose();
    void lastLineWithoutItsEnd();
    void datagramsAreMessages();
    void rulesSayTheFraming();
    void urlGoesBeforeItsRules();
    void changedWhileOpen();
    void badLengthIsTold();
    void badLengthWithoutRules();
    void malformedIsTold();
    void framedDatagrams();
    void replyThatWouldEndItsFrame();
    void tooLongIsTold();
    void nothingAfterTheLastAnswer();
    void manyUnfinished();

private:
    static std::shared_ptr<const ReplyRules> rules(const QByteArray &json)
    {
        return std::make_shared<const ReplyRules>(
            ReplyRules::parse(json, TextCodec::find(u"UTF-8"_qs).value(), {}).value());
    }
    /// Replies to each message with the message.
    static std::shared_ptr<const ReplyRules> showing() { return rules(R"({"reply": {"text": "<${received}>"}})"); }
    /// Sends each piece once the previous one was read, so that they arrive separately.
    static void sendPieces(QTcpSocket &client, const SessionFixture &server, const QByteArrayList &pieces)
    {
        quint64 sent = server.session.counters().rxBytes;
        for (const QByteArray &piece : pieces) {
            client.write(piece);
            sent += quint64(piece.size());
            QTRY_COMPARE(server.session.counters().rxBytes, sent);
        }
    }
    /// Sends FIN.
    static void halfClose(QTcpSocket &client)
    {
        QVERIFY(client.waitForBytesWritten(30'000));
        ::shutdown(int(client.socketDescriptor()), SHUT_WR);
    }
    /// Listens, and cuts what it receives into messages.
    class Server : public SessionFixture
    {
    public:
        Server(const QString &framing, const std::shared_ptr<const ReplyRules> &replies)
        {
            session.setReplies(replies);
            open(u"tcp-server://127.0.0.1:0?framing=%1"_qs.arg(framing));
            QTRY_VERIFY(isOpen());
        }
    };
};

void TestFramedReplies::answersMessages_data()
{
    QTest::addColumn<QString>("framing");
    QTest::addColumn<QByteArrayList>("pieces");
    QTest::addColumn<QByteArray>("answers");
    const auto row = [](const char *name, const char *framing, const QByteArrayList &pieces,
                        const QByteArray &answers) {
        QTest::newRow(name) << QString::fromUtf8(framing) << pieces << answers;
    };
    row("line in pieces", "line", {"he", "llo", "\r\nyo", "u\n"}, "<hello\r\n><you\n>");
    row("lines in one piece", "line,drop", {"a\nb\r\nc"}, "<a><b>");
    row("delimiter", "delimiter:'END',drop", {"oneE", "NDtw", "oENDx"}, "<one><two>");
    row("fixed", "fixed:3", {"a", "bcde", "f"}, "<abc><def>");
    row("length", "length:size=1,strip=1", {"\x02", "ab\x01", "c"}, "<ab><c>");
    row("gap", "gap:50", {"abc"}, "<abc>");
    row("start and end", "between:02,03",
        {"x\x02"
         "ab\x03\x02",
         "c\x03"},
        "\x02<ab>\x03\x02<c>\x03");
    row("escaped", "between:7E,7E,escape=jt808", {"~a\x7d\x02", "b~"},
        "~<a\x7d\x02"
        "b>~");
    row("COBS", "cobs", {QByteArray::fromHex("0241024200")}, QByteArray::fromHex("033c4103423e00"));
    row("SLIP", "slip",
        {"\xc0"
         "a\xdb\xdc\xc0"},
        "\xc0<a\xdb\xdc>\xc0");
    row("length after a start", "length:size=1,offset=1,start=aa",
        {"x\xaa\x01"
         "a"},
        "<\xaa\x01"
        "a>");
    row("lone CR at the end", "line", {"a\r"}, "<a\r>");
}

void TestFramedReplies::answersMessages()
{
    QFETCH(QString, framing);
    QFETCH(QByteArrayList, pieces);
    QFETCH(QByteArray, answers);
    Server server(framing, showing());
    ClientSocket client(server);
    sendPieces(client, server, pieces);
    QTRY_COMPARE(client.peek(1000), answers);
    QTRY_COMPARE(server.bytes(Direction::In), pieces.join()); // as received
}

void TestFramedReplies::peersAreCutApart()
{
    Server server(u"line,drop"_qs, rules(R"([{"when": {"equals": "ping"}, "reply": {"text": "pong ${count}"}}])"));
    ClientSocket one(server);
    ClientSocket two(server);
    sendPieces(one, server, {"pi"});
    sendPieces(two, server, {"x\npin"});
    sendPieces(one, server, {"ng\n"});
    sendPieces(two, server, {"g\n"});
    QTRY_COMPARE(one.peek(100), "pong 1");
    QTRY_COMPARE(two.peek(100), "pong 2");
}

/// A message that ends by a gap gets a reply even after FIN.
void TestFramedReplies::gapThenHalfClose()
{
    Server server(u"gap:30"_qs, showing());
    ClientSocket client(server);
    client.write("abc");
    halfClose(client);
    QTRY_COMPARE(server.bytes(Direction::Out), "<abc>");
    QTRY_VERIFY(server.session.peers().empty());
    QCOMPARE(server.bytes(Direction::In), "abc");
}

void TestFramedReplies::lastLineWithoutItsEnd()
{
    Server server(u"line"_qs, showing());
    for (int i = 0; i < 3; ++i) {
        ClientSocket client(server);
        client.write("a\nb");
        halfClose(client);
        QTRY_COMPARE(client.peek(100), "<a\n><b>");
    }
    QTRY_VERIFY(server.session.peers().empty());
}

void TestFramedReplies::datagramsAreMessages()
{
    SessionFixture server;
    server.session.setReplies(showing());
    server.session.setFraming(Framing::parse(u"line"_qs).value());
    server.open(u"udp-server://127.0.0.1:0"_qs);
    QTRY_VERIFY(server.isOpen());
    QUdpSocket client;
    QVERIFY(client.bind(QHostAddress::LocalHost));
    client.writeDatagram("a\nb", QHostAddress::LocalHost, server.port());
    QTRY_COMPARE(client.pendingDatagramSize(), 5);
}

void TestFramedReplies::rulesSayTheFraming()
{
    Server server(u"fixed:2"_qs, rules(R"({"framing": "line,drop", "rules": [{"reply": {"text": "<${received}>"}}]})"));
    ClientSocket client(server);
    sendPieces(client, server, {"abcd", "e\nf"});
    QTRY_COMPARE(client.peek(100), "<abcde>");
}

void TestFramedReplies::urlGoesBeforeItsRules()
{
    QTemporaryFile file;
    QVERIFY(file.open());
    file.write(R"({"framing": "line,drop", "rules": [{"reply": {"text": "<${received}>"}}]})");
    file.close();
    for (const auto &[framing, answers] :
         {std::pair(u"&framing=fixed:2"_qs, "<ab><cd>"), std::pair(QString(), "<abcde>")}) {
        SessionFixture server(u"tcp-server://127.0.0.1:0?rules=%1%2"_qs.arg(file.fileName(), framing));
        QTRY_VERIFY(server.isOpen());
        ClientSocket client(server);
        sendPieces(client, server, {"abcd", framing.isEmpty() ? "e\nf" : "e"});
        QTRY_COMPARE(client.peek(100), answers);
    }
}

void TestFramedReplies::changedWhileOpen()
{
    Server server(u"none"_qs, showing());
    ClientSocket client(server);
    sendPieces(client, server, {"a"});
    QTRY_COMPARE(client.peek(100), "<a>");
    server.session.setFraming(Framing::parse(u"line,drop"_qs).value());
    QTRY_VERIFY(othersRest()); // set on the I/O thread
    sendPieces(client, server, {"b", "c\nd"});
    QTRY_COMPARE(client.peek(100), "<a><bc>");
    server.session.setFraming({}); // drops the incomplete message
    QTRY_VERIFY(othersRest());     // set on the I/O thread
    sendPieces(client, server, {"e\n"});
    QTRY_COMPARE(client.peek(100), "<a><bc><e\n>");
    server.session.setFraming(Framing::parse(u"gap:60000"_qs).value());
    QTRY_VERIFY(othersRest()); // set on the I/O thread
    sendPieces(client, server, {"f"});
    server.session.setReplies(nullptr); // while a message is incomplete
    client.disconnectFromHost();
    QTRY_VERIFY(server.session.peers().empty());
}

void TestFramedReplies::badLengthIsTold()
{
    Server server(u"length:size=4"_qs, showing());
    ClientSocket client(server);
    client.write("GET / HTTP/1.1\r\n\r\n");
    QTRY_VERIFY(server.saw(EventCode::FrameBadLength));
    QVERIFY(eventText(server.events.last()).contains(u"1195725856"));
    QTRY_VERIFY(server.logged().contains(EventCode::FrameBadLength));
    client.write(QByteArray(100'000, 'x'));
    QTRY_COMPARE(server.session.counters().rxBytes, quint64(100'018));
    QCOMPARE(server.logged().count(EventCode::FrameBadLength), 1);
    QCOMPARE(server.session.counters().txBytes, quint64(0));
}

/// The framing that the user chose is checked, whether rules reply or not.
void TestFramedReplies::badLengthWithoutRules()
{
    Server server(u"length:size=4"_qs, nullptr);
    ClientSocket client(server);
    sendPieces(client, server, {QByteArray::fromHex("00000002"), "ab", QByteArray::fromHex("7fff"), "zz"});
    QTRY_VERIFY(server.saw(EventCode::FrameBadLength));
    QVERIFY(server.logged().contains(EventCode::FrameBadLength));
    QVERIFY(eventText(server.events.last()).contains(u"2147449466"));
    client.write(QByteArray::fromHex("7fffffff"));
    QTRY_COMPARE(server.session.counters().rxBytes, quint64(14));
    server.session.setReplies(showing()); // the rules see the next message
    QTRY_VERIFY(othersRest());
    ClientSocket other(server);
    other.write(QByteArray::fromHex("0000000161"));
    QTRY_COMPARE(other.peek(100), QByteArray::fromHex("3c00000001613e"));
    QCOMPARE(server.logged().count(EventCode::FrameBadLength), 1);
}

void TestFramedReplies::malformedIsTold()
{
    Server server(u"cobs"_qs, showing());
    ClientSocket client(server);
    client.write(QByteArray::fromHex("05010005010000024100"));
    QTRY_COMPARE(client.peek(100), QByteArray::fromHex("043c413e00"));
    QTRY_VERIFY(server.saw(EventCode::FrameMalformed));
    QVERIFY(eventText(server.events.last()).contains(u"COBS"));
    QCOMPARE(server.logged().count(EventCode::FrameMalformed), 1);
}

/// A datagram is a message; its frame is undone all the same.
void TestFramedReplies::framedDatagrams()
{
    SessionFixture server;
    server.session.setReplies(rules(R"([{"when": {"equals": "ping"}, "reply": {"text": "pong"}}])"));
    server.open(u"udp-server://127.0.0.1:0?protocol=mllp"_qs);
    QTRY_VERIFY(server.isOpen());
    QUdpSocket client;
    QVERIFY(client.bind(QHostAddress::LocalHost));
    client.writeDatagram("\x0bping\x1c\r", QHostAddress::LocalHost, server.port());
    QTRY_VERIFY(client.hasPendingDatagrams());
    QCOMPARE(client.receiveDatagram().data(), "\x0bpong\x1c\r");
}

void TestFramedReplies::replyThatWouldEndItsFrame()
{
    Server server(u"between:02,03"_qs, rules(R"([{"reply": {"hex": "0103"}}])"));
    ClientSocket client(server);
    client.write("\x02x\x03");
    QTRY_VERIFY(server.saw(EventCode::ReplyFailed));
    QVERIFY(eventText(server.events.last()).contains(u"03 at byte 2"));
    QCOMPARE(server.session.counters().txBytes, quint64(0));
}

void TestFramedReplies::tooLongIsTold()
{
    Server server(u"line,drop,max=4"_qs, showing());
    ClientSocket client(server);
    client.write("abcdefgh\nij\n");
    QTRY_COMPARE(client.peek(100), "<abcd><ij>");
    QTRY_VERIFY(server.saw(EventCode::FrameTooLong));
}

void TestFramedReplies::nothingAfterTheLastAnswer()
{
    Server server(u"line"_qs, rules(R"({"reply": {"text": "bye"}, "then": "close"})"));
    ClientSocket client(server);
    client.write("a\nb\nc\nd");
    QTRY_COMPARE(client.state(), QTcpSocket::UnconnectedState);
    QCOMPARE(client.readAll(), "bye");
}

/// Peers that disconnect during a message, or before its gap has passed.
void TestFramedReplies::manyUnfinished()
{
    Server server(u"gap:20"_qs, showing());
    for (int i = 0; i < 100; ++i) {
        ClientSocket client(server);
        client.write("abc");
        QVERIFY(client.waitForBytesWritten(30'000));
        if (i % 2 == 0)
            client.abort();
    }
    QTRY_VERIFY(server.session.peers().empty());
    ClientSocket client(server);
    client.write("last");
    QTRY_COMPARE(client.peek(100), "<last>");
}

QTEST_GUILESS_MAIN(TestFramedReplies)
#include "tst_framedreplies.moc"
