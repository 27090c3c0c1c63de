// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/endpoint/tls/verifiedcertificate.h"

void verifiedcertificate::watch() { }

QSslCertificate verifiedcertificate::current()
{
    return QSslCertificate();
}
