// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/files/filedescriptor.h"
#include "model/types.h"

#include <QByteArray>

#include <arpa/inet.h>
#include <linux/sockios.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>

/// A plain TCP socket without Qt, which does nothing by itself. No call blocks but connect()
/// where nobody listens.
class PlainSocket
{
public:
    PlainSocket() = default;
    explicit PlainSocket(FileDescriptor fd) : m_fd(std::move(fd)) { }

    static sockaddr_in address(quint16 port, const char *host = "127.0.0.1")
    {
        sockaddr_in result{};
        result.sin_family = AF_INET;
        result.sin_port = htons(port);
        ::inet_pton(AF_INET, host, &result.sin_addr);
        return result;
    }

    static PlainSocket connected(quint16 port, const char *host = "127.0.0.1", const char *from = nullptr)
    {
        FileDescriptor fd(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
        const sockaddr_in local = address(0, from ? from : "0.0.0.0");
        ::bind(fd.get(), reinterpret_cast<const sockaddr *>(&local), sizeof local);
        const sockaddr_in to = address(port, host);
        const bool done = ::connect(fd.get(), reinterpret_cast<const sockaddr *>(&to), sizeof to) == 0;
        return PlainSocket(done ? std::move(fd) : FileDescriptor());
    }
    static PlainSocket listening(const char *host = "127.0.0.1")
    {
        FileDescriptor fd(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
        const sockaddr_in to = address(0, host);
        const bool done =
            ::bind(fd.get(), reinterpret_cast<const sockaddr *>(&to), sizeof to) == 0 && ::listen(fd.get(), 100) == 0;
        return PlainSocket(done ? std::move(fd) : FileDescriptor());
    }
    /// Empty while nobody has connected.
    PlainSocket accept() const
    {
        return PlainSocket(FileDescriptor(::accept4(m_fd.get(), nullptr, nullptr, SOCK_CLOEXEC)));
    }

    explicit operator bool() const { return bool(m_fd); }
    int fd() const { return m_fd.get(); }
    quint16 port() const
    {
        sockaddr_in local{};
        socklen_t size = sizeof local;
        ::getsockname(m_fd.get(), reinterpret_cast<sockaddr *>(&local), &size);
        return ntohs(local.sin_port);
    }

    /// Returns how many bytes the system accepted.
    qsizetype write(QByteArrayView bytes, int flags = 0)
    {
        const ssize_t taken =
            ::send(m_fd.get(), bytes.data(), size_t(bytes.size()), MSG_NOSIGNAL | MSG_DONTWAIT | flags);
        return std::max<qsizetype>(taken, 0);
    }
    /// Appends the bytes received to `received`; returns false from the end on, with its errno in `error`, or 0 for a
    /// FIN. The system reports a reset only once.
    bool read()
    {
        if (m_ended)
            return false;
        char buffer[65536];
        while (true) {
            const ssize_t got = ::recv(m_fd.get(), buffer, sizeof buffer, MSG_DONTWAIT);
            if (got > 0) {
                received.append(buffer, got);
                continue;
            }
            error = got == 0 ? 0 : errno;
            m_ended = got == 0 || error != EAGAIN;
            return !m_ended;
        }
    }
    bool hasEnded() { return !read(); }
    /// How many of the bytes written the other side's system has not confirmed.
    int unconfirmed() const
    {
        int bytes = 0;
        ::ioctl(m_fd.get(), SIOCOUTQ, &bytes);
        return bytes;
    }
    void setReceiveBuffer(int bytes) { ::setsockopt(m_fd.get(), SOL_SOCKET, SO_RCVBUF, &bytes, sizeof bytes); }
    void finish() { ::shutdown(m_fd.get(), SHUT_WR); }
    void close() { m_fd.close(); }
    void reset()
    {
        const linger atOnce{1, 0};
        ::setsockopt(m_fd.get(), SOL_SOCKET, SO_LINGER, &atOnce, sizeof atOnce);
        close();
    }

    QByteArray received;
    int error = 0;

private:
    bool m_ended = false;
    FileDescriptor m_fd;
};
