// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/endpoint/udp/udpendpoint.h"
#include "model/files/filedescriptor.h"
#include "tests/unit/endpoint/target.h"
#include "tests/unit/session/sessionfixture.h"

#include <QNetworkInterface>
#include <QTest>
#include <QUdpSocket>

#include <netinet/in.h>
#include <sys/socket.h>

namespace {

/// 127.0.0.0 plus `number`.
sockaddr_in loopback(quint32 number, quint16 port)
{
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl((127U << 24) + number);
    address.sin_port = htons(port);
    return address;
}

} // namespace

class TestUdp : public QObject
{
    Q_OBJECT
private slots:
    void exactDatagrams();
    void repliesToTheLastSender();
    void defaultRemote();
    void onlyTheTargetIsHeard_data();
    void onlyTheTargetIsHeard();
    void anySenderIsHeard_data();
    void anySenderIsHeard();
    void bindsTheFamilyOfTheTarget_data();
    void bindsTheFamilyOfTheTarget();
    void targetOfAnotherFamily();
    void ipv6();
    void realLocalAddress();
    void tooLarge();
    void nobodyToSendTo();
    void portUnreachable();
    void portIsNotShared();
    void kernelDropsAreCounted();
    void peersAreBounded();
};

void TestUdp::exactDatagrams()
{
    SessionFixture udp;
    udp.open(u"udp-server://:0"_qs);
    QTRY_VERIFY(udp.isOpen());
    QUdpSocket a;
    QUdpSocket b;
    const QByteArrayList sent{"one", "", "two\nlines", QByteArray(65507, 'x'), QByteArray("\0\xff", 2)};
    for (const QByteArray &datagram : sent) {
        QCOMPARE(a.writeDatagram(datagram, QHostAddress::LocalHost, udp.port()), datagram.size());
        QTRY_COMPARE(udp.session.counters().rxRecords, quint64(sent.indexOf(datagram) + 1));
    }
    b.writeDatagram("other", QHostAddress::LocalHost, udp.port());
    QTRY_COMPARE(udp.session.counters().rxRecords, quint64(sent.size() + 1));
    QByteArrayList got;
    for (const Record &record : udp.records()) {
        if (record.kind == RecordKind::Data)
            got.append(record.payload);
    }
    QCOMPARE(got, sent + QByteArrayList{"other"});
    QTRY_COMPARE(udp.session.peers().size(), size_t(2));
    QCOMPARE(udp.session.peers()[0].remote.toString(), u"127.0.0.1:%1"_qs.arg(a.localPort()));
}

void TestUdp::repliesToTheLastSender()
{
    SessionFixture udp;
    udp.open(u"udp-server://127.0.0.1:0"_qs);
    QTRY_VERIFY(udp.isOpen());
    QUdpSocket a;
    QUdpSocket b;
    QVERIFY(a.bind(QHostAddress::LocalHost) && b.bind(QHostAddress::LocalHost));
    Target last;
    last.kind = Target::Kind::LastSender;
    for (QUdpSocket *socket : {&a, &b, &a}) {
        const quint64 before = udp.session.counters().rxRecords;
        socket->writeDatagram("hello", QHostAddress::LocalHost, udp.port());
        QTRY_COMPARE(udp.session.counters().rxRecords, before + 1);
        udp.session.send(last, "reply");
        QTRY_VERIFY(socket->hasPendingDatagrams());
        char buffer[16];
        QCOMPARE(socket->readDatagram(buffer, sizeof buffer), 5);
    }
    QTRY_COMPARE(udp.session.counters().txBytes, 15U);
}

void TestUdp::defaultRemote()
{
    QUdpSocket receiver;
    QVERIFY(receiver.bind(QHostAddress::LocalHost));
    SessionFixture udp;
    udp.open(u"udp://localhost:%1"_qs.arg(receiver.localPort()));
    QTRY_VERIFY(udp.isOpen());
    udp.session.send({}, "to the default");
    QTRY_VERIFY(receiver.hasPendingDatagrams());
    QTRY_COMPARE(udp.bytes(Direction::Out), "to the default");
    // An empty message is a datagram of its own.
    udp.session.send({}, "");
    QTRY_COMPARE(udp.session.counters().txRecords, 2U);
}

void TestUdp::onlyTheTargetIsHeard_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<QHostAddress>("address");
    QTest::newRow("IPv4") << u"127.0.0.1"_qs << QHostAddress(QHostAddress::LocalHost);
    QTest::newRow("IPv6") << u"[::1]"_qs << QHostAddress(QHostAddress::LocalHostIPv6);
    QTest::newRow("this computer") << u"0.0.0.0"_qs << QHostAddress(QHostAddress::LocalHost);
}

/// Neither another address nor another port of the same one; their datagrams are counted and reported, at the end too.
void TestUdp::onlyTheTargetIsHeard()
{
    QFETCH(QString, host);
    QFETCH(QHostAddress, address);
    QUdpSocket target;
    QUdpSocket stranger;
    QVERIFY(target.bind(address) && stranger.bind(address));
    SessionFixture udp;
    udp.open(u"udp://%1:%2"_qs.arg(host).arg(target.localPort()));
    QTRY_VERIFY(udp.isOpen());
    stranger.writeDatagram("stranger", address, udp.port()); // of two, the first might be reported alone
    target.writeDatagram("answer", address, udp.port());
    QTRY_COMPARE(udp.bytes(Direction::In), "answer");
    QTRY_VERIFY(udp.saw(EventCode::OtherPortIgnored));
    QCOMPARE(udp.session.counters().rxRecords, 1U);
    const Event report = udp.events.last();
    QCOMPARE(report.args,
             (QStringList{u"1"_qs, hostAndPort(address.toString(), target.localPort()),
                          hostAndPort(address.toString(), stranger.localPort())}));
    QVERIFY(!isFailure(report.code));
    for (int i = 0; i < 100; ++i)
        stranger.writeDatagram("more", address, udp.port());
    target.writeDatagram("last", address, udp.port());
    QTRY_COMPARE(udp.bytes(Direction::In), "answerlast");
    udp.session.close();
    QTRY_VERIFY(udp.isClosed());
    quint64 ignored = 0;
    for (const Event &event : std::as_const(udp.events))
        ignored += event.code == EventCode::OtherPortIgnored ? event.args.first().toULongLong() : 0;
    QCOMPARE(ignored, 101U);
    QCOMPARE(udp.logged().count(EventCode::OtherPortIgnored), 2);
}

void TestUdp::anySenderIsHeard_data()
{
    QTest::addColumn<QString>("url");
    QTest::newRow("as wished") << u"udp://127.0.0.1:9?any=1"_qs;
    QTest::newRow("broadcast") << u"udp://255.255.255.255:9"_qs;
    QTest::newRow("broadcast of a network") << u"udp://127.255.255.255:9"_qs;
    QTest::newRow("group") << u"udp://224.0.0.251:9"_qs;
    QTest::newRow("IPv6 group") << u"udp://[ff02::fb]:9"_qs;
    QTest::newRow("server") << u"udp-server://:0"_qs;
}

void TestUdp::anySenderIsHeard()
{
    QFETCH(QString, url);
    const auto networks = QNetworkInterface::interfaceFromName(u"lo"_qs).addressEntries();
    const bool hasBroadcast = std::any_of(networks.begin(), networks.end(), [](const QNetworkAddressEntry &entry) {
        return entry.broadcast() == QHostAddress(u"127.255.255.255"_qs);
    });
    if (url.contains(u"127.255") && !hasBroadcast)
        QSKIP("the loopback interface of this computer has no broadcast address");
    SessionFixture udp;
    udp.open(url);
    QTRY_VERIFY(udp.isOpen());
    const QHostAddress to(url.contains(u"ff02") ? QHostAddress::LocalHostIPv6 : QHostAddress::LocalHost);
    QUdpSocket somebody;
    somebody.writeDatagram("hello", to, udp.port());
    QTRY_COMPARE(udp.bytes(Direction::In), "hello");
}

void TestUdp::bindsTheFamilyOfTheTarget_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QHostAddress>("local");
    QTest::newRow("IPv4") << u"udp://127.0.0.1:9"_qs << QHostAddress(QHostAddress::AnyIPv4);
    QTest::newRow("IPv6") << u"udp://[::1]:9"_qs << QHostAddress(QHostAddress::AnyIPv6);
    QTest::newRow("both wished") << u"udp://127.0.0.1:9?local=[::]:0"_qs << QHostAddress(QHostAddress::AnyIPv6);
    QTest::newRow("one address") << u"udp://127.0.0.1:9?local=127.0.0.2:0"_qs << QHostAddress(u"127.0.0.2"_qs);
}

void TestUdp::bindsTheFamilyOfTheTarget()
{
    QFETCH(QString, url);
    QFETCH(QHostAddress, local);
    SessionFixture udp;
    udp.open(url);
    QTRY_VERIFY(udp.isOpen());
    QCOMPARE(udp.session.localAddress().host, local);
    // The other family's port is free, unless both are bound.
    QUdpSocket other;
    const bool both = local == QHostAddress(QHostAddress::AnyIPv6) && !url.contains(u"::1");
    const auto family =
        local.protocol() == QAbstractSocket::IPv4Protocol ? QHostAddress::LocalHostIPv6 : QHostAddress::LocalHost;
    QCOMPARE(other.bind(QHostAddress(family), udp.port(), QUdpSocket::DontShareAddress), !both);
    udp.session.send({}, "x");
    QTRY_COMPARE(udp.session.counters().txRecords, 1U);
}

void TestUdp::targetOfAnotherFamily()
{
    SessionFixture udp;
    udp.open(u"udp://[::1]:9?local=127.0.0.1:0"_qs);
    QTRY_VERIFY(udp.isClosed());
    QVERIFY(udp.saw(EventCode::FamiliesDiffer));
    SessionFixture tcp;
    tcp.open(u"tcp://127.0.0.1:9?local=[::1]:0"_qs);
    QTRY_VERIFY(tcp.isClosed());
    QVERIFY(tcp.saw(EventCode::FamiliesDiffer));
}

void TestUdp::ipv6()
{
    SessionFixture udp;
    udp.open(u"udp-server://[::1]:0"_qs);
    QTRY_VERIFY(udp.isOpen());
    QUdpSocket socket;
    QVERIFY(socket.bind(QHostAddress::LocalHostIPv6));
    socket.writeDatagram("six", QHostAddress::LocalHostIPv6, udp.port());
    QTRY_COMPARE(udp.bytes(Direction::In), "six");
    udp.session.send(to(u"::1"_qs, socket.localPort()), "back");
    QTRY_VERIFY(socket.hasPendingDatagrams());
}

/// Bound to every interface, the log still has the destination address of each datagram.
void TestUdp::realLocalAddress()
{
    SessionFixture udp;
    udp.open(u"udp-server://:0"_qs);
    QTRY_VERIFY(udp.isOpen());
    QUdpSocket socket;
    QVERIFY(socket.bind(QHostAddress::LocalHost));
    socket.writeDatagram("x", QHostAddress(u"127.0.0.5"_qs), udp.port());
    QTRY_COMPARE(udp.session.counters().rxRecords, 1U);
    QCOMPARE(udp.records().last().local.host.toString(), u"127.0.0.5"_qs);
    udp.session.send(to(u"127.0.0.1"_qs, socket.localPort()), "y");
    QTRY_COMPARE(udp.session.counters().txRecords, 1U);
    QCOMPARE(udp.records().last().local.host.toString(), u"127.0.0.1"_qs);
}

void TestUdp::tooLarge()
{
    SessionFixture udp;
    udp.open(u"udp://127.0.0.1:9"_qs);
    QTRY_VERIFY(udp.isOpen());
    udp.session.send({}, QByteArray(65508, 'x'));
    QTRY_VERIFY(udp.saw(EventCode::DatagramTooLarge));
    QCOMPARE(udp.session.counters().txRecords, 0U);
}

void TestUdp::nobodyToSendTo()
{
    SessionFixture udp;
    udp.open(u"udp-server://127.0.0.1:0"_qs);
    QTRY_VERIFY(udp.isOpen());
    Target last;
    last.kind = Target::Kind::LastSender;
    udp.session.send(last, "x");
    QTRY_VERIFY(udp.saw(EventCode::NoPeer));
    udp.session.send(to(u"no-such-host.invalid"_qs, 9), "x");
    QTRY_VERIFY_WITH_TIMEOUT(udp.saw(EventCode::HostNotFound), 30'000);
}

/// ICMP "port unreachable" is reported, and the socket goes on.
void TestUdp::portUnreachable()
{
#ifndef SOCKETSCOPE_LINUX_SOCKETS
    QSKIP("This platform file does not report ICMP errors.");
#endif
    // Connected to itself, it keeps the port from others, and the system answers as if nobody had it.
    QUdpSocket keeper;
    QVERIFY(keeper.bind(QHostAddress::LocalHost));
    const quint16 unused = keeper.localPort();
    const sockaddr_in itself = loopback(1, unused);
    QCOMPARE(::connect(int(keeper.socketDescriptor()), reinterpret_cast<const sockaddr *>(&itself), sizeof itself), 0);
    SessionFixture udp;
    udp.open(u"udp-server://:0"_qs);
    QTRY_VERIFY(udp.isOpen());
    udp.session.send(to(u"127.0.0.1"_qs, unused), "anybody?");
    QTRY_VERIFY(udp.saw(EventCode::PortUnreachable));
    QCOMPARE(udp.events.last().args, QStringList{u"127.0.0.1:%1"_qs.arg(unused)});
    QUdpSocket socket;
    socket.writeDatagram("still there", QHostAddress::LocalHost, udp.port());
    QTRY_COMPARE(udp.bytes(Direction::In), "still there");
}

/// Two programs on one port would each get some of the datagrams.
void TestUdp::portIsNotShared()
{
    QUdpSocket other;
    QVERIFY(other.bind(QHostAddress::LocalHost, 0, QUdpSocket::ShareAddress));
    SessionFixture udp;
    udp.open(u"udp-server://127.0.0.1:%1"_qs.arg(other.localPort()));
    QTRY_VERIFY(udp.isClosed());
    QVERIFY(udp.saw(EventCode::PortInUse));
}

void TestUdp::kernelDropsAreCounted()
{
#ifndef SOCKETSCOPE_LINUX_SOCKETS
    QSKIP("This platform file does not know what the system dropped.");
#endif
    SessionFixture udp;
    udp.open(u"udp-server://127.0.0.1:0?rcvbuf=1"_qs); // the smallest that the system grants
    QTRY_VERIFY(udp.isOpen());
    QUdpSocket socket;
    constexpr int count = 20;
    // Larger than that buffer: none of them can be received.
    for (int i = 0; i < count; ++i)
        QCOMPARE(socket.writeDatagram(QByteArray(60'000, 'x'), QHostAddress::LocalHost, udp.port()), 60'000);
    QTRY_VERIFY(udp.session.counters().kernelDrops > 0);
    QTRY_COMPARE(udp.session.counters().kernelDrops + udp.session.counters().rxRecords, quint64(count));
    QTRY_VERIFY(udp.saw(EventCode::KernelDrops));
}

/// However many senders there are, the list of peers is bounded; the log has all, each with its address.
void TestUdp::peersAreBounded()
{
    constexpr quint32 bound = UdpPeers::maxCount;
    constexpr quint32 more = 500;
    SessionFixture udp;
    udp.open(u"udp-server://127.0.0.1:0"_qs);
    QTRY_VERIFY(udp.isOpen());
    const sockaddr_in to = loopback(1, udp.port());
    const auto sendFrom = [&to](quint32 number) {
        const FileDescriptor fd(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
        const sockaddr_in from = loopback((1 << 16) + number, 0); // each has an address of its own
        return ::bind(fd.get(), reinterpret_cast<const sockaddr *>(&from), sizeof from) == 0
            && ::sendto(fd.get(), &number, sizeof number, 0, reinterpret_cast<const sockaddr *>(&to), sizeof to)
            == sizeof number;
    };
    PeerId first = PeerId::None;
    for (quint32 number = 0; number < bound + more; ++number) {
        QVERIFY(sendFrom(number));
        if ((number + 1) % 100 != 0)
            continue;
        // As many as fit into the smallest buffer.
        QVERIFY(QTest::qWaitFor([&] { return udp.session.counters().rxRecords == number + 1; }, 30'000));
        QVERIFY(udp.session.peers().size() <= bound);
        if (number < 100) {
            QTRY_VERIFY(!udp.session.peers().empty());
            first = udp.session.peers().front().id;
        }
    }
    QTRY_COMPARE(udp.session.peers().size(), size_t(more)); // those after the limit was reached
    QCOMPARE(std::count_if(udp.events.begin(), udp.events.end(),
                           [](const Event &event) { return event.code == EventCode::PeersForgotten; }),
             1);
    QVERIFY(sendFrom(0)); // has another number by now
    QTRY_COMPARE(udp.session.peers().size(), size_t(more) + 1);
    Target forgotten;
    forgotten.kind = Target::Kind::One;
    forgotten.peer = first;
    udp.session.send(forgotten, "x");
    QTRY_VERIFY(udp.saw(EventCode::NoPeer));
    udp.session.close();
    QTRY_VERIFY(udp.isClosed());
    QTRY_VERIFY(udp.session.peers().empty());

    quint32 expected = 0;
    QSet<PeerId> peers;
    for (const Record &record : udp.records()) {
        if (record.kind != RecordKind::Data)
            continue;
        const quint32 number = expected++ % (bound + more);
        QCOMPARE(record.payload, QByteArray(reinterpret_cast<const char *>(&number), sizeof number));
        QCOMPARE(record.remote.host.toIPv4Address(), (127U << 24) + (1 << 16) + number);
        peers.insert(record.peer);
    }
    QCOMPARE(expected, bound + more + 1);
    QCOMPARE(peers.size(), qsizetype(bound) + more + 1);
}

QTEST_GUILESS_MAIN(TestUdp)
#include "tst_udp.moc"
