// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/pages/newlog.h"

#include "model/endpoint/endpointurl.h"
#include "model/files/filelock.h"
#include "model/log/logfile.h"

#include <QDir>

namespace {

/// The file that the URL names, or a free name like it; `note` then says why.
QString freeFile(const EndpointUrl &url, QString &note)
{
    const QString &wanted = url.captureFile;
    const bool isBusy = filelock::isLocked(wanted);
    if (!isBusy && (url.overwrite || !logfile::exists(wanted)))
        return wanted;
    QString free = logfile::freeName(wanted);
    note = (isBusy ? NewLog::tr("Another log is being written to %1, so this one is written to %2.")
                   : NewLog::tr("%1 exists already, so the log is written to %2."))
               .arg(QDir::toNativeSeparators(wanted), QDir::toNativeSeparators(free))
        + u'\n';
    return free;
}

} // namespace

Result<NewLog> NewLog::create(LogStore &captures, const EndpointUrl *url)
{
    NewLog made;
    TrafficLog::Options options;
    if (url && !url->captureFile.isEmpty()) {
        options.file = freeFile(*url, made.note);
        options.overwrite = url->overwrite;
    } else if (auto folder = captures.create()) {
        made.folder = std::move(*folder);
        options.directory = made.folder->path();
    } else {
        return tl::unexpected(folder.error());
    }
    auto log = TrafficLog::create(options);
    if (!log)
        return tl::unexpected(log.error());
    made.log = std::move(*log);
    made.note = (made.note + logfile::permissionsNotice(options.file)).trimmed();
    return made;
}
