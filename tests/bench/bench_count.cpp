// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
//
// bench_count CAPTURE EXPECTED: reads a capture, with a reader of its own, and counts what was received: payload bytes,
// lines, and of EXPECTED datagrams numbered by bench_udpsend how many are missing or there twice.
#include "tests/bench/benchutil.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include <charconv>
#include <cstdint>
#include <optional>

namespace {

struct Counts
{
    unsigned long long records = 0;
    unsigned long long bytes = 0;
    unsigned long long lines = 0;
    unsigned long long twice = 0;
    unsigned long long out = 0; // of order
};

uint32_t get32(const uint8_t *at)
{
    uint32_t value = 0;
    std::memcpy(&value, at, sizeof value);
    return value;
}

/// Behind the IP and TCP or UDP headers of a raw packet.
const uint8_t *payloadOf(const uint8_t *packet)
{
    const bool v6 = packet[0] >> 4 == 6;
    const uint8_t *const transport = packet + (v6 ? 40 : (packet[0] & 15) * 4);
    return transport + ((v6 ? packet[6] : packet[9]) == IPPROTO_UDP ? 8 : transport[12] / 16 * 4);
}

/// As bench_udpsend wrote it.
std::optional<uint64_t> numberOf(const uint8_t *payload, size_t size)
{
    if (size != 64)
        return {};
    uint64_t number = 0;
    if (std::memcmp(payload, "BENCH", 5) == 0) {
        std::memcpy(&number, payload + 5, sizeof number);
        return number;
    }
    if (std::memcmp(payload + 16, " BENCH", 6) != 0)
        return {};
    const char *const digits = reinterpret_cast<const char *>(payload);
    return std::from_chars(digits, digits + 16, number, 16).ec == std::errc() ? std::optional(number) : std::nullopt;
}

bool isIncoming(const uint8_t *options)
{
    constexpr uint32_t epbFlags = 4 << 16 | 2; // code 2, length 4
    return get32(options) == epbFlags && (get32(options + 4) & 3) == 1;
}

} // namespace

int main(int argc, char **argv)
{
    const auto expected = size_t(bench::number(argc, argv, 2));
    const int fd = ::open(argv[1], O_RDONLY);
    struct stat info
    {
    };
    if (fd < 0 || ::fstat(fd, &info) != 0)
        bench::die(argv[1]);
    const auto size = size_t(info.st_size);
    void *const mapped = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, fd, 0);
    if (mapped == MAP_FAILED)
        bench::die("mmap");
    const auto *const file = static_cast<const uint8_t *>(mapped);

    std::vector<bool> seen(expected);
    size_t distinct = 0;
    uint64_t next = 0;
    Counts counts;
    for (size_t at = 0; at + 12 <= size;) {
        const uint8_t *const block = file + at;
        const uint32_t length = get32(block + 4);
        if (length < 12 || at + length > size)
            break;
        at += length;
        if (get32(block) != 6) // Enhanced Packet Block
            continue;
        const uint8_t *const packet = block + 28;
        const uint32_t packetSize = get32(block + 20);
        const uint8_t *const payload = payloadOf(packet);
        const auto bytes = size_t(packet + packetSize - payload);
        if (bytes == 0 || !isIncoming(packet + (packetSize + 3) / 4 * 4))
            continue;
        ++counts.records;
        counts.bytes += bytes;
        counts.lines += static_cast<unsigned long long>(std::count(payload, payload + bytes, '\n'));
        const std::optional<uint64_t> numbered = numberOf(payload, bytes);
        if (!numbered)
            continue;
        const uint64_t index = *numbered;
        counts.out += index != next ? 1 : 0;
        next = index + 1;
        if (index >= expected || seen[index]) {
            ++counts.twice;
        } else {
            seen[index] = true;
            ++distinct;
        }
    }
    std::printf("{\"records\": %llu, \"bytes\": %llu, \"lines\": %llu, \"missing\": %llu, \"twice\": %llu, \"jumps\": "
                "%llu}\n",
                counts.records, counts.bytes, counts.lines, static_cast<unsigned long long>(expected - distinct),
                counts.twice, counts.out);
    return 0;
}
