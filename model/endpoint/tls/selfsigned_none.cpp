// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/endpoint/tls/selfsigned.h"

#include <QCoreApplication>

Result<SelfSigned> makeSelfSigned()
{
    return failure(QCoreApplication::translate(
        "Tls", "This build cannot make a certificate. Give the files of a certificate and its private key."));
}
