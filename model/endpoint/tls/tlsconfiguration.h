// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/endpoint/tls/tlssettings.h"
#include "model/result.h"

#include <QSslConfiguration>

/// What Qt needs for TlsSettings. Reads the files named there; the errors name them. Any thread.
namespace tlsconfiguration {

/// `isSelfSigned`, if given, is set to whether the certificate was made here: once in a run of the program.
Result<QSslConfiguration> forServer(const TlsSettings &settings, bool *isSelfSigned = nullptr);
Result<QSslConfiguration> forClient(const TlsSettings &settings);

/// Whether a file of certificates can be used; without a name there is nothing to check.
Result<void> checkCertificates(const QString &file);
/// Whether the own certificate can be used with its key, unless that is encrypted and needsPassword().
Result<void> checkOwnCertificate(const TlsSettings &settings);

/// Whether the key's file exists and needs a password that the settings do not have, nor the environment variable
/// SOCKETSCOPE_KEY_PASSWORD.
bool needsPassword(const TlsSettings &settings);

} // namespace tlsconfiguration
