// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

/// A TCP port of 127.0.0.1 on which nobody listens, until a test or its programs do (with SO_REUSEADDR, as Qt and socat
/// can). While this exists, the system gives the port to nobody else, not even to a client that tries to connect to it,
/// which could connect to itself.
class ReservedPort
{
public:
    ReservedPort() : m_fd(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
    {
        const int on = 1;
        ::setsockopt(m_fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        ::bind(m_fd, reinterpret_cast<sockaddr *>(&address), size);
        ::getsockname(m_fd, reinterpret_cast<sockaddr *>(&address), &size);
        m_port = ntohs(address.sin_port);
    }
    ~ReservedPort() { ::close(m_fd); }
    Q_DISABLE_COPY_MOVE(ReservedPort)

    quint16 number() const { return m_port; }

private:
    const int m_fd;
    quint16 m_port = 0;
};
