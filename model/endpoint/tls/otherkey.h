// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QSslKey>

class QSslCertificate;

/// Reads a private key in PEM format of a kind that Qt cannot read by itself, such as Ed25519. Null if it cannot be read, is
/// not that of the certificate, or in a build without libcrypto. Any thread.
QSslKey readOtherKey(const QByteArray &pem, const QByteArray &password, const QSslCertificate &certificate);
