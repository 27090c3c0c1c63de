// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QDir>
#include <QFile>
#include <QTcpSocket>

#include <netinet/in.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

/// Whether every other thread of this process sleeps, so that none is busy or still waiting for the processor, however slow
/// the machine.
inline bool othersRest()
{
    const QString mine = QString::number(::gettid());
    const QDir tasks(QStringLiteral("/proc/self/task"));
    for (const QString &task : tasks.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        QFile file(tasks.filePath(task + QStringLiteral("/stat")));
        if (task == mine || !file.open(QIODevice::ReadOnly))
            continue;
        const QByteArray stat = file.readAll();
        if (stat.mid(stat.lastIndexOf(')') + 2, 1) != "S")
            return false;
    }
    return true;
}

/// The socket in this process at the other end of a connection over 127.0.0.1; -1: none.
inline int otherEnd(const QTcpSocket &socket)
{
    const auto portOf = [](int fd, auto name) {
        sockaddr_in address = {};
        socklen_t size = sizeof address;
        const bool known = name(fd, reinterpret_cast<sockaddr *>(&address), &size) == 0;
        return known && address.sin_family == AF_INET ? ntohs(address.sin_port) : quint16(0);
    };
    for (int fd = 0; fd < 1024; ++fd) {
        if (portOf(fd, ::getpeername) == socket.localPort() && portOf(fd, ::getsockname) == socket.peerPort())
            return fd;
    }
    return -1;
}

/// How many bytes are received and unread.
inline int unreadBytes(int fd)
{
    int bytes = 0;
    return ::ioctl(fd, FIONREAD, &bytes) == 0 ? bytes : 0;
}

/// Whether the system accepts more to send.
inline bool isWritable(int fd)
{
    pollfd asked = {fd, POLLOUT, 0};
    return ::poll(&asked, 1, 0) == 1;
}

/// The memory in use, in bytes.
inline qint64 memoryInUse()
{
    QFile file(QStringLiteral("/proc/self/statm"));
    const QByteArray pages = file.open(QIODevice::ReadOnly) ? file.readAll().split(' ').value(1) : QByteArray();
    return pages.toLongLong() * ::sysconf(_SC_PAGESIZE);
}
