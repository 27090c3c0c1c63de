// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/result.h"

#include <QSslCertificate>
#include <QSslKey>

/// A key and the certificate that it signs itself.
struct SelfSigned
{
    QSslCertificate certificate;
    QSslKey key;
};

/// Makes a pair (ECDSA, P-256), valid for a year, for `localhost`, the name of this computer and its addresses. It is in
/// memory only. Fails in a build without libcrypto. Any thread; takes milliseconds.
Result<SelfSigned> makeSelfSigned();
