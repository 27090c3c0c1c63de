// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/endpoint/tls/certificatetext.h"
#include "model/endpoint/tls/selfsigned.h"
#include "model/endpoint/tls/tlsconfiguration.h"
#include "model/event.h"

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
    QVERIFY(tlsReasons(name) != name); // there is a text for it
}

void TestTlsCertificates::eventTexts()
{
    const QString unverified = eventText({EventCode::TlsUnverified,
                                          {u"1.2.3.4:5"_qs, u"wrong-host,expired"_qs, u"host"_qs, u"subject"_qs,
                                           u"a, b"_qs, u"then"_qs, u"now"_qs, u"issuer"_qs, u"AB:CD"_qs}});
    for (const QString &part : {u"1.2.3.4:5"_qs, u"other names"_qs, u"expired"_qs, u"subject"_qs, u"a, b"_qs,
                                u"from then to now"_qs, u"issuer"_qs, u"AB:CD"_qs})
        QVERIFY2(unverified.contains(part), qPrintable(unverified));
    const QStringList plain{u"peer"_qs, u"TLS 1.3"_qs, u"CIPHER"_qs, {}, {}, {}};
    QCOMPARE(eventText({EventCode::TlsEstablished, plain}), u"TLS with peer: TLS 1.3, CIPHER"_qs);
    const QStringList full{u"peer"_qs, u"TLS 1.3"_qs, u"CIPHER"_qs, u"h2"_qs, u"subject"_qs, u"AB"_qs};
    QCOMPARE(eventText({EventCode::TlsEstablished, full}),
             u"TLS with peer: TLS 1.3, CIPHER, protocol h2 (ALPN). Certificate: subject, SHA-256: AB"_qs);
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
