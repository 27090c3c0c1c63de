// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <vector>

/// What the small load programs share. They are plain sockets without Qt, so that what they measure
/// is the other side. Each prints one JSON object to standard output.
namespace bench {

/// Seconds of the monotonic clock.
inline double now()
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

[[noreturn]] inline void die(const char *what)
{
    std::perror(what);
    std::exit(1);
}

inline long number(int argc, char **argv, int index)
{
    if (index >= argc) {
        std::fprintf(stderr, "%s: argument %d is missing; see the top of its source\n", argv[0], index);
        std::exit(2);
    }
    return std::atol(argv[index]);
}

inline void raiseFileLimit()
{
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
}

/// 127.0.0.`last`:`port`
inline sockaddr_in loopback(long port, int last = 1)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(uint16_t(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK - 1 + unsigned(last));
    return address;
}

inline const sockaddr *raw(const sockaddr_in &address)
{
    return reinterpret_cast<const sockaddr *>(&address);
}

inline int connectTo(long port)
{
    const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
    const sockaddr_in address = loopback(port);
    if (fd < 0 || ::connect(fd, raw(address), sizeof address) != 0)
        die("connect");
    return fd;
}

inline void setNoDelay(int fd)
{
    const int on = 1;
    ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

inline void sendAll(int fd, const char *data, size_t size)
{
    while (size > 0) {
        const ssize_t sent = ::send(fd, data, size, MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR)
            continue;
        if (sent <= 0)
            die("send");
        data += sent;
        size -= size_t(sent);
    }
}

/// Says that no more comes, and waits until the other side has read everything and closed.
inline void finishAndWait(int fd)
{
    ::shutdown(fd, SHUT_WR);
    char ignored[4096];
    while (::recv(fd, ignored, sizeof ignored, 0) > 0) { }
    ::close(fd);
}

/// The value below which a `part` (0 to 1) of the samples lies; sorts them.
inline double quantile(std::vector<double> &samples, double part)
{
    if (samples.empty())
        return -1;
    std::sort(samples.begin(), samples.end());
    return samples[std::min(samples.size() - 1, size_t(part * double(samples.size())))];
}

} // namespace bench
