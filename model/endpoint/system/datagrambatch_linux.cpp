// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/endpoint/system/datagrambatch.h"

#include "model/endpoint/system/systemaddress.h"

#include <QUdpSocket>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <ctime>

namespace {

constexpr size_t slotSize = 65536; // the longest datagram
// Not a power of two: the starts of all slots would map to the same few cache lines.
constexpr size_t slotDistance = slotSize + 64;
constexpr size_t controlSize = 256;
constexpr int maxErrors = 1000; // before the first datagram

} // namespace

struct DatagramBatch::Buffers
{
    // Not cleared: of the many sockets of a relay, most use only the first pages.
    std::unique_ptr<char[]> payloads = std::make_unique_for_overwrite<char[]>(maxCount * slotDistance);
    std::array<sockaddr_storage, maxCount> senders;
    std::array<std::array<char, controlSize>, maxCount> controls;
    std::array<iovec, maxCount> vectors;
    std::array<mmsghdr, maxCount> messages;
    size_t used = maxCount; // headers to be prepared again

    void prepare()
    {
        for (size_t i = 0; i < used; ++i) {
            vectors[i] = {payloads.get() + i * slotDistance, slotSize};
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
            {payloads.get() + i * slotDistance, qsizetype(messages[i].msg_len)}, packedAddress(senders[i]), {}, 0};
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

DatagramBatch::DatagramBatch(QUdpSocket &socket) : m_socket(socket), m_buffers(std::make_unique<Buffers>()) { }

DatagramBatch::~DatagramBatch() = default;

bool DatagramBatch::hasArrivalTimes()
{
    return true;
}

int DatagramBatch::read(const Handler &handle)
{
    const int fd = int(m_socket.socketDescriptor());
    int count = -1;
    m_hadErrors = false;
    for (int errors = 0; count < 0 && errors < maxErrors; ++errors) { // each failing call clears one error
        m_buffers->prepare();
        count = ::recvmmsg(fd, m_buffers->messages.data(), maxCount, MSG_DONTWAIT, nullptr);
        m_buffers->used = size_t(std::min(std::max(count, 0) + 1, maxCount)); // a failing one may have been written to
        if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
            return 0;
        m_hadErrors = m_hadErrors || count < 0;
    }
    for (int i = 0; i < count; ++i)
        handle(m_buffers->datagram(size_t(i)));
    return std::max(count, 0);
}
