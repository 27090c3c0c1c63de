// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
//
// bench_udpsend PORT RATE SECONDS text|binary: sends RATE datagrams of 64 bytes a second to 127.0.0.1:PORT, numbered:
// text begins with 16 hexadecimal digits and BENCH; binary is BENCH, the number in 8 bytes, and arbitrary bytes. At
// most 1 ms of datagrams leaves in a row.
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

void writeNumber(char *payload, uint64_t index)
{
    for (int i = 15; i >= 0; --i, index >>= 4)
        payload[i] = "0123456789abcdef"[index & 15];
}

void writeBinary(char *payload, uint64_t index)
{
    std::memcpy(payload, "BENCH", 5);
    std::memcpy(payload + 5, &index, sizeof index);
    uint64_t random = (index + 1) * 0x9e3779b97f4a7c15; // splitmix64
    for (size_t at = 16; at < size; at += sizeof random) {
        random = (random ^ random >> 27) * 0x94d049bb133111eb;
        std::memcpy(payload + at, &random, sizeof random);
    }
}

} // namespace

int main(int argc, char **argv)
{
    const long port = bench::number(argc, argv, 1);
    const double rate = double(bench::number(argc, argv, 2));
    const auto total = uint64_t(rate * double(bench::number(argc, argv, 3)));
    const bool binary = argc > 4 && std::strcmp(argv[4], "binary") == 0;
    const int fd = ::socket(AF_INET, SOCK_DGRAM, 0);
    const sockaddr_in to = bench::loopback(port);
    if (fd < 0 || ::connect(fd, bench::raw(to), sizeof to) != 0)
        bench::die("connect");

    char payloads[mostAtOnce][size];
    iovec vectors[mostAtOnce];
    mmsghdr messages[mostAtOnce] = {};
    for (size_t i = 0; i < mostAtOnce; ++i) {
        std::snprintf(payloads[i], size, "%016x BENCH %s", 0U, "temperature=23.5 humidity=40% state=good");
        payloads[i][size - 1] = '\n';
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
            if (binary)
                writeBinary(payloads[i], sent + i);
            else
                writeNumber(payloads[i], sent + i);
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
