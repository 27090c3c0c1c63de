// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
//
// bench_tcpsend PORT lines MIB: sends lines of 100 bytes, Chinese among them, in writes of 256 KiB.
// bench_tcpsend PORT messages COUNT: sends messages of 64 bytes, one system call each, with TCP_NODELAY.
// Both then say that no more comes, and wait until the other side has read everything and closes: that is the end of
// the time measured.
#include "tests/bench/benchutil.h"

#include <string>

namespace {

constexpr size_t lineSize = 100;
constexpr size_t messageSize = 64;

std::string lines()
{
    std::string all;
    for (int i = 0; all.size() < 256 << 10; ++i) {
        std::string line = "温度=23.5℃ 湿度=40% 设备 " + std::to_string(100000 + i % 900000) + " ";
        while (line.size() < lineSize - 1)
            line += char('a' + line.size() % 26);
        all += line + '\n';
    }
    return all;
}

} // namespace

int main(int argc, char **argv)
{
    const long port = bench::number(argc, argv, 1);
    const bool bulk = argc > 2 && std::strcmp(argv[2], "lines") == 0;
    const long amount = bench::number(argc, argv, 3);
    const std::string chunk = bulk ? lines() : std::string(messageSize, 'm');
    const int fd = bench::connectTo(port);
    bench::setNoDelay(fd);
    const double start = bench::now();
    unsigned long long bytes = 0;
    if (bulk) {
        for (const auto total = static_cast<unsigned long long>(amount) << 20; bytes < total; bytes += chunk.size())
            bench::sendAll(fd, chunk.data(), chunk.size());
    } else {
        for (long i = 0; i < amount; ++i, bytes += chunk.size())
            bench::sendAll(fd, chunk.data(), chunk.size());
    }
    const double sent = bench::now();
    bench::finishAndWait(fd);
    const double elapsed = bench::now() - start;
    std::printf("{\"bytes\": %llu, \"seconds\": %.6f, \"sending\": %.6f, \"mib_s\": %.1f, \"messages_s\": %.0f}\n",
                bytes, elapsed, sent - start, double(bytes) / 1048576 / elapsed,
                double(bytes) / double(bulk ? lineSize : messageSize) / elapsed);
    return 0;
}
