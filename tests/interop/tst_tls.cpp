// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
// Long because of the many ways in which a handshake can end.
// TLS with OpenSSL's s_server and s_client, curl and Python as peers. The certificates are made here, at run time.
#include "tests/interop/cliprocess.h"
#include "tests/interop/interopfixture.h"
#include "tests/interop/randombytes.h"

class TestTls : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void serverIsVerified_data();
    void serverIsVerified();
    void version_data();
    void version();
    void clientCertificateGiven_data();
    void clientCertificateGiven();
    void clientCertificateWanted_data();
    void clientCertificateWanted();
    void protocolAndName();
    void curlGetsAReply();
    void selfSignedPair();
    void megabytesFromAServer_data();
    void megabytesFromAServer();
    void megabytesToAServer();
    void endWithoutCloseNotify_data();
    void endWithoutCloseNotify();
    void notTls();
    void silentClient();
    void encryptedKey_data();
    void encryptedKey();
    void filesThatCannotBeUsed_data();
    void filesThatCannotBeUsed();

private:
    QString file(const QString &name) const { return m_folder.filePath(name); }
    void makeCertificate(const QString &name, const QString &alternativeNames, const QString &more = u"-days 30"_qs);
    QByteArray openssl(const QStringList &arguments);
    static QString serverUrl(const QString &query) { return u"tls-server://127.0.0.1:0?"_qs + query; }

    QTemporaryDir m_folder;
    QByteArray m_bytes;
};

namespace {

/// A Python server with TLS: a certificate, a piece of code for each connection `peer`.
class TlsServerProcess : public RunningProgram
{
public:
    TlsServerProcess(const QString &certificate, const QString &code, const QString &setUp = {})
        : RunningProgram(u"python3"_qs, {u"-u"_qs, u"-c"_qs, program(certificate, code, setUp)})
    {
    }

    quint16 port()
    {
        const QByteArray line = out().left(out().indexOf('\n'));
        return line.toUShort();
    }

private:
    static QString program(const QString &certificate, const QString &code, const QString &setUp)
    {
        return u"import socket, ssl, sys, hashlib\n"
               "context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)\n"
               "context.load_cert_chain('%1.pem', '%1.key')\n"
               "%2\n"
               "listener = socket.create_server(('127.0.0.1', 0))\n"
               "print(listener.getsockname()[1])\n"
               "plain, _ = listener.accept()\n"
               "peer = context.wrap_socket(plain, server_side=True)\n"
               "%3\n"_qs.arg(certificate, setUp, code);
    }
};

/// A program that connects to a port by TLS, as `openssl s_client`.
QStringList sClient(quint16 port, const QStringList &more = {})
{
    return QStringList{u"s_client"_qs, u"-quiet"_qs, u"-connect"_qs, u"127.0.0.1:%1"_qs.arg(port)} + more;
}

} // namespace

QByteArray TestTls::openssl(const QStringList &arguments)
{
    QProcess process;
    process.setWorkingDirectory(m_folder.path());
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(u"openssl"_qs, arguments);
    if (!process.waitForFinished(programPatienceMs) || process.exitCode() != 0)
        qWarning() << arguments << process.readAll();
    return process.readAll();
}

/// `name`.pem and .key, signed by ca.pem; `more`: the validity.
void TestTls::makeCertificate(const QString &name, const QString &alternativeNames, const QString &more)
{
    QFile extensions(file(name + u".ext"_qs));
    QVERIFY(extensions.open(QIODevice::WriteOnly));
    extensions.write("subjectAltName=" + alternativeNames.toUtf8() + '\n');
    extensions.close();
    openssl({u"req"_qs, u"-newkey"_qs, u"ec"_qs, u"-pkeyopt"_qs, u"ec_paramgen_curve:P-256"_qs, u"-nodes"_qs,
             u"-keyout"_qs, name + u".key"_qs, u"-out"_qs, name + u".csr"_qs, u"-subj"_qs, u"/CN="_qs + name});
    openssl(QStringList{u"x509"_qs, u"-req"_qs, u"-in"_qs, name + u".csr"_qs, u"-CA"_qs, u"ca.pem"_qs, u"-CAkey"_qs,
                        u"ca.key"_qs, u"-CAcreateserial"_qs, u"-extfile"_qs, name + u".ext"_qs, u"-out"_qs,
                        name + u".pem"_qs}
            + more.split(u' '));
    QVERIFY(QFile::exists(file(name + u".pem"_qs)));
}

void TestTls::initTestCase()
{
    m_bytes = randomBytes(2 << 20);
    QFile data(file(u"data"_qs));
    QVERIFY(data.open(QIODevice::WriteOnly));
    data.write(m_bytes);
    data.close();
    const QStringList newKey{u"req"_qs,    u"-x509"_qs,    u"-newkey"_qs,
                             u"ec"_qs,     u"-pkeyopt"_qs, u"ec_paramgen_curve:P-256"_qs,
                             u"-nodes"_qs, u"-days"_qs,    u"30"_qs};
    for (const QString &name : {u"ca"_qs, u"self"_qs})
        openssl(newKey
                + QStringList{u"-keyout"_qs, name + u".key"_qs, u"-out"_qs, name + u".pem"_qs, u"-subj"_qs,
                              u"/CN="_qs + name, u"-addext"_qs, u"subjectAltName=IP:127.0.0.1"_qs});
    makeCertificate(u"good"_qs, u"DNS:device.example,IP:127.0.0.1"_qs);
    makeCertificate(u"other"_qs, u"DNS:other.example"_qs);
    makeCertificate(u"expired"_qs, u"IP:127.0.0.1"_qs, u"-days -1"_qs);
    makeCertificate(u"client"_qs, u"DNS:client.example"_qs);
    openssl({u"pkcs8"_qs, u"-topk8"_qs, u"-in"_qs, u"good.key"_qs, u"-out"_qs, u"locked.key"_qs, u"-passout"_qs,
             u"pass:open sesame"_qs});
}

void TestTls::serverIsVerified_data()
{
    QTest::addColumn<QString>("certificate");
    QTest::addColumn<QString>("query");
    QTest::addColumn<QString>("reason"); // empty: connects
    const QString ca = u"ca="_qs + file(u"ca.pem"_qs);
    const auto print = [this](const QString &name) {
        const QByteArray text =
            openssl({u"x509"_qs, u"-in"_qs, name + u".pem"_qs, u"-noout"_qs, u"-fingerprint"_qs, u"-sha256"_qs});
        return u"trust=SHA256:"_qs + QString::fromLatin1(text.mid(text.indexOf('=') + 1).trimmed());
    };
    QTest::newRow("good") << u"good"_qs << ca << QString();
    QTest::newRow("by another name") << u"good"_qs << ca + u"&sni=device.example"_qs << QString();
    QTest::newRow("wrong host") << u"other"_qs << ca << u"its certificate is for other names"_qs;
    QTest::newRow("wrong name") << u"good"_qs << ca + u"&sni=wrong.example"_qs
                                << u"its certificate is for other names"_qs;
    QTest::newRow("expired") << u"expired"_qs << ca << u"its certificate has expired"_qs;
    QTest::newRow("unknown issuer") << u"good"_qs << u"min-tls=1.2"_qs
                                    << u"the issuer of its certificate is not known"_qs;
    QTest::newRow("self-signed") << u"self"_qs << ca << u"its certificate is self-signed"_qs;
    QTest::newRow("its own issuer") << u"self"_qs << u"ca="_qs + file(u"self.pem"_qs) << QString();
    QTest::newRow("trusted, self-signed") << u"self"_qs << print(u"self"_qs) << QString();
    QTest::newRow("trusted, expired") << u"expired"_qs << print(u"expired"_qs) << QString();
    QTest::newRow("another is trusted") << u"self"_qs << print(u"good"_qs) << u"its certificate is self-signed"_qs;
    QTest::newRow("not required") << u"expired"_qs << u"verify=0"_qs << QString();
}

void TestTls::serverIsVerified()
{
    QFETCH(QString, certificate);
    QFETCH(QString, query);
    QFETCH(QString, reason);
    TlsServerProcess server(file(certificate), u"peer.sendall(b'from the server')"_qs);
    QTRY_VERIFY(server.port() != 0);
    const CliRun run =
        runCli({u"tls://127.0.0.1:%1?%2"_qs.arg(server.port()).arg(query), u"--no-stdin"_qs, u"--raw"_qs});
    if (reason.isEmpty()) {
        QCOMPARE(run.out, "from the server");
        QVERIFY2(run.err.contains(u"TLS 1.3"), qPrintable(run.err));
        QCOMPARE(run.code, 0);
        QCOMPARE(run.err.contains(u"is not verified"), query.contains(u"trust") || query.contains(u"verify"));
    } else {
        QCOMPARE(run.out, QByteArray());
        QVERIFY2(run.err.contains(u"is not verified, because "_qs) && run.err.contains(reason), qPrintable(run.err));
        QVERIFY2(run.err.contains(u"Its certificate: "_qs + certificate), qPrintable(run.err));
        QCOMPARE(run.code, 1);
    }
}

void TestTls::version_data()
{
    QTest::addColumn<QString>("version"); // of the peer
    QTest::addColumn<QString>("least");   // of our server
    QTest::addColumn<QString>("expected");
    QTest::newRow("1.2") << u"-tls1_2"_qs << u"1.2"_qs << u": TLS 1.2, "_qs;
    QTest::newRow("1.3") << u"-tls1_3"_qs << u"1.2"_qs << u": TLS 1.3, "_qs;
    QTest::newRow("1.3, at least") << u"-tls1_3"_qs << u"1.3"_qs << u": TLS 1.3, "_qs;
    QTest::newRow("too old") << u"-tls1_2"_qs << u"1.3"_qs << u"the TLS alert “protocol version”"_qs;
    QTest::newRow("much too old") << u"-tls1_1"_qs << u"1.2"_qs << u"the TLS alert “protocol version”"_qs;
}

void TestTls::version()
{
    QFETCH(QString, version);
    QFETCH(QString, least);
    QFETCH(QString, expected);
    CliProcess server(
        {serverUrl(u"cert=%1&key=%2&min-tls=%3"_qs.arg(file(u"good.pem"_qs), file(u"good.key"_qs), least)),
         u"--reply"_qs, u"echo"_qs, u"--no-stdin"_qs});
    QTRY_VERIFY(server.port() != 0);
    RunningProgram client(
        u"openssl"_qs,
        sClient(server.port(), {version, u"-CAfile"_qs, file(u"ca.pem"_qs), u"-verify_return_error"_qs}));
    client.type("ping\n");
    QTRY_VERIFY2(server.err().contains(expected), qPrintable(server.err()));
    if (expected.contains(u"alert"))
        QVERIFY(client.exitCode() != 0);
    else
        QTRY_COMPARE(client.out(), "ping\n");
}

void TestTls::clientCertificateGiven_data()
{
    QTest::addColumn<QString>("certificate");
    QTest::addColumn<QString>("version");
    QTest::addColumn<bool>("accepted");
    for (const QString &version : {u"2"_qs, u"3"_qs}) {
        QTest::addRow("given, 1.%s", qPrintable(version)) << u"client"_qs << version << true;
        QTest::addRow("not given, 1.%s", qPrintable(version)) << QString() << version << false;
        QTest::addRow("wrong, 1.%s", qPrintable(version)) << u"self"_qs << version << false;
    }
}

/// Our client, and a server that requires a certificate.
void TestTls::clientCertificateGiven()
{
    QFETCH(QString, certificate);
    QFETCH(QString, version);
    QFETCH(bool, accepted);
    TlsServerProcess server(
        file(u"good"_qs),
        u"peer.sendall(b'hello ' + dict(x[0] for x in peer.getpeercert()['subject'])['commonName'].encode())"_qs,
        u"context.load_verify_locations('%1'); context.verify_mode = ssl.CERT_REQUIRED\n"
        "context.maximum_version = ssl.TLSVersion.TLSv1_%2"_qs.arg(file(u"ca.pem"_qs), version));
    QTRY_VERIFY(server.port() != 0);
    QString url = u"tls://127.0.0.1:%1?ca=%2"_qs.arg(server.port()).arg(file(u"ca.pem"_qs));
    if (!certificate.isEmpty())
        url += u"&client-cert=%1.pem&client-key=%1.key"_qs.arg(file(certificate));
    const CliRun run = runCli({url, u"--no-stdin"_qs, u"--raw"_qs});
    QCOMPARE(run.out, accepted ? QByteArray("hello client") : QByteArray());
    QCOMPARE(run.code, accepted ? 0 : 1);
    QVERIFY2(run.err.contains(u"sent the TLS alert “") != accepted, qPrintable(run.err));
}

void TestTls::clientCertificateWanted_data()
{
    QTest::addColumn<QString>("wanted");
    QTest::addColumn<QString>("certificate");
    QTest::addColumn<QString>("expected"); // in our messages
    QTest::addColumn<bool>("accepted");
    QTest::newRow("required and given") << u"require"_qs << u"client"_qs << u"Certificate: client,"_qs << true;
    QTest::newRow("required, not given") << u"require"_qs << QString() << u"it sent no certificate"_qs << false;
    QTest::newRow("required, wrong") << u"require"_qs << u"self"_qs << u"its certificate is self-signed"_qs << false;
    QTest::newRow("optional and given") << u"optional"_qs << u"client"_qs << u"Certificate: client,"_qs << true;
    QTest::newRow("optional, not given") << u"optional"_qs << QString() << u"TLS 1.3"_qs << true;
    QTest::newRow("optional, wrong") << u"optional"_qs << u"self"_qs << u"client certificates are optional"_qs << true;
    QTest::newRow("not asked for") << u"none"_qs << u"client"_qs << u"TLS 1.3"_qs << true;
}

/// Our server, and clients with and without certificates.
void TestTls::clientCertificateWanted()
{
    QFETCH(QString, wanted);
    QFETCH(QString, certificate);
    QFETCH(QString, expected);
    QFETCH(bool, accepted);
    CliProcess server({serverUrl(u"cert=%1&key=%2&ca=%3&client-cert=%4"_qs.arg(
                           file(u"good.pem"_qs), file(u"good.key"_qs), file(u"ca.pem"_qs), wanted)),
                       u"--reply"_qs, u"echo"_qs, u"--no-stdin"_qs});
    QTRY_VERIFY(server.port() != 0);
    QStringList more;
    if (!certificate.isEmpty())
        more = {u"-cert"_qs, file(certificate + u".pem"_qs), u"-key"_qs, file(certificate + u".key"_qs)};
    RunningProgram client(u"openssl"_qs, sClient(server.port(), more));
    client.type("ping\n");
    QTRY_VERIFY2(server.err().contains(expected), qPrintable(server.err()));
    if (accepted)
        QTRY_COMPARE(client.out(), "ping\n");
    else
        QTRY_VERIFY2(client.hasEnded(), qPrintable(client.err()));
    QCOMPARE(client.out().isEmpty(), !accepted);
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

    CliProcess own({serverUrl(u"alpn=mqtt,http/1.1"_qs), u"--reply"_qs, u"greeting"_qs, u"--no-stdin"_qs});
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
    CliProcess server({serverUrl(u"cert=%1&key=%2"_qs.arg(file(u"good.pem"_qs), file(u"good.key"_qs))), u"--rules"_qs,
                       rules, u"--no-stdin"_qs});
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
    QTRY_VERIFY2(server.err().contains(u"sent the TLS alert “unknown CA”"), qPrintable(server.err()));
}

/// Made on the spot; the fingerprint that the server shows lets a client in.
void TestTls::selfSignedPair()
{
    CliProcess server({u"tls-server://127.0.0.1:0"_qs, u"--reply"_qs, u"greeting"_qs, u"--no-stdin"_qs});
    static const QRegularExpression shown(u"SHA-256: ([0-9A-F:]{95})"_qs);
    QTRY_VERIFY2(server.port() != 0 && server.err().contains(shown), qPrintable(server.err()));
    QVERIFY(server.err().contains(u"made for this run"));
    QVERIFY(server.err().contains(u"localhost"));
    const QString url = u"tls://127.0.0.1:%1"_qs.arg(server.port());
    QCOMPARE(runCli({url, u"--no-stdin"_qs, u"--raw"_qs}).code, 1);
    const CliRun trusting =
        runCli({url + u"?trust="_qs + shown.match(server.err()).captured(1), u"--no-stdin"_qs, u"--raw"_qs});
    QCOMPARE(trusting.code, 0);
    QCOMPARE(trusting.out, "Thank you for connecting");
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
        {serverUrl(u"cert=%1&key=%2&capture=%3"_qs.arg(file(u"good.pem"_qs), file(u"good.key"_qs), capture)),
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
    CliProcess server({serverUrl(u"timeout=200"_qs), u"--no-stdin"_qs});
    QTRY_VERIFY(server.port() != 0);
    QTcpSocket client;
    client.connectToHost(u"127.0.0.1"_qs, server.port());
    QTRY_COMPARE(client.state(), QAbstractSocket::ConnectedState);
    QTRY_VERIFY2(server.err().contains(u"did not complete the TLS handshake within 200 ms"), qPrintable(server.err()));
    QTRY_COMPARE(client.state(), QAbstractSocket::UnconnectedState);
}

void TestTls::encryptedKey_data()
{
    QTest::addColumn<QByteArray>("inFile"); // the password
    QTest::addColumn<QByteArray>("inEnvironment");
    QTest::addColumn<QString>("expected");
    const QString listening = u"listening on"_qs;
    QTest::newRow("in a file") << QByteArray("open sesame\n") << QByteArray() << listening;
    QTest::newRow("in the environment") << QByteArray() << QByteArray("open sesame") << listening;
    QTest::newRow("wrong") << QByteArray("open barley\n") << QByteArray() << u"the password is wrong"_qs;
    QTest::newRow("none") << QByteArray() << QByteArray() << u"SOCKETSCOPE_KEY_PASSWORD"_qs;
}

void TestTls::encryptedKey()
{
    QFETCH(QByteArray, inFile);
    QFETCH(QByteArray, inEnvironment);
    QFETCH(QString, expected);
    QString query = u"cert=%1&key=%2"_qs.arg(file(u"good.pem"_qs), file(u"locked.key"_qs));
    if (!inFile.isEmpty()) {
        QFile password(file(u"password"_qs));
        QVERIFY(password.open(QIODevice::WriteOnly));
        password.write(inFile);
        query += u"&key-password="_qs + password.fileName();
    }
    qputenv("SOCKETSCOPE_KEY_PASSWORD", inEnvironment);
    CliProcess server({serverUrl(query), u"--no-stdin"_qs});
    qunsetenv("SOCKETSCOPE_KEY_PASSWORD");
    QTRY_VERIFY2(server.err().contains(expected), qPrintable(server.err()));
    if (!expected.contains(u"listening"))
        QCOMPARE(server.exitCode(), 1);
}

void TestTls::filesThatCannotBeUsed_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QString>("expected");
    QTest::newRow("no such file") << u"cert=%1/none.pem"_qs << u"none.pem cannot be read"_qs;
    QTest::newRow("no certificate") << u"cert=%1/good.key"_qs << u"good.key has no certificate"_qs;
    QTest::newRow("no key") << u"cert=%1/good.pem"_qs << u"good.pem has no private key"_qs;
    QTest::newRow("key without certificate") << u"key=%1/good.key"_qs << u"no certificate"_qs;
    QTest::newRow("key of another") << u"cert=%1/good.pem&key=%1/other.key"_qs << u"not that of the certificate"_qs;
    QTest::newRow("no issuers") << u"ca=%1/good.key&client-cert=require"_qs << u"good.key has no certificate"_qs;
}

void TestTls::filesThatCannotBeUsed()
{
    QFETCH(QString, query);
    QFETCH(QString, expected);
    const CliRun run = runCli({serverUrl(query.arg(m_folder.path())), u"--no-stdin"_qs, u"--duration"_qs, u"5"_qs});
    QVERIFY2(run.err.contains(expected), qPrintable(run.err));
    QCOMPARE(run.code, 1);
}

QTEST_GUILESS_MAIN(TestTls)
#include "tst_tls.moc"
