// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
//
// The least that a program can do: the floor that SocketScope is compared with.
// bench_floor sink FILE: a TCP server (epoll, backlog 4096) that appends what comes to FILE and closes after its clients.
// bench_floor echo: a TCP server that sends back what comes.
// bench_floor udp FILE: receives datagrams (recvmmsg, 8 MiB buffer) and appends them to FILE.
// All print "listening on 127.0.0.1:PORT" to standard error and run until they are terminated.
#include "tests/bench/benchutil.h"

#include <fcntl.h>
#include <sys/epoll.h>

#include <string>

namespace {

constexpr int backlog = 4096; // as SocketScope's

int bound(int type)
{
    const int fd = ::socket(AF_INET, type, 0);
    const sockaddr_in any = bench::loopback(0);
    if (fd < 0 || ::bind(fd, bench::raw(any), sizeof any) != 0)
        bench::die("bind");
    return fd;
}

void announce(int fd)
{
    sockaddr_in self{};
    socklen_t size = sizeof self;
    ::getsockname(fd, reinterpret_cast<sockaddr *>(&self), &size);
    std::fprintf(stderr, "listening on 127.0.0.1:%d\n", ntohs(self.sin_port));
}

int outputFile(int argc, char **argv)
{
    const int file = argc > 2 ? ::open(argv[2], O_WRONLY | O_CREAT | O_TRUNC, 0600) : -1;
    if (file < 0)
        bench::die("open");
    return file;
}

void writeAll(int file, const char *data, size_t size)
{
    for (ssize_t done = 0; size > 0; data += done, size -= size_t(done)) {
        done = ::write(file, data, size);
        if (done <= 0)
            bench::die("write");
    }
}

void watch(int epoll, int fd)
{
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.fd = fd;
    ::epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event);
}

/// With a file the bytes go there, without (-1) back to the client.
void serve(int file)
{
    const int listener = bound(SOCK_STREAM);
    ::fcntl(listener, F_SETFL, O_NONBLOCK);
    if (::listen(listener, backlog) != 0)
        bench::die("listen");
    const int epoll = ::epoll_create1(0);
    watch(epoll, listener);
    announce(listener);
    std::vector<char> buffer(256 << 10);
    epoll_event events[512];
    for (;;) {
        const int count = ::epoll_wait(epoll, events, 512, -1);
        for (int i = 0; i < count; ++i) {
            const int fd = events[i].data.fd;
            if (fd == listener) {
                for (int client = 0; (client = ::accept4(listener, nullptr, nullptr, SOCK_NONBLOCK)) >= 0;) {
                    bench::setNoDelay(client);
                    watch(epoll, client);
                }
                continue;
            }
            const ssize_t got = ::recv(fd, buffer.data(), buffer.size(), 0);
            if (got > 0 && file >= 0)
                writeAll(file, buffer.data(), size_t(got));
            else if (got > 0)
                ::send(fd, buffer.data(), size_t(got), MSG_NOSIGNAL);
            else if (got == 0 || errno != EAGAIN)
                ::close(fd);
        }
    }
}

void receiveDatagrams(int file)
{
    constexpr size_t most = 64;
    constexpr size_t size = 2048;
    const int fd = bound(SOCK_DGRAM);
    const int wanted = 8 << 20;
    ::setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &wanted, sizeof wanted);
    announce(fd);
    static char payloads[most][size];
    std::vector<char> out;
    mmsghdr messages[most] = {};
    iovec vectors[most];
    for (size_t i = 0; i < most; ++i) {
        vectors[i] = {payloads[i], size};
        messages[i].msg_hdr.msg_iov = &vectors[i];
        messages[i].msg_hdr.msg_iovlen = 1;
    }
    for (;;) {
        const int count = ::recvmmsg(fd, messages, most, MSG_WAITFORONE, nullptr);
        out.clear();
        for (int i = 0; i < count; ++i)
            out.insert(out.end(), payloads[i], payloads[i] + messages[i].msg_len);
        writeAll(file, out.data(), out.size());
    }
}

} // namespace

int main(int argc, char **argv)
{
    bench::raiseFileLimit();
    const std::string mode = argc > 1 ? argv[1] : "";
    if (mode == "sink")
        serve(outputFile(argc, argv));
    if (mode == "echo")
        serve(-1);
    if (mode == "udp")
        receiveDatagrams(outputFile(argc, argv));
    std::fprintf(stderr, "usage: bench_floor sink FILE | echo | udp FILE\n");
    return 2;
}
