// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "tests/interop/interopfixture.h"
#include "tests/interop/peerprocess.h"

namespace {

constexpr int notAllowed = 77;

/// The hosts of peers/twohosts.py.
class Hosts : public PeerProcess
{
public:
    Hosts() : PeerProcess(u"twohosts"_qs) { }

    bool areReady() { return !after(u"ready"_qs).isEmpty(); }
    bool areImpossible() { return hasEnded() && exitCode() == notAllowed; }
    enum Host { Here, There, Beyond };
    /// The arguments of nsenter for a program that runs there.
    QStringList at(Host host) { return enter(after(u"ready"_qs).section(u' ', host, host)); }
    bool routeGroups() { return after(u"ready"_qs).endsWith(u"yes"); }

private:
    static QStringList enter(const QString &pid)
    {
        return {u"-U"_qs, u"-n"_qs, u"--preserve-credentials"_qs, u"-t"_qs, pid};
    }
};

Hosts *hosts = nullptr;

/// A program on one of the hosts.
class OnHost : public RunningProgram
{
public:
    OnHost(Hosts::Host host, const QStringList &words, const std::optional<QByteArray> &input = {})
        : RunningProgram(u"nsenter"_qs, hosts->at(host) + words, input)
    {
    }

    bool printed(const QByteArray &text) { return out().contains(text); }
    /// How many complete lines contain it.
    qsizetype lines(const QByteArray &text) { return out().count(text); }
};

/// peers/group_peer.py
class Device : public OnHost
{
public:
    explicit Device(const QStringList &options, Hosts::Host host = Hosts::There)
        : OnHost(host, QStringList{u"python3"_qs, QStringLiteral(TEST_PEERS "/group_peer.py")} + options)
    {
    }
    bool isReady() { return printed("listening"); }
};

class Cli : public OnHost
{
public:
    explicit Cli(const QString &url, const QStringList &more = {})
        : OnHost(Hosts::Here,
                 QStringList{QStringLiteral(TEST_CLI), url, u"--timestamps"_qs, u"--duration"_qs, u"50"_qs} + more)
    {
    }
    bool isJoined() { return err().contains(u"Joined"); }
    bool isBound() { return err().contains(u"Bound to"); }
};

} // namespace

/// Groups and broadcasts between hosts in networks of the test's own, with Python programs, socat and tshark at the other
/// end. Skipped if the system does not allow namespaces.
class TestGroups : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void cleanupTestCase() { m_hosts.reset(); }
    void bothWays_data();
    void bothWays();
    void twoGroups();
    void wrongInterface();
    void ttl();
    void loopback();
    void ownIsNoAnswer();
    void sourceFilter();
    void broadcast_data();
    void broadcast();
    void answerFromAnotherPort();
    void socatReceives();
    void socatTalks();
    void goneAndBack();

private:
    std::unique_ptr<Hosts> m_hosts;
};

void TestGroups::initTestCase()
{
    m_hosts = std::make_unique<Hosts>();
    hosts = m_hosts.get();
    QTRY_VERIFY_WITH_TIMEOUT(m_hosts->areReady() || m_hosts->hasEnded(), 60'000);
    if (m_hosts->areImpossible())
        QSKIP(qPrintable(u"the system allows no network of one's own: "_qs + m_hosts->err()));
    QVERIFY2(m_hosts->areReady(), qPrintable(m_hosts->err()));
}

void TestGroups::bothWays_data()
{
    QTest::addColumn<QString>("group");
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("here");
    QTest::addColumn<QString>("there");
    QTest::newRow("IPv4") << u"239.1.2.3"_qs << u"multicast://239.1.2.3:9107?iface=a0"_qs << u"10.71.1.1"_qs
                          << u"10.71.1.2"_qs;
    QTest::newRow("IPv6") << u"ff15::9"_qs << u"multicast://[ff15::9]:9107?iface=a0"_qs << u"fd71::1"_qs
                          << u"fd71::2"_qs;
    QTest::newRow("as a server's address")
        << u"239.1.2.3"_qs << u"udp-server://239.1.2.3:9107?iface=a0"_qs << u"10.71.1.1"_qs << u"10.71.1.2"_qs;
}

/// tshark sees who sent to which group, in which direction.
void TestGroups::bothWays()
{
    QFETCH(QString, group);
    QFETCH(QString, url);
    QFETCH(QString, here);
    QFETCH(QString, there);
    const QTemporaryDir folder;
    const QString capture = folder.filePath(u"log.pcapng"_qs);
    Device device({u"--group"_qs, group, u"--iface"_qs, u"b0"_qs});
    QTRY_VERIFY(device.isReady());
    Cli cli(url, {u"--capture"_qs, capture});
    QTRY_VERIFY2(cli.isJoined(), qPrintable(cli.err()));
    QVERIFY2(cli.err().contains(u"Joined the group %1 on a0 (%2)"_qs.arg(group, here)), qPrintable(cli.err()));
    device.type(u"to %1 9107 question\n"_qs.arg(group).toUtf8());
    QTRY_VERIFY2(cli.printed("question"), cli.out().constData());
    const bool toGroup = !url.startsWith(u"udp-server");
    cli.type("answer\n");
    QTRY_VERIFY2(device.printed(u"heard %1 9107 %2 answer"_qs.arg(here).arg(toGroup ? 1 : 64).toUtf8()),
                 device.out().constData());
    if (toGroup)
        QTRY_VERIFY2(cli.printed(hostAndPort(here, 9107).toUtf8() + " (own) answer"), cli.out().constData());
    cli.signal(SIGTERM);
    QCOMPARE(cli.exitCode(), 0);

    QStringList packets{u"in %1 %2"_qs.arg(there + u":9107"_qs, group + u":9107"_qs),
                        u"out %1 %2"_qs.arg(here + u":9107"_qs, (toGroup ? group : there) + u":9107"_qs)};
    if (toGroup)
        packets.append(u"in %1 %2"_qs.arg(here + u":9107"_qs, group + u":9107"_qs));
    QStringList seen;
    const QString records = captureCheck({u"records"_qs, capture});
    for (const QString &line : records.split(u'\n', Qt::SkipEmptyParts))
        seen.append(line.section(u' ', 0, 2));
    QVERIFY2(seen == packets, qPrintable(records));
    QCOMPARE(captureCheck({u"expert"_qs, capture}).trimmed(), QString());
}

void TestGroups::twoGroups()
{
    Device device({u"--group"_qs, u"239.1.2.3"_qs, u"--iface"_qs, u"b0"_qs});
    QTRY_VERIFY(device.isReady());
    Cli cli(u"multicast://239.1.2.3,239.1.2.4:9107?iface=a0"_qs);
    QTRY_COMPARE(cli.err().count(u"Joined"), 2);
    Cli other(u"multicast://239.1.2.5:9107?iface=a0"_qs); // the second one finds out that the port is shared
    QTRY_VERIFY(other.isJoined());
    device.type("to 239.1.2.5 9107 five\n");
    device.type("to 239.1.2.3 9107 three\n");
    device.type("to 239.1.2.4 9107 four\n");
    QTRY_VERIFY(cli.printed("three") && cli.printed("four"));
    QVERIFY(!cli.printed("five"));
    QTRY_VERIFY(other.printed("five"));
    const bool sharing = cli.err().contains(u"Port 9107 is shared") || other.err().contains(u"Port 9107 is shared");
    QVERIFY2(sharing, qPrintable(other.err()));
}

void TestGroups::wrongInterface()
{
    Device right({u"--group"_qs, u"239.1.2.3"_qs, u"--iface"_qs, u"b0"_qs});
    Device wrong({u"--group"_qs, u"239.1.2.3"_qs, u"--iface"_qs, u"b1"_qs, u"--port"_qs, u"9108"_qs});
    QTRY_VERIFY(right.isReady() && wrong.isReady());
    Cli cli(u"multicast://239.1.2.3:9107?iface=a0"_qs);
    QTRY_VERIFY(cli.isJoined());
    wrong.type("to 239.1.2.3 9107 wrong\n");
    right.type("to 239.1.2.3 9107 right\n");
    QTRY_VERIFY(cli.printed("right"));
    QVERIFY(!cli.printed("wrong"));
    cli.type("back\n");
    QTRY_VERIFY(right.printed("back"));
    QVERIFY(!wrong.printed("back"));
}

/// A TTL of 1 ends at the router.
void TestGroups::ttl()
{
    Device near({u"--group"_qs, u"239.9.9.9"_qs, u"--iface"_qs, u"b0"_qs});
    Device far({u"--group"_qs, u"239.9.9.9"_qs, u"--iface"_qs, u"c1"_qs}, Hosts::Beyond);
    QTRY_VERIFY(near.isReady() && far.isReady());
    Cli one(u"multicast://239.9.9.9:9107?iface=a0"_qs);
    QTRY_VERIFY(one.isJoined());
    one.type("short\n");
    QTRY_VERIFY2(near.printed("heard 10.71.1.1 9107 1 short"), near.out().constData());
    one.signal(SIGTERM);
    QCOMPARE(one.exitCode(), 0);
    Cli four(u"multicast://239.9.9.9:9107?iface=a0&ttl=4"_qs);
    QTRY_VERIFY(four.isJoined());
    four.type("long\n");
    QTRY_VERIFY2(near.printed("heard 10.71.1.1 9107 4 long"), near.out().constData());
    if (!m_hosts->routeGroups())
        QSKIP("the system has no multicast routing: only the TTL on the cable was checked");
    QTRY_VERIFY2(far.printed("heard 10.71.1.1 9107 3 long"), far.out().constData());
    QVERIFY2(!far.printed("short"), far.out().constData());
}

void TestGroups::loopback()
{
    Device device({u"--group"_qs, u"239.1.2.3"_qs, u"--iface"_qs, u"b0"_qs});
    QTRY_VERIFY(device.isReady());
    Cli cli(u"multicast://239.1.2.3:9107?iface=a0&loop=0"_qs);
    QTRY_VERIFY(cli.isJoined());
    cli.type("out\n");
    QTRY_VERIFY(device.printed("out"));
    device.type("to 239.1.2.3 9107 in\n");
    QTRY_VERIFY(cli.printed("in\n"));
    QVERIFY2(!cli.printed("(own)"), cli.out().constData());
}

/// What comes back is neither printed among the answers nor counted.
void TestGroups::ownIsNoAnswer()
{
    Device device({u"--group"_qs, u"239.1.2.3"_qs, u"--iface"_qs, u"b0"_qs});
    QTRY_VERIFY(device.isReady());
    OnHost cli(Hosts::Here,
               {QStringLiteral(TEST_CLI), u"multicast://239.1.2.3:9107?iface=a0"_qs, u"--no-stdin"_qs, u"--send"_qs,
                u"question"_qs, u"--exit-after-recv"_qs, u"1"_qs, u"--stats"_qs});
    QTRY_VERIFY(device.printed("question"));
    QVERIFY(!cli.hasEnded());
    device.type("to 10.71.1.1 9107 answer\n");
    QCOMPARE(cli.exitCode(), 0);
    QCOMPARE(cli.out(), "answer");
    QVERIFY2(cli.err().contains(u"\"rx_records\":2"), qPrintable(cli.err())); // the log has both
}

void TestGroups::sourceFilter()
{
    Device device({u"--group"_qs, u"232.1.2.3"_qs, u"--iface"_qs, u"b0"_qs});
    QTRY_VERIFY(device.isReady());
    Cli cli(u"multicast://232.1.2.3:9107?iface=a0&source=10.71.1.9"_qs);
    QTRY_VERIFY(cli.isJoined());
    QVERIFY2(cli.err().contains(u"only for datagrams from 10.71.1.9"), qPrintable(cli.err()));
    device.type("from 10.71.1.2 to 232.1.2.3 9107 stranger\n");
    device.type("from 10.71.1.9 to 232.1.2.3 9107 wanted\n");
    QTRY_VERIFY(cli.printed("wanted"));
    QVERIFY(!cli.printed("stranger"));
}

void TestGroups::broadcast_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QStringList>("from");
    QTest::newRow("limited, each interface")
        << u"udp://255.255.255.255:9107?local=:9107"_qs << QStringList{u"10.71.1.1"_qs, u"10.72.1.1"_qs};
    QTest::newRow("limited, chosen interface")
        << u"udp://255.255.255.255:9107?local=:9107&iface=a1"_qs << QStringList{u"10.72.1.1"_qs};
    QTest::newRow("limited, interface of the address")
        << u"udp://255.255.255.255:9107?local=10.72.1.1:9107"_qs << QStringList{u"10.72.1.1"_qs};
    QTest::newRow("directed") << u"udp://10.71.1.255:9107?local=:9107"_qs << QStringList{u"10.71.1.1"_qs};
    QTest::newRow("directed, chosen interface")
        << u"udp://10.71.1.255:9107?local=:9107&iface=a0"_qs << QStringList{u"10.71.1.1"_qs};
}

void TestGroups::broadcast()
{
    QFETCH(QString, url);
    QFETCH(QStringList, from);
    Device device({});
    QTRY_VERIFY(device.isReady());
    Cli cli(url);
    QTRY_VERIFY(cli.isBound());
    cli.type("all\n");
    for (const QString &address : from)
        QTRY_VERIFY2(device.printed(u"heard %1 9107 64 all\n"_qs.arg(address).toUtf8()), device.out().constData());
    device.type(u"to %1 9107 answer\n"_qs.arg(from.first()).toUtf8());
    if (url.contains(u"local=:"))
        QTRY_COMPARE(cli.lines("(own) all"), from.size());
    cli.type("end\n");
    QTRY_COMPARE(device.lines(" end\n"), from.size());
    QCOMPARE(device.lines(" all\n"), from.size());
    QTRY_VERIFY2(cli.printed(" answer"), cli.out().constData());
}

/// Visible, with what to do.
void TestGroups::answerFromAnotherPort()
{
    Device device({});
    QTRY_VERIFY(device.isReady());
    Cli strict(u"udp://10.71.1.2:9107?local=:9200"_qs);
    QTRY_VERIFY(strict.isBound());
    strict.type("question\n");
    QTRY_VERIFY(device.printed("question"));
    device.type("from 10.71.1.2 to 10.71.1.1 9200 answer\n");
    QTRY_VERIFY2(strict.err().contains(u"another port"), qPrintable(strict.err()));
    QVERIFY(strict.err().contains(u"any=1"));
    QVERIFY(!strict.printed("answer"));
    Cli open(u"udp://10.71.1.2:9107?local=:9300&any=1"_qs);
    QTRY_VERIFY(open.isBound());
    open.type("question\n");
    QTRY_COMPARE(device.lines("question"), 2);
    device.type("from 10.71.1.2 to 10.71.1.1 9300 answer\n");
    QTRY_VERIFY(open.printed("answer"));
    QTRY_VERIFY2(open.err().contains(u"another port"), qPrintable(open.err()));
}

void TestGroups::socatReceives()
{
    OnHost socat(Hosts::There,
                 {u"socat"_qs, u"-u"_qs, u"-d"_qs, u"-d"_qs,
                  u"UDP4-RECVFROM:9107,ip-add-membership=239.1.2.3:b0,fork"_qs, u"STDOUT"_qs});
    QTRY_VERIFY2(socat.err().contains(u"receiving on"), qPrintable(socat.err()));
    Cli cli(u"multicast://239.1.2.3:9107?iface=a0"_qs);
    QTRY_VERIFY(cli.isJoined());
    cli.type("to socat\n");
    QTRY_VERIFY2(socat.printed("to socat"), qPrintable(socat.err()));
}

void TestGroups::socatTalks()
{
    Cli cli(u"multicast://239.1.2.3:9107?iface=a0"_qs);
    QTRY_VERIFY(cli.isJoined());
    OnHost socat(Hosts::There,
                 {u"socat"_qs, u"STDIO"_qs,
                  u"UDP4-DATAGRAM:239.1.2.3:9107,bind=:9107,ip-add-membership=239.1.2.3:b0,"
                  "ip-multicast-if=10.71.1.2,ip-multicast-loop=0"_qs});
    socat.type("socat speaks\n");
    QTRY_VERIFY2(cli.printed("10.71.1.2:9107 socat speaks"), qPrintable(socat.err()));
    cli.type("socat hears\n");
    QTRY_VERIFY2(socat.printed("socat hears"), qPrintable(socat.err()));
}

/// The interface is deleted, as an adapter that is unplugged, and made again.
void TestGroups::goneAndBack()
{
    const auto onHere = [](const QString &command) {
        OnHost ip(Hosts::Here, command.split(u' '));
        return ip.exitCode() == 0;
    };
    QVERIFY(onHere(u"ip link add usb0 type veth peer name usb1"_qs));
    QVERIFY(onHere(u"ip address add 10.74.1.1/24 dev usb0"_qs));
    QVERIFY(onHere(u"ip link set usb0 up"_qs) && onHere(u"ip link set usb1 up"_qs));
    Cli cli(u"multicast://239.1.2.3:9107?iface=usb0"_qs);
    QTRY_VERIFY(cli.isJoined());
    QVERIFY(onHere(u"ip link delete usb0"_qs));
    QTRY_VERIFY2(cli.err().contains(u"is no longer received on usb0 (10.74.1.1)"), qPrintable(cli.err()));
    QVERIFY(onHere(u"ip link add usb0 type veth peer name usb1"_qs));
    QVERIFY(onHere(u"ip address add 10.74.1.1/24 dev usb0"_qs));
    QVERIFY(onHere(u"ip link set usb0 up"_qs) && onHere(u"ip link set usb1 up"_qs));
    QTRY_COMPARE(cli.err().count(u"Joined the group 239.1.2.3 on usb0 (10.74.1.1)"), 2);
    cli.type("again\n");
    QTRY_VERIFY2(cli.printed("(own) again"), cli.out().constData());
    QVERIFY(onHere(u"ip link delete usb0"_qs));
}

QTEST_GUILESS_MAIN(TestGroups)
#include "tst_groups.moc"
