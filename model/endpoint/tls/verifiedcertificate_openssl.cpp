// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/endpoint/tls/verifiedcertificate.h"

#include <openssl/x509_vfy.h>

#include <vector>

namespace {

thread_local std::vector<X509_STORE_CTX *> running; // verifications, the innermost one last

void onBegin(void *context, void *, CRYPTO_EX_DATA *, int, long, void *)
{
    running.push_back(static_cast<X509_STORE_CTX *>(context));
}

void onEnd(void *context, void *, CRYPTO_EX_DATA *, int, long, void *)
{
    std::erase(running, static_cast<X509_STORE_CTX *>(context));
}

} // namespace

/// OpenSSL calls both functions for each verification (CRYPTO_get_ex_new_index(3)).
void verifiedcertificate::watch()
{
    static const int index = X509_STORE_CTX_get_ex_new_index(0, nullptr, &onBegin, nullptr, &onEnd);
    Q_UNUSED(index)
}

QSslCertificate verifiedcertificate::current()
{
    const X509 *const certificate = running.empty() ? nullptr : X509_STORE_CTX_get0_cert(running.back());
    const int size = certificate ? i2d_X509(certificate, nullptr) : 0;
    if (size <= 0)
        return QSslCertificate();
    QByteArray der(size, Qt::Uninitialized);
    auto *end = reinterpret_cast<unsigned char *>(der.data());
    i2d_X509(certificate, &end);
    return QSslCertificate(der, QSsl::Der);
}
