// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/endpoint/socketoptions.h"

#include "model/endpoint/system/socketsystem.h"
#include "tests/unit/endpoint/endpointfixture.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <QtEndian>

#include <netinet/in.h>
#include <sys/socket.h>

/// Options of sockets: their text, and that the system has them.
class TestSocketOptions : public QObject
{
    Q_OBJECT
private slots:
    void keepAliveText_data();
    void keepAliveText();
    void dscpText();
    void comparesWithGranted();
    void readsBack_data();
    void readsBack();
    void saysNothingByDefault();
    void ttlOfGroups_data();
    void ttlOfGroups();
    void clientsInherit();
    void unknownInterface();
    void lingerResets_data();
    void lingerResets();
};

namespace {

/// An endpoint and the options that it reads back when it opens.
struct OptionsFixture
{
    explicit OptionsFixture(const QString &url) : fixture(url)
    {
        QObject::connect(fixture.endpoint.get(), &Endpoint::optionsRead, fixture.endpoint.get(),
                         [this](const SocketOptions &options) { read = options; });
    }
    /// The arguments of the newest event of this kind.
    QStringList argsOf(EventCode code) const
    {
        for (auto event = fixture.events.rbegin(); event != fixture.events.rend(); ++event) {
            if (event->code == code)
                return event->args;
        }
        return {};
    }

    EndpointFixture fixture;
    SocketOptions read;
};

/// The descriptor of this process that is connected to a port; -1: none.
int acceptedFrom(quint16 port)
{
    for (int fd = 3; fd < 1024; ++fd) {
        sockaddr_in remote = {};
        socklen_t size = sizeof remote;
        if (::getpeername(fd, reinterpret_cast<sockaddr *>(&remote), &size) == 0 && remote.sin_family == AF_INET
            && qFromBigEndian(remote.sin_port) == port)
            return fd;
    }
    return -1;
}

} // namespace

void TestSocketOptions::keepAliveText_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("written"); // empty: an error
    QTest::newRow("idle") << u"7"_qs << u"7"_qs;
    QTest::newRow("off") << u"0"_qs << u"0"_qs;
    QTest::newRow("interval") << u"7,2"_qs << u"7,2"_qs;
    QTest::newRow("count") << u"7,2,5"_qs << u"7,2,5"_qs;
    QTest::newRow("too many") << u"7,2,5,1"_qs << QString();
    QTest::newRow("too long") << u"32768"_qs << QString();
    QTest::newRow("no interval") << u"7,"_qs << QString();
    QTest::newRow("interval 0") << u"7,0"_qs << QString();
    QTest::newRow("count too large") << u"7,2,128"_qs << QString();
    QTest::newRow("no number") << u"soon"_qs << QString();
}

void TestSocketOptions::keepAliveText()
{
    QFETCH(const QString, text);
    QFETCH(const QString, written);
    const auto parsed = KeepAlive::parse(text);
    QCOMPARE(parsed ? parsed->toString() : QString(), written);
}

void TestSocketOptions::dscpText()
{
    QCOMPARE(parseDscp(u"EF"_qs).value(), 46);
    QCOMPARE(parseDscp(u"af41"_qs).value(), 34);
    QCOMPARE(parseDscp(u"CS6"_qs).value(), 48);
    QCOMPARE(parseDscp(u"63"_qs).value(), 63);
    for (const QString &bad : {u"64"_qs, u"-1"_qs, u"AF44"_qs, u"EF "_qs})
        QVERIFY(!parseDscp(bad));
    QCOMPARE(dscpName(46), u"EF"_qs);
    QCOMPARE(dscpName(7), u"7"_qs);
    for (const QString &name : dscpNames())
        QCOMPARE(dscpName(parseDscp(name).value()), name);
}

void TestSocketOptions::comparesWithGranted()
{
    SocketOptions asked;
    asked.ttl = 5;
    asked.receiveBufferBytes = 1000;
    asked.sendBufferBytes = 1000;
    asked.dscp = 46;
    SocketOptions granted;
    granted.ttl = 6;
    granted.receiveBufferBytes = 2000; // as Linux reports it
    granted.sendBufferBytes = 4608;
    granted.dscp = 46;
    granted.noDelay = true;
    QCOMPARE(asked.notIn(granted), QStringList({u"ttl=5"_qs, u"sndbuf=1000"_qs}));
    QCOMPARE(granted.common(asked).toText(),
             QStringList({u"ttl=6"_qs, u"dscp=EF"_qs, u"sndbuf=4608"_qs, u"rcvbuf=2000"_qs}));
}

void TestSocketOptions::readsBack_data()
{
    QTest::addColumn<QString>("url"); // %1: the port of a server
    for (const char *url :
         {"tcp-server://127.0.0.1:0?", "tcp-server://[::1]:0?", "tcp-server://:0?", "tcp://127.0.0.1:%1?",
          "udp-server://127.0.0.1:0?", "udp-server://:0?", "udp://127.0.0.1:%1?", "udp://239.255.0.7:%1?"})
        QTest::newRow(url) << QString::fromLatin1(url);
}

void TestSocketOptions::readsBack()
{
    QFETCH(QString, url);
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    url.replace(u"%1"_qs, QString::number(server.serverPort()));
    const bool isTcp = url.startsWith(u"tcp");
    OptionsFixture opened(url + u"ttl=7&dscp=AF41&sndbuf=20000&rcvbuf=30000"_qs
                          + (isTcp ? u"&keepalive=9,4,2&nodelay=0&linger=0"_qs : QString()));
    QTRY_VERIFY(opened.fixture.isOpen());
    QVERIFY(!opened.fixture.saw(EventCode::OptionRefused));
    const QStringList args = opened.argsOf(EventCode::OptionsSet);
    QCOMPARE(args.size(), 3);
    const QString expected =
        (isTcp ? u"keepalive=9,4,2, nodelay=0, linger=0, "_qs : QString()) + u"ttl=7, dscp=AF41, "_qs;
    QVERIFY2(args[1].startsWith(expected), qPrintable(args[1]));
    QVERIFY2(eventText({EventCode::OptionsSet, args}).contains(expected), qPrintable(args[1]));
    QCOMPARE(opened.fixture.events.count({EventCode::OptionsSet, args}), 1);
}

void TestSocketOptions::saysNothingByDefault()
{
    OptionsFixture opened(u"tcp-server://127.0.0.1:0"_qs);
    QTRY_VERIFY(opened.fixture.isOpen());
    QVERIFY(!opened.fixture.saw(EventCode::OptionsSet));
}

void TestSocketOptions::ttlOfGroups_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<bool>("toGroups");
    for (const char *url : {"udp://239.255.0.7:9107", "udp-server://239.255.0.7:0",
                            "multicast://239.255.0.7:9107?iface=lo", "udp://[ff15::7]:9107"})
        QTest::newRow(url) << QString::fromLatin1(url) << true;
    QTest::newRow("unicast") << u"udp://127.0.0.1:9107"_qs << false;
}

/// Of groups it is 1, if no other is set.
void TestSocketOptions::ttlOfGroups()
{
    QFETCH(const QString, url);
    QFETCH(const bool, toGroups);
    OptionsFixture opened(url);
    QTRY_VERIFY(opened.fixture.isOpen() || opened.fixture.isClosed());
    if (url.contains(u'[') && !opened.fixture.isOpen())
        QSKIP("This computer has no IPv6 multicast.");
    QVERIFY(opened.fixture.isOpen());
    opened.fixture.endpoint->close();
    QTRY_VERIFY(opened.fixture.isClosed());
    opened.fixture.endpoint->open(); // now its options are seen
    QTRY_VERIFY(opened.fixture.isOpen());
    QVERIFY(opened.read.ttl.has_value());
    QCOMPARE(*opened.read.ttl == 1, toGroups);
}

/// The system, not this program, passes a server's options on to its clients.
void TestSocketOptions::clientsInherit()
{
    EndpointFixture server(u"tcp-server://127.0.0.1:0?ttl=7&dscp=EF&keepalive=9,4,2"_qs);
    QTRY_VERIFY(server.isOpen());
    QTcpSocket client;
    client.connectToHost(QHostAddress::LocalHost, server.port());
    QTRY_COMPARE(server.peers.size(), 1);
    const QStringList options = socketsystem::options(acceptedFrom(client.localPort())).toText();
    for (const QString &option : {u"ttl=7"_qs, u"dscp=EF"_qs, u"keepalive=9,4,2"_qs, u"nodelay=1"_qs})
        QVERIFY2(options.contains(option), qPrintable(options.join(u' ')));
}

void TestSocketOptions::unknownInterface()
{
    EndpointFixture tcp(u"tcp://127.0.0.1:1?iface=nosuch0"_qs);
    QTRY_VERIFY(tcp.isClosed());
    QVERIFY(tcp.saw(EventCode::ScopeUnknown));
}

void TestSocketOptions::lingerResets_data()
{
    QTest::addColumn<QString>("how");
    QTest::newRow("we close") << u"close"_qs;
    QTest::newRow("after the peer's FIN") << u"peer"_qs;
    QTest::newRow("a rule closes") << u"rule"_qs;
    QTest::newRow("a rule closes after the peer's FIN") << u"rule, peer"_qs;
    QTest::newRow("half-closed for too long") << u"half-closed"_qs;
}

void TestSocketOptions::lingerResets()
{
    QFETCH(const QString, how);
    EndpointFixture server(u"tcp-server://127.0.0.1:0?linger=0"_qs);
    QTRY_VERIFY(server.isOpen());
    QTcpSocket client;
    client.connectToHost(QHostAddress::LocalHost, server.port());
    QTRY_COMPARE(server.peers.size(), 1);
    QTRY_COMPARE(client.state(), QAbstractSocket::ConnectedState);
    const PeerId peer = server.peers[0].id;
    const bool isRule = how.startsWith(u"rule");
    if (isRule && how.endsWith(u"peer"))
        server.endpoint->holdPeer(peer, true);
    if (how == u"half-closed")
        server.endpoint->setHalfClosedTimeout(10);
    if (how == u"close")
        server.endpoint->disconnectPeer(peer, false);
    else if (how != u"rule")
        ::shutdown(int(client.socketDescriptor()), SHUT_WR);
    if (isRule) {
        QTRY_COMPARE(server.logged().contains(EventCode::ClosedByPeer), how.endsWith(u"peer"));
        Reply last;
        last.bytes = "bye";
        last.then = Reply::Then::Close;
        server.endpoint->reply(peer, std::move(last));
    }
    QTRY_VERIFY(server.logged().contains(EventCode::ResetHere));
    QVERIFY(!server.logged().contains(EventCode::ClosedHere));
    QCOMPARE(server.bytes(Direction::Out), isRule ? "bye" : "");
    QTRY_COMPARE(client.state(), QAbstractSocket::UnconnectedState);
    if (!how.endsWith(u"peer"))
        QCOMPARE(client.error(), QAbstractSocket::RemoteHostClosedError);
}

QTEST_GUILESS_MAIN(TestSocketOptions)
#include "tst_socketoptions.moc"
