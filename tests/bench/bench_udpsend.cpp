// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
//
// bench_udpsend PORT RATE SECONDS: sends RATE datagrams of 64 bytes a second to 127.0.0.1:PORT, each beginning with
// its number (8 bytes, little-endian) and the word BENCH. At most 1 ms of datagrams leaves in a row.
#include "tests/bench/benchutil.h"

#include <cstdint>
#include <ctime>

namespace {

constexpr size_t size = 64;
constexpr size_t mostAtOnce = 64;

void sleepUntil(double time)
{
    timespec until{};
    until.tv_sec = time_t(time);
    until.tv_nsec = long((time - double(until.tv_sec)) * 1e9);
    ::clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, nullptr);
}

} // namespace

int main(int argc, char **argv)
{
    const long port = bench::number(argc, argv, 1);
    const double rate = double(bench::number(argc, argv, 2));
    const auto total = uint64_t(rate * double(bench::number(argc, argv, 3)));
    const int fd = ::socket(AF_INET, SOCK_DGRAM, 0);
    const sockaddr_in to = bench::loopback(port);
    if (fd < 0 || ::connect(fd, bench::raw(to), sizeof to) != 0)
        bench::die("connect");

    char payloads[mostAtOnce][size];
    iovec vectors[mostAtOnce];
    mmsghdr messages[mostAtOnce] = {};
    for (size_t i = 0; i < mostAtOnce; ++i) {
        std::memset(payloads[i], 'x', size);
        std::memcpy(payloads[i] + 8, "BENCH 0123456789 ", 17);
        vectors[i] = {payloads[i], size};
        messages[i].msg_hdr.msg_iov = &vectors[i];
        messages[i].msg_hdr.msg_iovlen = 1;
    }

    uint64_t sent = 0;
    uint64_t failed = 0;
    const double start = bench::now();
    double latest = 0; // how far behind its timetable this program ever was
    while (sent < total) {
        const double due = (bench::now() - start) * rate;
        if (due < double(sent) + 1) {
            sleepUntil(start + (double(sent) + std::max(1.0, std::min(rate / 2000, double(mostAtOnce)))) / rate);
            continue;
        }
        latest = std::max(latest, (due - double(sent)) / rate);
        const size_t count =
            std::min({size_t(due - double(sent)), mostAtOnce, size_t(total - sent), size_t(rate / 1000) + 1});
        for (size_t i = 0; i < count; ++i) {
            const uint64_t index = sent + i;
            std::memcpy(payloads[i], &index, sizeof index);
        }
        const int taken = ::sendmmsg(fd, messages, unsigned(count), 0);
        if (taken > 0)
            sent += uint64_t(taken);
        else if (++failed > total) // a port that nobody listens on
            bench::die("sendmmsg");
    }
    const double elapsed = bench::now() - start;
    std::printf("{\"sent\": %llu, \"seconds\": %.3f, \"rate\": %.0f, \"latest_ms\": %.2f, \"failed\": %llu}\n",
                static_cast<unsigned long long>(sent), elapsed, double(sent) / elapsed, latest * 1000,
                static_cast<unsigned long long>(failed));
    return 0;
}
