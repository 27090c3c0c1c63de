// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/endpoint/datagramreader.h"

#include <linux/errqueue.h>
#include <linux/sock_diag.h>

#include <algorithm>
#include <cstddef>
#include <cstring>

DatagramReader::DatagramReader() : m_payloads(batchSize * slotDistance) { }

int DatagramReader::read(int fd)
{
    for (size_t i = 0; i < m_used; ++i) {
        m_vectors[i] = {m_payloads.data() + i * slotDistance, slotSize};
        msghdr &header = m_messages[i].msg_hdr;
        header = {};
        header.msg_name = m_senders[i].get();
        header.msg_namelen = sizeof(sockaddr_storage);
        header.msg_iov = &m_vectors[i];
        header.msg_iovlen = 1;
        header.msg_control = m_controls[i].data();
        header.msg_controllen = controlSize;
    }
    const int count = ::recvmmsg(fd, m_messages.data(), batchSize, MSG_DONTWAIT, nullptr);
    m_used = size_t(std::min(std::max(count, 0) + 1, batchSize)); // what failed may have touched one more
    for (int i = 0; i < count; ++i)
        m_senders[size_t(i)].size = m_messages[size_t(i)].msg_hdr.msg_namelen;
    return count;
}

QByteArrayView DatagramReader::payload(int index) const
{
    return {m_payloads.data() + size_t(index) * slotDistance, qsizetype(m_messages[size_t(index)].msg_len)};
}

DatagramReader::RawAddress DatagramReader::rawAddress(const QHostAddress &host)
{
    const Q_IPV6ADDR bytes = host.toIPv6Address();
    RawAddress raw;
    static_assert(sizeof raw == sizeof bytes);
    std::memcpy(raw.data(), &bytes, sizeof raw);
    return raw;
}

QHostAddress DatagramReader::hostAddress(const RawAddress &raw)
{
    if (raw == RawAddress{})
        return {};
    Q_IPV6ADDR bytes;
    std::memcpy(&bytes, raw.data(), sizeof bytes);
    return SocketAddress::fromHost(QHostAddress(bytes), 0).host;
}

DatagramReader::RawAddress DatagramReader::destination(int index) const
{
    RawAddress raw = {};
    auto *bytes = reinterpret_cast<char *>(raw.data());
    // CMSG_NXTHDR wants it mutable
    auto *header = const_cast<msghdr *>(&m_messages[size_t(index)].msg_hdr);
    for (cmsghdr *control = CMSG_FIRSTHDR(header); control; control = CMSG_NXTHDR(header, control)) {
        const char *data = reinterpret_cast<const char *>(CMSG_DATA(control));
        if (control->cmsg_level == IPPROTO_IP && control->cmsg_type == IP_PKTINFO) {
            std::memset(bytes + 10, 0xff, 2);
            std::memcpy(bytes + 12, data + offsetof(in_pktinfo, ipi_addr), 4);
            break;
        }
        if (control->cmsg_level == IPPROTO_IPV6 && control->cmsg_type == IPV6_PKTINFO) {
            std::memcpy(bytes, data + offsetof(in6_pktinfo, ipi6_addr), sizeof raw);
            break;
        }
    }
    return raw;
}

std::optional<DatagramReader::IcmpError> DatagramReader::takeIcmpError(int fd)
{
    posixsocket::NativeAddress about;
    std::array<char, 512> control;
    char nothing = 0;
    iovec vector{&nothing, sizeof nothing};
    msghdr header{};
    header.msg_name = about.get();
    header.msg_namelen = about.size;
    header.msg_iov = &vector;
    header.msg_iovlen = 1;
    header.msg_control = control.data();
    header.msg_controllen = control.size();
    if (::recvmsg(fd, &header, MSG_ERRQUEUE | MSG_DONTWAIT) < 0)
        return {};
    about.size = header.msg_namelen;
    IcmpError result{about.toAddress(), 0};
    for (cmsghdr *at = CMSG_FIRSTHDR(&header); at; at = CMSG_NXTHDR(&header, at)) {
        const bool ipv4 = at->cmsg_level == IPPROTO_IP && at->cmsg_type == IP_RECVERR;
        const bool ipv6 = at->cmsg_level == IPPROTO_IPV6 && at->cmsg_type == IPV6_RECVERR;
        if (!ipv4 && !ipv6)
            continue;
        sock_extended_err error{};
        std::memcpy(&error, CMSG_DATA(at), sizeof error);
        result.error = int(error.ee_errno);
    }
    return result;
}

quint32 DatagramReader::drops(int fd)
{
    std::array<quint32, SK_MEMINFO_VARS> info = {};
    socklen_t size = sizeof info;
    if (::getsockopt(fd, SOL_SOCKET, SO_MEMINFO, info.data(), &size) != 0)
        return 0;
    return info[SK_MEMINFO_DROPS];
}
