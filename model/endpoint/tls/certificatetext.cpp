// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/endpoint/tls/certificatetext.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QRegularExpression>
#include <QSslCertificate>
#include <QSslError>

#include <algorithm>

namespace certificatetext {

namespace {

constexpr qsizetype digits = 64; // of a SHA-256

QString nameOf(const QStringList &commonNames, const QString &all)
{
    return commonNames.isEmpty() ? all : commonNames.join(QStringLiteral(", "));
}

} // namespace

QString fingerprint(const QSslCertificate &certificate)
{
    if (certificate.isNull()) // it would be that of no bytes
        return {};
    return QString::fromLatin1(certificate.digest(QCryptographicHash::Sha256).toHex(':').toUpper());
}

Result<QString> parseFingerprint(const QString &text)
{
    static const QRegularExpression prefix(QStringLiteral("^\\s*SHA-?256(\\s+Fingerprint)?\\s*[:=]"),
                                           QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression separators(QStringLiteral("[:\\s]"));
    QString hex = text.toUpper();
    hex.remove(prefix).remove(separators);
    const auto isDigit = [](QChar c) { return (c >= u'0' && c <= u'9') || (c >= u'A' && c <= u'F'); };
    if (hex.size() != digits || !std::all_of(hex.begin(), hex.end(), isDigit))
        return failure(
            QCoreApplication::translate(
                "Tls",
                "“%1” is not the SHA-256 fingerprint of a certificate: 64 hexadecimal digits. This prints it: openssl "
                "x509 -noout -fingerprint -sha256 -in FILE")
                .arg(text));
    return QString::fromLatin1(QByteArray::fromHex(hex.toLatin1()).toHex(':').toUpper());
}

QString subject(const QSslCertificate &certificate)
{
    return nameOf(certificate.subjectInfo(QSslCertificate::CommonName), certificate.subjectDisplayName());
}

QString issuer(const QSslCertificate &certificate)
{
    return nameOf(certificate.issuerInfo(QSslCertificate::CommonName), certificate.issuerDisplayName());
}

QString names(const QSslCertificate &certificate)
{
    const auto all = certificate.subjectAlternativeNames();
    QStringList names = all.values(QSsl::DnsEntry) + all.values(QSsl::IpAddressEntry);
    names.sort();
    return names.join(QStringLiteral(", "));
}

QString reason(const QSslError &error)
{
    switch (error.error()) {
    case QSslError::HostNameMismatch:
        return QStringLiteral("wrong-host");
    case QSslError::CertificateExpired:
        return QStringLiteral("expired");
    case QSslError::CertificateNotYetValid:
        return QStringLiteral("not-yet-valid");
    case QSslError::SelfSignedCertificate:
        return QStringLiteral("self-signed");
    case QSslError::SelfSignedCertificateInChain:
    case QSslError::UnableToGetIssuerCertificate:
    case QSslError::UnableToGetLocalIssuerCertificate:
    case QSslError::UnableToVerifyFirstCertificate:
    case QSslError::CertificateUntrusted:
        return QStringLiteral("unknown-issuer");
    case QSslError::UnableToDecryptCertificateSignature:
    case QSslError::CertificateSignatureFailed:
    case QSslError::UnableToDecodeIssuerPublicKey:
        return QStringLiteral("bad-signature");
    case QSslError::InvalidPurpose:
    case QSslError::InvalidCaCertificate:
    case QSslError::CertificateRejected:
        return QStringLiteral("wrong-purpose");
    case QSslError::CertificateRevoked:
    case QSslError::CertificateBlacklisted:
        return QStringLiteral("revoked");
    case QSslError::NoPeerCertificate:
        return QStringLiteral("no-certificate");
    case QSslError::PathLengthExceeded:
        return QStringLiteral("chain-too-long");
    case QSslError::InvalidNotBeforeField:
    case QSslError::InvalidNotAfterField:
        return QStringLiteral("damaged");
    default:
        return error.errorString().remove(u',');
    }
}

} // namespace certificatetext
