// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/endpoint/system/datagrambatch.h"

#include "model/endpoint/system/linuxaddress.h"

#include <QUdpSocket>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <ctime>
#include <vector>

namespace {

constexpr size_t slotSize = 65536; // no datagram is longer
// At a power of two apart the beginnings of all slots would share a few lines of the processor's caches.
constexpr size_t slotDistance = slotSize + 64;
constexpr size_t controlSize = 256;
constexpr int mostErrors = 1000; // that wait before the first datagram
constexpr qint64 nsPerSecond = 1'000'000'000;

} // namespace

struct DatagramBatch::Room
{
    std::vector<char> payloads = std::vector<char>(most * slotDistance);
    std::array<sockaddr_storage, most> senders;
    std::array<std::array<char, controlSize>, most> controls;
    std::array<iovec, most> vectors;
    std::array<mmsghdr, most> messages;
    size_t used = most; // how many headers must be prepared anew

    void prepare()
    {
        for (size_t i = 0; i < used; ++i) {
            vectors[i] = {payloads.data() + i * slotDistance, slotSize};
            msghdr &header = messages[i].msg_hdr;
            header = {};
            header.msg_name = &senders[i];
            header.msg_namelen = sizeof senders[i];
            header.msg_iov = &vectors[i];
            header.msg_iovlen = 1;
            header.msg_control = controls[i].data();
            header.msg_controllen = controlSize;
        }
    }

    Datagram datagram(size_t i)
    {
        Datagram datagram{
            {payloads.data() + i * slotDistance, qsizetype(messages[i].msg_len)}, packedAddress(senders[i]), {}, 0};
        msghdr &header = messages[i].msg_hdr;
        for (cmsghdr *control = CMSG_FIRSTHDR(&header); control; control = CMSG_NXTHDR(&header, control)) {
            const char *data = reinterpret_cast<const char *>(CMSG_DATA(control));
            if (control->cmsg_level == SOL_SOCKET && control->cmsg_type == SCM_TIMESTAMPNS) {
                timespec time{};
                std::memcpy(&time, data, sizeof time);
                datagram.timeNs = time.tv_sec * nsPerSecond + time.tv_nsec;
            } else if (control->cmsg_level == IPPROTO_IP && control->cmsg_type == IP_PKTINFO) {
                datagram.destination = mappedHost(data + offsetof(in_pktinfo, ipi_addr));
            } else if (control->cmsg_level == IPPROTO_IPV6 && control->cmsg_type == IPV6_PKTINFO) {
                std::memcpy(datagram.destination.data(), data + offsetof(in6_pktinfo, ipi6_addr),
                            sizeof datagram.destination);
            }
        }
        if (datagram.timeNs == 0)
            datagram.timeNs = nowNs(); // a time stamp
        return datagram;
    }
};

DatagramBatch::DatagramBatch(QUdpSocket &socket) : m_socket(socket), m_room(std::make_unique<Room>()) { }

DatagramBatch::~DatagramBatch() = default;

bool DatagramBatch::tellsArrival()
{
    return true;
}

int DatagramBatch::read(const Take &take)
{
    const int fd = int(m_socket.socketDescriptor());
    int count = -1;
    m_hadErrors = false;
    for (int errors = 0; count < 0 && errors < mostErrors; ++errors) { // each failing call takes one error away
        m_room->prepare();
        count = ::recvmmsg(fd, m_room->messages.data(), most, MSG_DONTWAIT, nullptr);
        m_room->used = size_t(std::min(std::max(count, 0) + 1, most)); // what failed may have touched one more
        if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
            return 0;
        m_hadErrors = m_hadErrors || count < 0;
    }
    for (int i = 0; i < count; ++i)
        take(m_room->datagram(size_t(i)));
    return std::max(count, 0);
}
