// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/endpoint/system/socketsystem.h"

#include <net/if.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <cstring>

namespace socketsystem {

namespace {

constexpr int ecnBits = 2; // below the DSCP in the traffic class (RFC 3168)

/// The options of one socket. Qt's setSocketOption() reports no errors, and knows neither listening sockets nor the
/// traffic class and hop limit of IPv6.
class Options
{
public:
    explicit Options(Descriptor socket) : m_socket(int(socket))
    {
        sockaddr_storage address = {};
        socklen_t size = sizeof address;
        if (::getsockname(m_socket, reinterpret_cast<sockaddr *>(&address), &size) == 0)
            m_family = address.ss_family;
        m_isStream = get(SOL_SOCKET, SO_TYPE) == SOCK_STREAM;
    }

    bool isIp() const { return m_family == AF_INET || m_family == AF_INET6; }
    bool isTcp() const { return isIp() && m_isStream; }

    std::optional<int> get(int level, int option) const
    {
        int value = 0;
        socklen_t size = sizeof value;
        return ::getsockopt(m_socket, level, option, &value, &size) == 0 ? std::optional(value) : std::nullopt;
    }
    /// Of IPv6, where the socket is one.
    std::optional<int> getIp(int ipv4, int ipv6) const
    {
        return m_family == AF_INET6 ? get(IPPROTO_IPV6, ipv6) : get(IPPROTO_IP, ipv4);
    }

    /// These return 0 or errno.
    int set(int level, int option, const void *value, socklen_t size) const
    {
        return ::setsockopt(m_socket, level, option, value, size) == 0 ? 0 : errno;
    }
    int set(int level, int option, int value) const { return set(level, option, &value, sizeof value); }
    /// For IPv6 also of IPv4, which a dual-stack socket uses for IPv4 peers.
    int setIp(int ipv4, int ipv6, int value) const
    {
        const int error = m_family == AF_INET6 ? set(IPPROTO_IPV6, ipv6, value) : 0;
        const int errorOfIpv4 = set(IPPROTO_IP, ipv4, value);
        return m_family == AF_INET6 ? error : errorOfIpv4;
    }

    int setKeepAlive(const KeepAlive &wanted) const
    {
        const KeepAlive value = wanted.resolved();
        int error = set(SOL_SOCKET, SO_KEEPALIVE, value.idleSeconds > 0);
        if (value.idleSeconds == 0)
            return error;
#ifdef TCP_KEEPIDLE
        if (error == 0)
            error = set(IPPROTO_TCP, TCP_KEEPIDLE, value.idleSeconds);
#endif
#ifdef TCP_KEEPINTVL
        if (error == 0)
            error = set(IPPROTO_TCP, TCP_KEEPINTVL, value.intervalSeconds);
        if (error == 0)
            error = set(IPPROTO_TCP, TCP_KEEPCNT, value.count);
#endif
        return error;
    }
    std::optional<KeepAlive> keepAlive() const
    {
        const auto on = get(SOL_SOCKET, SO_KEEPALIVE);
        if (on == 0)
            return KeepAlive{};
#if defined TCP_KEEPIDLE && defined TCP_KEEPINTVL
        if (on)
            return KeepAlive{get(IPPROTO_TCP, TCP_KEEPIDLE).value_or(0), get(IPPROTO_TCP, TCP_KEEPINTVL).value_or(0),
                             get(IPPROTO_TCP, TCP_KEEPCNT).value_or(0)};
#endif
        return {};
    }

    int setResetOnClose(bool on) const
    {
        const linger value{int(on), 0};
        return set(SOL_SOCKET, SO_LINGER, &value, sizeof value);
    }
    std::optional<bool> resetsOnClose() const
    {
        linger value{};
        socklen_t size = sizeof value;
        if (::getsockopt(m_socket, SOL_SOCKET, SO_LINGER, &value, &size) != 0)
            return {};
        return value.l_onoff != 0 && value.l_linger == 0;
    }

    int setInterface(const QString &name) const
    {
#ifdef SO_BINDTODEVICE
        const QByteArray bytes = name.toLocal8Bit();
        return set(SOL_SOCKET, SO_BINDTODEVICE, bytes.constData(), socklen_t(bytes.size()));
#else
        Q_UNUSED(name)
        return ENOPROTOOPT;
#endif
    }
    std::optional<QString> interfaceName() const
    {
#ifdef SO_BINDTODEVICE
        std::array<char, IFNAMSIZ> name = {};
        socklen_t size = name.size();
        if (::getsockopt(m_socket, SOL_SOCKET, SO_BINDTODEVICE, name.data(), &size) == 0 && size > 0)
            return QString::fromLocal8Bit(name.data());
#endif
        return {};
    }

private:
    const int m_socket;
    int m_family = AF_UNSPEC;
    bool m_isStream = false;
};

} // namespace

std::vector<RefusedOption> setOptions(Descriptor socket, const SocketOptions &options)
{
    const Options system(socket);
    std::vector<RefusedOption> refused;
    // One option at a time: `member` is set by `set`, which returns 0 or errno.
    const auto apply = [&](auto member, auto set) {
        if (!(options.*member))
            return;
        const int error = set(*(options.*member));
        if (error == 0)
            return;
        SocketOptions one;
        one.*member = options.*member;
        refused.push_back({one.toText().join(u' '), QString::fromLocal8Bit(std::strerror(error))});
    };
    apply(&SocketOptions::interfaceName, [&](const QString &name) { return system.setInterface(name); });
    apply(&SocketOptions::receiveBufferBytes, [&](int bytes) { return system.set(SOL_SOCKET, SO_RCVBUF, bytes); });
    apply(&SocketOptions::sendBufferBytes, [&](int bytes) { return system.set(SOL_SOCKET, SO_SNDBUF, bytes); });
    apply(&SocketOptions::ttl, [&](int hops) { return system.setIp(IP_TTL, IPV6_UNICAST_HOPS, hops); });
    apply(&SocketOptions::dscp, [&](int dscp) { return system.setIp(IP_TOS, IPV6_TCLASS, dscp << ecnBits); });
    apply(&SocketOptions::noDelay, [&](bool on) { return system.set(IPPROTO_TCP, TCP_NODELAY, int(on)); });
    apply(&SocketOptions::keepAlive, [&](const KeepAlive &keepAlive) { return system.setKeepAlive(keepAlive); });
    apply(&SocketOptions::resetOnClose, [&](bool on) { return system.setResetOnClose(on); });
    return refused;
}

SocketOptions options(Descriptor socket, bool toGroups)
{
    const Options system(socket);
    SocketOptions options;
    options.receiveBufferBytes = system.get(SOL_SOCKET, SO_RCVBUF);
    options.sendBufferBytes = system.get(SOL_SOCKET, SO_SNDBUF);
    if (system.isIp()) {
        options.ttl =
            toGroups ? system.getIp(IP_MULTICAST_TTL, IPV6_MULTICAST_HOPS) : system.getIp(IP_TTL, IPV6_UNICAST_HOPS);
        if (const auto trafficClass = system.getIp(IP_TOS, IPV6_TCLASS))
            options.dscp = *trafficClass >> ecnBits;
        options.interfaceName = system.interfaceName();
    }
    if (system.isTcp()) {
        if (const auto on = system.get(IPPROTO_TCP, TCP_NODELAY))
            options.noDelay = *on != 0;
        options.keepAlive = system.keepAlive();
        options.resetOnClose = system.resetsOnClose();
    }
    return options;
}

} // namespace socketsystem
