// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/endpoint/tls/tlsconfiguration.h"

#include "model/endpoint/tls/alpn.h"
#include "model/endpoint/tls/otherkey.h"
#include "model/endpoint/tls/selfsigned.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSslCertificate>
#include <QSslKey>
#include <QSslSocket>

#include <mutex>
#include <optional>

namespace tlsconfiguration {

namespace {

constexpr auto passwordVariable = "SOCKETSCOPE_KEY_PASSWORD";

QString tr(const char *text)
{
    return QCoreApplication::translate("tlsconfiguration", text); // as lupdate names it
}

/// A pipe would block the I/O thread, and a device has no end.
Result<QByteArray> readFile(const QString &name)
{
    constexpr qint64 maxBytes = 16 << 20; // the largest collection of certificates has less than 1 MiB
    const QFileInfo info(name);
    if (info.exists() && (!info.isFile() || info.size() > maxBytes))
        return failure(tr("%1 is not a regular file, or a very large one. Choose a file in PEM format.")
                           .arg(QDir::toNativeSeparators(name)));
    QFile file(name);
    if (!file.open(QIODevice::ReadOnly))
        return failure(tr("The file %1 cannot be read: %2.").arg(QDir::toNativeSeparators(name), file.errorString()));
    return file.read(maxBytes);
}

Result<QList<QSslCertificate>> readCertificates(const QString &name)
{
    const auto bytes = readFile(name);
    if (!bytes)
        return tl::unexpected(bytes.error());
    QList<QSslCertificate> found = QSslCertificate::fromData(*bytes, QSsl::Pem);
    if (found.isEmpty() || found.first().isNull())
        return failure(tr("The file %1 has no certificate in PEM format (-----BEGIN CERTIFICATE-----).")
                           .arg(QDir::toNativeSeparators(name)));
    return found;
}

bool isEncrypted(const QByteArray &pem)
{
    return pem.contains("ENCRYPTED PRIVATE KEY") || pem.contains("Proc-Type: 4,ENCRYPTED");
}

QString keyFileOf(const TlsSettings &settings)
{
    return settings.keyFile.isEmpty() ? settings.certificateFile : settings.keyFile;
}

Result<QByteArray> passwordOf(const TlsSettings &settings)
{
    if (!settings.keyPassword.isEmpty())
        return settings.keyPassword.toUtf8();
    if (settings.keyPasswordFile.isEmpty())
        return qgetenv(passwordVariable);
    return readFile(settings.keyPasswordFile).map([](const QByteArray &bytes) {
        return bytes.left(bytes.indexOf('\n') < 0 ? bytes.size() : bytes.indexOf('\n')).trimmed();
    });
}

/// Whether a private key is that of a certificate; Qt only finds out during a handshake. Both have the modulus (RSA) or
/// the public point (EC) in their DER forms, near the end of that of the public key.
bool belongTogether(const QSslKey &key, const QSslCertificate &certificate)
{
    constexpr qsizetype length = 32;
    constexpr qsizetype behind = 8; // an exponent
    const QByteArray shared = certificate.publicKey().toDer();
    return shared.size() < length + behind
        || key.toDer().contains(shared.sliced(shared.size() - length - behind, length));
}

Result<QSslKey> readKey(const TlsSettings &settings, const QSslCertificate &certificate)
{
    const QString name = keyFileOf(settings);
    const QString shown = QDir::toNativeSeparators(name);
    const auto bytes = readFile(name);
    if (!bytes)
        return tl::unexpected(bytes.error());
    if (!bytes->contains("PRIVATE KEY-----") && settings.keyFile.isEmpty())
        return failure(tr("The file %1 has a certificate, but no private key (-----BEGIN PRIVATE KEY-----). Choose the "
                          "file of the private key too: under More…, or key= in the URL (of a client: client-key=).")
                           .arg(shown));
    if (!bytes->contains("PRIVATE KEY-----"))
        return failure(tr("The file %1 has no private key in PEM format (-----BEGIN PRIVATE KEY-----).").arg(shown));
    const auto password = passwordOf(settings);
    if (!password)
        return tl::unexpected(password.error());
    if (isEncrypted(*bytes) && password->isEmpty())
        return failure(tr("The private key in %1 is encrypted. Give its password in the environment variable %2, or in "
                          "a file named by key-password in the URL.")
                           .arg(shown, QLatin1StringView(passwordVariable)));
    const QSsl::KeyAlgorithm algorithm = certificate.publicKey().algorithm();
    const bool isComparable = algorithm == QSsl::Rsa || algorithm == QSsl::Ec;
    const bool isOther = !isComparable && algorithm != QSsl::Dsa;
    const QSslKey key = isOther ? readOtherKey(*bytes, *password, certificate)
                                : QSslKey(*bytes, algorithm, QSsl::Pem, QSsl::PrivateKey, *password);
    if (!key.isNull() && (!isComparable || belongTogether(key, certificate)))
        return key;
    if (key.isNull() && isEncrypted(*bytes))
        return failure(tr("The private key in %1 cannot be decrypted: the password is wrong, or the key is not that of "
                          "the certificate.")
                           .arg(shown));
    if (isOther)
        return failure(tr("The private key in %1 cannot be used: it is damaged, not that of the certificate, or of a "
                          "kind that is not supported. RSA and ECDSA keys are.")
                           .arg(shown));
    return failure(
        tr("The private key in %1 cannot be used: it is damaged, or not that of the certificate.").arg(shown));
}

Result<void> setOwnCertificate(QSslConfiguration &configuration, const TlsSettings &settings)
{
    const auto chain = readCertificates(settings.certificateFile);
    if (!chain)
        return tl::unexpected(chain.error());
    const auto key = readKey(settings, chain->first());
    if (!key)
        return tl::unexpected(key.error());
    configuration.setLocalCertificateChain(*chain);
    configuration.setPrivateKey(*key);
    return {};
}

Result<QSslConfiguration> common(const TlsSettings &settings)
{
    if (!QSslSocket::supportsSsl())
        return failure(tr("Qt cannot find a TLS library on this computer. Install OpenSSL and Qt's TLS plug-in."));
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    const bool is13 = settings.leastVersion == TlsSettings::Version::Tls13;
    configuration.setProtocol(is13 ? QSsl::TlsV1_3OrLater : QSsl::TlsV1_2OrLater);
    configuration.setAllowedNextProtocols(alpn::names(settings.alpn));
    if (!settings.caFile.isEmpty()) {
        const auto issuers = readCertificates(settings.caFile);
        if (!issuers)
            return tl::unexpected(issuers.error());
        configuration.setCaCertificates(*issuers);
    }
    return configuration;
}

} // namespace

Result<QSslConfiguration> forServer(const TlsSettings &settings, bool *isSelfSigned)
{
    using Clients = TlsSettings::ClientCertificates;
    auto configuration = common(settings);
    if (!configuration)
        return configuration;
    if (settings.clientCertificates == Clients::None) {
        configuration->setPeerVerifyMode(QSslSocket::VerifyNone);
        configuration->setCaCertificates({}); // loading them takes time for each client
    } else {
        const bool isRequired = settings.clientCertificates == Clients::Require;
        configuration->setPeerVerifyMode(isRequired ? QSslSocket::VerifyPeer : QSslSocket::QueryPeer);
    }
    if (isSelfSigned)
        *isSelfSigned = settings.certificateFile.isEmpty();
    if (!settings.certificateFile.isEmpty())
        return setOwnCertificate(*configuration, settings).map([&] { return *configuration; });
    if (!settings.keyFile.isEmpty())
        return failure(tr("A private key is given, but no certificate."));

    static std::mutex mutex;
    static std::optional<SelfSigned> made; // so that those who accepted it need not do so again
    const std::lock_guard lock(mutex);
    if (!made) {
        auto pair = makeSelfSigned();
        if (!pair)
            return tl::unexpected(pair.error());
        made = std::move(*pair);
    }
    configuration->setLocalCertificate(made->certificate);
    configuration->setPrivateKey(made->key);
    return configuration;
}

Result<QSslConfiguration> forClient(const TlsSettings &settings)
{
    auto configuration = common(settings);
    if (!configuration)
        return configuration;
    configuration->setPeerVerifyMode(QSslSocket::VerifyPeer); // what is accepted all the same is decided later
    if (settings.certificateFile.isEmpty()) {
        if (!settings.keyFile.isEmpty())
            return failure(tr("A private key is given, but no certificate."));
        return configuration;
    }
    return setOwnCertificate(*configuration, settings).map([&] { return *configuration; });
}

Result<void> checkCertificates(const QString &file)
{
    if (file.isEmpty())
        return {};
    return readCertificates(file).map([](const QList<QSslCertificate> &) {});
}

Result<void> checkOwnCertificate(const TlsSettings &settings)
{
    if (settings.certificateFile.isEmpty() || needsPassword(settings))
        return {};
    QSslConfiguration unused;
    return setOwnCertificate(unused, settings);
}

bool needsPassword(const TlsSettings &settings)
{
    if (!settings.keyPassword.isEmpty() || !settings.keyPasswordFile.isEmpty() || !qgetenv(passwordVariable).isEmpty())
        return false;
    const QString name = keyFileOf(settings);
    const auto bytes = name.isEmpty() ? Result<QByteArray>() : readFile(name);
    return bytes && isEncrypted(*bytes);
}

} // namespace tlsconfiguration
