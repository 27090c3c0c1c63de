// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
// Certificates of servers and clients, good and bad, with OpenSSL's s_server and s_client and Python as peers.
#include "tests/interop/cliprocess.h"
#include "tests/interop/interopfixture.h"
#include "tests/interop/tlsfiles.h"

class TestTlsVerification : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void serverIsVerified_data();
    void serverIsVerified();
    void sServer_data();
    void sServer();
    void clientCertificateGiven_data();
    void clientCertificateGiven();
    void clientCertificateWanted_data();
    void clientCertificateWanted();
    void selfSignedPair();
    void encryptedKey_data();
    void encryptedKey();
    void filesThatCannotBeUsed_data();
    void filesThatCannotBeUsed();

private:
    QString file(const QString &name) const { return m_files.file(name); }

    TlsFiles m_files;
};

void TestTlsVerification::initTestCase()
{
    m_files.makeCertificate(u"good"_qs, u"DNS:device.example,IP:127.0.0.1"_qs);
    m_files.makeCertificate(u"other"_qs, u"DNS:other.example"_qs);
    m_files.makeCertificate(u"expired"_qs, u"IP:127.0.0.1"_qs, u"-days -1"_qs);
    m_files.makeCertificate(u"client"_qs, u"DNS:client.example"_qs);
    m_files.makeCertificate(u"ed25519"_qs, u"IP:127.0.0.1"_qs, u"-days 30"_qs, u"ed25519"_qs);
    m_files.openssl({u"pkcs8"_qs, u"-topk8"_qs, u"-in"_qs, u"good.key"_qs, u"-out"_qs, u"locked.key"_qs, u"-passout"_qs,
                     u"pass:open sesame"_qs});
}

void TestTlsVerification::serverIsVerified_data()
{
    QTest::addColumn<QString>("certificate");
    QTest::addColumn<QString>("query");
    QTest::addColumn<QString>("reason"); // empty: connects
    const QString ca = u"ca="_qs + file(u"ca.pem"_qs);
    const auto print = [this](const QString &name) {
        const QByteArray text = m_files.openssl(
            {u"x509"_qs, u"-in"_qs, name + u".pem"_qs, u"-noout"_qs, u"-fingerprint"_qs, u"-sha256"_qs});
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
    QTest::newRow("self-signed") << u"self"_qs << ca
                                 << u"its certificate is self-signed and not one of those in "_qs + file(u"ca.pem"_qs);
    QTest::newRow("other issuers") << u"good"_qs << u"ca="_qs + file(u"self.pem"_qs)
                                   << u"its certificate was not issued by one of those in "_qs + file(u"self.pem"_qs);
    QTest::newRow("its own issuer") << u"self"_qs << u"ca="_qs + file(u"self.pem"_qs) << QString();
    QTest::newRow("trusted, self-signed") << u"self"_qs << print(u"self"_qs) << QString();
    QTest::newRow("trusted, expired") << u"expired"_qs << print(u"expired"_qs) << QString();
    QTest::newRow("another is trusted")
        << u"self"_qs << print(u"good"_qs)
        << u"its certificate is not the one whose fingerprint was given (trust=), and its certificate is self-signed"_qs;
    QTest::newRow("another is trusted than a valid one")
        << u"good"_qs << ca + u'&' + print(u"self"_qs)
        << u"its certificate is not the one whose fingerprint was given (trust=)."_qs;
    QTest::newRow("not required") << u"expired"_qs << u"verify=0"_qs << QString();
}

void TestTlsVerification::serverIsVerified()
{
    QFETCH(QString, certificate);
    QFETCH(QString, query);
    QFETCH(QString, reason);
    TlsServerProcess server(file(certificate), u"peer.sendall(b'from the server')\npeer.unwrap()"_qs);
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
        QVERIFY2(run.err.contains(u" Certificate: "_qs + certificate), qPrintable(run.err));
        QCOMPARE(run.code, 1);
    }
}

void TestTlsVerification::sServer_data()
{
    QTest::addColumn<QString>("certificate");
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QString>("query");
    QTest::addColumn<QString>("expected"); // in our messages
    QTest::addColumn<QString>("alert");    // in those of s_server; empty: none
    const QString ca = u"ca="_qs + file(u"ca.pem"_qs);
    const QStringList required{u"-Verify"_qs, u"1"_qs, u"-verify_return_error"_qs, u"-CAfile"_qs, file(u"ca.pem"_qs)};
    const QStringList withIssuer{u"-build_chain"_qs, u"-chainCAfile"_qs, file(u"ca.pem"_qs)};
    const auto own = [&](const QString &name) {
        return ca + u"&client-cert=%1.pem&client-key=%1.key"_qs.arg(file(name));
    };
    for (const QString &v : {u"1.2"_qs, u"1.3"_qs}) {
        const auto row = [&](const char *name) -> QTestData & { return QTest::addRow("%s, %s", name, qPrintable(v)); };
        const QStringList version{v == u"1.2" ? u"-tls1_2"_qs : u"-tls1_3"_qs};
        const QString demanded = u"It demands a client certificate."_qs;
        row("good") << u"good"_qs << version << ca << u"TLS %1, "_qs.arg(v) << QString();
        row("wrong host") << u"other"_qs << version << ca << u"is for other names"_qs << QString();
        row("expired") << u"expired"_qs << version << ca << u"has expired"_qs << u"alert certificate expired"_qs;
        row("self-signed") << u"self"_qs << version << ca << u"is self-signed"_qs << u"alert unknown ca"_qs;
        row("unknown issuer") << u"good"_qs << version << QString() << u"issuer of its certificate is not known"_qs
                              << u"alert unknown ca"_qs;
        row("unknown issuer that is sent") << u"good"_qs << version + withIssuer << QString()
                                           << u"issuer of its certificate is not known"_qs << u"alert unknown ca"_qs;
        row("both wrong") << u"other"_qs << version << QString()
                          << u"is not known here, and its certificate is for other names"_qs << u"alert unknown ca"_qs;
        row("certificate required, given")
            << u"good"_qs << version + required << own(u"client"_qs) << u"TLS %1, "_qs.arg(v) << QString();
        row("certificate required, Ed25519")
            << u"ed25519"_qs << version + required << own(u"ed25519"_qs) << u"TLS %1, "_qs.arg(v) << QString();
        row("certificate required, none") << u"good"_qs << version + required << ca << demanded << QString();
        row("certificate required, unknown") << u"good"_qs << version + required << own(u"self"_qs)
                                             << u"because it does not know the issuer"_qs << QString();
    }
    QTest::newRow("version too old") << u"good"_qs << QStringList{u"-tls1_2"_qs} << ca + u"&min-tls=1.3"_qs
                                     << u"It does not support the TLS versions that are allowed here."_qs << QString();
}

/// Our client and OpenSSL's server. What is wrong is said on both sides.
void TestTlsVerification::sServer()
{
    QFETCH(QString, certificate);
    QFETCH(QStringList, options);
    QFETCH(QString, query);
    QFETCH(QString, expected);
    QFETCH(QString, alert);
    SServer server(file(certificate), options);
    QTRY_VERIFY2(server.port() != 0, qPrintable(server.err()));
    CliProcess client({u"tls://127.0.0.1:%1?%2"_qs.arg(server.port()).arg(query), u"--no-stdin"_qs, u"--raw"_qs});
    QTRY_VERIFY2(client.err().contains(expected), qPrintable(client.err()));
    if (expected.startsWith(u"TLS ")) {
        server.type("from the server\n");
        QTRY_COMPARE(client.out(), "from the server\n");
        return;
    }
    QCOMPARE(client.exitCode(), 1);
    QVERIFY2(!client.err().contains(u"error:"), qPrintable(client.err())); // nothing raw of OpenSSL
    QTRY_VERIFY2(server.hasEnded(), qPrintable(server.err()));
    QVERIFY2(server.err().contains(alert), qPrintable(server.err()));
    QCOMPARE(client.err().contains(u"add trust="_qs), client.err().contains(u"is not verified"));
}

void TestTlsVerification::clientCertificateGiven_data()
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
void TestTlsVerification::clientCertificateGiven()
{
    QFETCH(QString, certificate);
    QFETCH(QString, version);
    QFETCH(bool, accepted);
    TlsServerProcess server(
        file(u"good"_qs),
        u"peer.sendall(b'hello ' + dict(x[0] for x in peer.getpeercert()['subject'])['commonName'].encode())\n"
        "peer.unwrap()"_qs,
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
    QCOMPARE(run.err.contains(u"It demands a client certificate."), certificate.isEmpty());
    QCOMPARE(run.err.contains(u"because it does not know the issuer"), !accepted && !certificate.isEmpty());
}

void TestTlsVerification::clientCertificateWanted_data()
{
    QTest::addColumn<QString>("wanted");
    QTest::addColumn<QString>("certificate");
    QTest::addColumn<QString>("expected"); // in our messages
    QTest::addColumn<bool>("accepted");
    QTest::addColumn<QString>("alert"); // that the client gets
    QTest::newRow("required and given") << u"require"_qs << u"client"_qs << u"Certificate: client,"_qs << true
                                        << QString();
    QTest::newRow("Ed25519") << u"require"_qs << u"ed25519"_qs << u"Certificate: ed25519,"_qs << true << QString();
    QTest::newRow("required, not given") << u"require"_qs << QString() << u"it sent no certificate"_qs << false
                                         << u"alert certificate required"_qs;
    QTest::newRow("required, wrong") << u"require"_qs << u"self"_qs << u"its certificate is self-signed"_qs << false
                                     << u"alert unknown ca"_qs;
    QTest::newRow("optional and given") << u"optional"_qs << u"client"_qs << u"Certificate: client,"_qs << true
                                        << QString();
    QTest::newRow("optional, not given") << u"optional"_qs << QString() << u"TLS 1.3"_qs << true << QString();
    QTest::newRow("optional, wrong") << u"optional"_qs << u"self"_qs << u"client certificates are optional"_qs << true
                                     << QString();
    QTest::newRow("not asked for") << u"none"_qs << u"client"_qs << u"TLS 1.3"_qs << true << QString();
}

/// Our server, and clients with and without certificates.
void TestTlsVerification::clientCertificateWanted()
{
    QFETCH(QString, wanted);
    QFETCH(QString, certificate);
    QFETCH(QString, expected);
    QFETCH(bool, accepted);
    QFETCH(QString, alert);
    const QString issuer = wanted == u"none" ? QString() : u"&ca="_qs + file(u"ca.pem"_qs);
    CliProcess server({tlsServerUrl(u"cert=%1&key=%2&client-cert=%3%4"_qs.arg(file(u"good.pem"_qs),
                                                                              file(u"good.key"_qs), wanted, issuer)),
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
    QVERIFY2(client.err().contains(alert), qPrintable(client.err()));
    QCOMPARE(server.err().contains(u"was refused, because"), !accepted);
}

/// Made on the spot; the fingerprint that the server shows lets a client in.
void TestTlsVerification::selfSignedPair()
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

void TestTlsVerification::encryptedKey_data()
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

void TestTlsVerification::encryptedKey()
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
    CliProcess server({tlsServerUrl(query), u"--no-stdin"_qs});
    qunsetenv("SOCKETSCOPE_KEY_PASSWORD");
    QTRY_VERIFY2(server.err().contains(expected), qPrintable(server.err()));
    if (!expected.contains(u"listening"))
        QCOMPARE(server.exitCode(), 1);
}

void TestTlsVerification::filesThatCannotBeUsed_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QString>("expected");
    QTest::newRow("no such file") << u"cert=%1/none.pem"_qs << u"none.pem cannot be read"_qs;
    QTest::newRow("no certificate") << u"cert=%1/good.key"_qs << u"good.key has no certificate"_qs;
    QTest::newRow("no key") << u"cert=%1/good.pem"_qs << u"good.pem has a certificate, but no private key"_qs;
    QTest::newRow("key of another") << u"cert=%1/good.pem&key=%1/other.key"_qs << u"not that of the certificate"_qs;
    QTest::newRow("key of another kind") << u"cert=%1/ed25519.pem&key=%1/good.key"_qs
                                         << u"not that of the certificate"_qs;
    QTest::newRow("no issuers") << u"ca=%1/good.key&client-cert=require"_qs << u"good.key has no certificate"_qs;
}

void TestTlsVerification::filesThatCannotBeUsed()
{
    QFETCH(QString, query);
    QFETCH(QString, expected);
    const CliRun run = runCli({tlsServerUrl(query.arg(m_files.path())), u"--no-stdin"_qs, u"--duration"_qs, u"5"_qs});
    QVERIFY2(run.err.contains(expected), qPrintable(run.err));
    QCOMPARE(run.code, 1);
}

QTEST_GUILESS_MAIN(TestTlsVerification)
#include "tst_tlsverification.moc"
