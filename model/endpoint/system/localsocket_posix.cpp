// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/endpoint/system/localsocket.h"

#include "model/endpoint/system/socketsystem.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QThread>

#include <fcntl.h>
#include <poll.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <cstring>
#include <utility>

namespace localsocket {

namespace {

constexpr int lockTries = 50;
constexpr int lockWaitMs = 10;

class OwnedDescriptor
{
public:
    explicit OwnedDescriptor(int descriptor) : m_descriptor(descriptor) { }
    OwnedDescriptor(OwnedDescriptor &&other) noexcept : m_descriptor(std::exchange(other.m_descriptor, -1)) { }
    OwnedDescriptor &operator=(OwnedDescriptor &&) = delete;
    ~OwnedDescriptor()
    {
        if (m_descriptor >= 0)
            ::close(m_descriptor);
    }

    int get() const { return m_descriptor; }
    int take() { return std::exchange(m_descriptor, -1); }

private:
    int m_descriptor;
};

struct Address
{
    sockaddr_un bytes{};
    socklen_t size = 0;

    explicit Address(const QString &path)
    {
        QByteArray name = QFile::encodeName(path);
        const bool isAbstract = name.startsWith('@');
        if (isAbstract)
            name[0] = '\0';
        name.truncate(maxPathBytes() + (isAbstract ? 1 : 0));
        bytes.sun_family = AF_UNIX;
        std::memcpy(bytes.sun_path, name.constData(), size_t(name.size()));
        size = socklen_t(offsetof(sockaddr_un, sun_path) + size_t(name.size()) + (isAbstract ? 0 : 1));
    }
    const sockaddr *get() const { return reinterpret_cast<const sockaddr *>(&bytes); }
};

OwnedDescriptor makeSocket()
{
    OwnedDescriptor socket(::socket(AF_UNIX, SOCK_STREAM, 0));
    if (socket.get() >= 0) {
        ::fcntl(socket.get(), F_SETFD, FD_CLOEXEC);
        ::fcntl(socket.get(), F_SETFL, O_NONBLOCK);
    }
    return socket;
}

int tryConnect(const OwnedDescriptor &socket, const QString &path)
{
    const Address address(path);
    return ::connect(socket.get(), address.get(), address.size) == 0 ? 0 : errno;
}

int tryBind(const OwnedDescriptor &socket, const QString &path)
{
    const Address address(path);
    return ::bind(socket.get(), address.get(), address.size) == 0 ? 0 : errno;
}

/// Of the file itself, not of what a symbolic link points to.
std::optional<struct stat> statusOf(const QString &path)
{
    struct stat status
    {
    };
    return ::lstat(QFile::encodeName(path).constData(), &status) == 0 ? std::optional(status) : std::nullopt;
}

FileId idOf(const struct stat &status)
{
    return {quint64(status.st_dev), quint64(status.st_ino)};
}

/// Locks the folder of a path against other programs that do the same. A folder that cannot be read is not locked.
class FolderLock
{
public:
    explicit FolderLock(const QString &path)
        : m_folder(::open(QFile::encodeName(QFileInfo(path).path()).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC))
    {
        for (int i = 0; m_folder.get() >= 0 && i < lockTries; ++i) {
            if (::flock(m_folder.get(), LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK)
                return;
            QThread::msleep(lockWaitMs);
        }
    }

private:
    const OwnedDescriptor m_folder; // closing it releases the lock
};

QString ownFolder()
{
    const QString runtime = qEnvironmentVariable("XDG_RUNTIME_DIR");
    return runtime.isEmpty() ? QDir::tempPath() : runtime;
}

Event noDescriptor(const QString &path)
{
    return socketsystem::failure(errno, SocketAddress::ofLocalServer(path));
}

Event systemError(const QString &path, int error)
{
    return {EventCode::Other, {path, QString::fromLocal8Bit(std::strerror(error))}};
}

Event bindFailure(const QString &path, int error)
{
    const QString folder = QFileInfo(path).path();
    switch (error) {
    case EADDRINUSE:
        return {EventCode::LocalInUse, {path, QString()}};
    case ENOENT:
    case ENOTDIR:
        if (!QFileInfo(folder).isDir())
            return {EventCode::LocalNoFolder, {path, folder}};
        [[fallthrough]]; // the system keeps files of its own there, as in /proc
    case EACCES:
    case EPERM:
        return {EventCode::LocalFolderForbidden, {path, folder, ownFolder()}};
    case EROFS:
        return {EventCode::LocalReadOnly, {path, ownFolder()}};
    default:
        return systemError(path, error);
    }
}

/// Of the file, or of the folder that may not be looked into.
QString ownerOf(QString path)
{
    struct stat status
    {
    };
    while (::stat(QFile::encodeName(path).constData(), &status) != 0 && path != u"/")
        path = QFileInfo(path).path();
    return userName(status.st_uid);
}

Event connectFailure(const QString &path, int error)
{
    switch (error) {
    case ENOENT:
    case ENOTDIR:
        return {EventCode::LocalNotFound, {path}};
    case ECONNREFUSED: // also for files of other kinds
        if (path.startsWith(u'@'))
            return {EventCode::LocalNotFound, {path}};
        if (const auto status = statusOf(QFileInfo(path).canonicalFilePath()); status && !S_ISSOCK(status->st_mode))
            return {EventCode::LocalNotSocket, {path, QStringLiteral("client")}};
        return {EventCode::LocalRefused, {path}};
    case EACCES:
    case EPERM:
        return {EventCode::LocalNoPermission, {path, ownerOf(path)}};
    case EPROTOTYPE:
        return {EventCode::LocalWrongType, {path}};
    default:
        return systemError(path, error);
    }
}

Event inUse(const QString &path, const OwnedDescriptor &probe)
{
    const auto owner = peerProgram(probe.get());
    return {EventCode::LocalInUse, {path, owner ? owner->toString() : QString()}};
}

/// Removes the file at `path` if it is a socket on which no program listens. Returns why not.
std::optional<Event> removeStale(const QString &path)
{
    const auto found = statusOf(path);
    if (!found)
        return errno == ENOENT ? std::nullopt : std::optional(bindFailure(path, errno));
    if (!S_ISSOCK(found->st_mode))
        return Event{EventCode::LocalNotSocket, {path}};
    const OwnedDescriptor probe = makeSocket();
    if (probe.get() < 0)
        return noDescriptor(path);
    const int error = tryConnect(probe, path);
    if (error == ENOENT)
        return {};
    if (error != ECONNREFUSED || isBeingOpened(path))
        return inUse(path, probe);
    const auto now = statusOf(path);
    if (!now)
        return {};
    if (idOf(*now) != idOf(*found))
        return Event{EventCode::LocalInUse, {path, QString()}};
    if (::unlink(QFile::encodeName(path).constData()) != 0 && errno != ENOENT)
        return bindFailure(path, errno);
    return {};
}

/// Binds to a path that has a file, with its permissions.
std::optional<Event> bindFile(const OwnedDescriptor &socket, const QString &path, int mode, Listener &made)
{
    int error = tryBind(socket, path);
    if (error == EADDRINUSE) {
        if (auto failure = removeStale(path))
            return failure;
        made.replacedStale = true;
        error = tryBind(socket, path);
    }
    if (error != 0)
        return bindFailure(path, error);
    const auto status = statusOf(path);
    if (!status || !S_ISSOCK(status->st_mode))
        return Event{EventCode::LocalInUse, {path, QString()}};
    made.file = idOf(*status);
    if (::chmod(QFile::encodeName(path).constData(), mode_t(mode)) != 0)
        return systemError(path, errno);
    return {};
}

} // namespace

int maxPathBytes()
{
    return int(sizeof(sockaddr_un::sun_path)) - 1;
}

tl::expected<Listener, Event> listen(const QString &path, int mode, int backlog)
{
    Listener made;
    OwnedDescriptor socket = makeSocket();
    if (socket.get() < 0)
        return tl::unexpected(noDescriptor(path));
    const bool isAbstract = path.startsWith(u'@');
    std::optional<FolderLock> lock;
    if (!isAbstract) {
        lock.emplace(path);
        if (auto failure = bindFile(socket, path, mode, made)) {
            if (made.file)
                removeFile(path, *made.file);
            return tl::unexpected(*failure);
        }
    } else if (const int error = tryBind(socket, path)) {
        const OwnedDescriptor probe = makeSocket();
        if (error == EADDRINUSE && probe.get() >= 0 && tryConnect(probe, path) == 0)
            return tl::unexpected(inUse(path, probe));
        return tl::unexpected(bindFailure(path, error));
    }
    if (::listen(socket.get(), backlog) != 0)
        return tl::unexpected(systemError(path, errno));
    made.socket = socket.take();
    return made;
}

bool isFile(const QString &path, const FileId &file)
{
    const auto status = statusOf(path);
    // While a file is being removed, it may still be found, but nothing links to it.
    return status && idOf(*status) == file && status->st_nlink > 0;
}

bool removeFile(const QString &path, const FileId &file)
{
    const FolderLock lock(path);
    return isFile(path, file) && ::unlink(QFile::encodeName(path).constData()) == 0;
}

tl::expected<Descriptor, Event> connect(const QString &path)
{
    OwnedDescriptor socket = makeSocket();
    if (socket.get() < 0)
        return tl::unexpected(noDescriptor(path));
    const int error = tryConnect(socket, path);
    if (error == EAGAIN || error == EWOULDBLOCK)
        return Descriptor(-1);
    if (error != 0)
        return tl::unexpected(connectFailure(path, error));
    return Descriptor(socket.take());
}

bool isHungUp(Descriptor socket)
{
    pollfd waiting{int(socket), 0, 0};
    return ::poll(&waiting, 1, 0) > 0 && (waiting.revents & POLLHUP);
}

/// passwd(5): name:password:id:…
QString userName(uint id)
{
    QFile users(QStringLiteral("/etc/passwd"));
    if (users.open(QIODevice::ReadOnly)) {
        for (const QByteArray &line : users.readAll().split('\n')) {
            const QByteArrayList fields = line.split(':');
            if (fields.size() > 2 && fields[2] == QByteArray::number(id))
                return QString::fromLocal8Bit(fields[0]);
        }
    }
    return QString::number(id);
}

QString Program::toString() const
{
    return name.isEmpty() ? QStringLiteral("PID %1").arg(pid)
                          : QStringLiteral("%1 (PID %2)").arg(name, QString::number(pid));
}

} // namespace localsocket
