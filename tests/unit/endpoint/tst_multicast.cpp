// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
// Long because each case needs two hosts of the test's own.
#include "model/endpoint/udp/multicastgroups.h"
#include "tests/unit/endpoint/ownnetwork.h"
#include "tests/unit/endpoint/target.h"
#include "tests/unit/session/sessionfixture.h"

#include <QNetworkDatagram>
#include <QNetworkInterface>
#include <QUdpSocket>

namespace {

constexpr quint16 groupPort = 9107;

/// A socket at the other end of the cable.
class FarSocket : public QUdpSocket
{
public:
    explicit FarSocket(const QHostAddress &address, quint16 port = 0)
    {
        network->inOther([&] { bind(address, port, ShareAddress); });
    }
    /// Sends by the interface `by`, and receives the group on it.
    void useGroup(const QHostAddress &group, const QString &by)
    {
        network->inOther([&] {
            const QNetworkInterface interface = QNetworkInterface::interfaceFromName(by);
            setMulticastInterface(interface);
            joinMulticastGroup(group, interface);
        });
    }
    void say(const QByteArray &text, const QString &to, quint16 port = groupPort)
    {
        network->inOther([&] { writeDatagram(text, QHostAddress(to), port); });
    }
    /// All datagrams so far.
    QByteArrayList heard()
    {
        while (hasPendingDatagrams())
            m_heard.append(receiveDatagram().data());
        return m_heard;
    }

private:
    QByteArrayList m_heard;
};

QHostAddress anyOf(const QString &group)
{
    return QHostAddress(group.contains(u':') ? QHostAddress::AnyIPv6 : QHostAddress::AnyIPv4);
}

QList<Record> dataOf(const SessionFixture &session, Direction direction)
{
    QList<Record> data;
    for (const Record &record : session.records()) {
        if (record.kind == RecordKind::Data && record.direction == direction)
            data.append(record);
    }
    return data;
}

} // namespace

/// Groups and broadcasts between two hosts with two cables, near and near2.
class TestMulticast : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void bothWays_data();
    void bothWays();
    void severalGroups();
    void onlyTheChosenInterface();
    void everyInterface();
    void onlyTheChosenSender();
    void noLoopback();
    void groupAsLocalAddress();
    void sharedByTwo();
    void neverSharedWithUnicast();
    void joinsAgain();
    void cannotJoin_data();
    void cannotJoin();
    void limitedBroadcast_data();
    void limitedBroadcast();
    void directedBroadcast();
    void noReplyToOneself();
    void answerFromAnotherPort();
    void idleWithOwnDatagrams();
    void silence();
};

void TestMulticast::initTestCase()
{
    if (!network->exists())
        QSKIP(qPrintable(u"The system allows no network of one's own: "_qs + network->why));
    network->run("ip link add name off type veth peer name off2"); // never up
    network->addCable("near2", "10.78.1.1/24", "far2", "10.78.1.2/24");
    network->run("ip address add fd77::1/64 dev near nodad");
    network->inOther([] {
        network->run("ip address add fd77::2/64 dev far nodad");
        network->run("ip address add 10.77.1.9/24 dev far");
    });
    QVERIFY2(network->exists(), qPrintable(network->why));
}

void TestMulticast::bothWays_data()
{
    QTest::addColumn<QString>("group");
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("here");
    QTest::newRow("IPv4") << u"239.1.2.3"_qs << u"multicast://239.1.2.3:9107?iface=near"_qs << u"10.77.1.1"_qs;
    QTest::newRow("by address") << u"239.1.2.3"_qs << u"multicast://239.1.2.3:9107?iface=10.77.1.1"_qs
                                << u"10.77.1.1"_qs;
    QTest::newRow("IPv6") << u"ff15::9"_qs << u"multicast://[ff15::9]:9107?iface=near"_qs << u"fd77::1"_qs;
    QTest::newRow("IPv6 with interface") << u"ff15::9"_qs << u"multicast://[ff15::9%near]:9107"_qs << u"fd77::1"_qs;
}

/// The log has the group and the senders as they were; what comes back is marked as own.
void TestMulticast::bothWays()
{
    QFETCH(QString, group);
    QFETCH(QString, url);
    QFETCH(QString, here);
    FarSocket far(anyOf(group), groupPort);
    far.useGroup(QHostAddress(group), u"far"_qs);
    SessionFixture session(url);
    QTRY_VERIFY(session.isOpen());
    QVERIFY(session.saw(EventCode::GroupJoined));
    QCOMPARE(session.session.groups().size(), 1);
    QVERIFY(session.session.groups().first().interface.startsWith(u"near ("));

    far.say("from afar", group);
    QTRY_COMPARE(session.bytes(Direction::In), "from afar");
    const Record received = dataOf(session, Direction::In).first();
    QCOMPARE(received.local.host, QHostAddress(group));
    QCOMPARE(received.local.port, groupPort);
    QCOMPARE(received.remote.host, QHostAddress(group.contains(u':') ? u"fd77::2"_qs : u"10.77.1.2"_qs));
    QVERIFY(!received.own);

    session.session.send({}, "to all");
    QTRY_VERIFY(far.heard().contains("to all"));
    QTRY_COMPARE(dataOf(session, Direction::In).size(), 2);
    const Record own = dataOf(session, Direction::In).last();
    QVERIFY(own.own);
    QCOMPARE(own.payload, "to all");
    QCOMPARE(own.remote, (SocketAddress{QHostAddress(here), groupPort}));
    const Record sent = dataOf(session, Direction::Out).first();
    QCOMPARE(sent.local, (SocketAddress{QHostAddress(here), groupPort}));
    QCOMPARE(sent.remote.host.toString().section(u'%', 0, 0), group);
    QCOMPARE(session.session.counters().txRecords, 1U);
}

void TestMulticast::severalGroups()
{
#if defined(Q_OS_LINUX) && !defined(SOCKETSCOPE_LINUX_SOCKETS)
    QSKIP("This platform file is for systems where a socket receives only the groups that it joined.");
#endif
    FarSocket far(QHostAddress::AnyIPv4);
    far.useGroup(QHostAddress(u"239.1.2.3"_qs), u"far"_qs);
    SessionFixture session(u"multicast://239.1.2.3,239.1.2.4:9107?iface=near"_qs);
    SessionFixture other(u"multicast://239.1.2.5:9107?iface=near"_qs); // of another program
    QTRY_VERIFY(session.isOpen() && other.isOpen());
    QCOMPARE(session.session.groups().size(), 2);
    far.say("5", u"239.1.2.5"_qs);
    far.say("3", u"239.1.2.3"_qs);
    far.say("4", u"239.1.2.4"_qs);
    QTRY_COMPARE(session.bytes(Direction::In), "34");
    QTRY_COMPARE(other.bytes(Direction::In), "5");
}

void TestMulticast::onlyTheChosenInterface()
{
#if defined(Q_OS_LINUX) && !defined(SOCKETSCOPE_LINUX_SOCKETS)
    QSKIP("This platform file is for systems where a socket receives only the groups that it joined.");
#endif
    FarSocket far(QHostAddress::AnyIPv4);
    FarSocket far2(QHostAddress::AnyIPv4);
    far.useGroup(QHostAddress(u"239.1.2.3"_qs), u"far"_qs);
    far2.useGroup(QHostAddress(u"239.1.2.3"_qs), u"far2"_qs);
    SessionFixture session(u"multicast://239.1.2.3:9107?iface=near"_qs);
    SessionFixture other(u"multicast://239.1.2.3:9107?iface=near2"_qs);
    QTRY_VERIFY(session.isOpen() && other.isOpen());
    far2.say("wrong cable", u"239.1.2.3"_qs);
    QTRY_COMPARE(other.bytes(Direction::In), "wrong cable");
    far.say("right cable", u"239.1.2.3"_qs);
    QTRY_COMPARE(session.bytes(Direction::In), "right cable");
    QCOMPARE(other.bytes(Direction::In), "wrong cable");
}

/// Without a choice, groups are joined on all interfaces, and sent to by each.
void TestMulticast::everyInterface()
{
    FarSocket far(QHostAddress(u"239.1.2.3"_qs), groupPort);
    FarSocket far2(QHostAddress(u"239.1.2.3"_qs), groupPort);
    far.useGroup(QHostAddress(u"239.1.2.3"_qs), u"far"_qs);
    far2.useGroup(QHostAddress(u"239.1.2.3"_qs), u"far2"_qs);
    SessionFixture session(u"multicast://239.1.2.3:9107?loop=0"_qs);
    QTRY_VERIFY(session.isOpen());
    QCOMPARE(session.session.groups().size(), 2);
    session.session.send({}, "hello");
    QTRY_COMPARE(dataOf(session, Direction::Out).size(), 2);
    QSet<QString> from;
    for (const Record &record : dataOf(session, Direction::Out))
        from.insert(record.local.host.toString());
    QCOMPARE(from, (QSet<QString>{u"10.77.1.1"_qs, u"10.78.1.1"_qs}));
    QTRY_VERIFY(far.heard().contains("hello") && far2.heard().contains("hello"));
    far.say("a", u"239.1.2.3"_qs);
    far2.say("b", u"239.1.2.3"_qs);
    QTRY_COMPARE(dataOf(session, Direction::In).size(), 2);
}

void TestMulticast::onlyTheChosenSender()
{
    FarSocket wanted(QHostAddress(u"10.77.1.2"_qs));
    FarSocket stranger(QHostAddress(u"10.77.1.9"_qs));
    SessionFixture session(u"multicast://232.1.2.3:9107?iface=near&source=10.77.1.2"_qs);
    QTRY_VERIFY(session.isOpen());
    QCOMPARE(argsOf(session.events, EventCode::GroupJoined).value(2), u"10.77.1.2"_qs);
    stranger.say("no", u"232.1.2.3"_qs);
    wanted.say("yes", u"232.1.2.3"_qs);
    QTRY_COMPARE(session.bytes(Direction::In), "yes");
}

void TestMulticast::noLoopback()
{
    FarSocket far(QHostAddress::AnyIPv4, groupPort);
    far.useGroup(QHostAddress(u"239.1.2.3"_qs), u"far"_qs);
    SessionFixture session(u"multicast://239.1.2.3:9107?iface=near&loop=0"_qs);
    QTRY_VERIFY(session.isOpen());
    session.session.send({}, "out");
    QTRY_VERIFY(far.heard().contains("out"));
    far.say("in", u"239.1.2.3"_qs);
    QTRY_COMPARE(session.bytes(Direction::In), "in");
}

/// What people enter who do not know that groups are joined.
void TestMulticast::groupAsLocalAddress()
{
    FarSocket far(QHostAddress::AnyIPv4);
    far.useGroup(QHostAddress(u"239.1.2.3"_qs), u"far"_qs);
    SessionFixture session(u"udp-server://239.1.2.3:9107?iface=near"_qs);
    QTRY_VERIFY(session.isOpen());
    QVERIFY(session.saw(EventCode::GroupJoined));
    far.say("hello", u"239.1.2.3"_qs);
    QTRY_COMPARE(session.bytes(Direction::In), "hello");
}

/// Two programs receive the same group; the second one says that they share the port. What the one sends is not "own" for
/// the other, although it comes from the same address and port.
void TestMulticast::sharedByTwo()
{
    SessionFixture first(u"multicast://239.1.2.3:9107?iface=near"_qs);
    QTRY_VERIFY(first.isOpen());
    QVERIFY(!first.saw(EventCode::PortShared));
    SessionFixture second(u"multicast://239.1.2.3:9107?iface=near"_qs);
    QTRY_VERIFY(second.isOpen());
#ifdef SOCKETSCOPE_LINUX_SOCKETS // the other platform file does not know who has a port
    QCOMPARE(argsOf(second.events, EventCode::PortShared).value(0), u"9107"_qs);
#endif
    FarSocket far(QHostAddress::AnyIPv4);
    far.useGroup(QHostAddress(u"239.1.2.3"_qs), u"far"_qs);
    far.say("both", u"239.1.2.3"_qs);
    QTRY_COMPARE(first.bytes(Direction::In), "both");
    QTRY_COMPARE(second.bytes(Direction::In), "both");
    first.session.send({}, "1st");
    QTRY_COMPARE(first.bytes(Direction::In), "both1st");
    QTRY_COMPARE(second.bytes(Direction::In), "both1st");
    QVERIFY(dataOf(first, Direction::In).last().own);
    QVERIFY(!dataOf(second, Direction::In).last().own);
    QTRY_COMPARE(second.session.peers().size(), size_t(2)); // far, and the other program
}

void TestMulticast::neverSharedWithUnicast()
{
    SessionFixture group(u"multicast://239.1.2.3:9107?iface=near"_qs);
    QTRY_VERIFY(group.isOpen());
    SessionFixture server(u"udp-server://:9107"_qs);
    QTRY_VERIFY(server.isClosed());
    QVERIFY(server.saw(EventCode::PortInUse));
    group.session.close();
    QTRY_VERIFY(group.isClosed());
    server.open(u"udp-server://:9107"_qs);
    QTRY_VERIFY(server.isOpen());
    group.open(u"multicast://239.1.2.3:9107?iface=near"_qs);
    QTRY_VERIFY(group.isClosed());
    QVERIFY(group.saw(EventCode::PortInUse));
}

void TestMulticast::joinsAgain()
{
    FarSocket far(QHostAddress::AnyIPv4);
    far.useGroup(QHostAddress(u"239.1.2.3"_qs), u"far"_qs);
    SessionFixture session(u"multicast://239.1.2.3:9107?iface=near"_qs);
    QTRY_VERIFY(session.isOpen());
    network->run("ip link set near down");
    QTRY_VERIFY(session.saw(EventCode::GroupLost));
    QTRY_VERIFY(session.session.groups().isEmpty());
    QCOMPARE(argsOf(session.events, EventCode::GroupLost), (QStringList{u"239.1.2.3"_qs, u"near (10.77.1.1)"_qs}));
    session.session.send({}, "nowhere");
    QTRY_VERIFY(session.saw(EventCode::SendFailed));
    network->run("ip link set near up");
    QTRY_COMPARE(session.session.groups().size(), 1);
    far.say("again", u"239.1.2.3"_qs);
    QTRY_COMPARE(session.bytes(Direction::In), "again");
    network->run("ip address add fd77::1/64 dev near nodad"); // lost with the link
    QVERIFY2(network->exists(), qPrintable(network->why));
}

void TestMulticast::cannotJoin_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<EventCode>("why");
    QTest::addColumn<QString>("says");
    QTest::newRow("no such interface") << u"multicast://239.1.2.3:9107?iface=nothere"_qs << EventCode::InterfaceUnknown
                                       << u"nothere"_qs;
    QTest::newRow("no such interface, UDP")
        << u"udp-server://:9107?iface=nothere"_qs << EventCode::InterfaceUnknown << u"near"_qs;
    QTest::newRow("down") << u"multicast://239.1.2.3:9107?iface=off"_qs << EventCode::GroupNotJoined << u"is up"_qs;
    QTest::newRow("too many senders") << u"multicast://232.1.2.3:9107?iface=near&source="_qs + [] {
        QStringList sources;
        for (int i = 1; i < 50; ++i)
            sources.append(u"10.77.1.%1"_qs.arg(i));
        return sources.join(u',');
    }() << EventCode::GroupNotJoined << u"igmp_max_msf"_qs;
}

void TestMulticast::cannotJoin()
{
    QFETCH(QString, url);
    QFETCH(EventCode, why);
    QFETCH(QString, says);
    SessionFixture session(url);
    QTRY_VERIFY(session.isClosed());
    QVERIFY(session.saw(why));
    const QString text = eventText({why, argsOf(session.events, why)});
    QVERIFY2(text.contains(says), qPrintable(text));
}

void TestMulticast::limitedBroadcast_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QByteArrayList>("on1");
    QTest::addColumn<QByteArrayList>("on2");
    QTest::addColumn<bool>("back");
    const QByteArrayList none;
    const QByteArrayList it{"everybody"};
    QTest::newRow("by each interface") << u"udp-server://:9107"_qs << it << it << true;
    QTest::newRow("IPv4 only") << u"udp-server://0.0.0.0:9107"_qs << it << it << true;
    QTest::newRow("by the chosen one") << u"udp-server://:9107?iface=near2"_qs << none << it << true;
    QTest::newRow("by that of the local address") << u"udp-server://10.78.1.1:9107"_qs << none << it << false;
}

void TestMulticast::limitedBroadcast()
{
    QFETCH(QString, url);
    QFETCH(QByteArrayList, on1);
    QFETCH(QByteArrayList, on2);
    QFETCH(bool, back);
    // Bound to the broadcast address of its network, a socket of Linux hears nothing for 255.255.255.255: so by port.
    FarSocket far(QHostAddress(QHostAddress::AnyIPv4), 9107);
    FarSocket marker(QHostAddress(u"10.77.1.2"_qs));
    SessionFixture session(url);
    QTRY_VERIFY(session.isOpen());
    session.session.send(to(u"255.255.255.255"_qs, 9107), "everybody");
    QTRY_COMPARE(dataOf(session, Direction::Out).size(), on1.size() + on2.size());
    QTRY_COMPARE(far.heard().size(), on1.size() + on2.size());
    QSet<QString> from;
    for (const Record &record : dataOf(session, Direction::Out))
        from.insert(record.local.host.toString());
    QCOMPARE(from.contains(u"10.77.1.1"_qs), !on1.isEmpty());
    QCOMPARE(from.contains(u"10.78.1.1"_qs), !on2.isEmpty());
    if (!back)
        return;
    QTRY_COMPARE(dataOf(session, Direction::In).size(), on1.size() + on2.size());
    for (const Record &record : dataOf(session, Direction::In))
        QVERIFY(record.own);
}

void TestMulticast::directedBroadcast()
{
    FarSocket far(QHostAddress::AnyIPv4, 9107);
    SessionFixture session(u"udp://10.78.1.255:9107?local=:9107"_qs);
    QTRY_VERIFY(session.isOpen());
    session.session.send({}, "network 2");
    QTRY_COMPARE(far.heard(), QByteArrayList{"network 2"});
    QTRY_COMPARE(dataOf(session, Direction::In).size(), 1);
    QVERIFY(dataOf(session, Direction::In).first().own);
    QCOMPARE(dataOf(session, Direction::Out).first().local.host.toString(), u"10.78.1.1"_qs);
    far.say("answer", u"10.78.1.1"_qs);
    QTRY_COMPARE(dataOf(session, Direction::In).size(), 2);
    QVERIFY(!dataOf(session, Direction::In).last().own);
}

/// Rules would answer themselves for ever.
void TestMulticast::noReplyToOneself()
{
    FarSocket far(QHostAddress::AnyIPv4, 9107);
    far.useGroup(QHostAddress(u"239.1.2.3"_qs), u"far"_qs);
    SessionFixture session(u"multicast://239.1.2.3:9107?iface=near&reply=echo"_qs);
    QTRY_VERIFY(session.isOpen());
    session.session.send({}, "hello");
    QTRY_COMPARE(session.bytes(Direction::In), "hello");
    far.say("question", u"239.1.2.3"_qs);
    QTRY_VERIFY(far.heard().contains("question"));
    QTRY_COMPARE(session.bytes(Direction::Out), "helloquestion");
}

void TestMulticast::answerFromAnotherPort()
{
    FarSocket asked(QHostAddress(u"10.77.1.2"_qs));
    FarSocket answering(QHostAddress(u"10.77.1.2"_qs));
    SessionFixture session(u"udp-server://:9107"_qs);
    QTRY_VERIFY(session.isOpen());
    session.session.send(to(u"10.77.1.2"_qs, asked.localPort()), "question");
    QTRY_COMPARE(asked.heard().size(), 1);
    answering.say("answer", u"10.77.1.1"_qs);
    QTRY_COMPARE(session.bytes(Direction::In), "answer");
    const auto address = [](const FarSocket &socket) { return u"10.77.1.2:%1"_qs.arg(socket.localPort()); };
    QTRY_COMPARE(argsOf(session.events, EventCode::OtherPortAnswers),
                 (QStringList{address(answering), address(asked)}));

    SessionFixture strict(u"udp://%1"_qs.arg(address(asked)));
    QTRY_VERIFY(strict.isOpen());
    answering.say("ignored", u"10.77.1.1"_qs, strict.port());
    QTRY_COMPARE(argsOf(strict.events, EventCode::OtherPortIgnored),
                 (QStringList{u"1"_qs, address(asked), address(answering)}));
    QVERIFY(strict.bytes(Direction::In).isEmpty());
}

/// What the endpoint hears of itself does not end a silence.
void TestMulticast::idleWithOwnDatagrams()
{
    SessionFixture session(u"multicast://239.1.2.3:9107?iface=near&idle=1"_qs);
    QTRY_VERIFY(session.isOpen());
    const auto idle = [&] { return argsOf(session.events, EventCode::IdleDatagrams); };
    QTRY_VERIFY((session.session.send(to(u"239.1.2.3"_qs, 9107), "x"), !idle().isEmpty()));
    QVERIFY(session.bytes(Direction::In).startsWith('x'));
    const QString text = eventText({EventCode::IdleDatagrams, idle()});
    QVERIFY2(text.startsWith(u"No datagram from others was received on "), qPrintable(text));
}

/// Reported once, unless something was heard.
void TestMulticast::silence()
{
    QUdpSocket socket;
    QVERIFY(socket.bind(QHostAddress::AnyIPv4));
    QList<Event> events;
    const auto count = [&] {
        return std::count_if(events.begin(), events.end(),
                             [](const Event &event) { return event.code == EventCode::GroupSilent; });
    };
    MulticastGroups::Wanted wanted{
        .groups = {QHostAddress(u"239.1.2.3"_qs)}, .sources = {}, .interface = u"near"_qs, .silenceSeconds = 0};
    const auto report = [&](const Event &event) { events.append(event); };
    MulticastGroups groups(socket.socketDescriptor(), wanted, report);
    QVERIFY(groups.join());
    QVERIFY(!groups.refresh());
    QVERIFY(!groups.refresh());
    QCOMPARE(count(), 1);
    wanted.groups = {QHostAddress(u"239.1.2.4"_qs)};
    MulticastGroups heard(socket.socketDescriptor(), wanted, report);
    QVERIFY(heard.join());
    heard.heard();
    QVERIFY(!heard.refresh());
    QCOMPARE(count(), 1);
}

OWN_NETWORK_MAIN(TestMulticast)
#include "tst_multicast.moc"
