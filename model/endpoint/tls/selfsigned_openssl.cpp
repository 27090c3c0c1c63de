// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/endpoint/tls/selfsigned.h"

#include "model/endpoint/tls/releaser.h"

#include <QCoreApplication>
#include <QHostAddress>
#include <QHostInfo>
#include <QNetworkInterface>

#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#include <memory>

namespace {

constexpr long secondsBefore = 3600; // clocks differ
constexpr long secondsValid = 365L * 24 * 3600;
constexpr long version3 = 2; // X.509 counts from 0

using Key = std::unique_ptr<EVP_PKEY, Releaser<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Releaser<X509_free>>;
using Extension = std::unique_ptr<X509_EXTENSION, Releaser<X509_EXTENSION_free>>;
using Bio = std::unique_ptr<BIO, Releaser<BIO_free_all>>;

/// The alternative names in the syntax of x509v3_config(5).
QByteArray alternativeNames()
{
    QStringList names{QStringLiteral("DNS:localhost")};
    const QString host = QHostInfo::localHostName();
    if (!host.isEmpty() && host != u"localhost")
        names.append(QStringLiteral("DNS:") + host);
    const QList<QHostAddress> addresses = QNetworkInterface::allAddresses();
    for (const QHostAddress &address : addresses) {
        if (!address.isLinkLocal())
            names.append(QStringLiteral("IP:") + address.toString());
    }
    names.removeDuplicates();
    return names.join(u',').toUtf8();
}

bool addExtension(X509 *certificate, int nid, const char *value)
{
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
    const Extension extension(X509V3_EXT_conf_nid(nullptr, &context, nid, value));
    return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

bool fill(X509 *certificate, EVP_PKEY *key)
{
    quint64 serial = 0;
    if (RAND_bytes(reinterpret_cast<unsigned char *>(&serial), sizeof serial) != 1)
        return false;
    X509_set_version(certificate, version3);
    ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate), serial >> 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate), -secondsBefore);
    X509_gmtime_adj(X509_getm_notAfter(certificate), secondsValid);
    X509_NAME *name = X509_get_subject_name(certificate);
    const auto *const subject = reinterpret_cast<const unsigned char *>("SocketScope");
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, subject, -1, -1, 0);
    return X509_set_issuer_name(certificate, name) == 1 && X509_set_pubkey(certificate, key) == 1
        && addExtension(certificate, NID_basic_constraints, "critical,CA:TRUE")
        && addExtension(certificate, NID_subject_key_identifier, "hash")
        && addExtension(certificate, NID_ext_key_usage, "serverAuth,clientAuth")
        && addExtension(certificate, NID_subject_alt_name, alternativeNames().constData())
        && X509_sign(certificate, key, EVP_sha256()) != 0;
}

QByteArray bytesOf(BIO *bio)
{
    char *data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    return {data, qsizetype(size)};
}

} // namespace

Result<SelfSigned> makeSelfSigned()
{
    const Key key(EVP_EC_gen("P-256"));
    const Certificate certificate(X509_new());
    const Bio certificateText(BIO_new(BIO_s_mem()));
    const Bio keyText(BIO_new(BIO_s_mem()));
    if (key && certificate && certificateText && keyText && fill(certificate.get(), key.get())
        && PEM_write_bio_X509(certificateText.get(), certificate.get()) == 1
        && PEM_write_bio_PrivateKey(keyText.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1) {
        SelfSigned pair{QSslCertificate(bytesOf(certificateText.get())), QSslKey(bytesOf(keyText.get()), QSsl::Ec)};
        if (!pair.certificate.isNull() && !pair.key.isNull())
            return pair;
    }
    return failure(QCoreApplication::translate("Tls", "A self-signed certificate could not be made: %1.")
                       .arg(QString::fromLatin1(ERR_error_string(ERR_get_error(), nullptr))));
}
