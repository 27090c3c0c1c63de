// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/log/logfile.h"

#include "model/files/filelock.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

namespace logfile {

namespace {

QString shown(const QString &path)
{
    return QDir::toNativeSeparators(path);
}

tl::unexpected<Error> cannotWrite(const QString &path, int error)
{
    return failure(QCoreApplication::translate("LogFile", "The log cannot be written to %1: %2")
                       .arg(shown(path), qt_error_string(error)));
}

/// The suffix with its dot; `.gz` and the like are not expected here.
QString suffixOf(const QString &path)
{
    const QString suffix = QFileInfo(path).suffix();
    return suffix.isEmpty() ? QString() : u'.' + suffix;
}

/// Refuses files that the system would let us write to but that must not be overwritten.
Result<void> check(int fd, const QString &path, bool overwrite)
{
    struct stat status = {};
    if (::fstat(fd, &status) != 0)
        return cannotWrite(path, errno);
    if (!S_ISREG(status.st_mode)) {
        return failure(QCoreApplication::translate(
                           "LogFile",
                           "The log cannot be written to %1: it is not a regular file, and the log is read back from "
                           "the file that it is written to.")
                           .arg(shown(path)));
    }
    if (filelock::tryExclusive(fd) == filelock::Outcome::Busy) {
        return failure(QCoreApplication::translate(
                           "LogFile", "Another log is being written to %1. Choose another name; %2 is free.")
                           .arg(shown(path), shown(freeName(path))));
    }
    if (::fstat(fd, &status) == 0 && status.st_size > 0 && !overwrite) { // again, now that it is locked
        return failure(QCoreApplication::translate("LogFile", "%1 exists already. Choose another name; %2 is free.")
                           .arg(shown(path), shown(freeName(path))));
    }
    return {};
}

} // namespace

Result<std::unique_ptr<QFile>> open(const QString &path, bool overwrite)
{
    // Read access too: over NFS a lock needs what it protects. Not blocking: a FIFO would wait for its other end.
    const QByteArray name = QFile::encodeName(path);
    const int fd = ::open(name.constData(), O_RDWR | O_CREAT | O_CLOEXEC | O_NONBLOCK | O_NOCTTY, 0600);
    if (fd < 0)
        return cannotWrite(path, errno);
    auto file = std::make_unique<QFile>(path);
    if (const auto checked = check(fd, path, overwrite); !checked) {
        ::close(fd);
        return tl::unexpected(checked.error());
    }
    if (::ftruncate(fd, 0) != 0
        || !file->open(fd, QIODevice::WriteOnly | QIODevice::Unbuffered, QFileDevice::AutoCloseHandle)) {
        const int error = errno;
        ::close(fd);
        return cannotWrite(path, error);
    }
    return file;
}

bool exists(const QString &path)
{
    const QFileInfo info(path);
    return info.isFile() && info.size() > 0;
}

QString freeName(const QString &path)
{
    const QString suffix = suffixOf(path);
    const QString stem = path.chopped(suffix.size());
    for (int number = 2;; ++number) {
        QString name = QStringLiteral("%1-%2%3").arg(stem, QString::number(number), suffix);
        if (!QFileInfo::exists(name) && !QFileInfo(name).isSymLink())
            return name;
    }
}

QString permissionsNotice(const QString &path)
{
    struct stat status = {};
    if (::stat(QFile::encodeName(path).constData(), &status) != 0 || (status.st_mode & 077) == 0)
        return {};
    return QCoreApplication::translate("LogFile",
                                       "Other users may read or write %1: it keeps its permissions (%2). All data "
                                       "received and sent is stored in it.")
        .arg(shown(path), QString::number(status.st_mode & 07777, 8).rightJustified(4, u'0'));
}

} // namespace logfile
