// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
//
// bench_bulkecho PORT MIB: sends numbered blocks to an echo server and reads them back at the same time; ends when all
// is back, or with an error at the first byte that differs.
#include "tests/bench/benchutil.h"

#include <thread>

namespace {

constexpr size_t words = (256 << 10) / sizeof(unsigned long long);

void fill(std::vector<unsigned long long> &block, unsigned long long number)
{
    for (size_t i = 0; i < words; ++i)
        block[i] = number * words + i;
}

void receiveAll(int fd, char *data, size_t size)
{
    while (size > 0) {
        const ssize_t got = ::recv(fd, data, size, 0);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            bench::die("recv");
        data += got;
        size -= size_t(got);
    }
}

} // namespace

int main(int argc, char **argv)
{
    const int fd = bench::connectTo(bench::number(argc, argv, 1));
    const auto blocks = static_cast<unsigned long long>(bench::number(argc, argv, 2)) * 4;
    const size_t size = words * sizeof(unsigned long long);
    const double start = bench::now();
    std::thread sender([&] {
        std::vector<unsigned long long> block(words);
        for (unsigned long long i = 0; i < blocks; ++i) {
            fill(block, i);
            bench::sendAll(fd, reinterpret_cast<const char *>(block.data()), size);
        }
    });
    std::vector<unsigned long long> got(words);
    std::vector<unsigned long long> expected(words);
    for (unsigned long long i = 0; i < blocks; ++i) {
        receiveAll(fd, reinterpret_cast<char *>(got.data()), size);
        fill(expected, i);
        if (got != expected) {
            std::fprintf(stderr, "block %llu came back changed\n", i);
            std::_Exit(1);
        }
    }
    const double elapsed = bench::now() - start;
    sender.join();
    bench::finishAndWait(fd);
    std::printf("{\"mib_s\": %.1f}\n", double(blocks) / 4 / elapsed);
    return 0;
}
