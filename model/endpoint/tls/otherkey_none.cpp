// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/endpoint/tls/otherkey.h"

QSslKey readOtherKey(const QByteArray &, const QByteArray &, const QSslCertificate &)
{
    return {};
}
