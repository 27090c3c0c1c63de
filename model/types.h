// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QHostAddress>
#include <QString>

#include <cstdint>
#include <optional>

/// The number of a peer in a log, from 1; never used again for another one.
enum class PeerId : quint32 { None = 0 };

/// Seen from this computer.
enum class Direction : quint8 { In, Out };

enum class Transport : quint8 { Tcp, Udp };

/// Who sends something.
enum class Origin : quint8 {
    User,  ///< typed, or sent by a job
    Reply, ///< sent by a rule
};

/// An IP address and a port, or the path of a local socket. IPv4-mapped IPv6 addresses are kept as IPv4 (see fromHost).
struct SocketAddress
{
    QHostAddress host;
    quint16 port = 0;
    /// Of a local socket: its path, or `@name` of an abstract one; of a client, which has none, the server's and the
    /// client's number. Host and port then only stand in for it in the packets of captures, and are not shown.
    QString path = {};

    /// The end of a local socket that has the path.
    static SocketAddress ofLocalServer(const QString &path);
    /// The other end: `path #3`. Each client has a loopback address of its own.
    static SocketAddress ofLocalClient(const QString &path, PeerId client);

    /// Reads `path` or `path #3`, where the path begins with / or @.
    static std::optional<SocketAddress> fromLocal(const QString &text);

    /// Turns `::ffff:a.b.c.d`, which a dual-stack socket reports, into `a.b.c.d`.
    static SocketAddress fromHost(const QHostAddress &host, quint16 port);

    /// `127.0.0.1:8080`, `[::1]:8080`, `/run/my.sock #3`; pictures for control characters of a path.
    QString toString() const;

    bool isLocal() const { return !path.isEmpty(); }
    bool isIpv6() const { return host.protocol() == QAbstractSocket::IPv6Protocol; }
    bool operator==(const SocketAddress &) const = default;
};

/// `host:port`, with brackets where the host is an IPv6 address.
QString hostAndPort(const QString &host, quint16 port);

/// A path as it stands in a URL: percent-encoded where needed.
QString encodedPath(const QString &path);

/// Nanoseconds since the Unix epoch. For time stamps only, as the system clock may be set at any time; durations are
/// measured by QElapsedTimer. Any thread.
qint64 nowNs();

constexpr qint64 nsPerSecond = 1'000'000'000;
constexpr int msPerSecond = 1000;
