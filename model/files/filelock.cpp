// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/files/filelock.h"

#include "model/files/filedescriptor.h"

#include <QFile>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <cerrno>

namespace {

filelock::Outcome tryLock(int fd, int kind)
{
    int result = 0;
    do {
        result = ::flock(fd, kind | LOCK_NB);
    } while (result != 0 && errno == EINTR);
    if (result == 0)
        return filelock::Outcome::Locked;
    return errno == EWOULDBLOCK ? filelock::Outcome::Busy : filelock::Outcome::Unsupported;
}

} // namespace

filelock::Outcome filelock::tryExclusive(int fd)
{
    return tryLock(fd, LOCK_EX);
}

filelock::Outcome filelock::tryShared(int fd)
{
    return tryLock(fd, LOCK_SH);
}

bool filelock::isLocked(const QString &path)
{
    const FileDescriptor fd(::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
    struct stat status = {};
    return fd && ::fstat(fd.get(), &status) == 0 && S_ISREG(status.st_mode) && tryShared(fd.get()) == Outcome::Busy;
}
