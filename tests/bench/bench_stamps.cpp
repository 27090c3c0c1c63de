// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
//
// bench_stamps PORT BURSTS SIZE: sends BURSTS times SIZE datagrams in a row to 127.0.0.1:PORT, 20 ms apart, numbered as
// bench_udpsend's text, and captures them on the loopback interface as tcpdump does. Prints the kernel's time of each,
// in ns since 1970; that it is not allowed to capture (CAP_NET_RAW) is a result, too.
#include "tests/bench/benchutil.h"

#include <linux/filter.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <net/if.h>

#include <charconv>
#include <optional>
#include <thread>

namespace {

constexpr auto interval = std::chrono::milliseconds(20);
constexpr size_t payloadSize = 64;

/// Of the packets that begin with their IP header, those to this UDP port.
void acceptOnly(int fd, long port)
{
    sock_filter program[] = {
        BPF_STMT(BPF_LD | BPF_B | BPF_ABS, 9), // the protocol
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, IPPROTO_UDP, 0, 4),
        BPF_STMT(BPF_LDX | BPF_B | BPF_MSH, 0), // the length of the IP header
        BPF_STMT(BPF_LD | BPF_H | BPF_IND, 2),  // the port that it goes to
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, unsigned(port), 0, 1),
        BPF_STMT(BPF_RET | BPF_K, 0xffff),
        BPF_STMT(BPF_RET | BPF_K, 0),
    };
    const sock_fprog filter{std::size(program), program};
    if (::setsockopt(fd, SOL_SOCKET, SO_ATTACH_FILTER, &filter, sizeof filter) != 0)
        bench::die("SO_ATTACH_FILTER");
}

/// A socket that hears what is sent to the port; nothing when that is not allowed.
std::optional<int> openCapture(long port)
{
    const int fd = ::socket(AF_PACKET, SOCK_DGRAM | SOCK_NONBLOCK, 0); // hears nothing until it is bound
    if (fd < 0 && (errno == EPERM || errno == EACCES))
        return {};
    if (fd < 0)
        bench::die("AF_PACKET");
    acceptOnly(fd, port);
    const int on = 1;
    const int room = 8 << 20;
    if (::setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &room, sizeof room) != 0)
        ::setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &room, sizeof room);
    // On the loopback interface each packet goes by twice, out and in.
    if (::setsockopt(fd, SOL_PACKET, PACKET_IGNORE_OUTGOING, &on, sizeof on) != 0
        || ::setsockopt(fd, SOL_SOCKET, SO_TIMESTAMPNS, &on, sizeof on) != 0)
        bench::die("setsockopt");
    sockaddr_ll where{};
    where.sll_family = AF_PACKET;
    where.sll_protocol = htons(ETH_P_IP);
    where.sll_ifindex = int(::if_nametoindex("lo"));
    if (::bind(fd, reinterpret_cast<const sockaddr *>(&where), sizeof where) != 0)
        bench::die("bind to lo");
    return fd;
}

/// The number in a packet that begins with its IP header.
std::optional<size_t> numberOf(const char *packet, size_t size)
{
    const size_t headers = size_t(packet[0] & 15) * 4 + 8;
    size_t number = 0;
    if (size != headers + payloadSize || std::memcmp(packet + headers + 16, " BENCH", 6) != 0
        || std::from_chars(packet + headers, packet + headers + 16, number, 16).ec != std::errc())
        return {};
    return number;
}

/// Takes down the kernel's times of all that was captured so far.
void takeTimes(int fd, std::vector<long long> &times)
{
    char packet[2048];
    alignas(cmsghdr) char control[256];
    for (;;) {
        iovec vector{packet, sizeof packet};
        msghdr message{};
        message.msg_iov = &vector;
        message.msg_iovlen = 1;
        message.msg_control = control;
        message.msg_controllen = sizeof control;
        const ssize_t size = ::recvmsg(fd, &message, 0);
        if (size < 0)
            return;
        const std::optional<size_t> number = numberOf(packet, size_t(size));
        const cmsghdr *const stamp = CMSG_FIRSTHDR(&message);
        if (!number || *number >= times.size() || !stamp || stamp->cmsg_type != SCM_TIMESTAMPNS)
            continue;
        timespec time{};
        std::memcpy(&time, CMSG_DATA(stamp), sizeof time);
        times[*number] = time.tv_sec * 1'000'000'000LL + time.tv_nsec;
    }
}

void sendBurst(int fd, size_t first, size_t count)
{
    for (size_t i = first; i < first + count; ++i) {
        char payload[payloadSize] = {};
        std::snprintf(payload, sizeof payload, "%016zx BENCH", i);
        if (::send(fd, payload, sizeof payload, 0) < 0)
            bench::die("send");
    }
}

} // namespace

int main(int argc, char **argv)
{
    const long port = bench::number(argc, argv, 1);
    const auto bursts = size_t(bench::number(argc, argv, 2));
    const auto size = size_t(bench::number(argc, argv, 3));
    const std::optional<int> capture = openCapture(port);
    if (!capture) {
        std::printf("{\"allowed\": false}\n");
        return 0;
    }
    const int fd = ::socket(AF_INET, SOCK_DGRAM, 0);
    const sockaddr_in to = bench::loopback(port);
    if (fd < 0 || ::connect(fd, bench::raw(to), sizeof to) != 0)
        bench::die("connect");
    std::vector<long long> times(bursts * size);
    // The kernel begins to stamp what it receives a moment after the first socket has asked for it.
    auto next = std::chrono::steady_clock::now() + 10 * interval;
    for (size_t burst = 0; burst < bursts; ++burst, next += interval) {
        std::this_thread::sleep_until(next);
        sendBurst(fd, burst * size, size);
        takeTimes(*capture, times);
    }
    const auto missed = std::count(times.begin(), times.end(), 0);
    if (missed > 0) {
        std::fprintf(stderr, "the capture has %td of %zu datagrams not\n", missed, times.size());
        return 1;
    }
    std::printf("{\"allowed\": true, \"times_ns\": [");
    for (size_t i = 0; i < times.size(); ++i)
        std::printf("%s%lld", i > 0 ? ", " : "", times[i]);
    std::printf("]}\n");
    return 0;
}
