// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <limits>
#include <thread>
#include <utility>

/// Accepts one connection and talks to it on a thread. All calls have a time limit.
class PlainPeer
{
public:
    explicit PlainPeer(std::function<void(PlainPeer &)> talk)
    {
        m_listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        limit(m_listener);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        ::bind(m_listener, reinterpret_cast<sockaddr *>(&address), size);
        ::listen(m_listener, 1);
        ::getsockname(m_listener, reinterpret_cast<sockaddr *>(&address), &size);
        m_port = ntohs(address.sin_port);
        m_thread = std::thread([this, talk = std::move(talk)] {
            m_fd = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
            limit(m_fd);
            if (m_fd >= 0)
                talk(*this);
            close();
        });
    }
    ~PlainPeer()
    {
        ::shutdown(m_listener, SHUT_RDWR); // ends accept()
        wait();
        ::close(m_listener);
    }

    QString url() const { return u"tcp://127.0.0.1:%1"_qs.arg(m_port); }
    /// For the end of talk().
    void wait()
    {
        if (m_thread.joinable())
            m_thread.join();
    }

    // In talk():
    /// Returns true at the peer's FIN, false after as many bytes or a long time without it.
    bool readToEnd(qsizetype most = std::numeric_limits<qsizetype>::max())
    {
        char buffer[65536];
        while (received.size() < most) {
            const ssize_t got =
                ::recv(m_fd, buffer, size_t(std::min<qsizetype>(sizeof buffer, most - received.size())), 0);
            if (got <= 0)
                return got == 0;
            received.append(buffer, got);
        }
        return false;
    }
    void write(const QByteArray &bytes) { ::send(m_fd, bytes.constData(), size_t(bytes.size()), MSG_NOSIGNAL); }
    /// Sends FIN, and can still read.
    void finish() { ::shutdown(m_fd, SHUT_WR); }
    void reset()
    {
        const linger atOnce{1, 0};
        ::setsockopt(m_fd, SOL_SOCKET, SO_LINGER, &atOnce, sizeof atOnce);
        close();
    }
    void close()
    {
        if (const int fd = std::exchange(m_fd, -1); fd >= 0)
            ::close(fd);
    }

    // After wait():
    QByteArray received;
    bool ended = false; ///< the FIN was there before we closed

private:
    static void limit(int fd)
    {
        const timeval most{30, 0};
        ::setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &most, sizeof most);
    }

    int m_listener = -1;
    int m_fd = -1;
    quint16 m_port = 0;
    std::thread m_thread;
};
