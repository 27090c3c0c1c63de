// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
// Long because the tables have a row for each thing that is explained.
#include "model/lookup/addressrange.h"
#include "model/lookup/explanation.h"
#include "model/lookup/question.h"

#include "tests/patience.h"

#include <QFile>
#include <QProcess>
#include <QRandomGenerator>
#include <QTest>

namespace {

/// The facts as lines `name: value (note)`.
QString linesOf(const Facts &facts)
{
    QString lines;
    for (const Fact &fact : facts)
        lines +=
            fact.name + u": "_qs + fact.value + (fact.note.isEmpty() ? QString() : u" ("_qs + fact.note + u')') + u'\n';
    return lines;
}

} // namespace

class TestExplanation : public QObject
{
    Q_OBJECT
private slots:
    void ranges_data();
    void ranges();
    void rangesAgreeWithPython();
    void addresses_data();
    void addresses();
    void absent_data();
    void absent();
    void ports_data();
    void ports();
    void servicesAreThoseOfTheTable();
    void questions_data();
    void questions();
    void badQuestions_data();
    void badQuestions();
};

void TestExplanation::ranges_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("network");
    QTest::addColumn<QString>("rfc");
    const auto row = [](const char *address, const char *kind, const char *network, const char *rfc) {
        QTest::newRow(address) << QString::fromUtf8(address) << QString::fromUtf8(kind) << QString::fromUtf8(network)
                               << QString::fromUtf8(rfc);
    };
    // The registries of IANA for special-purpose addresses (RFC 6890), with the first and last address of each block.
    row("0.0.0.0", "Unspecified", "0.0.0.0/32", "RFC 1122");
    row("0.1.2.3", "This network", "0.0.0.0/8", "RFC 791");
    row("9.255.255.255", "Public", "", "");
    row("10.0.0.0", "Private", "10.0.0.0/8", "RFC 1918");
    row("10.255.255.255", "Private", "10.0.0.0/8", "RFC 1918");
    row("11.0.0.0", "Public", "", "");
    row("100.63.255.255", "Public", "", "");
    row("100.64.0.0", "Shared", "100.64.0.0/10", "RFC 6598");
    row("100.127.255.255", "Shared", "100.64.0.0/10", "RFC 6598");
    row("100.128.0.0", "Public", "", "");
    row("127.0.0.1", "Loopback", "127.0.0.0/8", "RFC 1122");
    row("127.255.255.254", "Loopback", "127.0.0.0/8", "RFC 1122");
    row("169.254.7.8", "Link-local", "169.254.0.0/16", "RFC 3927");
    row("172.15.255.255", "Public", "", "");
    row("172.16.0.0", "Private", "172.16.0.0/12", "RFC 1918");
    row("172.31.255.255", "Private", "172.16.0.0/12", "RFC 1918");
    row("172.32.0.0", "Public", "", "");
    row("192.0.2.1", "Documentation", "192.0.2.0/24", "RFC 5737");
    row("192.168.255.255", "Private", "192.168.0.0/16", "RFC 1918");
    row("192.169.0.0", "Public", "", "");
    row("198.17.255.255", "Public", "", "");
    row("198.19.255.255", "Benchmarking", "198.18.0.0/15", "RFC 2544");
    row("198.51.100.7", "Documentation", "198.51.100.0/24", "RFC 5737");
    row("203.0.113.7", "Documentation", "203.0.113.0/24", "RFC 5737");
    row("223.255.255.255", "Public", "", "");
    row("224.0.0.251", "Multicast", "224.0.0.0/24", "RFC 5771");
    row("224.0.1.1", "Multicast", "224.0.0.0/4", "RFC 5771");
    row("232.1.2.3", "Multicast", "232.0.0.0/8", "RFC 4607");
    row("239.1.2.3", "Multicast", "239.0.0.0/8", "RFC 2365");
    row("240.0.0.1", "Reserved", "240.0.0.0/4", "RFC 1112");
    row("255.255.255.254", "Reserved", "240.0.0.0/4", "RFC 1112");
    row("255.255.255.255", "Limited broadcast", "255.255.255.255/32", "RFC 919");
    row("::", "Unspecified", "::/128", "RFC 4291");
    row("::1", "Loopback", "::1/128", "RFC 4291");
    row("::ffff:1.2.3.4", "IPv4-mapped", "::ffff:0:0/96", "RFC 4291");
    row("64:ff9b::192.0.2.33", "NAT64", "64:ff9b::/96", "RFC 6052");
    row("100::1", "Discard", "100::/64", "RFC 6666");
    row("2001:0:4136:e378:8000:63bf:3fff:fdd2", "Teredo", "2001::/32", "RFC 4380");
    row("2001:db8::1", "Documentation", "2001:db8::/32", "RFC 3849");
    row("2001:4860:4860::8888", "Global unicast", "2000::/3", "RFC 4291");
    row("2002:c000:204::1", "6to4", "2002::/16", "RFC 3056");
    row("3fff::1", "Documentation", "3fff::/20", "RFC 9637");
    row("fd00::1", "Unique local", "fc00::/7", "RFC 4193");
    row("fe80::1%lo", "Link-local", "fe80::/10", "RFC 4291");
    row("fec0::1", "Site-local", "fec0::/10", "RFC 3879");
    row("ff02::1", "Multicast", "ff00::/8", "RFC 4291");
    row("4000::1", "Reserved", "::/0", "RFC 4291");
}

void TestExplanation::ranges()
{
    QFETCH(QString, address);
    QFETCH(QString, kind);
    QFETCH(QString, network);
    QFETCH(QString, rfc);
    const AddressRange range = AddressRange::of(QHostAddress(address));
    QCOMPARE(range.kind, kind);
    QCOMPARE(range.network, network);
    QCOMPARE(range.rfc, rfc);
    QVERIFY(!range.meaning.isEmpty());
}

/// The kinds that Python's module ipaddress has a word for.
void TestExplanation::rangesAgreeWithPython()
{
    QRandomGenerator random(2);
    QStringList addresses;
    QStringList expected;
    const quint8 firsts[] = {0, 10, 127, 169, 172, 192, 198, 203, 224, 239, 240, 255, 8};
    for (int i = 0; i < 600; ++i) {
        quint32 ipv4 = random.generate();
        if (i % 3 != 0)
            ipv4 = (ipv4 & 0xffffff) | quint32(firsts[i % std::size(firsts)]) << 24;
        QHostAddress address(ipv4);
        if (i % 2 == 1) {
            Q_IPV6ADDR bytes;
            random.fillRange(reinterpret_cast<quint32 *>(bytes.c), 4);
            if (i % 3 != 0)
                bytes.c[0] = i % 7 == 0 ? 0xfe : i % 5 == 0 ? 0xfd : 0xff;
            if (i % 7 == 0)
                bytes.c[1] = 0x80;
            address = QHostAddress(bytes);
        }
        addresses.append(address.toString());
        const AddressRange range = AddressRange::of(address);
        const QString known = range.kind == u"Loopback" || range.kind == u"Multicast" || range.kind == u"Link-local"
            ? range.kind
            : range.rfc == u"RFC 1918" || range.rfc == u"RFC 4193" ? u"local"_qs
                                                                   : u"other"_qs;
        expected.append(known);
    }
    QProcess python;
    python.start(u"python3"_qs,
                 {u"-c"_qs,
                  u"import sys, ipaddress\n"
                  "local = [ipaddress.ip_network(n) for n in\n"
                  "         ('10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7')]\n"
                  "for line in sys.stdin:\n"
                  "    a = ipaddress.ip_address(line.strip())\n"
                  "    print('Loopback' if a.is_loopback else 'Multicast' if a.is_multicast else\n"
                  "          'Link-local' if a.is_link_local else\n"
                  "          'local' if any(a in n for n in local) else 'other')\n"_qs});
    python.write(addresses.join(u'\n').toUtf8());
    python.closeWriteChannel();
    QVERIFY(python.waitForFinished(programPatienceMs));
    const QStringList lines = QString::fromUtf8(python.readAllStandardOutput()).split(u'\n', Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), expected.size());
    for (qsizetype i = 0; i < lines.size(); ++i)
        QCOMPARE(addresses[i] + u' ' + expected[i], addresses[i] + u' ' + lines[i]);
}

void TestExplanation::addresses_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("line"); // is among the facts
    const auto row = [](const char *address, const char *line) {
        QTest::addRow("%s, %s", address, line) << QString::fromUtf8(address) << QString::fromUtf8(line);
    };
    row("192.168.1.10/24", "Network: 192.168.1.0/24\n");
    row("192.168.1.10/24", "Mask in binary: 11111111.11111111.11111111.00000000\n");
    row("192.168.1.10/24", "Wildcard mask: 0.0.0.255\n");
    row("192.168.1.10/24", "Broadcast address: 192.168.1.255\n");
    row("192.168.1.10/24", "First host: 192.168.1.1\n");
    row("192.168.1.10/24", "Last host: 192.168.1.254\n");
    row("192.168.1.10/24", "Hosts: 254 (2^8 − 2)\n");
    row("192.168.1.10/24", "Network in binary: 11000000.10101000.00000001.00000000 (The address AND the mask)\n");
    row("192.168.1.10/24",
        "Broadcast in binary: 11000000.10101000.00000001.11111111 (The address OR the wildcard mask)\n");
    row("192.168.1.10/24", "Next network: 192.168.2.0/24\n");
    row("192.168.1.10/24", "Previous network: 192.168.0.0/24\n");
    row("192.168.1.70/26", "Next network: 192.168.1.128/26\n");
    row("192.168.1.70/26", "Subnets in its class: 4 (of this size in 192.168.1.0/24: 2^2)\n");
    row("10.1.2.3/16", "Subnets in its class: 256 (of this size in 10.0.0.0/8: 2^8)\n");
    row("223.255.255.9/24", "Next network: 224.0.0.0/24\n");
    row("239.1.2.3/8", "First address: 239.0.0.0\n");
    row("239.1.2.3/8", "Addresses: 16777216 (2^24)\n");
    row("fe80::1%nonexist",
        "Interface: nonexist (fe80::1%nonexist: this computer has no network interface “nonexist”.");
    row("fe80::1%25lo", "Interface: lo (On this computer, but without a link-local address");
    row("fe80::1%lo", "Kind: Link-local (Only in its own network (fe80::/10");
    row("fe80::1", "Kind: Link-local (Only in its own network; needs the interface: fe80::1%eth0");
    row("ff05::1:3", "Group: DHCPv6 servers\n");
    row("192.168.1.10/24", "This address: Host 10 (of 254)\n");
    row("192.168.1.10/24", "Class: C (192.0.0.0 – 223.255.255.255, default mask 255.255.255.0)\n");
    row("192.168.1.10/24", "Binary: 11000000.10101000.00000001.00001010\n");
    row("192.168.1.10/24", "Hexadecimal: 0xC0A8010A\n");
    row("192.168.1.10/24", "Decimal: 3232235786\n");
    row("192.168.1.10/24", "Reverse DNS name: 10.1.168.192.in-addr.arpa\n");
    row("192.168.1.0/24", "This address: Network (");
    row("192.168.1.255/24", "This address: Broadcast (");
    row("192.168.1.255/16", "This address: Host 511 (of 65534)\n");
    row("192.0.2.4/31", "Hosts: 2 (A link between two hosts, without a broadcast address (RFC 3021))\n");
    row("192.0.2.5/31", "This address: Host 2 (of 2)\n");
    row("172.16.5.4", "Network: 172.16.0.0/16 (By its class."); // class B
    row("126.0.0.1", "Class: A (");                             // RFC 791, 3.2
    row("128.0.0.1", "Class: B (");
    row("191.255.0.1", "Class: B (");
    row("224.0.0.1", "Class: D (224.0.0.0 – 239.255.255.255)\n");
    row("250.1.1.1", "Class: E (");
    row("224.0.0.251", "Group: mDNS\n");
    row("224.0.0.251", "Ethernet address: 01:00:5e:00:00:fb ("); // RFC 1112, 6.4
    row("239.255.255.250", "Ethernet address: 01:00:5e:7f:ff:fa (");
    row("2001:db8::ff00:42:8329", "Address: 2001:db8::ff00:42:8329\n"); // RFC 5952
    row("2001:0db8:0000:0000:0000:ff00:0042:8329", "Address: 2001:db8::ff00:42:8329\n");
    row("2001:db8::ff00:42:8329", "Full form: 2001:0db8:0000:0000:0000:ff00:0042:8329\n");
    // RFC 4291, appendix A: MAC 34-56-78-9A-BC-DE
    row("fe80::3656:78ff:fe9a:bcde", "Hardware address (MAC): 34:56:78:9a:bc:de (");
    row("fe80::3656:78ff:fe9a:bcde", "Interface identifier: 3656:78ff:fe9a:bcde (");
    row("2001:db8::/32", "Addresses: 79228162514264337593543950336 (2^96)\n");
    row("2001:db8::/32", "Networks in it: 4294967296 (");
    row("2001:db8::/32", "Last address: 2001:db8:ffff:ffff:ffff:ffff:ffff:ffff\n");
    row("ff02::1", "Scope: This link (Scope 2 (RFC 7346))\n");
    row("ff05::1:3", "Scope: The site (");
    row("ff0e::101", "Scope: The whole Internet (");
    row("ff02::fb", "Group: mDNS\n");
    row("ff15::1", "Lifetime: Temporary (");
    row("ff02::1:ff28:9c5a", "Group: Solicited node (Of the addresses that end with 28:9c5a (RFC 4291))\n");
    row("ff02::1:ff28:9c5a", "Ethernet address: 33:33:ff:28:9c:5a ("); // RFC 2464, 7
    row("::ffff:192.0.2.128", "IPv4 address in it: 192.0.2.128 (Documentation)\n");
    row("::ffff:192.0.2.128/120", "First address: ::ffff:192.0.2.0\n");
    row("64:ff9b::192.0.2.33", "IPv4 address in it: 192.0.2.33 (Documentation)\n"); // RFC 6052, 2.4
    row("2002:c000:204::1", "IPv4 address in it: 192.0.2.4 (Of the 6to4 router)\n");
    row("2001:0:4136:e378:8000:63bf:3fff:fdd2", "IPv4 address in it: 65.54.227.120 (Of the Teredo server)\n");
    row("2001:0:4136:e378:8000:63bf:3fff:fdd2",
        "IPv4 address in it: 192.0.2.45 (The client's external (NAT) address, port 40000)\n");
    row("fe80::5efe:192.0.2.1", "IPv4 address in it: 192.0.2.1 (ISATAP (RFC 5214))\n");
    row("4321:0:1:2:3:4:567:89ab", // RFC 3596, 2.5
        "Reverse DNS name: b.a.9.8.7.6.5.0.4.0.0.0.3.0.0.0.2.0.0.0.1.0.0.0.0.0.0.0.1.2.3.4.ip6.arpa\n");
    row("fe80::1%lo", "Interface: lo (");
}

void TestExplanation::addresses()
{
    QFETCH(QString, address);
    QFETCH(QString, line);
    const auto network = IpNetwork::parse(address);
    QVERIFY(network);
    const QString lines = linesOf(explainAddress(*network));
    QVERIFY2(lines.startsWith(line) || lines.contains(u'\n' + line), qPrintable(lines));
}

void TestExplanation::absent_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("name");
    QTest::newRow("no broadcast on a link of two") << u"192.0.2.4/31"_qs << u"Broadcast address"_qs;
    QTest::newRow("no hosts of groups") << u"239.1.2.3/8"_qs << u"Hosts"_qs;
    QTest::newRow("no broadcast to groups") << u"239.1.2.3/8"_qs << u"Broadcast address"_qs;
    QTest::newRow("nothing before the first") << u"0.0.0.0/8"_qs << u"Previous network"_qs;
    QTest::newRow("nothing after the last") << u"192.168.1.1/0"_qs << u"Next network"_qs;
    QTest::newRow("no subnets of the whole class") << u"192.168.1.1/24"_qs << u"Subnets in its class"_qs;
    QTest::newRow("no network of a group") << u"224.0.0.1"_qs << u"Network"_qs;
    QTest::newRow("no MAC") << u"2001:db8::1"_qs << u"Hardware address (MAC)"_qs;
    QTest::newRow("no class") << u"2001:db8::1"_qs << u"Class"_qs;
    QTest::newRow("no IPv4 address") << u"2001:db8::1"_qs << u"IPv4 address in it"_qs;
    QTest::newRow("no interface of loopback") << u"::1"_qs << u"Interface identifier"_qs;
}

void TestExplanation::absent()
{
    QFETCH(QString, address);
    QFETCH(QString, name);
    for (const Fact &fact : explainAddress(IpNetwork::parse(address).value()))
        QVERIFY2(fact.name != name, qPrintable(fact.value));
}

void TestExplanation::ports_data()
{
    QTest::addColumn<int>("port");
    QTest::addColumn<QString>("kind");
    QTest::newRow("0") << 0 << u"Any free port"_qs;
    QTest::newRow("1") << 1 << u"System port (well known)"_qs;
    QTest::newRow("1023") << 1023 << u"System port (well known)"_qs;
    QTest::newRow("1024") << 1024 << u"User port (registered)"_qs;
    QTest::newRow("49151") << 49151 << u"User port (registered)"_qs;
    QTest::newRow("49152") << 49152 << u"Dynamic port (private)"_qs;
    QTest::newRow("65535") << 65535 << u"Dynamic port (private)"_qs;
}

void TestExplanation::ports()
{
    QFETCH(int, port);
    QFETCH(QString, kind);
    const Facts facts = explainPort(quint16(port));
    QCOMPARE(facts[0].value, QString::number(port));
    QCOMPARE(facts[1].value, kind);
}

void TestExplanation::servicesAreThoseOfTheTable()
{
    QFile table(u"/etc/services"_qs);
    if (!table.open(QIODevice::ReadOnly))
        QSKIP("This system has no table of services.");
    int checked = 0;
    for (const QByteArray &line : table.readAll().split('\n')) {
        const QByteArrayList fields = line.left(line.indexOf('#')).simplified().split(' ');
        const QByteArrayList port = fields.value(1).split('/');
        if (port.size() != 2 || (port[1] != "tcp" && port[1] != "udp"))
            continue;
        const QString name = QString::fromLatin1(fields[0]);
        const QString protocol = QString::fromLatin1(port[1]).toUpper();
        const QString lines = linesOf(explainService(name));
        QVERIFY2(lines.contains(u"Port (%1): "_qs.arg(protocol)), qPrintable(name + u'\n' + lines));
        const QString back = linesOf(explainPort(quint16(port[0].toUInt())));
        QVERIFY2(back.contains(u"Service (%1): "_qs.arg(protocol)), qPrintable(name + u'\n' + back));
        ++checked;
    }
    QVERIFY(checked > 20);
    QVERIFY(explainService(u"no-such-service"_qs).isEmpty());
    QVERIFY(linesOf(explainPort(80)).contains(u"Service (TCP): http"_qs));
    QVERIFY(linesOf(explainService(u"http"_qs)).contains(u"Port (TCP): 80 (Service http"_qs));
}

void TestExplanation::questions_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("network"); // its address, with its prefix
    QTest::addColumn<int>("port");        // -1: none
    const auto row = [](const char *text, const char *name, const char *network, int port) {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(name) << QString::fromUtf8(network) << port;
    };
    row("www.example.org", "www.example.org", "", -1);
    row(" localhost ", "localhost", "", -1);
    row("http", "http", "", -1);
    row("4you.example", "4you.example", "", -1);
    row("1.2.3.4.example", "1.2.3.4.example", "", -1);
    row("8080", "", "", 8080);
    row("0", "", "", 0);
    row(":8080", "", "", 8080);
    row("192.168.1.10", "", "192.168.1.10/-1", -1);
    row("192.168.1.10/24", "", "192.168.1.10/24", -1);
    row("192.168.1.10 255.255.255.0", "", "192.168.1.10/24", -1);
    row("192.168.1.10:80", "", "192.168.1.10/-1", 80);
    row("::1", "", "::1/-1", -1);
    row("2001:db8::/32", "", "2001:db8::/32", -1);
    row("[::1]", "", "::1/-1", -1);
    row("[::1]:http", "", "::1/-1", 80);
    row("example.org:443", "example.org", "", 443);
    row("tcp://example.org:80?nodelay=0", "example.org", "", 80);
    row("http://example.org/index.html", "example.org", "", -1);
    row("192.168.1.10 netmask 255.255.255.0", "", "192.168.1.10/24", -1);
    row("192.168.1.10 MASK 255.255.255.0", "", "192.168.1.10/24", -1);
    row("80/tcp", "", "", 80);
    row("ssh/TCP", "ssh", "", -1);
    row("0xC0A8010A", "", "192.168.1.10/-1", -1);
    row("3232235786", "", "192.168.1.10/-1", -1);
    row("１９２．168。1。1０/２４", "", "192.168.1.10/24", -1);
    row("８０８０", "", "", 8080);
    row("中国", "中国", "", -1);
    row("example.org.", "example.org.", "", -1);
}

void TestExplanation::questions()
{
    QFETCH(QString, text);
    QFETCH(QString, name);
    QFETCH(QString, network);
    QFETCH(int, port);
    const auto question = Question::parse(text);
    QVERIFY2(question, qPrintable(question ? QString() : question.error().message));
    QCOMPARE(question->name, name);
    QCOMPARE(question->network ? u"%1/%2"_qs.arg(question->network->address.toString()).arg(question->network->prefix)
                               : QString(),
             network);
    QCOMPARE(question->port ? int(*question->port) : -1, port);
}

void TestExplanation::badQuestions_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("part"); // of the message
    const auto row = [](const char *text, const char *part) {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(part);
    };
    row("", "Enter a name, an address, a network or a port.");
    row("65536", "Port 65536 does not exist");
    row("example.org:65536", "Port 65536 does not exist");
    row("example.org:nosuch", "neither a port number nor a known service name");
    row("256.1.1.1", "not an IPv4 address");
    row("192.168.1.10/40", "Prefix /40 does not exist");
    row("1.2", "four numbers");
    row("two words", "neither a name, an address, a network nor a port");
    row("host/24", "neither a name, an address, a network nor a port");
    row("192.168.1.*", "is not one address");
    row("10.0.0.1,10.0.0.2", "is not one address");
    row("10.0.0.1-10.0.0.9", "is not one address");
    row("a,b", "neither a name, an address, a network nor a port");
    row("user@host", "neither a name, an address, a network nor a port");
    row("\x1b[31mx", "“␛[31mx” is neither a name");
    row("1.2.3.4:\x1b[31m", "“1.2.3.4:␛[31m” is neither a name");
    row("a\u202eb", "“a<U+202E>b” is neither a name");
    row("00:11:22:aa:bb:cc", "hardware address (MAC)");
    row("00-11-22-AA-BB-CC", "hardware address (MAC)");
    row("4294967296", "Port 4294967296 does not exist");
    row("70000", "Port 70000 does not exist");
    QTest::newRow("long") << QString(255, u'x') << u"at most 253 characters; this one has 255."_qs;
}

void TestExplanation::badQuestions()
{
    QFETCH(QString, text);
    QFETCH(QString, part);
    const auto question = Question::parse(text);
    QVERIFY(!question);
    QVERIFY2(question.error().message.contains(part), qPrintable(question.error().message));
}

QTEST_GUILESS_MAIN(TestExplanation)
#include "tst_explanation.moc"
