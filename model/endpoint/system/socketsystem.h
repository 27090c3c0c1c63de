// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/event.h"
#include "model/types.h"

#include <QAbstractEventDispatcher>

#include <memory>
#include <optional>

/// What Qt's socket classes do not tell and cannot do, and the log must know: who ended a connection and how, what the
/// system dropped. One file for each kind of system: socketsystem_posix.cpp is what all of them but Windows have,
/// socketsystem_linux.cpp adds what Linux alone tells, socketsystem_other.cpp says "unknown" in its place. No other
/// folder of the project knows a system's socket call. All functions take a socketDescriptor() that is open, and are
/// called on the socket's thread.
namespace socketsystem {

using Descriptor = qintptr;

/// What comes next of a TCP connection; nothing is taken out. `error` is the system's number for why it is broken.
struct Next
{
    enum class Kind : quint8 { Nothing, Bytes, End, Broken };
    Kind kind = Kind::Nothing;
    int error = 0;
};
Next lookAhead(Descriptor socket);
/// The error that waits on the socket, which has it no more then; 0: none. Of a connecting socket: why it failed.
int takeError(Descriptor socket);
/// The error number of the system's call that failed last on this thread. To be asked right behind a call of Qt that
/// failed: Qt keeps to itself why.
int lastError();

/// A second descriptor of the same socket; -1 when there is none to be had.
Descriptor duplicate(Descriptor socket);
/// Sends FIN behind all that was sent; the connection goes on receiving.
void shutDownSending(Descriptor socket);
/// Lets closing send RST instead of FIN.
void setResetOnClose(Descriptor socket);
/// Asks a silent peer after `idleSeconds` whether it is still there, three times; 0: never.
void setKeepAlive(Descriptor socket, int idleSeconds);
/// Asks for a receive buffer of `bytes`, or a large one when 0, and returns the size granted.
int setReceiveBuffer(Descriptor socket, int bytes);
/// Waits, at most `ms`, until something can be sent.
void waitWritable(Descriptor socket, int ms);
/// How many of the bytes that the system took for sending a TCP peer has not confirmed yet.
std::optional<qint64> unconfirmedBytes(Descriptor socket);
/// The peer of a connection that was accepted, even if it has ended already.
std::optional<SocketAddress> peerAddress(Descriptor socket);

/// Lets a socket for datagrams tell of ICMP errors, times and addresses; to be called once it is bound.
void prepareDatagrams(Descriptor socket, bool ipv6);
/// An ICMP error that waits on a socket for datagrams, which has it no more then. Until all are taken, the system makes
/// other calls fail because of them.
struct IcmpError
{
    SocketAddress about;
    int error = 0;
};
std::optional<IcmpError> takeIcmpError(Descriptor socket);
/// How many datagrams the system dropped since the socket was made, because its buffer was full.
std::optional<quint32> droppedDatagrams(Descriptor socket);
/// Whether the system tells that.
bool countsDroppedDatagrams();

/// What a thread with many sockets should wait with; null: Qt's own is as good as any. Any thread.
std::unique_ptr<QAbstractEventDispatcher> eventDispatcher();

/// How many files and sockets this program may have open; 0: unknown.
qint64 mostFiles();

/// There is no descriptor left for what was to be opened with `where`.
Event noFreeFiles(const SocketAddress &where);
/// Why what was tried with `where` failed, by the system's error number. TimedOut is without the milliseconds.
Event failure(int error, const SocketAddress &where);
/// The same for what was to be sent there, or connected: some routes make it an invalid argument.
Event routeFailure(int error, const SocketAddress &remote);
/// How a connection ended that broke.
Event brokenConnection(int error, const SocketAddress &peer);
/// Whether that error comes of a RST that stood behind the peer's FIN.
bool isBehindPeersEnd(int error);
/// Whether there are no descriptors, or no memory, for one more socket.
bool isOutOfResources(int error);

} // namespace socketsystem
