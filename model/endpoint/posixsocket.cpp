// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/endpoint/posixsocket.h"

#include "model/endpoint/portowner.h"

#include <QtEndian>

#include <arpa/inet.h>
#include <linux/sockios.h>
#include <net/if.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

SocketFd &SocketFd::operator=(SocketFd &&other) noexcept
{
    if (this != &other) {
        close();
        m_fd = std::exchange(other.m_fd, -1);
    }
    return *this;
}

void SocketFd::close()
{
    if (m_fd >= 0)
        ::close(std::exchange(m_fd, -1));
}

namespace posixsocket {

namespace {

constexpr quint16 firstFreePort = 1024; // what is below needs administrator rights
constexpr int backlog = 4096;           // the default of 50 costs a storm of clients seconds in SYN retries

void setOption(int fd, int level, int option, int value)
{
    ::setsockopt(fd, level, option, &value, sizeof value);
}

int getOption(int fd, int level, int option)
{
    int value = 0;
    socklen_t size = sizeof value;
    ::getsockopt(fd, level, option, &value, &size);
    return value;
}

SocketFd newSocket(int family, int type)
{
    SocketFd fd(::socket(family, type | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    if (fd && family == AF_INET6)
        setOption(fd.get(), IPPROTO_IPV6, IPV6_V6ONLY, 0);
    if (fd && type == SOCK_STREAM) // urgent bytes come at their place; accepted sockets inherit it
        setOption(fd.get(), SOL_SOCKET, SO_OOBINLINE, 1);
    return fd;
}

/// A socket bound to `local`. For a null host it is dual-stack, or IPv4 where there is no IPv6.
/// On failure errno tells why.
SocketFd boundSocket(const SocketAddress &local, int type, Families families = Families::Both)
{
    const auto tryBind = [&](const SocketAddress &address, int family) {
        SocketFd fd = newSocket(family, type);
        if (!fd)
            return fd;
        if (family == AF_INET6 && families == Families::Own)
            setOption(fd.get(), IPPROTO_IPV6, IPV6_V6ONLY, 1);
        // TCP: a server can start again at once. UDP: without it, or two programs would share a port
        // and each get some of the datagrams.
        if (type == SOCK_STREAM)
            setOption(fd.get(), SOL_SOCKET, SO_REUSEADDR, 1);
        const NativeAddress native(address, family == AF_INET6);
        if (::bind(fd.get(), native.get(), native.size) != 0) {
            const int error = errno;
            fd.close();
            errno = error;
        }
        return fd;
    };
    if (!local.host.isNull())
        return tryBind(local, local.isIpv6() ? AF_INET6 : AF_INET);
    SocketFd fd = tryBind({QHostAddress(QHostAddress::AnyIPv6), local.port}, AF_INET6);
    if (!fd && (errno == EAFNOSUPPORT || errno == EADDRNOTAVAIL))
        fd = tryBind({QHostAddress(QHostAddress::AnyIPv4), local.port}, AF_INET);
    return fd;
}

Event bindEvent(int error, const SocketAddress &local, Transport transport)
{
    if (error == EADDRINUSE)
        return {EventCode::PortInUse, {QString::number(local.port), portOwner(transport, local.port)}};
    if ((error == EACCES || error == EPERM) && local.port > 0 && local.port < firstFreePort)
        return {EventCode::PermissionDenied, {local.toString()}};
    return eventFor(error, local);
}

} // namespace

NativeAddress::NativeAddress(const SocketAddress &address, bool mapped)
{
    if (address.isIpv6() || mapped) {
        auto *in6 = reinterpret_cast<sockaddr_in6 *>(&storage);
        in6->sin6_family = AF_INET6;
        in6->sin6_port = htons(address.port);
        const Q_IPV6ADDR bytes = address.host.toIPv6Address(); // maps an IPv4 address
        std::memcpy(&in6->sin6_addr, &bytes, sizeof bytes);
        if (const QString scope = address.host.scopeId(); !scope.isEmpty())
            in6->sin6_scope_id = ::if_nametoindex(scope.toLocal8Bit().constData());
        size = sizeof(sockaddr_in6);
    } else {
        auto *in4 = reinterpret_cast<sockaddr_in *>(&storage);
        in4->sin_family = AF_INET;
        in4->sin_port = htons(address.port);
        in4->sin_addr.s_addr = htonl(address.host.toIPv4Address());
        size = sizeof(sockaddr_in);
    }
}

SocketAddress NativeAddress::toAddress() const
{
    QHostAddress host(get());
    if (storage.ss_family == AF_INET6) {
        const auto *in6 = reinterpret_cast<const sockaddr_in6 *>(&storage);
        std::array<char, IF_NAMESIZE> name = {};
        if (in6->sin6_scope_id != 0 && ::if_indextoname(in6->sin6_scope_id, name.data()))
            host.setScopeId(QString::fromLocal8Bit(name.data()));
        return SocketAddress::fromHost(host, ntohs(in6->sin6_port));
    }
    return {host, ntohs(reinterpret_cast<const sockaddr_in *>(&storage)->sin_port)};
}

Attempt<SocketFd> listenTcp(const SocketAddress &local)
{
    SocketFd fd = boundSocket(local, SOCK_STREAM);
    if (!fd || ::listen(fd.get(), backlog) != 0)
        return tl::unexpected(bindEvent(errno, local, Transport::Tcp));
    return fd;
}

Attempt<SocketFd> connectTcp(const SocketAddress &remote, const SocketAddress &local)
{
    const bool bound = !local.host.isNull() || local.port != 0;
    SocketFd fd =
        bound ? boundSocket(local, SOCK_STREAM) : newSocket(remote.isIpv6() ? AF_INET6 : AF_INET, SOCK_STREAM);
    if (!fd)
        return tl::unexpected(bound ? bindEvent(errno, local, Transport::Tcp) : eventFor(errno, remote));
    NativeAddress self;
    ::getsockname(fd.get(), self.get(), &self.size);
    const NativeAddress native(remote, self.storage.ss_family == AF_INET6);
    if (::connect(fd.get(), native.get(), native.size) != 0 && errno != EINPROGRESS)
        return tl::unexpected(eventForRoute(errno, remote));
    return fd;
}

int connectError(int fd)
{
    return getOption(fd, SOL_SOCKET, SO_ERROR);
}

Attempt<SocketFd> bindUdp(const SocketAddress &local, Families families)
{
    SocketFd fd = boundSocket(local, SOCK_DGRAM, families);
    if (!fd)
        return tl::unexpected(bindEvent(errno, local, Transport::Udp));
    setOption(fd.get(), SOL_SOCKET, SO_BROADCAST, 1);
    NativeAddress self;
    ::getsockname(fd.get(), self.get(), &self.size);
    if (self.storage.ss_family == AF_INET6) {
        setOption(fd.get(), IPPROTO_IPV6, IPV6_RECVPKTINFO, 1);
        setOption(fd.get(), IPPROTO_IPV6, IPV6_RECVERR, 1);
    }
    // A dual-stack socket needs these as well for its IPv4 traffic.
    setOption(fd.get(), IPPROTO_IP, IP_PKTINFO, 1);
    setOption(fd.get(), IPPROTO_IP, IP_RECVERR, 1);
    return fd;
}

SocketAddress localAddress(int fd)
{
    NativeAddress native;
    return ::getsockname(fd, native.get(), &native.size) == 0 ? native.toAddress() : SocketAddress();
}

QHostAddress sourceFor(const QHostAddress &remote)
{
    const SocketAddress target{remote, 9}; // any port will do: connecting a UDP socket sends nothing
    SocketFd fd = newSocket(target.isIpv6() ? AF_INET6 : AF_INET, SOCK_DGRAM);
    const NativeAddress native(target, false);
    if (fd)
        setOption(fd.get(), SOL_SOCKET, SO_BROADCAST, 1); // else a broadcast is refused
    if (!fd || ::connect(fd.get(), native.get(), native.size) != 0)
        return {};
    return localAddress(fd.get()).host;
}

int setReceiveBuffer(int fd, int bytes)
{
    setOption(fd, SOL_SOCKET, SO_RCVBUF, bytes > 0 ? bytes : 8 << 20);
    return getOption(fd, SOL_SOCKET, SO_RCVBUF);
}

void setNoDelay(int fd, bool on)
{
    setOption(fd, IPPROTO_TCP, TCP_NODELAY, on);
}

void setKeepAlive(int fd, int idleSeconds)
{
    setOption(fd, SOL_SOCKET, SO_KEEPALIVE, idleSeconds > 0);
    if (idleSeconds > 0) {
        setOption(fd, IPPROTO_TCP, TCP_KEEPIDLE, idleSeconds);
        setOption(fd, IPPROTO_TCP, TCP_KEEPINTVL, std::max(1, idleSeconds / 3));
        setOption(fd, IPPROTO_TCP, TCP_KEEPCNT, 3);
    }
}

int unconfirmedBytes(int fd)
{
    int bytes = 0;
    return ::ioctl(fd, SIOCOUTQ, &bytes) == 0 ? bytes : 0;
}

void waitWritable(int fd, int ms)
{
    pollfd waiting{fd, POLLOUT, 0};
    ::poll(&waiting, 1, ms);
}

void setResetOnClose(int fd)
{
    const linger off{1, 0};
    ::setsockopt(fd, SOL_SOCKET, SO_LINGER, &off, sizeof off);
}

qint64 mostFiles()
{
    rlimit limit{};
    return ::getrlimit(RLIMIT_NOFILE, &limit) == 0 ? qint64(limit.rlim_cur) : 0;
}

Event eventFor(int error, const SocketAddress &where)
{
    const QString address = where.toString();
    switch (error) {
    case ECONNREFUSED:
        return {EventCode::Refused, {address}};
    case EADDRNOTAVAIL:
        return {EventCode::AddressNotLocal, {where.host.toString()}};
    case EACCES:
    case EPERM:
        return {EventCode::Forbidden, {address}};
    case EMFILE:
    case ENFILE:
        return {EventCode::NoFreeFiles, {address, QString::number(mostFiles())}};
    case EHOSTUNREACH:
    case ENETUNREACH:
    case ENETDOWN:
    case EHOSTDOWN:
        return {EventCode::Unreachable, {address}};
    default:
        return {EventCode::Other, {address, QString::fromLocal8Bit(std::strerror(error))}};
    }
}

Event eventForRoute(int error, const SocketAddress &remote)
{
    return eventFor(error == EINVAL ? ENETUNREACH : error, remote);
}

} // namespace posixsocket
