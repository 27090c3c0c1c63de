// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "app/cli/clilog.h"

#include "app/cli/cliexit.h"
#include "model/files/filelock.h"
#include "model/log/logfile.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStandardPaths>

namespace {

/// `name` is of one of the two programs.
QString cacheOf(const QString &name)
{
    return QStringLiteral("%1/%2/captures")
        .arg(QStandardPaths::writableLocation(QStandardPaths::GenericCacheLocation), name);
}

/// What the user has set in the window.
struct Wanted
{
    LogLimits limits;
    bool isPrivate = false;

    static Wanted read()
    {
        QFile file(QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation)
                   + QStringLiteral("/socketscope/socketscope.json"));
        const QByteArray json = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        const QJsonObject values = QJsonDocument::fromJson(json)[u"values"].toObject();
        return {LogLimits::read(values), values[QLatin1StringView(LogLimits::privateName)].toBool()};
    }
};

Result<void> checkFile(const EndpointUrl &url)
{
    const QString &file = url.captureFile;
    if (url.overwrite || !logfile::exists(file) || filelock::isLocked(file))
        return {};
    return failure(cliexit::existsMessage(file));
}

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
    if (const auto checked = checkFile(url); !checked)
        return tl::unexpected(checked.error());
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
            const Wanted wanted = Wanted::read();
            description.isPrivate = wanted.isPrivate;
            (void)description.write(folder);
            store->tidy(wanted.limits);
        });
    }
    auto log = TrafficLog::create(options);
    if (!log)
        return tl::unexpected(log.error());
    made.log = std::move(*log);
    if (const QString notice = logfile::permissionsNotice(options.file); !notice.isEmpty())
        cliexit::tell(notice);
    return made;
}
