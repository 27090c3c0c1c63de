// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/endpoint/tls/alpn.h"
#include "model/endpoint/tls/certificatetext.h"
#include "model/endpoint/tls/selfsigned.h"
#include "model/endpoint/tls/tlsconfiguration.h"
#include "model/event.h"
#include "model/tlsfailure.h"

/// Certificates as they are shown, and the pair that is made here.
class TestTlsCertificates : public QObject
{
    Q_OBJECT
private slots:
    void fingerprints_data();
    void fingerprints();
    void selfSigned();
    void sameWhileTheProgramRuns();
    void reasons_data();
    void reasons();
    void eventTexts();
    void failures_data();
    void failures();
    void alerts();
    void protocols_data();
    void protocols();
    void refusesDevices();
};

void TestTlsCertificates::fingerprints_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isValid");
    const QString plain = u"0123456789abcdef"_qs.repeated(4);
    QTest::newRow("plain") << plain << true;
    QTest::newRow("with a prefix") << u"SHA256:"_qs + plain << true;
    QTest::newRow("as of openssl") << u" sha-256:"_qs + u"01:23:45:67:89:AB:CD:EF:"_qs.repeated(4).chopped(1) + u' '
                                   << true;
    const QString line = u"01:23:45:67:89:AB:CD:EF:"_qs.repeated(4).chopped(1);
    QTest::newRow("line of openssl 3") << u"sha256 Fingerprint="_qs + line << true;
    QTest::newRow("line of openssl 1") << u"SHA256 Fingerprint="_qs + line + u'\n' << true;
    QTest::newRow("lower case") << u"sha256:"_qs + line.toLower() << true;
    QTest::newRow("with spaces") << QString(line).replace(u':', u' ') << true;
    QTest::newRow("SHA-1") << u"sha1 Fingerprint="_qs + line.left(59) << false;
    QTest::newRow("a key of another kind") << u"sha1 Fingerprint="_qs + line << false;
    QTest::newRow("too short") << plain.chopped(2) << false;
    QTest::newRow("too long") << plain + u"00"_qs << false;
    QTest::newRow("not hexadecimal") << plain.chopped(1) + u'g' << false;
    QTest::newRow("nothing") << QString() << false;
}

void TestTlsCertificates::fingerprints()
{
    QFETCH(QString, text);
    QFETCH(bool, isValid);
    const auto parsed = certificatetext::parseFingerprint(text);
    QCOMPARE(parsed.has_value(), isValid);
    if (isValid)
        QCOMPARE(*parsed, u"01:23:45:67:89:AB:CD:EF:"_qs.repeated(4).chopped(1));
}

void TestTlsCertificates::selfSigned()
{
    const auto pair = makeSelfSigned();
    if (!pair)
        QSKIP(qPrintable(pair.error().message));
    const QSslCertificate &certificate = pair->certificate;
    QCOMPARE(certificatetext::subject(certificate), u"SocketScope"_qs);
    QCOMPARE(certificatetext::issuer(certificate), u"SocketScope"_qs);
    QVERIFY(certificatetext::names(certificate).contains(u"localhost"));
    QVERIFY(certificatetext::names(certificate).contains(u"127.0.0.1"));
    QVERIFY(certificate.isSelfSigned());
    const QDateTime now = QDateTime::currentDateTimeUtc();
    QVERIFY(certificate.effectiveDate() < now && certificate.expiryDate() > now.addDays(300));
    QCOMPARE(certificatetext::parseFingerprint(certificatetext::fingerprint(certificate)),
             certificatetext::fingerprint(certificate));
    QVERIFY(certificatetext::fingerprint(makeSelfSigned()->certificate) != certificatetext::fingerprint(certificate));
}

void TestTlsCertificates::sameWhileTheProgramRuns()
{
    bool isSelfSigned = false;
    const auto first = tlsconfiguration::forServer({}, &isSelfSigned);
    if (!first)
        QSKIP(qPrintable(first.error().message));
    QVERIFY(isSelfSigned);
    QCOMPARE(tlsconfiguration::forServer({})->localCertificate(), first->localCertificate());
}

void TestTlsCertificates::reasons_data()
{
    QTest::addColumn<int>("error");
    QTest::addColumn<QString>("name");
    QTest::newRow("host") << int(QSslError::HostNameMismatch) << u"wrong-host"_qs;
    QTest::newRow("expired") << int(QSslError::CertificateExpired) << u"expired"_qs;
    QTest::newRow("not yet") << int(QSslError::CertificateNotYetValid) << u"not-yet-valid"_qs;
    QTest::newRow("self-signed") << int(QSslError::SelfSignedCertificate) << u"self-signed"_qs;
    QTest::newRow("issuer") << int(QSslError::UnableToGetLocalIssuerCertificate) << u"unknown-issuer"_qs;
    QTest::newRow("root") << int(QSslError::SelfSignedCertificateInChain) << u"unknown-issuer"_qs;
    QTest::newRow("none") << int(QSslError::NoPeerCertificate) << u"no-certificate"_qs;
    QTest::newRow("purpose") << int(QSslError::InvalidPurpose) << u"wrong-purpose"_qs;
    QTest::newRow("signature") << int(QSslError::CertificateSignatureFailed) << u"bad-signature"_qs;
    QTest::newRow("revoked") << int(QSslError::CertificateRevoked) << u"revoked"_qs;
}

void TestTlsCertificates::reasons()
{
    QFETCH(int, error);
    QFETCH(QString, name);
    QCOMPARE(certificatetext::reason(QSslError(QSslError::SslError(error))), name);
    QVERIFY(tlsReasons(name, {}) != name); // there is a text for it
}

void TestTlsCertificates::eventTexts()
{
    const QString unverified = eventText({EventCode::TlsUnverified,
                                          {u"1.2.3.4:5"_qs, u"wrong-host,expired"_qs, u"host"_qs, u"subject"_qs,
                                           u"a, b"_qs, u"then"_qs, u"now"_qs, u"issuer"_qs, u"AB:CD"_qs}});
    for (const QString &part : {u"1.2.3.4:5"_qs, u"other names"_qs, u"expired"_qs, u"subject"_qs, u"a, b"_qs,
                                u"from then to now"_qs, u"issuer"_qs, u"AB:CD"_qs})
        QVERIFY2(unverified.contains(part), qPrintable(unverified));
    const QStringList nameless{u"peer"_qs, u"self-signed"_qs, u"host"_qs,   u"subject"_qs, {},
                               u"then"_qs, u"now"_qs,         u"issuer"_qs, u"AB:CD"_qs};
    QVERIFY(!eventText({EventCode::TlsUnverified, nameless}).contains(u"names"));
    const QString none =
        eventText({EventCode::TlsUnverified, {u"peer"_qs, u"no-certificate"_qs, {}, {}, {}, {}, {}, {}, {}}});
    QVERIFY2(none.startsWith(u"The client peer was refused, because it sent no certificate, which is required here"),
             qPrintable(none));
    QVERIFY(!none.contains(u"Its certificate") && !none.contains(u"trust="));
    const QString client = eventText(
        {EventCode::TlsUnverified,
         {u"peer"_qs, u"expired"_qs, {}, u"subject"_qs, {}, u"then"_qs, u"now"_qs, u"issuer"_qs, u"AB:CD"_qs}});
    QVERIFY2(client.startsWith(u"The client peer was refused, because its certificate has expired. "),
             qPrintable(client));
    const QStringList plain{u"peer"_qs, u"TLS 1.3"_qs, u"CIPHER"_qs, {}, {}, {}};
    QCOMPARE(eventText({EventCode::TlsEstablished, plain}), u"TLS with peer: TLS 1.3, CIPHER"_qs);
    const QStringList full{u"peer"_qs, u"TLS 1.3"_qs, u"CIPHER"_qs, u"h2"_qs, u"subject"_qs, u"AB"_qs};
    QCOMPARE(eventText({EventCode::TlsEstablished, full}),
             u"TLS with peer: TLS 1.3, CIPHER, protocol h2 (ALPN). Certificate: subject, SHA-256: AB"_qs);
}

void TestTlsCertificates::failures_data()
{
    QTest::addColumn<QString>("raw");
    QTest::addColumn<QString>("expected");
    QTest::newRow("plain text") << u"Error during SSL handshake: error:0A00010B:SSL routines::wrong version number"_qs
                                << u"TLS with peer failed. It does not speak TLS."_qs;
    QTest::newRow("OpenSSL 1.1") << u"error:1408F10B:SSL routines:ssl3_get_record:wrong version number"_qs
                                 << u"TLS with peer failed. It does not speak TLS."_qs;
    QTest::newRow("echo server") << u"error:0A0000F4:SSL routines::unexpected message"_qs
                                 << u"TLS with peer failed. It does not speak TLS."_qs;
    QTest::newRow("ciphers") << u"error:0A0000C1:SSL routines::no shared cipher"_qs << u"no cipher"_qs;
    QTest::newRow("second of two") << u"error:0A000FFF:a::b, error:0A000102:SSL routines::unsupported protocol"_qs
                                   << u"offers only TLS versions"_qs;
    QTest::newRow("end") << u"error:0A000126:SSL routines::unexpected eof while reading"_qs
                         << u"It closed the connection during the handshake."_qs;
    QTest::newRow("unknown") << u"error:0A000FFF:something"_qs << u"reason: error:0A000FFF:something."_qs;
    QTest::newRow("of earlier versions") << u"certificate rejected"_qs << u"reason: certificate rejected."_qs;
}

void TestTlsCertificates::failures()
{
    QFETCH(QString, raw);
    QFETCH(QString, expected);
    const QString text = eventText({EventCode::TlsFailed, {u"peer"_qs, tlsfailure::nameOf(raw)}});
    QVERIFY2(text.contains(expected), qPrintable(text));
    QCOMPARE(text.contains(u"error:"), expected.contains(u"error:"));
}

void TestTlsCertificates::alerts()
{
    QCOMPARE(tlsfailure::alertOf(48), u"unknown CA"_qs);
    QCOMPARE(tlsfailure::alertOf(116), u"certificate required"_qs);
    QCOMPARE(tlsfailure::alertOf(199), u"199"_qs);
    const QString known = eventText({EventCode::TlsAlertReceived, {u"peer"_qs, u"unknown CA"_qs}});
    QVERIFY2(known.startsWith(u"peer sent the TLS alert “unknown CA”. It does not trust"), qPrintable(known));
    const QString other = eventText({EventCode::TlsAlertReceived, {u"peer"_qs, u"decode error"_qs}});
    QCOMPARE(other, u"peer sent the TLS alert “decode error”."_qs);
    const QString means = eventText(
        {EventCode::TlsAlertReceived, {u"peer"_qs, u"handshake failure"_qs, tlsfailure::certificateRequired}});
    QVERIFY2(means.startsWith(u"peer sent the TLS alert “handshake failure”. It demands a client certificate."),
             qPrintable(means));
}

void TestTlsCertificates::protocols_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("read"); // null: refused
    QTest::addColumn<int>("position"); // of the error
    QTest::newRow("none") << u" "_qs << u""_qs << 0;
    QTest::newRow("one") << u"h2"_qs << u"h2"_qs << 0;
    QTest::newRow("spaces") << u" h2 , http/1.1 "_qs << u"h2,http/1.1"_qs << 0;
    QTest::newRow("empty") << u"h2,,http/1.1"_qs << QString() << 3;
    QTest::newRow("only commas") << u",,"_qs << QString() << 0;
    QTest::newRow("comma at the end") << u"h2,"_qs << QString() << 3;
    QTest::newRow("longest") << QString(255, u'a') << QString(255, u'a') << 0;
    QTest::newRow("too long") << u"h2,"_qs + QString(256, u'a') << QString() << 3;
    QTest::newRow("too long as UTF-8") << QString(128, u'ä') << QString() << 0;
    QTest::newRow("too many") << QStringList(300, QString(255, u'a')).join(u',') << QString() << 255 * 256;
}

void TestTlsCertificates::protocols()
{
    QFETCH(QString, text);
    QFETCH(QString, read);
    QFETCH(int, position);
    const auto parsed = alpn::parse(text);
    QCOMPARE(parsed.has_value(), !read.isNull());
    if (parsed)
        QCOMPARE(*parsed, read);
    else
        QCOMPARE(int(parsed.error().position), position);
}

/// A device has no end, and a pipe may never have any bytes.
void TestTlsCertificates::refusesDevices()
{
    TlsSettings settings;
    settings.certificateFile = u"/dev/zero"_qs;
    const auto server = tlsconfiguration::forServer(settings);
    QVERIFY(!server);
    QVERIFY2(server.error().message.contains(u"/dev/zero is not a regular file"_qs),
             qPrintable(server.error().message));
    settings = {};
    settings.caFile = u"/dev/zero"_qs;
    QVERIFY(!tlsconfiguration::forClient(settings));
}

QTEST_GUILESS_MAIN(TestTlsCertificates)
#include "tst_tlscertificates.moc"
