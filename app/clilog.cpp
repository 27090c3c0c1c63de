// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "app/clilog.h"

#include <QStandardPaths>

Result<std::unique_ptr<CaptureFolder>> CliLog::temporaryFolder()
{
    CaptureStore store(QStandardPaths::writableLocation(QStandardPaths::CacheLocation) + QStringLiteral("/captures"));
    return store.create();
}

Result<CliLog> CliLog::open(const QString &captureFile)
{
    CliLog made;
    TrafficLog::Options options;
    options.file = captureFile;
    if (captureFile.isEmpty()) {
        auto folder = temporaryFolder();
        if (!folder)
            return tl::unexpected(folder.error());
        made.folder = std::move(*folder);
        options.directory = made.folder->path();
    }
    auto log = TrafficLog::create(options);
    if (!log)
        return tl::unexpected(log.error());
    made.log = std::move(*log);
    return made;
}
