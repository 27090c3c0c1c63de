// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/log/store/logstore.h"

#include "model/log/pcapng/blockwriter.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <system_error>

namespace {

constexpr int maxTries = 200; // to make a folder: other programs may probe it before it is locked

constexpr auto ownerOnly = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner;
struct Content
{
    qint64 bytes = 0;
    QDateTime lastWritten;
    bool hasRecords = false;
};

/// Nothing when the folder cannot be read, so that it is not taken for an empty one.
std::optional<Content> contentOf(const QString &folder)
{
    Content content;
    std::error_code error;
    std::filesystem::directory_iterator at(QFile::encodeName(folder).toStdString(), error);
    for (; !error && at != std::filesystem::directory_iterator(); at.increment(error)) {
        const QFileInfo entry(QFile::decodeName(at->path().c_str()));
        if (!entry.fileName().endsWith(u".pcapng"))
            continue;
        const bool records = !entry.isFile() || entry.size() > pcapng::headerSize();
        content.hasRecords = content.hasRecords || records;
        content.bytes += entry.size();
        if (!content.lastWritten.isValid() || content.lastWritten < entry.lastModified())
            content.lastWritten = entry.lastModified();
    }
    return error ? std::nullopt : std::optional(content);
}

} // namespace

bool LogStore::KeptLog::isFromCommandLine() const
{
    const QString program = description.program.isEmpty() ? path : description.program + u'/';
    return program.contains(u"socketscope-cli/");
}

LogStore::LogStore(const QString &root, const QStringList &others)
    : m_root(root), m_roots(QStringList{root} + others), m_thread(std::make_shared<StoreThread>())
{
}

Result<std::unique_ptr<LogFolder>> LogStore::create()
{
    const auto cannot = [](const QString &path) {
        return failure(QCoreApplication::translate("LogStore",
                                                   "The folder for the log cannot be created in %1. "
                                                   "Check that you may write there.")
                           .arg(QDir::toNativeSeparators(path)));
    };
    if (!QDir().mkpath(m_root))
        return cannot(m_root);
    QFile::setPermissions(m_root, ownerOnly);
    const QString stamp = QDateTime::currentDateTime().toString(QStringLiteral("yyyyMMdd-hhmmss"));
    static std::atomic<int> made = 0; // no name is used twice, as the window lists closed logs
    for (int tries = 0; tries < maxTries; ++tries) {
        const QString name = QStringLiteral("%1-%2-%3").arg(stamp).arg(QCoreApplication::applicationPid()).arg(++made);
        const QString path = m_root + u'/' + name;
        // Hidden until it is locked: other programs would take it for a log without an owner.
        const QString hidden = QStringLiteral("%1/%2%3").arg(m_root, LogFolder::newPrefix, name);
        if (!QDir().mkdir(hidden)) {
            if (!QFileInfo::exists(hidden))
                break;
            continue;
        }
        QFile::setPermissions(hidden, ownerOnly);
        auto lock = FolderLock::take(hidden, FolderLock::Kind::New);
        if (!lock || std::rename(QFile::encodeName(hidden).constData(), QFile::encodeName(path).constData()) != 0) {
            lock.reset(); // another program probes it, or there are too many open files
            QDir(hidden).removeRecursively();
            continue;
        }
        return std::make_unique<LogFolder>(
            path, std::move(lock), m_thread,
            LogDescription{QCoreApplication::applicationName(), {}, QDateTime::currentDateTimeUtc(), {}, false, {}});
    }
    return cannot(m_root);
}

Result<std::unique_ptr<LogFolder>> LogStore::createScratch()
{
    auto folder = create();
    if (folder) {
        LogDescription description = (*folder)->description();
        description.isPrivate = true;
        (*folder)->describe(description);
        (*folder)->setEnd(LogFolder::End::Remove);
    }
    return folder;
}

/// With `unwanted`: empty ones and private ones that a crash left, to be removed; otherwise those to list.
std::vector<LogStore::KeptLog> LogStore::list(bool unwanted) const
{
    std::vector<KeptLog> found;
    for (const QString &root : m_roots) {
        const QFileInfoList folders = QDir(root).entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot);
        for (const QFileInfo &folder : folders) {
            const auto lock = FolderLock::take(folder.filePath(), FolderLock::Kind::Probe);
            const auto content = lock ? contentOf(folder.filePath()) : std::nullopt;
            if (!content)
                continue;
            const KeptLog log{folder.filePath(), content->bytes, content->lastWritten,
                              LogDescription::read(folder.filePath())};
            if ((!content->hasRecords || log.description.isPrivate) == unwanted)
                found.push_back(log);
        }
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const KeptLog &a, const KeptLog &b) { return a.lastWritten > b.lastWritten; });
    return found;
}

Result<std::unique_ptr<LogFolder>> LogStore::adopt(const QString &path) const
{
    if (auto lock = FolderLock::takePatiently(path))
        return std::make_unique<LogFolder>(path, std::move(lock), m_thread, LogDescription::read(path));
    if (!QFileInfo::exists(path))
        return failure(QCoreApplication::translate("LogStore", "The log in %1 no longer exists.")
                           .arg(QDir::toNativeSeparators(path)));
    return failure(QCoreApplication::translate("LogStore", "The log in %1 is already open in another window.")
                       .arg(QDir::toNativeSeparators(path)));
}

bool LogStore::discard(const QString &path) const
{
    const auto lock = FolderLock::takePatiently(path);
    return lock && LogFolder::remove(path);
}

void LogStore::tidy(const LogLimits &limits) const
{
    for (const QString &root : m_roots) {
        const QFileInfoList hidden =
            QDir(root).entryInfoList({LogFolder::trashPrefix.toString() + u'*', LogFolder::newPrefix.toString() + u'*'},
                                     QDir::Dirs | QDir::Hidden | QDir::NoDotAndDotDot);
        for (const QFileInfo &folder : hidden) {
            if (isEnding())
                return;
            if (const auto lock = FolderLock::take(folder.filePath(), FolderLock::Kind::Own))
                QDir(folder.filePath()).removeRecursively();
        }
    }
    std::vector<KeptLog> old = list(true);
    const QDateTime oldest = QDateTime::currentDateTimeUtc().addDays(-limits.days);
    const bool none = limits.count == 0 || limits.bytes == 0 || limits.days == 0;
    int count = 0;
    qint64 bytes = 0;
    for (const KeptLog &log : logs()) {
        if (log.isOffered())
            continue;
        const bool fits = count == 0 || (count < limits.count && bytes + log.bytes <= limits.bytes);
        if (none || !fits || log.lastWritten < oldest) {
            old.push_back(log);
        } else {
            ++count;
            bytes += log.bytes;
        }
    }
    for (const KeptLog &log : old) {
        if (isEnding())
            return;
        // Unless another program has taken it meanwhile, or probes it
        if (const auto lock = FolderLock::take(log.path, FolderLock::Kind::Own))
            LogFolder::remove(log.path);
    }
}
