// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/replies/servedfolder.h"

#include "model/bytes/escape.h"
#include "model/bytes/framing.h"
#include "model/files/filesource.h"

#include <QCoreApplication>
#include <QFile>
#include <QStringDecoder>

#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <cstdlib>

namespace {

constexpr int openFlags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY;
constexpr qsizetype maxShownName = 200;

/// -1 with errno ENOSYS where the kernel, or a sandbox around us, has no openat2.
int openByKernel(int folder, const char *name)
{
    open_how how = {};
    how.flags = openFlags;
    how.resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS;
    const long fd = ::syscall(SYS_openat2, folder, name, &how, sizeof how);
    if (fd < 0 && errno == EPERM)
        errno = ENOSYS; // seccomp
    return int(fd);
}

/// Why a name is refused whatever the folder contains, or null. The texts are keys of eventText().
const char *nameRefusal(const QByteArray &name)
{
    if (name.isEmpty())
        return QT_TRANSLATE_NOOP("FileRefusal", "the name is empty");
    if (name.contains('\0'))
        return QT_TRANSLATE_NOOP("FileRefusal", "the name contains a NUL");
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = decoder(name);
    if (decoder.hasError() || text.isNull())
        return QT_TRANSLATE_NOOP("FileRefusal", "the name is not UTF-8");
    if (name.size() >= PATH_MAX)
        return QT_TRANSLATE_NOOP("FileRefusal", "the name is too long");
    if (name.startsWith('/'))
        return QT_TRANSLATE_NOOP("FileRefusal", "absolute names are not allowed");
    QByteArray unified = name;
    const QList<QByteArray> steps = unified.replace('\\', '/').split('/');
    return steps.contains("..") ? QT_TRANSLATE_NOOP("FileRefusal", "it is outside the folder") : nullptr;
}

const char *systemRefusal(int error)
{
    switch (error) {
    case EXDEV: // openat2: not beneath the folder
    case ELOOP:
        return QT_TRANSLATE_NOOP("FileRefusal", "it is outside the folder");
    case ENOENT:
    case ENOTDIR:
        return QT_TRANSLATE_NOOP("FileRefusal", "there is no such file");
    case EACCES:
    case EPERM:
        return QT_TRANSLATE_NOOP("FileRefusal", "reading it is not permitted");
    case ENAMETOOLONG:
        return QT_TRANSLATE_NOOP("FileRefusal", "the name is too long");
    case ENXIO: // a socket, or a device without a driver
        return QT_TRANSLATE_NOOP("FileRefusal", "it is not a regular file");
    default:
        return nullptr;
    }
}

ServedFolder::Refusal refuse(const QByteArray &name, const char *reason)
{
    const QByteArray shown = name.first(std::min(name.size(), maxShownName));
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = decoder(shown);
    const bool printable = !decoder.hasError()
        && std::all_of(text.begin(), text.end(), [](QChar c) { return c.isPrint() || c.isSurrogate(); });
    return {printable ? text : toEscaped(shown), QString::fromUtf8(reason)};
}

} // namespace

Result<std::shared_ptr<const ServedFolder>> ServedFolder::open(const QString &path)
{
    const QByteArray native = QFile::encodeName(path);
    FileDescriptor fd(::open(native.constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!fd)
        return failure(QCoreApplication::translate("ReplyRules", "The folder %1 cannot be opened: %2")
                           .arg(path, qt_error_string(errno)));
    const std::unique_ptr<char, decltype(&std::free)> root(::realpath(native.constData(), nullptr), &std::free);
    return std::shared_ptr<const ServedFolder>(new ServedFolder(std::move(fd), root ? QByteArray(root.get()) : native));
}

ServedFolder::Opened ServedFolder::file(QByteArrayView message) const
{
    return file(message, Method::Kernel);
}

ServedFolder::Opened ServedFolder::file(QByteArrayView message, Method method) const
{
    const QByteArray name = withoutLineEnding(message).toByteArray();
    if (const char *reason = nameRefusal(name))
        return tl::unexpected(refuse(name, reason));
    FileDescriptor fd(openBeneath(name, method));
    struct stat about = {};
    if (!fd || ::fstat(fd.get(), &about) != 0) {
        const int error = errno;
        const char *reason = systemRefusal(error);
        return tl::unexpected(refuse(name, reason ? reason : qt_error_string(error).toUtf8().constData()));
    }
    if (S_ISDIR(about.st_mode))
        return tl::unexpected(refuse(name, QT_TRANSLATE_NOOP("FileRefusal", "it is a folder")));
    if (!S_ISREG(about.st_mode))
        return tl::unexpected(refuse(name, QT_TRANSLATE_NOOP("FileRefusal", "it is not a regular file")));
    return std::make_unique<FileSource>(std::move(fd), about.st_size);
}

/// A descriptor, or -1 with errno.
int ServedFolder::openBeneath(const QByteArray &name, Method method) const
{
    if (method == Method::Kernel) {
        const int fd = openByKernel(m_fd.get(), name.constData());
        if (fd >= 0 || errno != ENOSYS)
            return fd;
    }
    return openStepByStep(name);
}

/// Resolves the links first, then opens the result without following any: a link that appears in between makes it fail.
int ServedFolder::openStepByStep(const QByteArray &name) const
{
    const std::unique_ptr<char, decltype(&std::free)> real(::realpath((m_root + '/' + name).constData(), nullptr),
                                                           &std::free);
    if (!real)
        return -1;
    const QByteArray target(real.get());
    const QByteArray prefix = m_root.endsWith('/') ? m_root : m_root + '/';
    if (target != m_root && !target.startsWith(prefix)) {
        errno = EXDEV;
        return -1;
    }
    int folder = ::fcntl(m_fd.get(), F_DUPFD_CLOEXEC, 0);
    const QList<QByteArray> steps = target.mid(prefix.size()).split('/');
    for (qsizetype i = 0; i < steps.size() && folder >= 0; ++i) {
        const bool last = i + 1 == steps.size();
        const QByteArray step = steps[i].isEmpty() ? QByteArrayLiteral(".") : steps[i];
        const int flags = last ? openFlags : O_RDONLY | O_DIRECTORY | O_CLOEXEC;
        const int next = ::openat(folder, step.constData(), flags | O_NOFOLLOW);
        const int error = errno;
        ::close(folder);
        errno = error;
        folder = next;
    }
    return folder;
}
