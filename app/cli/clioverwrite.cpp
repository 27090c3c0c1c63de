// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "app/cli/clioverwrite.h"

#include "model/log/logfile.h"

Result<void> refuseExisting(const QString &file)
{
    if (!logfile::exists(file))
        return {};
    return failure(
        QStringLiteral("%1 exists; --overwrite replaces it, %2 is free.").arg(file, logfile::freeName(file)));
}
