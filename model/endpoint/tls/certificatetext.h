// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/result.h"

#include <QString>

class QSslCertificate;
class QSslError;

/// Certificates as people read them. Any thread.
namespace certificatetext {

/// The SHA-256 of the whole certificate, `AB:CD:…`, as browsers and `openssl x509 -fingerprint` show it; empty for none.
QString fingerprint(const QSslCertificate &certificate);
/// Reads a fingerprint in any case, with or without colons or spaces, alone, after `SHA256:` or as a whole line of
/// `openssl x509 -fingerprint -sha256`, and returns it as fingerprint() does.
Result<QString> parseFingerprint(const QString &text);

/// The common name, or else the whole distinguished name.
QString subject(const QSslCertificate &certificate);
QString issuer(const QSslCertificate &certificate);
/// The alternative names, separated by commas: hosts and IP addresses; empty: none.
QString names(const QSslCertificate &certificate);

/// Why a certificate was not verified: a name of TlsReason (see EventCode::TlsUnverified), or Qt's text for rare ones.
QString reason(const QSslError &error);

} // namespace certificatetext
