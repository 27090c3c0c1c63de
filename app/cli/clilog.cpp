// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "app/cli/clilog.h"

#include "app/cli/cliconsole.h"
#include "model/files/filelock.h"
#include "model/log/logfile.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStandardPaths>

namespace {

QString cacheOf(const QString &program)
{
    return QStringLiteral("%1/%2/captures")
        .arg(QStandardPaths::writableLocation(QStandardPaths::GenericCacheLocation), program);
}

/// The settings of the window for the logs that are kept.
struct KeepSettings
{
    LogLimits limits;
    bool isPrivate = false;

    static KeepSettings read()
    {
        QFile file(QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation)
                   + QStringLiteral("/socketscope/socketscope.json"));
        const QByteArray json = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        const QJsonObject values = QJsonDocument::fromJson(json)[u"values"].toObject();
        return {LogLimits::read(values), values[QLatin1StringView(LogLimits::privateName)].toBool()};
    }
};

} // namespace

std::unique_ptr<LogStore> CliLog::ownStore()
{
    return std::make_unique<LogStore>(cacheOf(QCoreApplication::applicationName()),
                                      QStringList(cacheOf(QStringLiteral("socketscope"))));
}

Result<CliLog> CliLog::open(const EndpointUrl &url)
{
    CliLog made;
    TrafficLog::Options options;
    options.file = url.captureFile;
    options.overwrite = url.overwrite;
    const auto free = refuseExisting(url.captureFile);
    if (!free && !url.overwrite && !filelock::isLocked(url.captureFile)) // of a locked file create() says why
        return tl::unexpected(free.error());
    if (options.file.isEmpty()) {
        made.store = ownStore();
        auto folder = made.store->create();
        if (!folder)
            return tl::unexpected(folder.error());
        made.folder = std::move(*folder);
        made.folder->setEnd(LogFolder::End::Remove);
        options.directory = made.folder->path();
        LogDescription description = made.folder->description();
        description.title = url.toString();
        description.setup = {{QStringLiteral("url"), description.title}};
        made.store->post([description, folder = made.folder->path(), store = made.store.get()]() mutable {
            const KeepSettings settings = KeepSettings::read();
            description.isPrivate = settings.isPrivate;
            (void)description.write(folder);
            store->tidy(settings.limits);
        });
    }
    auto log = TrafficLog::create(options);
    if (!log)
        return tl::unexpected(log.error());
    made.log = std::move(*log);
    if (const QString notice = logfile::permissionsNotice(options.file); !notice.isEmpty())
        cliconsole::report(notice);
    return made;
}

Result<void> refuseExisting(const QString &file)
{
    if (!logfile::exists(file))
        return {};
    return failure(
        QStringLiteral("%1 exists; --overwrite replaces it, %2 is free.").arg(file, logfile::freeName(file)));
}
