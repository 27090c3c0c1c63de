// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
// Relays between programs that know nothing of them: curl and nginx, socat, Python.
#include "tests/interop/cliprocess.h"
#include "tests/interop/interopfixture.h"
#include "tests/interop/randombytes.h"
#include "tests/interop/shellprocess.h"
#include "tests/reservedport.h"

#include <QCryptographicHash>
#include <QTcpSocket>

class TestRelayed : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void curlToNginx_data();
    void curlToNginx();
    void socatToSocat();
    void bigFiles();
    void thousandPairs();
    void datagramStatistics();

private:
    static QByteArray sha256(const QString &name)
    {
        QFile file(name);
        QCryptographicHash hash(QCryptographicHash::Sha256);
        return file.open(QIODevice::ReadOnly) && hash.addData(&file) ? hash.result() : QByteArray();
    }
    /// Of the last line, with the statistics.
    static qint64 counted(const QString &err, const QString &name)
    {
        const QString line = err.trimmed().split(u'\n').last();
        return QJsonDocument::fromJson(line.toUtf8()).object().value(name).toInteger(-1);
    }
    static bool isServed(const ReservedPort &port)
    {
        QTcpSocket probe;
        probe.connectToHost(QHostAddress::LocalHost, port.number());
        return probe.waitForConnected(patienceMs);
    }

    QTemporaryDir m_folder;
    QString m_file;
};

void TestRelayed::initTestCase()
{
    m_file = m_folder.filePath(u"bytes"_qs);
    QFile file(m_file);
    QVERIFY(file.open(QIODevice::WriteOnly));
    const QByteArray bytes = randomBytes(16 << 20);
    for (int i = 0; i < 16; ++i) // 256 MiB
        QCOMPARE(file.write(bytes), bytes.size());
    QFile hello(m_folder.filePath(u"hello.txt"_qs));
    QVERIFY(hello.open(QIODevice::WriteOnly));
    hello.write("你好 from nginx\n");
}

void TestRelayed::curlToNginx_data()
{
    QTest::addColumn<bool>("tlsToClients");
    QTest::addColumn<bool>("tlsToServer");
    QTest::newRow("plain") << false << false;
    QTest::newRow("TLS to the clients") << true << false;
    QTest::newRow("TLS to the server") << false << true;
    QTest::newRow("TLS on both sides") << true << true;
}

/// The capture of the relay is one that tshark reads without a complaint.
void TestRelayed::curlToNginx()
{
    if (QStandardPaths::findExecutable(u"nginx"_qs, {u"/usr/sbin"_qs, u"/usr/bin"_qs}).isEmpty())
        QSKIP("nginx is not installed");
    QFETCH(bool, tlsToClients);
    QFETCH(bool, tlsToServer);
    RunningProgram openssl(u"openssl"_qs,
                           {u"req"_qs, u"-x509"_qs, u"-newkey"_qs, u"rsa:2048"_qs, u"-nodes"_qs, u"-days"_qs, u"2"_qs,
                            u"-subj"_qs, u"/CN=localhost"_qs, u"-keyout"_qs, m_folder.filePath(u"key.pem"_qs),
                            u"-out"_qs, m_folder.filePath(u"cert.pem"_qs)});
    QCOMPARE(openssl.exitCode(), 0);
    const ReservedPort port;
    const ReservedPort tlsPort;
    QFile configuration(m_folder.filePath(u"nginx.conf"_qs));
    QVERIFY(configuration.open(QIODevice::WriteOnly));
    configuration.write(u"daemon off; master_process off; pid nginx.pid; error_log stderr;\n"
                        "events {}\n"
                        "http { access_log off; client_body_temp_path body; proxy_temp_path proxy;\n"
                        "fastcgi_temp_path fastcgi; uwsgi_temp_path uwsgi; scgi_temp_path scgi;\n"
                        "server { listen 127.0.0.1:%1; listen 127.0.0.1:%3 ssl; root %2;\n"
                        "ssl_certificate %2/cert.pem; ssl_certificate_key %2/key.pem; } }\n"_qs.arg(port.number())
                            .arg(m_folder.path())
                            .arg(tlsPort.number())
                            .toUtf8());
    configuration.close();
    RunningProgram nginx(u"/usr/sbin/nginx"_qs,
                         {u"-p"_qs, m_folder.path(), u"-c"_qs, configuration.fileName(), u"-e"_qs, u"stderr"_qs});
    QTRY_VERIFY2(isServed(port) && isServed(tlsPort), qPrintable(nginx.err())); // else a request is not passed on
    InteropFixture us;
    const QString to = tlsToServer ? u"tls://127.0.0.1:"_qs + QString::number(tlsPort.number()) + u"%3Fverify=0"_qs
                                   : u"127.0.0.1:%1"_qs.arg(port.number());
    us.openSuccessfully((tlsToClients ? u"tls-relay"_qs : u"tcp-relay"_qs) + u"://127.0.0.1:0?to="_qs + to);
    const QString url = u"%1://127.0.0.1:%2/"_qs.arg(tlsToClients ? u"https"_qs : u"http"_qs).arg(us.port());
    const QStringList retrying{u"--insecure"_qs,    u"--silent"_qs, u"--show-error"_qs,      u"--fail"_qs,
                               u"--noproxy"_qs,     u"*"_qs,        u"--retry"_qs,           u"30"_qs,
                               u"--retry-delay"_qs, u"1"_qs,        u"--retry-all-errors"_qs};
    RunningProgram hello(u"curl"_qs, QStringList(retrying) << url + u"hello.txt"_qs);
    QVERIFY2(hello.exitCode() == 0, qPrintable(hello.err() + nginx.err()));
    QCOMPARE(hello.out(), "你好 from nginx\n");
    RunningProgram missing(u"curl"_qs,
                           {u"--insecure"_qs, u"--silent"_qs, u"--noproxy"_qs, u"*"_qs, u"--write-out"_qs,
                            u"%{http_code}"_qs, u"--output"_qs, u"/dev/null"_qs, url + u"no"_qs});
    QCOMPARE(missing.exitCode(), 0);
    QCOMPARE(missing.out(), "404");
    QTRY_VERIFY(us.session.peers().empty());
    QVERIFY(us.text(Direction::In).contains(u"GET /hello.txt HTTP/1.1"));
    QVERIFY(us.text(Direction::In).contains(u"你好 from nginx"));
    QCOMPARE(us.text(Direction::Out).size(), us.text(Direction::In).size());
    us.checkCapture();

    const QString copy = m_folder.filePath(u"copy"_qs);
    RunningProgram big(
        u"curl"_qs,
        {u"--insecure"_qs, u"--silent"_qs, u"--noproxy"_qs, u"*"_qs, u"--output"_qs, copy, url + u"bytes"_qs});
    QCOMPARE(big.exitCode(), 0);
    QCOMPARE(sha256(copy).toHex(), sha256(m_file).toHex());
}

/// What one sends reaches the other, which answers after the FIN.
void TestRelayed::socatToSocat()
{
    const ReservedPort port;
    RunningProgram server(
        u"socat"_qs,
        {u"-d"_qs, u"-d"_qs, u"TCP-LISTEN:%1,bind=127.0.0.1,reuseaddr"_qs.arg(port.number()), u"SYSTEM:wc -c"_qs});
    QTRY_VERIFY(server.err().contains(u"listening on"));
    CliProcess relay({u"tcp-relay://127.0.0.1:0?to=127.0.0.1:%1"_qs.arg(port.number()), u"--no-stdin"_qs});
    QTRY_VERIFY(relay.port() != 0);
    RunningProgram client(u"socat"_qs, {u"-t30"_qs, u"-"_qs, u"TCP:127.0.0.1:%1"_qs.arg(relay.port())},
                          QByteArray(100'000, 'x'));
    QCOMPARE(client.exitCode(), 0);
    QCOMPARE(client.out().trimmed(), "100000");
}

void TestRelayed::bigFiles()
{
    const ReservedPort port;
    const QString copy = m_folder.filePath(u"uploaded"_qs);
    RunningProgram server(u"socat"_qs,
                          {u"-d"_qs, u"-d"_qs, u"-u"_qs,
                           u"TCP-LISTEN:%1,bind=127.0.0.1,reuseaddr"_qs.arg(port.number()), u"CREATE:"_qs + copy});
    QTRY_VERIFY(server.err().contains(u"listening on"));
    const ReservedPort relayed;
    ShellProcess relay(u"exec \"$0\" \"$1\" --no-stdin --stats > /dev/null"_qs,
                       u"tcp-relay://127.0.0.1:%1?to=127.0.0.1:%2"_qs.arg(relayed.number()).arg(port.number()));
    QTRY_VERIFY(relay.err().contains(u"listening on"));
    ShellProcess client(u"exec socat -u OPEN:\"$1\" TCP:127.0.0.1:%1"_qs.arg(relayed.number()), m_file);
    QCOMPARE(client.exitCode(), 0);
    QCOMPARE(server.exitCode(), 0);
    QCOMPARE(sha256(copy).toHex(), sha256(m_file).toHex());
    relay.signal(SIGINT);
    QCOMPARE(relay.exitCode(), 0);
    QCOMPARE(counted(relay.err(), u"rx_bytes"_qs), qint64(256) << 20);
    QCOMPARE(counted(relay.err(), u"tx_bytes"_qs), qint64(256) << 20);
}

void TestRelayed::thousandPairs()
{
    PeerProcess server(u"many_echo"_qs, 0, {u"--timeout"_qs, u"170"_qs});
    QTRY_VERIFY(server.port() != 0);
    CliProcess relay(
        {u"tcp-relay://127.0.0.1:0?to=127.0.0.1:%1"_qs.arg(server.port()), u"--no-stdin"_qs, u"--stats"_qs});
    QTRY_VERIFY(relay.port() != 0);
    PeerProcess clients(u"many_echo"_qs, relay.port(), {u"--clients"_qs, u"1000"_qs, u"--timeout"_qs, u"160"_qs});
    QTRY_VERIFY_WITH_TIMEOUT(clients.hasEnded(), programPatienceMs);
    QVERIFY2(clients.said(u"right 1000"_qs), qPrintable(clients.err() + relay.err().right(2000)));
    relay.signal(SIGINT);
    QCOMPARE(relay.exitCode(), 0);
    QCOMPARE(counted(relay.err(), u"peers_total"_qs), 2000);
}

/// 10 % of 10,000 datagrams, within four standard deviations (30) of a binomial distribution.
void TestRelayed::datagramStatistics()
{
    PeerProcess server(u"udp_counter"_qs, 0, {u"--timeout"_qs, u"120"_qs});
    QTRY_VERIFY(server.port() != 0);
    CliProcess relay({u"udp-relay://127.0.0.1:0?to=127.0.0.1:%1&up-loss=10&up-duplicate=5&up-reorder=2&seed=11"_qs.arg(
                          server.port()),
                      u"--no-stdin"_qs, u"--stats"_qs});
    QTRY_VERIFY(relay.port() != 0);
    PeerProcess client(u"udp_blast"_qs, relay.port(), {u"--count"_qs, u"10000"_qs, u"--rate"_qs, u"2000"_qs});
    QTRY_VERIFY_WITH_TIMEOUT(client.hasEnded(), programPatienceMs);
    relay.signal(SIGINT);
    QCOMPARE(relay.exitCode(), 0);
    const QString err = relay.err();
    QCOMPARE(counted(err, u"kernel_drops"_qs), 0);
    const qint64 dropped = counted(err, u"relay_dropped"_qs);
    const qint64 doubled = counted(err, u"relay_duplicated"_qs);
    const qint64 overtaken = counted(err, u"relay_overtaken"_qs);
    QVERIFY2(dropped > 880 && dropped < 1120, qPrintable(err));
    QVERIFY2(doubled > 360 && doubled < 540, qPrintable(err));     // 5 % of 9,000: 450, deviation 20.7
    QVERIFY2(overtaken > 120 && overtaken < 240, qPrintable(err)); // 2 %, doubled ones twice
    QCOMPARE(counted(err, u"tx_records"_qs), 10'000 - dropped + doubled);
    server.type(u"end"_qs);
    QTRY_VERIFY(server.hasEnded());
    QCOMPARE(server.after(u"different"_qs).toLongLong(), 10'000 - dropped);
    QCOMPARE(server.after(u"all"_qs).toLongLong(), 10'000 - dropped + doubled);
    QCOMPARE(server.after(u"overtaken"_qs).toLongLong(), overtaken);
}

QTEST_GUILESS_MAIN(TestRelayed)
#include "tst_relayed.moc"
