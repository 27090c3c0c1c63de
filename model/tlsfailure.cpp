// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/tlsfailure.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>
#include <iterator>

namespace tlsfailure {

namespace {

struct Alert
{
    int number;             // RFC 8446, 6
    QLatin1StringView name; // stored in captures
    const char *text;       // null: nothing to add
};

constexpr Alert alerts[] = {
    {10, QLatin1StringView(QT_TRANSLATE_NOOP("TlsAlert", "unexpected message")),
     QT_TRANSLATE_NOOP("TlsFailure",
                       "It received a message that it did not expect. Check that the port is the right one.")},
    {20, QLatin1StringView(QT_TRANSLATE_NOOP("TlsAlert", "bad record mac")),
     QT_TRANSLATE_NOOP("TlsFailure",
                       "What it received cannot be decrypted: it was changed on its way, or one side has a defect.")},
    {22, QLatin1StringView(QT_TRANSLATE_NOOP("TlsAlert", "record overflow")), nullptr},
    {40, QLatin1StringView(QT_TRANSLATE_NOOP("TlsAlert", "handshake failure")),
     QT_TRANSLATE_NOOP("TlsFailure",
                       "The two sides have no cipher and kind of key in common, or it demands a client certificate. "
                       "See its settings and log.")},
    {42, QLatin1StringView(QT_TRANSLATE_NOOP("TlsAlert", "bad certificate")),
     QT_TRANSLATE_NOOP("TlsFailure", "It rejects the certificate that it was sent. Check which ones it accepts.")},
    {43, QLatin1StringView(QT_TRANSLATE_NOOP("TlsAlert", "unsupported certificate")),
     QT_TRANSLATE_NOOP("TlsFailure",
                       "It cannot use the certificate that it was sent. Use one with an RSA or ECDSA key that is meant "
                       "for this purpose.")},
    {44, QLatin1StringView(QT_TRANSLATE_NOOP("TlsAlert", "certificate revoked")),
     QT_TRANSLATE_NOOP("TlsFailure", "The certificate that it was sent is revoked. Use another one.")},
    {45, QLatin1StringView(QT_TRANSLATE_NOOP("TlsAlert", "certificate expired")),
     QT_TRANSLATE_NOOP("TlsFailure",
                       "The certificate that it was sent has expired. Use a valid one, or check the peer's clock.")},
    {46, QLatin1StringView(QT_TRANSLATE_NOOP("TlsAlert", "certificate unknown")),
     QT_TRANSLATE_NOOP("TlsFailure",
                       "It does not accept the certificate that it was sent. Have the certificate or its issuer "
                       "accepted there.")},
    {47, QLatin1StringView(QT_TRANSLATE_NOOP("TlsAlert", "illegal parameter")), nullptr},
    {48, QLatin1StringView(QT_TRANSLATE_NOOP("TlsAlert", "unknown CA")),
     QT_TRANSLATE_NOOP("TlsFailure",
                       "It does not trust the certificate that it was sent, because it does not know the issuer. Make "
                       "the issuer known there (curl: --cacert), or have it not verify (curl: -k).")},
    {49, QLatin1StringView(QT_TRANSLATE_NOOP("TlsAlert", "access denied")),
     QT_TRANSLATE_NOOP("TlsFailure",
                       "The certificate that it was sent is valid, but has no access. Use another one, or have it "
                       "permitted there.")},
    {50, QLatin1StringView(QT_TRANSLATE_NOOP("TlsAlert", "decode error")), nullptr},
    {51, QLatin1StringView(QT_TRANSLATE_NOOP("TlsAlert", "decrypt error")),
     QT_TRANSLATE_NOOP(
         "TlsFailure",
         "A signature that it was sent is wrong. Check that the private key belongs to the certificate.")},
    {70, QLatin1StringView(QT_TRANSLATE_NOOP("TlsAlert", "protocol version")),
     QT_TRANSLATE_NOOP("TlsFailure",
                       "It does not support the TLS versions that are allowed here. Lower the minimum version (at "
                       "least TLS 1.2 is needed), or have it allow newer ones.")},
    {71, QLatin1StringView(QT_TRANSLATE_NOOP("TlsAlert", "insufficient security")),
     QT_TRANSLATE_NOOP("TlsFailure", "It demands stronger ciphers than those of this side. See its settings.")},
    {80, QLatin1StringView(QT_TRANSLATE_NOOP("TlsAlert", "internal error")),
     QT_TRANSLATE_NOOP("TlsFailure", "It reports an error of its own. See its log.")},
    {86, QLatin1StringView(QT_TRANSLATE_NOOP("TlsAlert", "inappropriate fallback")), nullptr},
    {90, QLatin1StringView(QT_TRANSLATE_NOOP("TlsAlert", "user canceled")), nullptr},
    {100, QLatin1StringView(QT_TRANSLATE_NOOP("TlsAlert", "no renegotiation")), nullptr},
    {109, QLatin1StringView(QT_TRANSLATE_NOOP("TlsAlert", "missing extension")), nullptr},
    {110, QLatin1StringView(QT_TRANSLATE_NOOP("TlsAlert", "unsupported extension")), nullptr},
    {112, QLatin1StringView(QT_TRANSLATE_NOOP("TlsAlert", "unrecognized name")),
     QT_TRANSLATE_NOOP("TlsFailure",
                       "It has no certificate for the host name that it was sent. Check the server name (SNI).")},
    {113, QLatin1StringView(QT_TRANSLATE_NOOP("TlsAlert", "bad certificate status response")), nullptr},
    {115, QLatin1StringView(QT_TRANSLATE_NOOP("TlsAlert", "unknown PSK identity")), nullptr},
    {116, QLatin1StringView(QT_TRANSLATE_NOOP("TlsAlert", "certificate required")),
     QT_TRANSLATE_NOOP("TlsFailure",
                       "It demands a client certificate. Choose one with its private key under More… (client-cert= "
                       "and client-key= in the URL).")},
    {120, QLatin1StringView(QT_TRANSLATE_NOOP("TlsAlert", "no application protocol")),
     QT_TRANSLATE_NOOP("TlsFailure", "It supports none of the protocols that it was offered. Check them (ALPN).")},
};

constexpr QLatin1StringView noTls("no-tls");
constexpr QLatin1StringView version("version");
constexpr QLatin1StringView cipher("cipher");
constexpr QLatin1StringView damaged("damaged");
constexpr QLatin1StringView weak("weak");
constexpr QLatin1StringView signature("signature");
constexpr QLatin1StringView renegotiation("renegotiation");

struct Failure
{
    QLatin1StringView name; // stored in captures
    const char *text;
};

constexpr Failure failures[] = {
    {ended,
     QT_TRANSLATE_NOOP("TlsFailure",
                       "It closed the connection during the handshake. Its log may say why: it may not speak TLS, or "
                       "reject a certificate or version.")},
    {noCertificate, QT_TRANSLATE_NOOP("TlsFailure", "It sent no certificate, which is required here.")},
    {noTls, QT_TRANSLATE_NOOP("TlsFailure", "It does not speak TLS. Choose a role without TLS, or check the port.")},
    {version,
     QT_TRANSLATE_NOOP("TlsFailure",
                       "It offers only TLS versions that are not allowed here. Lower the minimum version (at least "
                       "TLS 1.2 is needed), or have it allow newer ones.")},
    {cipher,
     QT_TRANSLATE_NOOP("TlsFailure",
                       "The two sides have no cipher and kind of key in common. Older programs may need a certificate "
                       "with an RSA key.")},
    {damaged,
     QT_TRANSLATE_NOOP("TlsFailure",
                       "What it sent cannot be decrypted: it was changed on its way, or one side has a defect.")},
    {weak,
     QT_TRANSLATE_NOOP("TlsFailure",
                       "Its certificate or key is too weak for today's rules. It needs another certificate.")},
    {signature,
     QT_TRANSLATE_NOOP("TlsFailure",
                       "A signature that it sent is wrong: its private key may be that of another "
                       "certificate.")},
    {renegotiation,
     QT_TRANSLATE_NOOP("TlsFailure", "It supports only insecure renegotiation (before RFC 5746). It needs an update.")},
};

/// The reasons of OpenSSL (sslerr.h), which never change.
constexpr struct
{
    int reason;
    QLatin1StringView name;
} reasons[] = {
    {0x10B, noTls},         // wrong version number
    {0x09C, noTls},         // http request
    {0x09B, noTls},         // https proxy request
    {0x0C6, noTls},         // packet length too long
    {0x1BB, noTls},         // bad record type
    {0x0F4, noTls},         // unexpected message: our own one, from an echo server
    {0x102, version},       // unsupported protocol
    {0x18C, version},       // version too low
    {0x0A6, version},       // version too high
    {0x0FC, version},       // unknown protocol
    {0x0BF, version},       // no protocols available
    {0x0C1, cipher},        // no shared cipher
    {0x0B5, cipher},        // no ciphers available
    {0x076, cipher},        // no suitable signature algorithm
    {0x065, cipher},        // no suitable key share
    {0x119, damaged},       // decryption failed or bad record mac
    {0x126, ended},         // unexpected eof while reading
    {0x0C7, noCertificate}, // peer did not return a certificate
    {0x18A, weak},          // dh key too small
    {0x18D, weak},          // ca key too small
    {0x18E, weak},          // ca md too weak
    {0x18F, weak},          // ee key too small
    {0x07B, signature},     // bad signature
    {0x152, renegotiation}, // unsafe legacy renegotiation disabled
};

template<typename Row, size_t size>
const Row *find(const Row (&rows)[size], const QString &name)
{
    const auto *const found =
        std::find_if(std::begin(rows), std::end(rows), [&](const Row &row) { return row.name == name; });
    return found == std::end(rows) ? nullptr : found;
}

} // namespace

QString alertOf(int number)
{
    const auto *const found =
        std::find_if(std::begin(alerts), std::end(alerts), [number](const Alert &row) { return row.number == number; });
    return found == std::end(alerts) ? QString::number(number) : found->name;
}

QString alertName(const QString &name)
{
    return QCoreApplication::translate("TlsAlert", name.toUtf8().constData());
}

QString ofAlert(const QString &name)
{
    const Alert *found = find(alerts, name);
    return found && found->text ? QCoreApplication::translate("TlsFailure", found->text) : QString();
}

QString text(const QString &name)
{
    if (const Failure *found = find(failures, name))
        return QCoreApplication::translate("TlsFailure", found->text);
    return QCoreApplication::translate("TlsFailure", "The TLS library gives the reason: %1.").arg(name);
}

QString nameOf(const QString &opensslText)
{
    static const QRegularExpression code(QStringLiteral("error:([0-9A-F]{8}):"));
    constexpr int reasonMask = 0xFFF;
    for (auto match = code.globalMatch(opensslText); match.hasNext();) {
        const int reason = int(match.next().captured(1).toUInt(nullptr, 16)) & reasonMask;
        const auto *const found = std::find_if(std::begin(reasons), std::end(reasons),
                                               [reason](const auto &row) { return row.reason == reason; });
        if (found != std::end(reasons))
            return found->name;
    }
    return opensslText;
}

} // namespace tlsfailure
