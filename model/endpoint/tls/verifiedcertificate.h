// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QSslCertificate>

/// The certificate of the peer while Qt verifies it. QSslSocket::handshakeInterruptedOnError() has the one at fault, which
/// may be that of an issuer, and QSslSocket::peerCertificate() is null until the handshake is done. Any thread.
namespace verifiedcertificate {

/// To be called before a handshake in which current() is needed.
void watch();
/// Within a slot of that signal. Null if unknown: in a build without libcrypto, or if Qt uses another one.
QSslCertificate current();

} // namespace verifiedcertificate
