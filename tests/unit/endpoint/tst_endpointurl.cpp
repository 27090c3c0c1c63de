// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
// Long because the tables have a row for each mistake in a URL.
#include "model/endpoint/address/hostport.h"
#include "model/endpoint/endpointurl.h"
#include "model/endpoint/system/localsocket.h"
#include "model/endpoint/urloptions.h"
#include "model/types.h"

#include <QTest>

namespace {

EndpointUrl make(Role role, const QString &localHost, quint16 localPort, const QString &remoteHost = {},
                 quint16 remotePort = 0)
{
    EndpointUrl url;
    url.role = role;
    url.localHost = localHost;
    url.localPort = localPort;
    url.remoteHost = remoteHost;
    url.remotePort = remotePort;
    return url;
}

} // namespace

class TestEndpointUrl : public QObject
{
    Q_OBJECT
private slots:
    void parses_data();
    void parses();
    void localPaths_data();
    void localPaths();
    void options();
    void tls();
    void relays();
    void optionsWithoutEffect();
    void refuses_data();
    void refuses();
    void ports_data();
    void ports();
};

void TestEndpointUrl::parses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<EndpointUrl>("url");
    QTest::addColumn<QString>("normal"); // the result of toString()
    const auto row = [](const char *name, const QString &text, const EndpointUrl &url, const QString &normal = {}) {
        QTest::newRow(name) << text << url << (normal.isEmpty() ? text : normal);
    };
    row("server", u"tcp-server://:8080"_qs, make(Role::TcpServer, {}, 8080));
    row("server on an address", u"tcp-server://127.0.0.1:0"_qs, make(Role::TcpServer, u"127.0.0.1"_qs, 0));
    row("server on IPv6", u"tcp-server://[::1]:9000"_qs, make(Role::TcpServer, u"::1"_qs, 9000));
    row("client", u"tcp://host.example:80"_qs, make(Role::TcpClient, {}, 0, u"host.example"_qs, 80));
    row("client to IPv6", u"tcp://[fe80::1%lo]:80"_qs, make(Role::TcpClient, {}, 0, u"fe80::1%lo"_qs, 80));
    row("client from a port", u"tcp://h:80?local=127.0.0.1:5000"_qs,
        make(Role::TcpClient, u"127.0.0.1"_qs, 5000, u"h"_qs, 80));
    row("udp", u"udp://255.255.255.255:7788?local=:8080"_qs, make(Role::Udp, {}, 8080, u"255.255.255.255"_qs, 7788));
    row("udp server", u"udp-server://:8080"_qs, make(Role::Udp, {}, 8080));
    row("scope as in RFC 6874", u"tcp://[fe80::1%25lo]:80"_qs, make(Role::TcpClient, {}, 0, u"fe80::1%lo"_qs, 80),
        u"tcp://[fe80::1%lo]:80"_qs);
    row("scope by number", u"tcp-server://[fe80::1%1]:80"_qs, make(Role::TcpServer, u"fe80::1%1"_qs, 80));
    row("escaped scope of the near end", u"tcp://h:80?local=[fe80::1%25lo]:0"_qs,
        make(Role::TcpClient, u"fe80::1%lo"_qs, 0, u"h"_qs, 80));
    row("scope of the near end", u"tcp://h:80?local=[fe80::1%lo]:0"_qs,
        make(Role::TcpClient, u"fe80::1%lo"_qs, 0, u"h"_qs, 80), u"tcp://h:80?local=[fe80::1%25lo]:0"_qs);
    EndpointUrl any = make(Role::Udp, {}, 0, u"h"_qs, 80);
    any.anySender = true;
    row("any sender", u"udp://h:80?any=1"_qs, any);
    row("group", u"multicast://239.1.2.3:9107"_qs, make(Role::Multicast, {}, 0, u"239.1.2.3"_qs, 9107));
    row("groups", u"multicast://239.1.2.3,239.1.2.4:9107"_qs,
        make(Role::Multicast, {}, 0, u"239.1.2.3,239.1.2.4"_qs, 9107));
    row("group given twice", u"multicast://239.1.2.3,239.1.2.3:9107"_qs,
        make(Role::Multicast, {}, 0, u"239.1.2.3"_qs, 9107), u"multicast://239.1.2.3:9107"_qs);
    row("mapped group", u"multicast://[::ffff:239.1.2.3]:9107"_qs, make(Role::Multicast, {}, 0, u"239.1.2.3"_qs, 9107),
        u"multicast://239.1.2.3:9107"_qs);
    row("IPv6 groups", u"multicast://[ff15::1],[ff15::2]:9107"_qs,
        make(Role::Multicast, {}, 0, u"ff15::1,ff15::2"_qs, 9107));
    row("group with an interface", u"multicast://[ff02::fb%25lo]:9107"_qs,
        make(Role::Multicast, {}, 0, u"ff02::fb%lo"_qs, 9107), u"multicast://[ff02::fb%lo]:9107"_qs);
    EndpointUrl group = make(Role::Multicast, {}, 0, u"239.1.2.3"_qs, 9107);
    group.interface = u"eth0"_qs;
    group.sources = u"10.0.0.1,10.0.0.2"_qs;
    group.ttl = 4;
    group.loop = false;
    row("group with options", u"multicast://239.1.2.3:9107?ttl=4&iface=eth0&source=10.0.0.1,10.0.0.2&loop=0"_qs, group);
    EndpointUrl broadcast = make(Role::Udp, {}, 0, u"255.255.255.255"_qs, 7788);
    broadcast.interface = u"eth0"_qs;
    row("broadcast by an interface", u"udp://255.255.255.255:7788?iface=eth0"_qs, broadcast);
    row("service name", u"tcp://h:http"_qs, make(Role::TcpClient, {}, 0, u"h"_qs, 80), u"tcp://h:80"_qs);
    row("spaces around", u" tcp://h:80 \n"_qs, make(Role::TcpClient, {}, 0, u"h"_qs, 80), u"tcp://h:80"_qs);
    row("every interface as netstat prints it", u"tcp-server://*:80"_qs, make(Role::TcpServer, {}, 80),
        u"tcp-server://:80"_qs);
    row("empty options", u"tcp://h:80?&timeout=10000&&"_qs, make(Role::TcpClient, {}, 0, u"h"_qs, 80),
        u"tcp://h:80"_qs);
    row("service name in capitals", u"tcp://h:HTTP"_qs, make(Role::TcpClient, {}, 0, u"h"_qs, 80), u"tcp://h:80"_qs);
    row("capitals and slash", u"TCP://h:80/"_qs, make(Role::TcpClient, {}, 0, u"h"_qs, 80), u"tcp://h:80"_qs);
}

void TestEndpointUrl::parses()
{
    QFETCH(QString, text);
    QFETCH(EndpointUrl, url);
    QFETCH(QString, normal);
    const auto parsed = EndpointUrl::parse(text);
    QVERIFY2(parsed.has_value(), parsed ? "" : qPrintable(parsed.error().message));
    QVERIFY(*parsed == url);
    QCOMPARE(parsed->toString(), normal);
    QVERIFY(*EndpointUrl::parse(normal) == url);
}

void TestEndpointUrl::localPaths_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("normal");
    const QString here = QDir::currentPath();
    const auto row = [](const char *name, const QString &text, const QString &path, const QString &normal = {}) {
        QTest::newRow(name) << text << path << (normal.isEmpty() ? text : normal);
    };
    row("server", u"unix-server:///run/my.sock"_qs, u"/run/my.sock"_qs);
    row("client", u"unix:///run/my.sock"_qs, u"/run/my.sock"_qs);
    if (localsocket::hasAbstractNames())
        row("abstract", u"unix://@my.sock"_qs, u"@my.sock"_qs);
    row("option", u"unix-server:///s?mode=0660"_qs, u"/s"_qs);
    row("default option", u"unix-server:///s?mode=600"_qs, u"/s"_qs, u"unix-server:///s"_qs);
    row("escapes", u"unix:///a%20b%3Fc%25"_qs, u"/a b?c%"_qs);
    row("as typed", u"unix:///a b%"_qs, u"/a b%"_qs, u"unix:///a%20b%25"_qs);
    row("other letters", u"unix:///ü"_qs, u"/ü"_qs, u"unix:///%C3%BC"_qs);
    const auto relative = [&](const char *name, const QString &text, const QString &path) {
        row(name, text, path, u"unix://"_qs + encodedPath(path));
    };
    relative("relative", u"unix://a/b"_qs, here + u"/a/b"_qs);
    relative("relative with a dot", u"unix://./@b"_qs, here + u"/@b"_qs);
    relative("home", u"unix://~/b"_qs, QDir::homePath() + u"/b"_qs);
}

void TestEndpointUrl::localPaths()
{
    QFETCH(QString, text);
    QFETCH(QString, path);
    QFETCH(QString, normal);
    const auto parsed = EndpointUrl::parse(text);
    QVERIFY2(parsed.has_value(), parsed ? "" : qPrintable(parsed.error().message));
    QCOMPARE(parsed->path, path);
    QCOMPARE(parsed->toString(), normal);
    QVERIFY(*EndpointUrl::parse(normal) == *parsed);
}

void TestEndpointUrl::options()
{
    const QString text =
        u"tcp://h:1?encoding=GBK&capture=/tmp/a%20b.pcapng&timeout=250&keepalive=7&half-closed=90&rcvbuf=65536&"_qs
        + u"nodelay=0&reconnect=1"_qs;
    EndpointUrl elsewhere = EndpointUrl::parse(u"tcp://h:1?reconnect=1&local=:5"_qs).value();
    elsewhere.role = Role::TcpServer; // options that do not apply are not written
    QCOMPARE(elsewhere.toString(), u"tcp-server://:5"_qs);
    const QString served = u"tcp-server://:0?reply=files=/tmp/a%20b"_qs;
    QCOMPARE(EndpointUrl::parse(served)->reply, u"files=/tmp/a b"_qs);
    QCOMPARE(EndpointUrl::parse(served)->toString(), served);
    QCOMPARE(EndpointUrl::parse(u"udp://h:1?rules=r.json"_qs)->rulesFile, u"r.json"_qs);
    const QString framed = u"tcp-server://:0?reply=echo&framing=length:size=2,offset=2,adjust=-4"_qs;
    QCOMPARE(EndpointUrl::parse(framed)->framing.length.adjust, -4);
    QCOMPARE(EndpointUrl::parse(framed)->toString(), framed);
    QVERIFY(EndpointUrl::parse(u"tcp-server://:0?framing=delimiter:'%26'"_qs)->framing.delimiter == "&");
    const QString protocol = u"udp-server://:0?protocol=jt808"_qs;
    QCOMPARE(EndpointUrl::parse(protocol)->protocol, u"jt808"_qs);
    QCOMPARE(EndpointUrl::parse(protocol)->toString(), protocol);
    QCOMPARE(EndpointUrl::parse(protocol)->messages().toString(), u"between:7E,7E,escape=jt808"_qs);
    QCOMPARE(EndpointUrl::parse(u"tcp://h:1?protocol=jt808&framing=line"_qs)->messages().toString(), u"line"_qs);
    QCOMPARE(EndpointUrl::parse(u"tcp://h:1?framing=between:02,03&protocol=nmea"_qs)->toString(),
             u"tcp://h:1?framing=between:02,03&protocol=nmea"_qs);
    QVERIFY(!EndpointUrl::parse(u"tcp://h:1?protocol=jt"_qs));
    const QString atOnce = u"tcp-server://:0?half-closed=0"_qs; // not the same as no option
    QVERIFY(EndpointUrl::parse(atOnce)->halfClosedSeconds == 0);
    QCOMPARE(EndpointUrl::parse(atOnce)->toString(), atOnce);
    QVERIFY(!EndpointUrl::parse(u"tcp-server://:0"_qs)->halfClosedSeconds.has_value());
    QVERIFY(EndpointUrl::parse(u"tcp://h:1?half-closed=86400"_qs)->halfClosedSeconds == 86400);
    for (
        const QString &same :
        {u"tcp://h:1?keepalive=7,2,5&linger=0&reconnect=100,5000,8&sndbuf=9000&ttl=5&dscp=EF&iface=lo&idle=30&idle-close=1"_qs,
         u"tcp-server://:1?keepalive=7,2&ttl=255&dscp=7&idle=1&allow=10.0.0.0/8,fe80::/10&max-clients=3"_qs,
         u"udp-server://:1?sndbuf=1&ttl=1&dscp=AF41&idle=2&allow=::1"_qs, u"tcp://h:1?reconnect=100,5000"_qs})
        QCOMPARE(EndpointUrl::parse(same).value().toString(), same);
    QCOMPARE(EndpointUrl::parse(u"tcp://h:1?dscp=46&reconnect=1000,30000"_qs)->toString(),
             u"tcp://h:1?reconnect=1&dscp=EF"_qs);
    QVERIFY(EndpointUrl::parse(u"tcp://h:1?reconnect=100,5000,8"_qs)->backoff == Backoff::Limits({100, 5000, 8}));
    const auto url = EndpointUrl::parse(text);
    QVERIFY(url.has_value());
    QCOMPARE(url->encoding, u"GBK"_qs);
    QCOMPARE(url->captureFile, u"/tmp/a b.pcapng"_qs);
    QCOMPARE(url->timeoutMs, 250);
    QCOMPARE(url->keepAlive.idleSeconds, 7);
    QVERIFY(url->halfClosedSeconds == 90);
    QCOMPARE(url->receiveBufferBytes, 65536);
    QVERIFY(!url->noDelay);
    QVERIFY(url->reconnect);
    QCOMPARE(url->toString(), text);
}

void TestEndpointUrl::tls()
{
    using Clients = TlsSettings::ClientCertificates;
    const QString print = u"AB:"_qs.repeated(31) + u"CD"_qs;
    const QString client = u"tls://h:443?timeout=5&client-cert=c.pem&client-key=c.key&key-password=p&ca=/a%20b/ca.pem&"
                           "trust=SHA256:%1&sni=name.example&alpn=h2,http/1.1&min-tls=1.3"_qs.arg(print);
    auto url = EndpointUrl::parse(client);
    QVERIFY2(url.has_value(), qPrintable(url ? QString() : url.error().message));
    QCOMPARE(url->role, Role::TlsClient);
    QCOMPARE(url->tls.certificateFile, u"c.pem"_qs);
    QCOMPARE(url->tls.keyFile, u"c.key"_qs);
    QCOMPARE(url->tls.keyPasswordFile, u"p"_qs);
    QCOMPARE(url->tls.caFile, u"/a b/ca.pem"_qs);
    QVERIFY(url->tls.verify);
    QCOMPARE(url->tls.trust, print);
    QCOMPARE(url->tls.serverName, u"name.example"_qs);
    QCOMPARE(url->tls.alpn, u"h2,http/1.1"_qs);
    QCOMPARE(url->tls.leastVersion, TlsSettings::Version::Tls13);
    QCOMPARE(url->toString(), client);
    url->tls.keyPassword = u"secret"_qs; // is never written
    QCOMPARE(url->toString(), client);
    const auto any = EndpointUrl::parse(u"tls://h:1?verify=0"_qs);
    QVERIFY(any && !any->tls.verify);
    QCOMPARE(any->toString(), u"tls://h:1?verify=0"_qs);

    const QString server = u"tls-server://:8443?timeout=5&cert=s.pem&key=s.key&client-cert=require&ca=ca.pem"_qs;
    url = EndpointUrl::parse(server);
    QVERIFY2(url.has_value(), qPrintable(url ? QString() : url.error().message));
    QCOMPARE(url->role, Role::TlsServer);
    QCOMPARE(url->tls.certificateFile, u"s.pem"_qs);
    QCOMPARE(url->tls.clientCertificates, Clients::Require);
    QCOMPARE(url->toString(), server);
    QCOMPARE(EndpointUrl::parse(u"tls-server://:1?client-cert=optional"_qs)->tls.clientCertificates, Clients::Optional);
    QCOMPARE(EndpointUrl::parse(u"tls-server://:1?client-cert=none"_qs)->toString(), u"tls-server://:1"_qs);
    QCOMPARE(EndpointUrl::parse(u"tls://h:1?trust="_qs + print.toLower().remove(u':'))->tls.trust, print);
}

void TestEndpointUrl::relays()
{
    const QString text =
        u"tcp-relay://:8080?to=h:80&timeout=250&seed=7&delay=5&up-rate=1000&down-cut=10&reset-after=9"_qs;
    const auto url = EndpointUrl::parse(text);
    QVERIFY(url.has_value());
    QCOMPARE(url->localPort, 8080);
    QCOMPARE(url->onward().toString(), u"tcp://h:80?timeout=250"_qs);
    QCOMPARE(url->impairments.up.delayMs, 5);
    QCOMPARE(url->impairments.down.delayMs, 5);
    QCOMPARE(url->impairments.up.bytesPerSec, 1000);
    QCOMPARE(url->impairments.down.bytesPerSec, 0);
    QCOMPARE(url->impairments.down.cutBytes, 10);
    QVERIFY(url->seed == 7);
    QCOMPARE(UrlOption::textOf(url->impairments.up), u"delay=5,rate=1000,reset-after=9"_qs);
    QCOMPARE(UrlOption::textOf({}), QString());
    QCOMPARE(url->toString(), text);
    const QString udp = u"udp-relay://:1?to=[::1]:2&loss=0.5&up-loss=10&down-reorder=2"_qs;
    QCOMPARE(EndpointUrl::parse(udp)->impairments.up.loss, 10);
    QCOMPARE(EndpointUrl::parse(udp)->impairments.down.loss, 0.5);
    QCOMPARE(EndpointUrl::parse(udp)->onward().toString(), u"udp://[::1]:2"_qs);
    // With options of its own for the connection to the server:
    const QString nested = u"tcp-relay://:1?to=tcp://h:2%3Fnodelay%3D0"_qs;
    QVERIFY(!EndpointUrl::parse(nested)->onward().noDelay);
    QCOMPARE(EndpointUrl::parse(nested)->toString(), u"tcp-relay://:1?to=tcp://h:2%3Fnodelay=0"_qs);
    const QString tls = u"tls-relay://:1?to=tls://h:2%3Fverify=0&cert=c.pem"_qs;
    QCOMPARE(EndpointUrl::parse(tls)->onward().toString(), u"tls://h:2?verify=0"_qs);
    QCOMPARE(EndpointUrl::parse(tls)->toString(), tls);
    EndpointUrl elsewhere = EndpointUrl::parse(nested).value();
    elsewhere.remoteHost = u"other"_qs;
    QCOMPARE(elsewhere.onward().toString(), u"tcp://other:2?nodelay=0"_qs);
}

/// The window keeps them for the time when they have one; a URL that has them is a mistake.
void TestEndpointUrl::optionsWithoutEffect()
{
    EndpointUrl url = make(Role::TlsServer, {}, 1);
    url.closeIdle = true;
    url.tls.caFile = u"ca.pem"_qs;
    url.tls.keyPasswordFile = u"p"_qs;
    QCOMPARE(url.toString(), u"tls-server://:1"_qs);
    QCOMPARE(url.options(), u"idle-close=1&key-password=p&ca=ca.pem"_qs);
    EndpointUrl restored;
    restored.role = Role::TlsServer;
    QVERIFY(restored.setOptions(url.options()));
    QVERIFY(restored.closeIdle);
    QCOMPARE(restored.tls.caFile, u"ca.pem"_qs);
    url.idleSeconds = 5;
    url.tls.certificateFile = u"c.pem"_qs;
    url.tls.clientCertificates = TlsSettings::ClientCertificates::Optional;
    QCOMPARE(url.toString(),
             u"tls-server://:1?idle=5&idle-close=1&cert=c.pem&client-cert=optional&key-password=p&ca=ca.pem"_qs);
    QCOMPARE(EndpointUrl::parse(url.toString()).value().toString(), url.toString());
    for (const QString &same :
         {u"tcp-relay://:1?to=h:2&up-cut=3&cut-gap=5"_qs, u"tcp-relay://:1?to=h:2&cut=3&up-cut-gap=5"_qs,
          u"tls://h:1?client-cert=c&key-password=p"_qs, u"tcp://h:1?capture=/f&overwrite=1"_qs})
        QVERIFY2(EndpointUrl::parse(same), qPrintable(same));
}

void TestEndpointUrl::refuses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qsizetype>("position");
    QTest::addColumn<QString>("part");
    QTest::newRow("no scheme") << u"host:80"_qs << qsizetype(0) << u"host:80"_qs;
    QTest::newRow("unknown scheme") << u"ftp://h:21"_qs << qsizetype(0) << u"ftp"_qs;
    const auto like = [](const char *url, const char *meant) {
        QTest::addRow("did you mean, %s", url)
            << QString::fromUtf8(url) << qsizetype(0) << u"Did you mean %1?"_qs.arg(QString::fromUtf8(meant));
    };
    like("host:80", "tcp://host:80");
    like("192.168.1.5:8080", "tcp://192.168.1.5:8080");
    like("tcp:h:80", "tcp://h:80");
    like("tcp//h:80", "tcp://h:80");
    like("udp:/h:80", "udp://h:80");
    like("unix:/tmp/a", "unix:///tmp/a");
    like("http://h:80", "tcp://");
    like("https://h", "tls://");
    like("tcps://h:80", "tls://");
    like("tcp-client://h:80", "tcp://");
    like("tcp-listen://:80", "tcp-server://");
    like("tcp_server://:80", "tcp-server://");
    like("multcast://239.1.1.1:1", "multicast://");
    const auto given = [](const char *options, const char *part) {
        QTest::addRow("tcp, %s", options)
            << u"tcp://h:80?"_qs + QString::fromUtf8(options) << qsizetype(11) << QString::fromUtf8(part);
    };
    given("timout=5", "Did you mean “timeout”?");
    given("Timeout=5", "Did you mean “timeout”?");
    given("no-delay=0", "Did you mean “nodelay”?");
    given("keep-alive=5", "Did you mean “keepalive”?");
    given("halfclosed=5", "Did you mean “half-closed”?");
    given("frobnicate=5", "tcp:// has: local, encoding, ");
    given("=5", "Unknown option “”. tcp:// has:");
    given("max-clients=5", "It belongs to tcp-server://, tls-server://, ");
    given("idle-close=1", "“idle-close” has no effect without idle=SECONDS.");
    given("overwrite=1", "“overwrite” has no effect without capture=FILE.");
    const auto value = [](const QByteArray &url, qsizetype position, const char *part) {
        QTest::newRow(url.constData()) << QString::fromUtf8(url) << position << QString::fromUtf8(part);
    };
    value("tcp://h:80?timeout=5s", 19, "timeout: “5s” is not a number from 1 to 2147483647 (ms).");
    value("tcp://h:80?idle=5m", 16, "idle: “5m” is not a number from 1 to 86400 (s).");
    value("tcp://h:80?timeout=5;nodelay=1", 19, "Options are separated by &");
    value("tcp://h:80?timeout=5?nodelay=1", 19, "Options are separated by &");
    value("tcp://h:80?reconnect=100", 21, "reconnect: Write reconnect=1, or the waits");
    value("tls-server://:1?key=a", 16, "“key” has no effect without cert=FILE.");
    value("tls-server://:1?cert=c&key-password=a&ca=b", 38,
          "“ca” has no effect without client-cert=optional or client-cert=require.");
    value("tls-server://:1?key-password=a", 16, "without cert=FILE.");
    value("tls://h:1?client-key=a", 10, "without client-cert=FILE.");
    const QByteArray trust = "trust=" + QByteArray("AB").repeated(32);
    value("tls://h:1?verify=0&" + trust, 19, "“trust” has no effect beside verify=0");
    value("tls://h:1?" + trust + "&verify=0", 10, "“trust” has no effect beside verify=0");
    value("tls://h:1?verify=0&ca=a", 19, "“ca” has no effect beside verify=0");
    if (localsocket::hasAbstractNames())
        value("unix-server://@x?mode=0600", 17, "“mode” has no effect on an abstract name");
    value("udp://127.0.0.1:1?loop=0", 18, "“loop” has no effect here: 127.0.0.1 is not a multicast group.");
    value("tls://h:1?key-password=a", 10, "without client-cert=FILE.");
    value("tcp-relay://:1?to=h:2&cut-gap=5", 22, "“cut-gap” has no effect without cut=BYTES.");
    value("tcp-relay://:1?to=h:2&up-glue-time=5&down-glue=5", 22, "without glue=BYTES.");
    value("tcp-relay://:1?to=tcp://h:2?reconnect=1", 28, "“reconnect” has no effect on the connections of a relay");
    value("tcp-relay://:1?to=tls://h:2%3Fencoding=GBK", 30, "“encoding” has no effect on the connections");
    value("tls-relay://:1?to=tls://h:2&verify=0", 28, "For the connections to the server: to=tls://HOST:PORT?verify=…");
    value("tcp://user:pass@h:80", 6, "no user name and no password: leave out “user:pass@”.");
    value("tcp://h:80/path", 10, "only a host and a port: leave out “/path”.");
    value("tcp://h/path", 7, "leave out “/path”.");
    value("tcp://h:80#x", 10, "leave out “#x”.");
    value("tcp://h:80&timeout=5", 10, "Options begin with a question mark: ?timeout=5");
    value("tcp-server://8080", 13, "The colon before the port is missing: write :8080");
    value("tcp-server://", 13, "The address is missing: write tcp-server://:PORT");
    value("tcp://", 6, "The address is missing: write tcp://HOST:PORT");
    value("tcp://::1:80", 6, "in brackets: [::1]:80");
    value("tcp://fe80::1%lo:80", 6, "in brackets: [fe80::1%lo]:80");
    value("tcp://[127.0.0.1]:80", 6, "write 127.0.0.1:PORT");
    value("tcp://two words:80", 9, "has a space");
    value("tcp://192.168.1:80", 6, "four numbers from 0 to 255");
    value("tcp://192.168.001.010:80", 6, "without leading zeros");
    value("tcp://[fe80::1%]:80", 7, "fe80::1 is a link-local address");
    value("multicast://:80", 12, "multicast://239.255.0.1:PORT");
    QTest::newRow("no port") << u"tcp://host"_qs << qsizetype(10) << u"port"_qs;
    QTest::newRow("empty port") << u"tcp://host:"_qs << qsizetype(11) << u"port"_qs;
    QTest::newRow("large port") << u"tcp://host:65536"_qs << qsizetype(11) << u"65535"_qs;
    QTest::newRow("unknown service") << u"tcp://host:nosuch"_qs << qsizetype(11) << u"nosuch"_qs;
    QTest::newRow("port 0 to connect to") << u"tcp://host:0"_qs << qsizetype(11) << u"0"_qs;
    QTest::newRow("no host") << u"tcp://:80"_qs << qsizetype(6) << u"host"_qs;
    QTest::newRow("half an escape at the end") << u"tcp://[::1]:80?local=1%"_qs << qsizetype(23) << u"port"_qs;
    QTest::newRow("bare IPv6") << u"tcp://::1:80"_qs << qsizetype(6) << u"brackets"_qs;
    QTest::newRow("open bracket") << u"tcp://[::1:80"_qs << qsizetype(6) << u"bracket"_qs;
    QTest::newRow("bad IPv6") << u"tcp://[::g]:80"_qs << qsizetype(7) << u"::g"_qs;
    QTest::newRow("unknown option") << u"tcp://h:80?color=red"_qs << qsizetype(11) << u"color"_qs;
    QTest::newRow("no value") << u"tcp://h:80?timeout="_qs << qsizetype(11) << u"timeout"_qs;
    QTest::newRow("bad number") << u"tcp://h:80?timeout=soon"_qs << qsizetype(19) << u"soon"_qs;
    QTest::newRow("half-closed too long") << u"tcp://h:80?half-closed=86401"_qs << qsizetype(23) << u"86400"_qs;
    QTest::newRow("half-closed negative") << u"tcp-server://:80?half-closed=-1"_qs << qsizetype(29) << u"-1"_qs;
    QTest::newRow("bad switch") << u"tcp://h:80?nodelay=1&reconnect=yes"_qs << qsizetype(31) << u"yes"_qs;
    QTest::newRow("unknown preset") << u"tcp://h:80?reply=eco"_qs << qsizetype(17) << u"eco"_qs;
    QTest::newRow("preset without folder") << u"tcp://h:80?reply=files"_qs << qsizetype(22) << u"files=DIR"_qs;
    QTest::newRow("preset with a value") << u"tcp://h:80?reply=echo=1"_qs << qsizetype(21) << u"value"_qs;
    QTest::newRow("relay to nowhere") << u"tcp-relay://:80"_qs << qsizetype(15) << u"to=HOST:PORT"_qs;
    QTest::newRow("relay without a port") << u"udp-relay://:80?to=h"_qs << qsizetype(20) << u"port"_qs;
    QTest::newRow("relay to UDP") << u"tcp-relay://:80?to=udp://h:1"_qs << qsizetype(19) << u"udp://h:1"_qs;
    QTest::newRow("relay to a server") << u"tcp-relay://:80?to=tcp-server://:1"_qs << qsizetype(19) << u"tcp-server"_qs;
    QTest::newRow("bad URL in another") << u"tcp-relay://:80?to=tcp://h:0"_qs << qsizetype(27) << u"0"_qs;
    QTest::newRow("loss of a stream") << u"tcp-relay://:80?to=h:1&loss=1"_qs << qsizetype(23) << u"loss"_qs;
    QTest::newRow("more than all") << u"udp-relay://:80?to=h:1&loss=101"_qs << qsizetype(28) << u"101"_qs;
    QTest::newRow("both directions after one")
        << u"tcp-relay://:80?to=h:1&up-delay=1&delay=2"_qs << qsizetype(40) << u"delay"_qs;
    QTest::newRow("impaired server") << u"tcp-server://:80?delay=1"_qs << qsizetype(17) << u"delay"_qs;
    QTest::newRow("preset and rules") << u"tcp://h:80?reply=echo&rules=a"_qs << qsizetype(22) << u"rules"_qs;
    QTest::newRow("bad framing") << u"tcp://h:80?framing=line,dorp"_qs << qsizetype(24) << u"dorp"_qs;
    QTest::newRow("numbers are no name") << u"tcp://256.1.1.1:80"_qs << qsizetype(6) << u"256.1.1.1"_qs;
    QTest::newRow("nor a near end") << u"tcp://h:80?local=1.2.3.400:0"_qs << qsizetype(17) << u"1.2.3.400"_qs;
    QTest::newRow("unknown interface") << u"tcp://[fe80::1%nosuch]:80"_qs << qsizetype(7) << u"nosuch"_qs;
    QTest::newRow("unknown interface, escaped") << u"tcp://[fe80::1%25nosuch]:80"_qs << qsizetype(7) << u"nosuch"_qs;
    QTest::newRow("no interface") << u"udp://[fe80::1]:80"_qs << qsizetype(7) << u"interface"_qs;
    QTest::newRow("twice") << u"tcp://h:80?timeout=1&nodelay=1&timeout=2"_qs << qsizetype(31) << u"twice"_qs;
    QTest::newRow("unknown encoding") << u"tcp://h:80?encoding=nosuch"_qs << qsizetype(20) << u"nosuch"_qs;
    QTest::newRow("nearly an encoding") << u"tcp://h:80?encoding=GKB"_qs << qsizetype(20) << u"Did you mean “GBK”?"_qs;
    QTest::newRow("place behind an escape") << u"tcp://h:80?reply=%65%63ho=1"_qs << qsizetype(25) << u"value"_qs;
    QTest::newRow("no path") << u"unix://"_qs << qsizetype(7) << u"path"_qs;
    QTest::newRow("a folder") << u"unix:///tmp/"_qs << qsizetype(7) << u"“/tmp/” is the path of a folder"_qs;
    QTest::newRow("a relative folder") << u"unix-server://x/"_qs << qsizetype(14) << u"for example x/my.sock"_qs;
    QTest::newRow("long relative path") << u"unix://"_qs + QString(107, u'x') << qsizetype(7) << u"made absolute, /"_qs;
    QTest::newRow("no name") << u"unix://@"_qs << qsizetype(7) << u"path"_qs;
    QTest::newRow("NUL") << u"unix://%00name"_qs << qsizetype(7) << u"@name"_qs;
    QTest::newRow("long path") << u"unix:///"_qs + QString(107, u'x') << qsizetype(7) << u"108 bytes"_qs;
    QTest::newRow("long in bytes") << u"unix:///"_qs + QString(60, u'ü') << qsizetype(7) << u"121 bytes"_qs;
    QTest::newRow("mode that locks us out") << u"unix-server:///s?mode=0066"_qs << qsizetype(22) << u"0066"_qs;
    QTest::newRow("mode in words") << u"unix-server:///s?mode=rw"_qs << qsizetype(22) << u"rw"_qs;
    QTest::newRow("ttl 0") << u"tcp://h:80?ttl=0"_qs << qsizetype(15) << u"255"_qs;
    QTest::newRow("dscp") << u"tcp://h:80?dscp=AF44"_qs << qsizetype(16) << u"AF44"_qs;
    QTest::newRow("linger") << u"tcp://h:80?linger=5"_qs << qsizetype(18) << u"RST"_qs;
    QTest::newRow("cap below base") << u"tcp://h:80?reconnect=500,100"_qs << qsizetype(25) << u"500"_qs;
    QTest::newRow("allow") << u"tcp-server://:80?allow=10.0.0.1,h"_qs << qsizetype(32) << u"“h”"_qs;
    const QString server = u"tcp-server://:80?"_qs;
    const QString udp = u"udp://h:80?"_qs;
    const QString udpServer = u"udp-server://:80?"_qs;
    const auto foreign = [](const QString &url, const QString &option) {
        QTest::addRow("%s", qPrintable(url + option)) << url + option << url.size() << url.section(u"://"_qs, 0, 0);
    };
    for (const char *option : {"reconnect=1", "reconnect=0", "timeout=5", "local=:1", "any=1", "iface=lo"})
        foreign(server, QString::fromLatin1(option));
    for (const char *option : {"reconnect=1", "timeout=5", "keepalive=5", "half-closed=5", "nodelay=0", "framing=line",
                               "linger=0", "idle-close=1", "allow=::1", "max-clients=2"})
        foreign(udp, QString::fromLatin1(option));
    for (const char *option : {"local=:1", "any=1", "half-closed=0", "reconnect=1"})
        foreign(udpServer, QString::fromLatin1(option));
    for (const char *option : {"any=1", "allow=::1", "max-clients=2"})
        foreign(u"tcp://h:80?"_qs, QString::fromLatin1(option));
    for (const char *option : {"mode=0600", "local=:1", "keepalive=5", "nodelay=0", "rcvbuf=5"})
        foreign(u"unix:///s?"_qs, QString::fromLatin1(option));
    for (const char *option : {"reconnect=1", "timeout=5", "keepalive=5"})
        foreign(u"unix-server:///s?"_qs, QString::fromLatin1(option));
    foreign(server, u"mode=0600"_qs);
    foreign(u"multicast://239.1.2.3:80?"_qs, u"local=:1"_qs);
    foreign(u"multicast://239.1.2.3:80?"_qs, u"any=1"_qs);
    foreign(server, u"iface=lo"_qs);
    foreign(udp, u"source=10.0.0.1"_qs);
    QTest::newRow("no group") << u"multicast://10.0.0.1:80"_qs << qsizetype(12) << u"10.0.0.1"_qs;
    QTest::newRow("second is no group") << u"multicast://239.0.0.1,10.0.0.1:80"_qs << qsizetype(22) << u"10.0.0.1"_qs;
    QTest::newRow("name for a group") << u"multicast://h.example:80"_qs << qsizetype(12) << u"h.example"_qs;
    QTest::newRow("groups of two families") << u"multicast://239.0.0.1,[ff15::1]:80"_qs << qsizetype(22) << u"IPv6"_qs;
    QTest::newRow("group without a port") << u"multicast://239.0.0.1"_qs << qsizetype(21) << u"port"_qs;
    QTest::newRow("group with port 0") << u"multicast://239.0.0.1:0"_qs << qsizetype(22) << u"0"_qs;
    QTest::newRow("no group at all") << u"multicast://:80"_qs << qsizetype(12) << u"group"_qs;
    QTest::newRow("bad source") << u"multicast://239.0.0.1:80?source=10.0.0.1,x"_qs << qsizetype(41) << u"x"_qs;
    QTest::newRow("source of another family")
        << u"multicast://239.0.0.1:80?source=::1"_qs << qsizetype(32) << u"IPv6"_qs;
    QTest::newRow("source of IPv4") << u"multicast://[ff15::1]:80?source=10.0.0.1"_qs << qsizetype(32) << u"IPv6"_qs;
    QTest::newRow("interface of another family")
        << u"multicast://239.0.0.1:80?iface=::1"_qs << qsizetype(31) << u"IPv6"_qs;
    QTest::newRow("TTL of 0") << u"multicast://239.0.0.1:80?ttl=0"_qs << qsizetype(29) << u"255"_qs;
    for (const char *option : {"cert=a", "verify=0", "trust=a"})
        foreign(u"tcp://h:80?"_qs, QString::fromLatin1(option));
    for (const char *option : {"verify=0", "sni=a", "client-key=a", "trust=a", "reconnect=1"})
        foreign(u"tls-server://:80?"_qs, QString::fromLatin1(option));
    for (const char *option : {"cert=a", "key=a", "any=1"})
        foreign(u"tls://h:80?"_qs, QString::fromLatin1(option));
    QTest::newRow("bad fingerprint") << u"tls://h:80?trust=SHA256:AB"_qs << qsizetype(17) << u"fingerprint"_qs;
    QTest::newRow("bad version") << u"tls://h:80?min-tls=1.1"_qs << qsizetype(19) << u"1.2, 1.3"_qs;
    QTest::newRow("bad choice") << u"tls-server://:80?client-cert=yes"_qs << qsizetype(29) << u"none, optional"_qs;
    QTest::newRow("bad local") << u"tcp://h:80?local=x:y:z"_qs << qsizetype(17) << u"brackets"_qs;
}

void TestEndpointUrl::refuses()
{
    QFETCH(QString, text);
    QFETCH(qsizetype, position);
    QFETCH(QString, part);
    const auto parsed = EndpointUrl::parse(text);
    QVERIFY(!parsed.has_value());
    QVERIFY2(parsed.error().message.contains(part, Qt::CaseInsensitive), qPrintable(parsed.error().message));
    QCOMPARE(parsed.error().position, position);
}

void TestEndpointUrl::ports_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("port"); // -1: an error
    QTest::newRow("number") << u"8080"_qs << 8080;
    QTest::newRow("blanks") << u" 80 "_qs << 80;
    QTest::newRow("zero") << u"0"_qs << 0;
    QTest::newRow("service") << u"https"_qs << 443;
    QTest::newRow("negative") << u"-1"_qs << -1;
    QTest::newRow("nothing") << u""_qs << -1;
    QTest::newRow("huge") << u"99999999999999999999"_qs << -1;
}

void TestEndpointUrl::ports()
{
    QFETCH(QString, text);
    QFETCH(int, port);
    const auto parsed = parsePort(text);
    QCOMPARE(parsed ? int(*parsed) : -1, port);
}

QTEST_GUILESS_MAIN(TestEndpointUrl)
#include "tst_endpointurl.moc"
