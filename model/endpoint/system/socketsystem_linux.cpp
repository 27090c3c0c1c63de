// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/endpoint/system/socketsystem.h"

#include "model/endpoint/system/epolldispatcher.h"
#include "model/endpoint/system/socketoption.h"
#include "model/endpoint/system/systemaddress.h"

#include <linux/errqueue.h>
#include <linux/sock_diag.h>
#include <linux/sockios.h>
#include <netinet/in.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include <array>
#include <cstring>

namespace socketsystem {

std::optional<qint64> unconfirmedBytes(Descriptor socket)
{
    int bytes = 0;
    return ::ioctl(int(socket), SIOCOUTQ, &bytes) == 0 ? std::optional<qint64>(bytes) : std::nullopt;
}

/// Unlike getpeername(2), SO_PEERNAME works for a connection that was reset, but only with the exact size of the address.
std::optional<SocketAddress> peerAddress(Descriptor socket)
{
    for (socklen_t size : {sizeof(sockaddr_in6), sizeof(sockaddr_in)}) {
        sockaddr_storage storage = {};
        if (::getsockopt(int(socket), SOL_SOCKET, SO_PEERNAME, &storage, &size) == 0)
            return packedAddress(storage).unpacked();
    }
    return {};
}

void prepareDatagrams(Descriptor socket, bool ipv6)
{
    if (ipv6) {
        setSocketOption(socket, IPPROTO_IPV6, IPV6_RECVPKTINFO, 1);
        setSocketOption(socket, IPPROTO_IPV6, IPV6_RECVERR, 1);
        setSocketOption(socket, IPPROTO_IPV6, IPV6_RECVHOPLIMIT, 0); // enabled by Qt, not used
    }
    // A dual-stack socket needs these as well for its IPv4 traffic.
    setSocketOption(socket, IPPROTO_IP, IP_PKTINFO, 1);
    setSocketOption(socket, IPPROTO_IP, IP_RECVERR, 1);
    setSocketOption(socket, IPPROTO_IP, IP_RECVTTL, 0);
    setSocketOption(socket, SOL_SOCKET, SO_TIMESTAMPNS, 1);
}

void receiveOwnGroupsOnly(Descriptor socket)
{
    setSocketOption(socket, IPPROTO_IP, IP_MULTICAST_ALL, 0);
    setSocketOption(socket, IPPROTO_IPV6, IPV6_MULTICAST_ALL, 0);
}

std::optional<IcmpError> takeIcmpError(Descriptor socket)
{
    sockaddr_storage about = {};
    std::array<char, 512> control;
    char nothing = 0;
    iovec vector{&nothing, sizeof nothing};
    msghdr header{};
    header.msg_name = &about;
    header.msg_namelen = sizeof about;
    header.msg_iov = &vector;
    header.msg_iovlen = 1;
    header.msg_control = control.data();
    header.msg_controllen = control.size();
    if (::recvmsg(int(socket), &header, MSG_ERRQUEUE | MSG_DONTWAIT) < 0)
        return {};
    IcmpError result{packedAddress(about).unpacked(), 0};
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

std::optional<quint32> droppedDatagrams(Descriptor socket)
{
    std::array<quint32, SK_MEMINFO_VARS> info = {};
    socklen_t size = sizeof info;
    if (::getsockopt(int(socket), SOL_SOCKET, SO_MEMINFO, info.data(), &size) != 0)
        return {};
    return info[SK_MEMINFO_DROPS];
}

bool countsDroppedDatagrams()
{
    return true;
}

std::unique_ptr<QAbstractEventDispatcher> eventDispatcher()
{
    return EpollDispatcher::create();
}

} // namespace socketsystem
