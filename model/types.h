// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QHostAddress>
#include <QString>

#include <cstdint>

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

/// An IP address and a port. IPv4-mapped IPv6 addresses are kept as IPv4 (see fromHost).
struct SocketAddress
{
    QHostAddress host;
    quint16 port = 0;

    /// Turns `::ffff:a.b.c.d`, which a dual-stack socket reports, into `a.b.c.d`.
    static SocketAddress fromHost(const QHostAddress &host, quint16 port);

    /// `127.0.0.1:8080`, `[::1]:8080`.
    QString toString() const;

    bool isIpv6() const { return host.protocol() == QAbstractSocket::IPv6Protocol; }
    bool operator==(const SocketAddress &) const = default;
};

/// `host:port`, with brackets where the host is an IPv6 address.
QString hostAndPort(const QString &host, quint16 port);

/// Nanoseconds since the Unix epoch. For time stamps only, as the system clock may be set at any time; durations are
/// measured by QElapsedTimer. Any thread.
qint64 nowNs();

constexpr qint64 nsPerSecond = 1'000'000'000;
constexpr int msPerSecond = 1000;
