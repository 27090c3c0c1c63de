// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
//
// bench_storm PORT CLIENTS: CLIENTS connect at once; when all are in, each sends a line, says that no more comes, and
// waits until the server closes. They come from several loopback addresses, so that ports do not run out.
#include "tests/bench/benchutil.h"

#include <sys/epoll.h>

#include <string>

namespace {

constexpr long perAddress = 10000;
constexpr double limit = 30; // seconds

struct Storm
{
    int epoll = ::epoll_create1(0);
    std::vector<int> clients;
    long failed = 0;

    void start(long port, long count)
    {
        const sockaddr_in to = bench::loopback(port);
        for (long i = 0; i < count; ++i) {
            const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
            const sockaddr_in from = bench::loopback(0, int(2 + i / perAddress));
            const int on = 1; // the port is chosen by connect(), for this target only
            if (fd < 0)
                bench::die("socket");
            ::setsockopt(fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &on, sizeof on);
            if (::bind(fd, bench::raw(from), sizeof from) != 0)
                bench::die("bind");
            if (::connect(fd, bench::raw(to), sizeof to) != 0 && errno != EINPROGRESS)
                bench::die("connect");
            epoll_event event{};
            event.events = EPOLLOUT | EPOLLONESHOT;
            event.data.u32 = uint32_t(i);
            ::epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event);
            clients.push_back(fd);
        }
    }

    /// Calls `ready(index)` for each client that epoll names, until `count` of the calls returned true.
    template<typename Ready>
    void each(long count, double until, Ready ready)
    {
        epoll_event events[512];
        while (count > 0 && bench::now() < until) {
            const int got = ::epoll_wait(epoll, events, 512, 100);
            for (int i = 0; i < got; ++i)
                count -= ready(events[i].data.u32) ? 1 : 0;
        }
        failed += count;
    }
};

} // namespace

int main(int argc, char **argv)
{
    bench::raiseFileLimit();
    const long port = bench::number(argc, argv, 1);
    const long count = bench::number(argc, argv, 2);
    Storm storm;
    const double start = bench::now();
    storm.start(port, count);
    storm.each(count, start + limit, [&](uint32_t index) {
        int error = 0;
        socklen_t size = sizeof error;
        ::getsockopt(storm.clients[index], SOL_SOCKET, SO_ERROR, &error, &size);
        storm.failed += error != 0 ? 1 : 0;
        return true;
    });
    const double connected = bench::now();
    for (size_t i = 0; i < storm.clients.size(); ++i) {
        const std::string line = "line of client " + std::to_string(100000 + i) + "\n";
        ::send(storm.clients[i], line.data(), line.size(), MSG_NOSIGNAL);
        ::shutdown(storm.clients[i], SHUT_WR);
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.u32 = uint32_t(i);
        ::epoll_ctl(storm.epoll, EPOLL_CTL_MOD, storm.clients[i], &event);
    }
    storm.each(count, bench::now() + limit, [&](uint32_t index) {
        char ignored[256];
        if (::recv(storm.clients[index], ignored, sizeof ignored, 0) > 0)
            return false;
        ::close(storm.clients[index]);
        return true;
    });
    const double end = bench::now();
    std::printf("{\"clients\": %ld, \"failed\": %ld, \"connect_s\": %.4f, \"lines_s\": %.4f, \"seconds\": %.4f}\n",
                count, storm.failed, connected - start, end - connected, end - start);
    return 0;
}
