// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/endpoint/socketoptions.h"
#include "model/event.h"
#include "model/types.h"

#include <QAbstractEventDispatcher>
#include <QHostAddress>

#include <memory>
#include <optional>
#include <vector>

/// System calls for what Qt's socket classes do not offer: who closed a connection and how, what the system dropped.
/// socketsystem_posix.cpp is for all systems but Windows, socketsystem_linux.cpp adds what only Linux has, and
/// socketsystem_other.cpp returns "unknown" in its place. No other folder calls the system's socket functions. All
/// functions take an open socketDescriptor(), and are called on the socket's thread.
namespace socketsystem {

using Descriptor = qintptr;

/// What can be read next from a TCP connection, without reading it. `error` is the errno of a broken connection.
struct Next
{
    enum class Kind : quint8 { Nothing, Bytes, Fin, Broken };
    Kind kind = Kind::Nothing;
    int error = 0;
};
Next peek(Descriptor socket);
/// The next bytes, at most `size`, without reading them.
QByteArray peekBytes(Descriptor socket, qsizetype size);
/// Takes the socket's pending error; 0: none. For a connecting socket: why connecting failed.
int takeError(Descriptor socket);
/// errno, to be called right after a call of Qt that failed: Qt does not pass it on.
int lastError();

/// A second descriptor of the same socket; -1 on failure.
Descriptor duplicate(Descriptor socket);
/// Sends FIN after all that was sent; the connection still receives.
void shutDownSending(Descriptor socket);
/// Makes closing send RST instead of FIN.
void setResetOnClose(Descriptor socket);

/// An option that the system did not set.
struct RefusedOption
{
    QString option; ///< as in a URL: `ttl=5`
    QString reason;
};
/// Sets the options that have a value, on any socket. Returns those that the system refused.
std::vector<RefusedOption> setOptions(Descriptor socket, const SocketOptions &options);
/// The options in effect; `toGroups`: for what is sent to multicast groups, which has a TTL of its own.
SocketOptions options(Descriptor socket, bool toGroups = false);
/// Requests a receive buffer of `bytes` (0: a large one), and returns the size granted.
int setReceiveBuffer(Descriptor socket, int bytes);
/// Waits at most `ms` until the socket is writable.
void waitWritable(Descriptor socket, int ms);
/// How many bytes accepted for sending the TCP peer has not confirmed yet.
std::optional<qint64> unconfirmedBytes(Descriptor socket);
/// The peer of an accepted connection, even if it was reset already.
std::optional<SocketAddress> peerAddress(Descriptor socket);

/// Makes a bound datagram socket report ICMP errors, times and addresses.
void prepareDatagrams(Descriptor socket, bool ipv6);
/// The time to live (0: unchanged) and the loopback of what a datagram socket sends to groups, for both families: Qt sets
/// them for one only.
void setGroupOptions(Descriptor socket, int ttl, bool loop);
/// The address and the interface by which it sends to IPv4 groups; Qt sets them by a QNetworkInterface, which takes long.
void setGroupSource(Descriptor socket, const QHostAddress &local, int interface);
enum class Membership : quint8 { Join, Leave };
/// Joins or leaves a group on the interface with this index, with `source` for datagrams of this sender only (RFC 3678,
/// 5.1; Qt has no source filter, no interfaces without an address, and no reason). Returns the errno, or 0.
int changeMembership(Descriptor socket, Membership change, const QHostAddress &group, const QHostAddress &source,
                     int interface);
/// Why a group could not be joined.
QString membershipFailure(int error);
/// Whether the errno means that it was joined already.
bool isMember(int error);
/// Makes a datagram socket receive the groups that it joined, not those of other programs too.
void receiveOwnGroupsOnly(Descriptor socket);
struct IcmpError
{
    SocketAddress about;
    int error = 0;
};
/// Takes a pending ICMP error from a datagram socket. Until all are taken, other calls fail because of them.
std::optional<IcmpError> takeIcmpError(Descriptor socket);
/// How many datagrams the system has dropped because the socket's buffer was full.
std::optional<quint32> droppedDatagrams(Descriptor socket);
/// Whether droppedDatagrams() is known on this system.
bool countsDroppedDatagrams();

/// An event dispatcher for a thread with many sockets; null: use Qt's. Any thread.
std::unique_ptr<QAbstractEventDispatcher> eventDispatcher();

/// The limit of open files and sockets of this program; 0: unknown.
qint64 maxFiles();

/// The event for `where` when no descriptor is left.
Event noFreeFiles(const SocketAddress &where);
/// The event for an errno of an operation on `where`. TimedOut is without the milliseconds.
Event failure(int error, const SocketAddress &where);
/// The same for sending and connecting, where some routes fail with EINVAL.
Event routeFailure(int error, const SocketAddress &remote);
/// The event for an errno of a connection that broke.
Event brokenConnection(int error, const SocketAddress &peer);
/// The errno of sending to a peer that has closed the connection.
extern const int peerGone;
/// Whether the errno means that the peer sent FIN and then RST.
bool followsFin(int error);
/// Whether the errno of connecting means that no local address and port is left for it.
bool hasNoLocalAddress(int error);
/// Whether the errno means that there is no descriptor or no memory for another socket.
bool isOutOfResources(int error);

} // namespace socketsystem
