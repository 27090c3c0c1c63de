// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/endpoint/tls/otherkey.h"

#include "model/endpoint/tls/releaser.h"

#include <QSslCertificate>

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <memory>

QSslKey readOtherKey(const QByteArray &pem, const QByteArray &password, const QSslCertificate &certificate)
{
    const std::unique_ptr<BIO, Releaser<BIO_free_all>> bio(BIO_new_mem_buf(pem.constData(), int(pem.size())));
    // With this callback, null, OpenSSL takes the last argument as the password, and does not ask for one.
    std::unique_ptr<EVP_PKEY, Releaser<EVP_PKEY_free>> key(
        PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, const_cast<char *>(password.constData())));
    const QByteArray der = certificate.toDer();
    const auto *begin = reinterpret_cast<const unsigned char *>(der.constData());
    const std::unique_ptr<X509, Releaser<X509_free>> own(d2i_X509(nullptr, &begin, long(der.size())));
    const bool isUsable = key && own && X509_check_private_key(own.get(), key.get()) == 1;
    ERR_clear_error(); // which Qt would report later
    return isUsable ? QSslKey(Qt::HANDLE(key.release()), QSsl::PrivateKey) : QSslKey();
}
