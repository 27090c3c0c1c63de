// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/log/store/folderlock.h"

#include "model/files/filelock.h"

#include <QFile>
#include <QThread>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace {

constexpr int ownTries = 100;
constexpr unsigned long ownPauseMs = 10;

QByteArray lockFile(const QString &folder)
{
    return QFile::encodeName(folder + QStringLiteral("/lock"));
}

int openLockFile(const QString &folder)
{
    const QByteArray path = lockFile(folder);
    int fd = ::open(path.constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0)
        fd = ::open(path.constData(), O_RDONLY | O_CLOEXEC);
    if (fd < 0) // an earlier version removed it when it ended
        fd = ::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    return fd;
}

} // namespace

std::unique_ptr<FolderLock> FolderLock::take(const QString &folder, Kind kind)
{
    std::unique_ptr<FolderLock> lock(new FolderLock(openLockFile(folder)));
    if (lock->m_fd < 0)
        return nullptr;
    const auto outcome = kind == Kind::Probe ? filelock::tryShared(lock->m_fd) : filelock::tryExclusive(lock->m_fd);
    const bool locked =
        outcome == filelock::Outcome::Locked || (outcome == filelock::Outcome::Unsupported && kind == Kind::New);
    return locked && lock->isOf(folder) ? std::move(lock) : nullptr;
}

std::unique_ptr<FolderLock> FolderLock::takePatiently(const QString &folder)
{
    for (int i = 0; i < ownTries && QFile::exists(folder); ++i) {
        if (auto lock = take(folder, Kind::Own))
            return lock;
        QThread::msleep(ownPauseMs);
    }
    return nullptr;
}

FolderLock::~FolderLock()
{
    if (m_fd >= 0)
        ::close(m_fd);
}

/// False when the folder was removed, or replaced, before we had the lock.
bool FolderLock::isOf(const QString &folder) const
{
    struct stat ours = {};
    struct stat there = {};
    const bool known = ::fstat(m_fd, &ours) == 0;
    const QByteArray path = S_ISDIR(ours.st_mode) ? QFile::encodeName(folder) : lockFile(folder);
    return known && ::stat(path.constData(), &there) == 0 && ours.st_ino == there.st_ino && ours.st_dev == there.st_dev;
}
