// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
// Data by TLS from and to OpenSSL's s_client, curl and Python, and how connections begin and end.
#include "tests/interop/cliprocess.h"
#include "tests/interop/interopfixture.h"
#include "tests/interop/randombytes.h"
#include "tests/interop/tlsfiles.h"

class TestTls : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void version_data();
    void version();
    void protocolAndName();
    void curlGetsAReply();
    void megabytesFromAServer_data();
    void megabytesFromAServer();
    void megabytesToAServer();
    void endWithoutCloseNotify_data();
    void endWithoutCloseNotify();
    void notTls();
    void silentClient();

private:
    QString file(const QString &name) const { return m_files.file(name); }

    TlsFiles m_files;
    QByteArray m_bytes;
};

void TestTls::initTestCase()
{
    m_bytes = randomBytes(2 << 20);
    QFile data(file(u"data"_qs));
    QVERIFY(data.open(QIODevice::WriteOnly));
    data.write(m_bytes);
    data.close();
    m_files.makeCertificate(u"good"_qs, u"DNS:device.example,IP:127.0.0.1"_qs);
}

void TestTls::version_data()
{
    QTest::addColumn<QString>("version"); // of the peer
    QTest::addColumn<QString>("least");   // of our server
    QTest::addColumn<QString>("expected");
    QTest::newRow("1.2") << u"-tls1_2"_qs << u"1.2"_qs << u": TLS 1.2, "_qs;
    QTest::newRow("1.3") << u"-tls1_3"_qs << u"1.2"_qs << u": TLS 1.3, "_qs;
    QTest::newRow("1.3, at least") << u"-tls1_3"_qs << u"1.3"_qs << u": TLS 1.3, "_qs;
    const QString older = u"It offers only TLS versions that are not allowed here."_qs;
    QTest::newRow("too old") << u"-tls1_2"_qs << u"1.3"_qs << older;
    QTest::newRow("much too old") << u"-tls1_1"_qs << u"1.2"_qs << older;
}

void TestTls::version()
{
    QFETCH(QString, version);
    QFETCH(QString, least);
    QFETCH(QString, expected);
    CliProcess server(
        {tlsServerUrl(u"cert=%1&key=%2&min-tls=%3"_qs.arg(file(u"good.pem"_qs), file(u"good.key"_qs), least)),
         u"--reply"_qs, u"echo"_qs, u"--no-stdin"_qs});
    QTRY_VERIFY(server.port() != 0);
    RunningProgram client(
        u"openssl"_qs,
        sClient(server.port(), {version, u"-CAfile"_qs, file(u"ca.pem"_qs), u"-verify_return_error"_qs}));
    client.type("ping\n");
    QTRY_VERIFY2(server.err().contains(expected), qPrintable(server.err()));
    if (!expected.startsWith(u':')) {
        QTRY_VERIFY2(server.err().contains(u"the TLS alert “protocol version”"), qPrintable(server.err()));
        QVERIFY(client.exitCode() != 0);
    } else
        QTRY_COMPARE(client.out(), "ping\n");
}

/// ALPN and SNI, both ways.
void TestTls::protocolAndName()
{
    TlsServerProcess server(file(u"good"_qs),
                            u"peer.sendall(f'{names[0]} {peer.selected_alpn_protocol()}'.encode())"_qs,
                            u"names = []\ncontext.sni_callback = lambda s, name, c: names.append(name)\n"
                            "context.set_alpn_protocols(['b', 'a'])"_qs);
    QTRY_VERIFY(server.port() != 0);
    const CliRun run =
        runCli({u"tls://127.0.0.1:%1?ca=%2&sni=device.example&alpn=x,a"_qs.arg(server.port()).arg(file(u"ca.pem"_qs)),
                u"--no-stdin"_qs, u"--raw"_qs});
    QCOMPARE(run.out, "device.example a");
    QVERIFY2(run.err.contains(u"protocol a (ALPN)"), qPrintable(run.err));

    CliProcess own({tlsServerUrl(u"alpn=mqtt,http/1.1"_qs), u"--reply"_qs, u"greeting"_qs, u"--no-stdin"_qs});
    QTRY_VERIFY(own.port() != 0);
    RunningProgram client(u"openssl"_qs, sClient(own.port(), {u"-alpn"_qs, u"http/1.1"_qs}), QByteArray());
    QTRY_VERIFY2(own.err().contains(u"protocol http/1.1 (ALPN)"), qPrintable(own.err()));
}

void TestTls::curlGetsAReply()
{
    const QString rules = file(u"rules.json"_qs);
    QFile json(rules);
    QVERIFY(json.open(QIODevice::WriteOnly));
    json.write(R"({"rules": [{"when": {"event": "message", "contains": "GET /"}, "then": "close",
        "reply": {"text": "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello"}}]})");
    json.close();
    CliProcess server({tlsServerUrl(u"cert=%1&key=%2"_qs.arg(file(u"good.pem"_qs), file(u"good.key"_qs))),
                       u"--rules"_qs, rules, u"--no-stdin"_qs});
    QTRY_VERIFY2(server.port() != 0, qPrintable(server.err()));
    const auto curl = [&](const QStringList &more) {
        RunningProgram program(u"curl"_qs,
                               QStringList{u"-sS"_qs, u"https://127.0.0.1:%1/"_qs.arg(server.port())} + more);
        const int code = program.exitCode();
        return qMakePair(code, program.out());
    };
    QCOMPARE(curl({u"--cacert"_qs, file(u"ca.pem"_qs)}), qMakePair(0, QByteArray("hello")));
    QCOMPARE(curl({u"--cacert"_qs, file(u"self.pem"_qs)}),
             qMakePair(60, QByteArray())); // "certificate cannot be verified"
    QTRY_VERIFY2(server.err().contains(u"sent the TLS alert “unknown CA”. It does not trust the certificate"),
                 qPrintable(server.err()));
}

void TestTls::megabytesFromAServer_data()
{
    QTest::addColumn<QString>("version");
    QTest::newRow("1.2") << u"-tls1_2"_qs;
    QTest::newRow("1.3") << u"-tls1_3"_qs;
}

/// Our server sends a file and receives another stream at the same time; the capture has both, as plain text.
void TestTls::megabytesFromAServer()
{
    QFETCH(QString, version);
    const QString capture = file(u"both%1.pcapng"_qs.arg(version));
    QFile::remove(capture);
    CliProcess server(
        {tlsServerUrl(u"cert=%1&key=%2&capture=%3"_qs.arg(file(u"good.pem"_qs), file(u"good.key"_qs), capture)),
         u"--send-file"_qs, file(u"data"_qs), u"--no-stdin"_qs, u"--raw"_qs});
    QTRY_VERIFY(server.port() != 0);
    RunningProgram client(u"openssl"_qs, sClient(server.port(), {version}));
    client.type(m_bytes);
    QTRY_COMPARE_WITH_TIMEOUT(client.out().size(), m_bytes.size(), 60'000);
    QCOMPARE(client.out(), m_bytes);
    QTRY_COMPARE_WITH_TIMEOUT(server.out().size(), m_bytes.size(), 60'000);
    QCOMPARE(server.out(), m_bytes);
    server.signal(SIGINT);
    QCOMPARE(server.exitCode(), 0);
    const QString sum = QString::fromLatin1(QCryptographicHash::hash(m_bytes, QCryptographicHash::Sha256).toHex());
    for (const QString &direction : {u"in"_qs, u"out"_qs})
        QCOMPARE(captureCheck({u"stream"_qs, capture, u"0"_qs, direction}).trimmed(), sum);
    QCOMPARE(captureCheck({u"expert"_qs, capture}).trimmed(), QString());
}

/// Our client sends from standard input to a server that reads slowly, and gets the sum back.
void TestTls::megabytesToAServer()
{
    TlsServerProcess server(file(u"good"_qs),
                            u"import time\n"
                            "sum, left = hashlib.sha256(), %1\n"
                            "while left:\n"
                            "    piece = peer.recv(100000)\n"
                            "    assert piece\n"
                            "    sum.update(piece)\n"
                            "    left -= len(piece)\n"
                            "    time.sleep(0.001)\n"
                            "peer.sendall(sum.hexdigest().encode())\n"
                            "peer.unwrap()"_qs.arg(m_bytes.size()));
    QTRY_VERIFY(server.port() != 0);
    CliProcess client({u"tls://127.0.0.1:%1?ca=%2"_qs.arg(server.port()).arg(file(u"ca.pem"_qs)), u"--raw"_qs},
                      m_bytes);
    QCOMPARE(client.exitCode(), 0);
    QCOMPARE(client.out(), QCryptographicHash::hash(m_bytes, QCryptographicHash::Sha256).toHex());
    QVERIFY2(client.err().contains(u"(close_notify)"), qPrintable(client.err()));
}

void TestTls::endWithoutCloseNotify_data()
{
    QTest::addColumn<QString>("end");
    QTest::addColumn<QString>("expected");
    QTest::newRow("FIN only") << u"peer.shutdown(socket.SHUT_RDWR)"_qs << u"without ending TLS (no close_notify)"_qs;
    QTest::newRow("close_notify") << u"plain = peer.unwrap()"_qs << u"ended TLS (close_notify)"_qs;
}

void TestTls::endWithoutCloseNotify()
{
    QFETCH(QString, end);
    QFETCH(QString, expected);
    TlsServerProcess server(file(u"good"_qs), u"peer.sendall(b'last')\n"_qs + end);
    QTRY_VERIFY(server.port() != 0);
    const CliRun run = runCli({u"tls://127.0.0.1:%1?verify=0"_qs.arg(server.port()), u"--no-stdin"_qs, u"--raw"_qs});
    QCOMPARE(run.out, "last");
    QVERIFY2(run.err.contains(expected), qPrintable(run.err));
    QVERIFY(run.err.contains(u"(close_notify)") != run.err.contains(u"(no close_notify)"));
    QCOMPARE(run.code, run.err.contains(u"(no close_notify)") ? 1 : 0); // without it, something may be missing
}

/// Plain text where TLS is expected, and the reverse.
void TestTls::notTls()
{
    CliProcess tls({u"tls-server://127.0.0.1:0"_qs, u"--no-stdin"_qs, u"--raw"_qs});
    CliProcess greeting({u"tcp-server://127.0.0.1:0"_qs, u"--no-stdin"_qs, u"--reply"_qs, u"greeting"_qs});
    CliProcess silent({u"tcp-server://127.0.0.1:0"_qs, u"--no-stdin"_qs, u"--raw"_qs});
    QTRY_VERIFY(tls.port() != 0 && greeting.port() != 0 && silent.port() != 0);
    const CliRun toTls = runCli({u"tcp://127.0.0.1:%1"_qs.arg(tls.port()), u"--send"_qs, u"GET / HTTP/1.0\r\n\r\n"_qs});
    QCOMPARE(toTls.out, QByteArray());
    QTRY_VERIFY2(tls.err().contains(u"does not speak TLS"), qPrintable(tls.err()));
    QTRY_COMPARE(tls.out(), "GET / HTTP/1.0\r\n\r\n"); // in the log too

    const CliRun toGreeting = runCli({u"tls://127.0.0.1:%1"_qs.arg(greeting.port()), u"--no-stdin"_qs, u"--raw"_qs});
    QVERIFY2(toGreeting.err.contains(u"does not speak TLS"), qPrintable(toGreeting.err));
    QCOMPARE(toGreeting.out, "Thank you for connecting");
    QCOMPARE(toGreeting.code, 1);

    const CliRun toSilent = runCli({u"tls://127.0.0.1:%1?timeout=300"_qs.arg(silent.port()), u"--no-stdin"_qs});
    QVERIFY2(toSilent.err.contains(u"did not complete the TLS handshake within 300 ms"), qPrintable(toSilent.err));
    QCOMPARE(toSilent.code, 1);
    QTRY_VERIFY2(silent.err().contains(u"speaks TLS, but this endpoint does not"), qPrintable(silent.err()));
}

void TestTls::silentClient()
{
    CliProcess server({tlsServerUrl(u"timeout=200"_qs), u"--no-stdin"_qs});
    QTRY_VERIFY(server.port() != 0);
    QTcpSocket client;
    client.connectToHost(u"127.0.0.1"_qs, server.port());
    QVERIFY(client.waitForConnected(patienceMs)); // it may be closed before the event loop looks
    QTRY_VERIFY2(server.err().contains(u"did not complete the TLS handshake within 200 ms"), qPrintable(server.err()));
    QTRY_COMPARE(client.state(), QAbstractSocket::UnconnectedState);
}

QTEST_GUILESS_MAIN(TestTls)
#include "tst_tls.moc"
