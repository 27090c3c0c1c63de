// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
//
// bench_echo PORT CLIENTS ROUNDS: connects CLIENTS, then ROUNDS times sends 64 bytes from one of them, in turns spread
// over all, and waits for the same bytes; one message at a time is under way. Times in microseconds.
#include "tests/bench/benchutil.h"

namespace {

constexpr size_t size = 64;

void roundTrip(int fd, char *message)
{
    char answer[size];
    bench::sendAll(fd, message, size);
    for (size_t have = 0; have < size;) {
        const ssize_t got = ::recv(fd, answer + have, size - have, 0);
        if (got <= 0)
            bench::die("no answer");
        have += size_t(got);
    }
    if (std::memcmp(answer, message, size) != 0) {
        std::fprintf(stderr, "another answer than the message\n");
        std::exit(1);
    }
    ++message[0];
}

} // namespace

int main(int argc, char **argv)
{
    bench::raiseFileLimit();
    const long port = bench::number(argc, argv, 1);
    const long count = bench::number(argc, argv, 2);
    const long rounds = bench::number(argc, argv, 3);
    char message[size];
    std::memset(message, 'e', size);
    std::vector<int> clients;
    for (long i = 0; i < count; ++i) {
        clients.push_back(bench::connectTo(port));
        bench::setNoDelay(clients.back());
        const timeval patience{10, 0};
        ::setsockopt(clients.back(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    }
    for (const int fd : clients) // all are really in
        roundTrip(fd, message);
    std::vector<double> times;
    size_t turn = 0;
    for (long i = 0; i < rounds; ++i) {
        turn = (turn + 7919) % clients.size();
        const double start = bench::now();
        roundTrip(clients[turn], message);
        times.push_back((bench::now() - start) * 1e6);
    }
    std::printf("{\"clients\": %ld, \"p50_us\": %.1f, \"p99_us\": %.1f, \"max_us\": %.1f}\n", count,
                bench::quantile(times, 0.5), bench::quantile(times, 0.99), bench::quantile(times, 1));
    return 0;
}
