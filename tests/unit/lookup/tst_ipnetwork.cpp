// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/lookup/ipnetwork.h"

#include "tests/patience.h"

#include <QProcess>
#include <QRandomGenerator>
#include <QTest>

class TestIpNetwork : public QObject
{
    Q_OBJECT
private slots:
    void networks_data();
    void networks();
    void written_data();
    void written();
    void errors_data();
    void errors();
    void powers();
    void agreesWithPython();
};

void TestIpNetwork::networks_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("expected"); // network, mask, wildcard, last, first host, last host
    QTest::addColumn<quint64>("hosts");
    const auto row = [](const char *text, const char *expected, quint64 hosts) {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(expected).split(u' ') << hosts;
    };
    row("192.168.1.10/24", "192.168.1.0/24 255.255.255.0 0.0.0.255 192.168.1.255 192.168.1.1 192.168.1.254", 254);
    row("192.168.1.130/26", "192.168.1.128/26 255.255.255.192 0.0.0.63 192.168.1.191 192.168.1.129 192.168.1.190", 62);
    row("10.1.2.3/8", "10.0.0.0/8 255.0.0.0 0.255.255.255 10.255.255.255 10.0.0.1 10.255.255.254", 16'777'214);
    row("172.16.37.9/20", "172.16.32.0/20 255.255.240.0 0.0.15.255 172.16.47.255 172.16.32.1 172.16.47.254", 4094);
    row("192.0.2.4/30", "192.0.2.4/30 255.255.255.252 0.0.0.3 192.0.2.7 192.0.2.5 192.0.2.6", 2);
    row("192.0.2.4/31", "192.0.2.4/31 255.255.255.254 0.0.0.1 192.0.2.5 192.0.2.4 192.0.2.5", 2); // RFC 3021
    row("192.0.2.4/32", "192.0.2.4/32 255.255.255.255 0.0.0.0 192.0.2.4 192.0.2.4 192.0.2.4", 1);
    row("1.2.3.4/0", "0.0.0.0/0 0.0.0.0 255.255.255.255 255.255.255.255 0.0.0.1 255.255.255.254", 4'294'967'294);
    row("2001:db8:1:2:3::4/64",
        "2001:db8:1:2::/64 ffff:ffff:ffff:ffff:: ::ffff:ffff:ffff:ffff 2001:db8:1:2:ffff:ffff:ffff:ffff "
        "2001:db8:1:2:: 2001:db8:1:2:ffff:ffff:ffff:ffff",
        0);
    row("fe80::1/10",
        "fe80::/10 ffc0:: 3f:ffff:ffff:ffff:ffff:ffff:ffff:ffff "
        "febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff fe80:: febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
        0);
    row("2001:db8::1/128",
        "2001:db8::1/128 ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff :: 2001:db8::1 2001:db8::1 2001:db8::1", 0);
}

void TestIpNetwork::networks()
{
    QFETCH(QString, text);
    QFETCH(QStringList, expected);
    QFETCH(quint64, hosts);
    const auto network = IpNetwork::parse(text);
    QVERIFY2(network, qPrintable(network ? QString() : network.error().message));
    QCOMPARE((QStringList{network->toString(), network->mask().toString(), network->wildcard().toString(),
                          network->last().toString(), network->firstHost().toString(), network->lastHost().toString()}),
             expected);
    if (!network->isIpv6())
        QCOMPARE(network->hostCount(), hosts);
}

void TestIpNetwork::written_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("address");
    QTest::addColumn<int>("prefix");
    const auto row = [](const char *text, const char *address, int prefix) {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(address) << prefix;
    };
    row("192.168.1.10", "192.168.1.10", -1);
    row("  192.168.1.10 / 24 ", "192.168.1.10", 24);
    row("192.168.1.10 255.255.255.128", "192.168.1.10", 25);
    row("192.168.1.10\t255.255.255.128", "192.168.1.10", 25);
    row("192.168.1.10/255.255.0.0", "192.168.1.10", 16);
    row("192.168.1.10 24", "192.168.1.10", 24);
    row("192.168.1.10 0.0.0.255", "192.168.1.10", 24); // wildcard mask
    row("0.0.0.0/0.0.0.0", "0.0.0.0", 0);
    row("0.0.0.0/255.255.255.255", "0.0.0.0", 32);
    row("::1", "::1", -1);
    row("[::1]", "::1", -1);
    row("2001:DB8:0:0:0:0:0:1/32", "2001:db8::1", 32);
    row("::ffff:192.0.2.1/96", "::ffff:192.0.2.1", 96);
    row("fe80::1%lo/64", "fe80::1%lo", 64);
}

void TestIpNetwork::written()
{
    QFETCH(QString, text);
    QFETCH(QString, address);
    QFETCH(int, prefix);
    const auto network = IpNetwork::parse(text);
    QVERIFY2(network, qPrintable(network ? QString() : network.error().message));
    QCOMPARE(network->address.toString(), address);
    QCOMPARE(network->prefix, prefix);
}

void TestIpNetwork::errors_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("part"); // of the message
    QTest::addColumn<int>("position");
    const auto row = [](const char *text, const char *part, int position) {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(part) << position;
    };
    row("256.1.1.1", "“256.1.1.1” is not an IPv4 address", 0);
    row("1.2.3", "four numbers", 0);
    row("1.2.3.4.5", "four numbers", 0);
    row("010.1.1.1", "leading zeros", 0);
    row("1.2.3.", "four numbers", 0);
    row("1.2.3.-4", "four numbers", 0);
    row("", "four numbers", 0);
    row("1::2::3", "not an IPv6 address", 0);
    row("12345::", "not an IPv6 address", 0);
    row("192.168.1.10/33", "Prefix /33 does not exist: it is a number from 0 to 32", 13);
    row("192.168.1.10/-1", "Prefix /-1 does not exist", 13);
    row("::1/129", "a number from 0 to 128", 4);
    row("192.168.1.10 255.0.255.0", "“255.0.255.0” is not a network mask", 13);
    row("192.168.1.10/x", "“x” is neither a prefix", 13);
    row("192.168.1.10/", "neither a prefix", -2); // anywhere
    row("::1/255.0.0.0", "neither a prefix", 4);
    row("1.2.3.4/5 6", "one prefix", -2);
}

void TestIpNetwork::errors()
{
    QFETCH(QString, text);
    QFETCH(QString, part);
    QFETCH(int, position);
    const auto network = IpNetwork::parse(text);
    QVERIFY(!network);
    QVERIFY2(network.error().message.contains(part), qPrintable(network.error().message));
    if (position >= 0)
        QCOMPARE(network.error().position, position);
}

void TestIpNetwork::powers()
{
    QCOMPARE(powerOfTwo(0), u"1"_qs);
    QCOMPARE(powerOfTwo(10), u"1024"_qs);
    QCOMPARE(powerOfTwo(64), u"18446744073709551616"_qs);
    QCOMPARE(powerOfTwo(128), u"340282366920938463463374607431768211456"_qs);
}

/// 400 random networks, as Python's module ipaddress sees them. It gets our results, and prints those that it finds wrong.
void TestIpNetwork::agreesWithPython()
{
    QRandomGenerator random(1);
    QStringList lines;
    for (int i = 0; i < 400; ++i) {
        QHostAddress address(random.generate());
        int prefix = random.bounded(33);
        if (i % 2 == 1) {
            Q_IPV6ADDR bytes;
            random.fillRange(reinterpret_cast<quint32 *>(bytes.c), 4);
            if (i % 3 == 0)
                std::fill(bytes.c + 3, bytes.c + 9, 0);
            address = QHostAddress(bytes);
            prefix = random.bounded(129);
        }
        const QString written = u"%1/%2"_qs.arg(address.toString()).arg(prefix);
        const auto network = IpNetwork::parse(written);
        QVERIFY2(network, qPrintable(written));
        const bool ipv6 = network->isIpv6();
        lines.append(QStringList{written, network->toString(), network->mask().toString(),
                                 network->wildcard().toString(), network->last().toString(),
                                 network->firstHost().toString(), network->lastHost().toString(),
                                 ipv6 ? powerOfTwo(128 - prefix) : QString::number(network->hostCount())}
                         .join(u' '));
    }
    QProcess python;
    python.start(u"python3"_qs,
                 {u"-c"_qs,
                  u"import sys, ipaddress\n"
                  "checked = 0\n"
                  "for line in sys.stdin:\n"
                  "    written, network, mask, wildcard, last, first_host, last_host, count = line.split()\n"
                  "    n = ipaddress.ip_interface(written).network\n"
                  "    kept = 1 if n.version == 4 and n.prefixlen < 31 else 0\n"
                  "    right = [n, n.netmask, n.hostmask, n[-1], n[kept], n[-1 - kept]]\n"
                  "    ours = [ipaddress.ip_network(network)] + [ipaddress.ip_address(text) for text in\n"
                  "            (mask, wildcard, last, first_host, last_host)]\n"
                  "    if right != ours or int(count) != n.num_addresses - 2 * kept:\n"
                  "        print('wrong:', line, *right)\n"
                  "    checked += 1\n"
                  "print(checked)\n"_qs});
    python.write(lines.join(u'\n').toUtf8());
    python.closeWriteChannel();
    QVERIFY(python.waitForFinished(programPatienceMs));
    QCOMPARE(QString::fromUtf8(python.readAllStandardOutput() + python.readAllStandardError()), u"400\n"_qs);
}

QTEST_GUILESS_MAIN(TestIpNetwork)
#include "tst_ipnetwork.moc"
