// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/event.h"
#include "model/types.h"

#include <tl/expected.hpp>

#include <sys/socket.h>

#include <utility>

/// What the endpoints need of the system's sockets (POSIX with the extensions of Linux), so that
/// system calls and error numbers stand in one place. Any thread; every socket is non-blocking.
/// Qt's socket classes are not used because they hide what the log must tell: whether a peer closed
/// or reset, how many bytes the system has taken, to which local address a datagram came.
class SocketFd
{
public:
    SocketFd() = default;
    explicit SocketFd(int fd) : m_fd(fd) { }
    SocketFd(SocketFd &&other) noexcept : m_fd(std::exchange(other.m_fd, -1)) { }
    SocketFd &operator=(SocketFd &&other) noexcept;
    ~SocketFd() { close(); }

    int get() const { return m_fd; }
    explicit operator bool() const { return m_fd >= 0; }
    void close();

private:
    int m_fd = -1;
};

namespace posixsocket {

/// A value, or what went wrong and where.
template<typename T>
using Attempt = tl::expected<T, Event>;

/// A sockaddr of either family.
struct NativeAddress
{
    sockaddr_storage storage = {};
    socklen_t size = sizeof(sockaddr_storage);

    NativeAddress() = default;
    /// With `mapped`, an IPv4 address takes the form that a dual-stack socket wants.
    NativeAddress(const SocketAddress &address, bool mapped);

    sockaddr *get() { return reinterpret_cast<sockaddr *>(&storage); }
    const sockaddr *get() const { return reinterpret_cast<const sockaddr *>(&storage); }
    SocketAddress toAddress() const;
};

/// Listens on an address; a null host means every interface, IPv4 and IPv6.
Attempt<SocketFd> listenTcp(const SocketAddress &local);
/// Starts to connect; the socket becomes writable when that is decided (see connectError). `local`
/// binds the near end unless it is null with port 0.
Attempt<SocketFd> connectTcp(const SocketAddress &remote, const SocketAddress &local);
/// 0, or the errno that the connecting ended with.
int connectError(int fd);
enum class Families : quint8 { Both, Own };
/// Binds for datagrams; a null host means every interface, IPv4 and IPv6. With `Own`, an IPv6 socket takes no IPv4.
Attempt<SocketFd> bindUdp(const SocketAddress &local, Families families = Families::Both);

SocketAddress localAddress(int fd);
/// Which local address a datagram to `remote` would leave from; null when there is no way.
QHostAddress sourceFor(const QHostAddress &remote);

/// Asks for a receive buffer of `bytes`, or as large as the system allows when 0, and returns the
/// size granted.
int setReceiveBuffer(int fd, int bytes);
void setNoDelay(int fd, bool on);
void setKeepAlive(int fd, int idleSeconds);
/// How many of the bytes that the system took for sending a TCP peer has not confirmed yet.
int unconfirmedBytes(int fd);
/// Waits, at most `ms`, until something can be written.
void waitWritable(int fd, int ms);
/// Lets close() send RST instead of FIN.
void setResetOnClose(int fd);

/// How many files and sockets this program may have open.
qint64 mostFiles();

/// The event that describes `error`, an errno value, for what was tried with `where`.
Event eventFor(int error, const SocketAddress &where);
/// The same for what was to be sent there, or connected: a blackhole route makes it an invalid argument.
Event eventForRoute(int error, const SocketAddress &remote);

} // namespace posixsocket
