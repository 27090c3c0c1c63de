// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/endpoint/system/socketsystem.h"

#include "model/endpoint/system/socketoption.h"
#include "model/endpoint/system/systemaddress.h"

#include <QCoreApplication>

#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/socket.h>

#include <cerrno>
#include <cstring>

namespace socketsystem {

namespace {

QString errorText(int error)
{
    return QString::fromLocal8Bit(std::strerror(error));
}

} // namespace

Next peek(Descriptor socket)
{
    int bytes = 0;
    if (::ioctl(int(socket), FIONREAD, &bytes) == 0 && bytes > 0) // the common case, and cheaper than to peek
        return {Next::Kind::Bytes};
    char first = 0;
    const ssize_t got = ::recv(int(socket), &first, sizeof first, MSG_PEEK | MSG_DONTWAIT);
    if (got > 0)
        return {Next::Kind::Bytes};
    if (got == 0)
        return {Next::Kind::Fin};
    const int error = errno;
    const bool nothing = error == EAGAIN || error == EWOULDBLOCK || error == EINTR;
    return nothing ? Next{} : Next{Next::Kind::Broken, error};
}

QByteArray peekBytes(Descriptor socket, qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    const ssize_t got = ::recv(int(socket), bytes.data(), size_t(size), MSG_PEEK | MSG_DONTWAIT);
    bytes.truncate(std::max<ssize_t>(got, 0));
    return bytes;
}

/// SO_ERROR also has soft errors (ICMP), which a connection survives (RFC 1122, 4.2.3.9); poll() ignores them.
int takeError(Descriptor socket)
{
    pollfd broken{int(socket), 0, 0};
    if (::poll(&broken, 1, 0) <= 0 || !(broken.revents & (POLLERR | POLLNVAL)))
        return 0;
    int error = 0;
    socklen_t size = sizeof error;
    return ::getsockopt(int(socket), SOL_SOCKET, SO_ERROR, &error, &size) == 0 ? error : errno;
}

int lastError()
{
    return errno;
}

Descriptor duplicate(Descriptor socket)
{
    return ::fcntl(int(socket), F_DUPFD_CLOEXEC, 0);
}

void shutDownSending(Descriptor socket)
{
    ::shutdown(int(socket), SHUT_WR);
}

void setResetOnClose(Descriptor socket)
{
    const linger off{1, 0};
    ::setsockopt(int(socket), SOL_SOCKET, SO_LINGER, &off, sizeof off);
}

int setReceiveBuffer(Descriptor socket, int bytes)
{
    constexpr int large = 8 << 20;
    setSocketOption(socket, SOL_SOCKET, SO_RCVBUF, bytes > 0 ? bytes : large);
    int granted = 0;
    socklen_t size = sizeof granted;
    ::getsockopt(int(socket), SOL_SOCKET, SO_RCVBUF, &granted, &size);
    return granted;
}

void waitWritable(Descriptor socket, int ms)
{
    pollfd waiting{int(socket), POLLOUT, 0};
    ::poll(&waiting, 1, ms);
}

void setGroupOptions(Descriptor socket, int ttl, bool loop)
{
    if (ttl > 0) {
        setSocketOption(socket, IPPROTO_IP, IP_MULTICAST_TTL, ttl);
        setSocketOption(socket, IPPROTO_IPV6, IPV6_MULTICAST_HOPS, ttl);
    }
    setSocketOption(socket, IPPROTO_IP, IP_MULTICAST_LOOP, loop);
    setSocketOption(socket, IPPROTO_IPV6, IPV6_MULTICAST_LOOP, loop);
}

void setGroupSource(Descriptor socket, const QHostAddress &local, int interface)
{
    ip_mreqn source = {};
    source.imr_address.s_addr = htonl(local.toIPv4Address());
    source.imr_ifindex = interface;
    ::setsockopt(int(socket), IPPROTO_IP, IP_MULTICAST_IF, &source, sizeof source);
}

int changeMembership(Descriptor socket, Membership change, const QHostAddress &group, const QHostAddress &source,
                     int interface)
{
    const int level = group.protocol() == QAbstractSocket::IPv6Protocol ? IPPROTO_IPV6 : IPPROTO_IP;
    const bool joins = change == Membership::Join;
    int result = 0;
    if (source.isNull()) {
        group_req request = {};
        request.gr_interface = quint32(interface);
        request.gr_group = SystemAddress(group).storage();
        result =
            ::setsockopt(int(socket), level, joins ? MCAST_JOIN_GROUP : MCAST_LEAVE_GROUP, &request, sizeof request);
    } else {
        group_source_req request = {};
        request.gsr_interface = quint32(interface);
        request.gsr_group = SystemAddress(group).storage();
        request.gsr_source = SystemAddress(source).storage();
        result = ::setsockopt(int(socket), level, joins ? MCAST_JOIN_SOURCE_GROUP : MCAST_LEAVE_SOURCE_GROUP, &request,
                              sizeof request);
    }
    return result == 0 ? 0 : errno;
}

QString membershipFailure(int error)
{
    switch (error) {
    case ENOBUFS:
    case ENOMEM:
        return QCoreApplication::translate("SocketSystem",
                                           "the system allows one socket no more groups or senders. Join fewer, or "
                                           "raise the limit (Linux: net.ipv4.igmp_max_memberships, igmp_max_msf).");
    case ENODEV:
    case ENXIO:
    case EADDRNOTAVAIL:
        return QCoreApplication::translate(
            "SocketSystem", "the interface has no address of this family, or cannot do multicast. Choose another one.");
    default:
        return QCoreApplication::translate("SocketSystem", "system error: %1.").arg(errorText(error));
    }
}

bool isMember(int error)
{
    return error == EADDRINUSE;
}

qint64 maxFiles()
{
    rlimit limit{};
    return ::getrlimit(RLIMIT_NOFILE, &limit) == 0 ? qint64(limit.rlim_cur) : 0;
}

Event noFreeFiles(const SocketAddress &where)
{
    return {EventCode::NoFreeFiles, {where.toString(), QString::number(maxFiles())}};
}

Event failure(int error, const SocketAddress &where)
{
    const QString address = where.toString();
    switch (error) {
    case ECONNREFUSED:
        return {EventCode::Refused, {address}};
    case ETIMEDOUT:
        return {EventCode::TimedOut, {address}};
    case EADDRNOTAVAIL:
        return {EventCode::AddressNotLocal, {where.host.toString()}};
    case EACCES:
    case EPERM:
        return {EventCode::Forbidden, {address}};
    case EMFILE:
    case ENFILE:
        return noFreeFiles(where);
    case EHOSTUNREACH:
    case EHOSTDOWN:
        return {EventCode::Unreachable, {address}};
    case ENETUNREACH:
    case ENETDOWN:
        return {EventCode::NoRoute, {address}};
    default:
        return {EventCode::Other, {address, errorText(error)}};
    }
}

Event routeFailure(int error, const SocketAddress &remote)
{
    return failure(error == EINVAL ? ENETUNREACH : error, remote); // a blackhole route
}

const int peerGone = EPIPE;

bool followsFin(int error)
{
    return error == EPIPE;
}

bool hasNoLocalAddress(int error)
{
    return error == EADDRNOTAVAIL;
}

bool isOutOfResources(int error)
{
    return error == EMFILE || error == ENFILE || error == ENOBUFS || error == ENOMEM;
}

Event brokenConnection(int error, const SocketAddress &peer)
{
    const QString address = peer.toString();
    switch (error) {
    case ECONNRESET:
    case EPIPE:
        return {EventCode::ResetByPeer, {address}};
    case ETIMEDOUT:
        return {EventCode::ConnectionTimeout, {address}};
    case ECONNREFUSED: // ICMP errors, reported once retransmission has failed
    case EHOSTUNREACH:
    case ENETUNREACH:
    case ENETDOWN:
    case EHOSTDOWN:
        return {EventCode::ConnectionCutOff, {address}};
    default:
        return {EventCode::ConnectionFailed, {address, errorText(error)}};
    }
}

} // namespace socketsystem
