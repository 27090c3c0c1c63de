// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/files/filesource.h"

#include <QCoreApplication>
#include <QFile>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

tl::expected<std::unique_ptr<ByteSource>, QString> FileSource::open(const QString &path)
{
    // Without O_NONBLOCK, opening a named pipe would block the I/O thread.
    FileDescriptor fd(::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
    struct stat about = {};
    if (!fd || ::fstat(fd.get(), &about) != 0)
        return tl::unexpected(QStringLiteral("%1: %2").arg(path, qt_error_string(errno)));
    if (!S_ISREG(about.st_mode))
        return tl::unexpected(QCoreApplication::translate("ReplyRules", "%1 is not a regular file").arg(path));
    return std::make_unique<FileSource>(std::move(fd), about.st_size);
}

tl::expected<QByteArray, QString> FileSource::read(qsizetype max)
{
    QByteArray bytes(max, Qt::Uninitialized);
    ssize_t got = -1;
    do
        got = ::read(m_fd.get(), bytes.data(), size_t(max));
    while (got < 0 && errno == EINTR);
    if (got < 0)
        return tl::unexpected(qt_error_string(errno));
    bytes.truncate(got);
    return bytes;
}
