// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/log/logstore.h"

#include "model/files/filelock.h"
#include "model/log/pcapng/blockwriter.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QThread>
#include <QThreadPool>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <system_error>

namespace {

constexpr int maxTries = 200; // to make a folder: others may look at it before it is locked

constexpr auto ownerOnly = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner;
constexpr int ownTries = 100; // of 10 ms

QString trashPrefix()
{
    return QStringLiteral(".trash-");
}

QString unbornPrefix()
{
    return QStringLiteral(".new-");
}

struct Content
{
    qint64 bytes = 0;
    QDateTime lastWritten;
    bool hasRecords = false;
};

/// Nothing when the folder cannot be read: then it must not be taken for an empty one.
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

/// A lock on the file `lock` in a folder (see filelock), which stays there: so it can be taken on a full or read-only
/// disk too. Earlier versions took it by QLockFile, which locks the file in the same way.
class LogFolder::Lock
{
public:
    enum class Kind : quint8 {
        New,   ///< to own a folder that was just made; also where the file system knows no locks
        Own,   ///< to own one that is there
        Probe, ///< to see whether somebody owns it; several may look at the same time
    };

    /// Null while another has it.
    static std::unique_ptr<Lock> take(const QString &folder, Kind kind)
    {
        std::unique_ptr<Lock> lock(new Lock(open(folder)));
        if (lock->m_fd < 0)
            return nullptr;
        const auto outcome = kind == Kind::Probe ? filelock::tryShared(lock->m_fd) : filelock::tryExclusive(lock->m_fd);
        const bool locked =
            outcome == filelock::Outcome::Locked || (outcome == filelock::Outcome::Unsupported && kind == Kind::New);
        return locked && lock->isOf(folder) ? std::move(lock) : nullptr;
    }
    /// To own a folder at the user's wish: others look at one for a moment only.
    static std::unique_ptr<Lock> takePatiently(const QString &folder)
    {
        for (int i = 0; i < ownTries && QFileInfo::exists(folder); ++i) {
            if (auto lock = take(folder, Kind::Own))
                return lock;
            QThread::msleep(10);
        }
        return nullptr;
    }
    ~Lock()
    {
        if (m_fd >= 0)
            ::close(m_fd);
    }
    Q_DISABLE_COPY_MOVE(Lock)

private:
    explicit Lock(int fd) : m_fd(fd) { }

    static QByteArray pathIn(const QString &folder) { return QFile::encodeName(folder + QStringLiteral("/lock")); }

    static int open(const QString &folder)
    {
        const QByteArray path = pathIn(folder);
        int fd = ::open(path.constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        if (fd < 0)
            fd = ::open(path.constData(), O_RDONLY | O_CLOEXEC);
        if (fd < 0) // of a version that took it away at the end
            fd = ::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        return fd;
    }

    /// Not when the folder was removed, or replaced, before we had the lock.
    bool isOf(const QString &folder) const
    {
        struct stat ours = {};
        struct stat there = {};
        const bool known = ::fstat(m_fd, &ours) == 0;
        const QByteArray path = S_ISDIR(ours.st_mode) ? QFile::encodeName(folder) : pathIn(folder);
        return known && ::stat(path.constData(), &there) == 0 && ours.st_ino == there.st_ino
            && ours.st_dev == there.st_dev;
    }

    int m_fd;
};

/// One thread for what takes time. Tasks must not own it.
struct LogFolder::Worker
{
    Worker() { pool.setMaxThreadCount(1); }
    ~Worker()
    {
        ending = true;
        pool.waitForDone();
    }

    std::atomic<bool> ending = false;
    QThreadPool pool;
};

namespace {

/// Takes a folder, whose lock is held, out of sight at once, so that a half removed log is never seen; then removes it.
bool removeFolder(const QString &path)
{
    const QFileInfo info(path);
    const QString trash = QStringLiteral("%1/%2%3").arg(info.path(), trashPrefix(), info.fileName());
    if (std::rename(QFile::encodeName(path).constData(), QFile::encodeName(trash).constData()) != 0)
        return false;
    return QDir(trash).removeRecursively();
}

} // namespace

LogFolder::LogFolder(QString path, std::unique_ptr<Lock> lock, std::shared_ptr<Worker> worker)
    : m_path(std::move(path)), m_lock(std::move(lock)), m_worker(std::move(worker)),
      m_description(LogDescription::read(m_path))
{
}

LogFolder::~LogFolder()
{
    if (m_end == End::Leave)
        return;
    m_description.ended = QDateTime::currentDateTimeUtc();
    m_worker->pool.start([path = m_path, lock = std::move(m_lock), end = m_end, description = m_description] {
        if (end == End::Remove)
            removeFolder(path);
        else
            (void)description.write(path);
    });
}

void LogFolder::describe(const LogDescription &description)
{
    m_description = description;
    m_description.ended = {};
    m_worker->pool.start([path = m_path, written = m_description] { (void)written.write(path); });
}

LogLimits LogLimits::of(const QVariant &count, const QVariant &bytes, const QVariant &days)
{
    const auto number = [](const QVariant &value, qint64 most, qint64 standard) {
        bool ok = false;
        const qint64 stored = value.toLongLong(&ok);
        return ok && stored >= 0 && stored <= most ? stored : standard;
    };
    const LogLimits standard;
    return {int(number(count, maxCount, standard.count)), number(bytes, maxBytes, standard.bytes),
            int(number(days, maxDays, standard.days))};
}

LogLimits LogLimits::read(const QJsonObject &values)
{
    const auto value = [&](const char *name) { return values[QLatin1StringView(name)].toVariant(); };
    return of(value(countName), value(bytesName), value(daysName));
}

bool LogStore::KeptLog::isFromCommandLine() const
{
    const QString program = description.program.isEmpty() ? path : description.program + u'/';
    return program.contains(u"socketscope-cli/");
}

LogStore::LogStore(QString root, QStringList others)
    : m_root(std::move(root)), m_roots(std::move(others)), m_worker(std::make_shared<LogFolder::Worker>())
{
    m_roots.prepend(m_root);
}

void LogStore::post(std::function<void()> task) const
{
    m_worker->pool.start(std::move(task));
}

bool LogStore::isEnding() const
{
    return m_worker->ending;
}

Result<std::unique_ptr<LogFolder>> LogStore::create()
{
    const auto cannot = [](const QString &path) {
        return failure(QCoreApplication::translate("LogStore",
                                                   "No folder for the log can be made in %1. Check "
                                                   "that it may be written to.")
                           .arg(QDir::toNativeSeparators(path)));
    };
    if (!QDir().mkpath(m_root))
        return cannot(m_root);
    QFile::setPermissions(m_root, ownerOnly);
    const QString stamp = QDateTime::currentDateTime().toString(QStringLiteral("yyyyMMdd-hhmmss"));
    static std::atomic<int> made = 0; // no name is used twice: there are lists of closed ones
    for (int tries = 0; tries < maxTries; ++tries) {
        const QString name = QStringLiteral("%1-%2-%3").arg(stamp).arg(QCoreApplication::applicationPid()).arg(++made);
        const QString path = m_root + u'/' + name;
        // Out of sight until it is locked: others would take it for one that was left.
        const QString hidden = QStringLiteral("%1/%2%3").arg(m_root, unbornPrefix(), name);
        if (!QDir().mkdir(hidden)) {
            if (!QFileInfo::exists(hidden))
                break;
            continue;
        }
        QFile::setPermissions(hidden, ownerOnly);
        auto lock = LogFolder::Lock::take(hidden, LogFolder::Lock::Kind::New);
        if (!lock || std::rename(QFile::encodeName(hidden).constData(), QFile::encodeName(path).constData()) != 0) {
            lock.reset(); // somebody looks at it, or there is no descriptor left
            QDir(hidden).removeRecursively();
            continue;
        }
        std::unique_ptr<LogFolder> folder(new LogFolder(path, std::move(lock), m_worker));
        folder->m_description = {
            QCoreApplication::applicationName(), {}, QDateTime::currentDateTimeUtc(), {}, false, {}};
        return folder;
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

/// With `unwanted`: empty ones and the private ones that a crash left, to be removed; otherwise those to be shown.
std::vector<LogStore::KeptLog> LogStore::list(bool unwanted) const
{
    std::vector<KeptLog> found;
    for (const QString &root : m_roots) {
        const QFileInfoList folders = QDir(root).entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot);
        for (const QFileInfo &folder : folders) {
            const auto lock = LogFolder::Lock::take(folder.filePath(), LogFolder::Lock::Kind::Probe);
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

std::vector<LogStore::KeptLog> LogStore::logs() const
{
    return list(false);
}

std::vector<LogStore::KeptLog> LogStore::orphans() const
{
    std::vector<KeptLog> found = logs();
    std::erase_if(found, [](const KeptLog &log) { return !log.isOffered(); });
    return found;
}

Result<std::unique_ptr<LogFolder>> LogStore::adopt(const QString &path) const
{
    if (auto lock = LogFolder::Lock::takePatiently(path))
        return std::unique_ptr<LogFolder>(new LogFolder(path, std::move(lock), m_worker));
    if (!QFileInfo::exists(path))
        return failure(QCoreApplication::translate("LogStore", "The log in %1 is no longer there.")
                           .arg(QDir::toNativeSeparators(path)));
    return failure(QCoreApplication::translate("LogStore", "The log in %1 is already open in another window.")
                       .arg(QDir::toNativeSeparators(path)));
}

bool LogStore::discard(const QString &path) const
{
    const auto lock = LogFolder::Lock::takePatiently(path);
    return lock && removeFolder(path);
}

void LogStore::tidy(const LogLimits &limits) const
{
    for (const QString &root : m_roots) {
        const QFileInfoList hidden = QDir(root).entryInfoList({trashPrefix() + u'*', unbornPrefix() + u'*'},
                                                              QDir::Dirs | QDir::Hidden | QDir::NoDotAndDotDot);
        for (const QFileInfo &folder : hidden) {
            if (isEnding())
                return;
            if (const auto lock = LogFolder::Lock::take(folder.filePath(), LogFolder::Lock::Kind::Own))
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
        // Unless somebody has taken it meanwhile, or looks at it
        if (const auto lock = LogFolder::Lock::take(log.path, LogFolder::Lock::Kind::Own))
            removeFolder(log.path);
    }
}
