// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

/// How one side of an endpoint speaks TLS. Files are PEM.
struct TlsSettings
{
    /// Whether a server asks its clients for certificates.
    enum class ClientCertificates : quint8 { None, Optional, Require };
    enum class Version : quint8 { Tls12, Tls13 };

    QString
        certificateFile; ///< the own certificate, and those of its issuers; empty: server: self-signed, client: none
    QString keyFile;     ///< its private key; empty: in the same file
    QString keyPasswordFile; ///< whose first line is the password of the key; empty: see keyPassword()
    QString caFile;          ///< issuers to trust; empty: those of the system
    QString alpn;            ///< protocols to offer or accept, separated by commas, the preferred one first
    Version leastVersion = Version::Tls12;
    ClientCertificates clientCertificates = ClientCertificates::None; ///< server only
    // Client only:
    bool verify = true; ///< false: any certificate is accepted
    QString serverName; ///< for SNI and verification; empty: the host connected to
    QString trust;      ///< see certificatetext::fingerprint(); this certificate is accepted whatever is wrong with it

    /// Typed by the user; not part of a URL.
    QString keyPassword = {};

    bool operator==(const TlsSettings &) const = default;
};
