// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/result.h"

#include <QString>
#include <QStringList>

#include <optional>

/// When the system probes a silent TCP peer. Zeros: keep-alive is off, or chosen by resolved().
struct KeepAlive
{
    int idleSeconds = 0;     ///< without traffic before the first probe; 0: off
    int intervalSeconds = 0; ///< between probes; 0: a third of the idle time
    int count = 0;           ///< unanswered probes after which the connection is lost; 0: three

    /// Linux accepts no more.
    static constexpr int maxSeconds = 32767;
    static constexpr int maxCount = 127;

    /// Reads `IDLE[,INTERVAL[,COUNT]]`.
    static Result<KeepAlive> parse(const QString &text);
    /// The shortest text that parse() reads back.
    QString toString() const;
    /// With what is chosen for zeros.
    KeepAlive resolved() const;

    bool operator==(const KeepAlive &) const = default;
};

/// The options of a socket: those that are to be set, or the values in effect, read back from the system. Without a value:
/// left to the system; or unknown on this system or for this kind of socket.
struct SocketOptions
{
    std::optional<KeepAlive> keepAlive;
    std::optional<bool> noDelay;           ///< TCP_NODELAY
    std::optional<bool> resetOnClose;      ///< SO_LINGER of 0 seconds
    std::optional<int> ttl;                ///< hops; for IPv6 the hop limit
    std::optional<int> dscp;               ///< 0 to 63 (RFC 2474)
    std::optional<int> sendBufferBytes;    ///< Linux sets and reports twice the size asked for
    std::optional<int> receiveBufferBytes; ///< likewise
    std::optional<QString> interfaceName;

    /// Those that must be set before connecting: they apply to the first packet.
    bool affectsConnecting() const { return ttl || dscp || sendBufferBytes || receiveBufferBytes || interfaceName; }
    /// Each option as in a URL: `ttl=5`.
    QStringList toText() const;
    /// The values here of options that have another value in `granted`, as in toText(). A buffer of twice the size is not
    /// another value.
    QStringList notIn(const SocketOptions &granted) const;
    /// Only those options that have a value in `others`.
    SocketOptions common(const SocketOptions &others) const;

    bool operator==(const SocketOptions &) const = default;
};

/// A Differentiated Services code point: a number from 0 to 63, or a name such as EF, AF41, CS6 (RFC 2474, 2597, 3246, 5865,
/// 8622) in any case.
Result<int> parseDscp(const QString &text);
/// Its name, or the number when it has none.
QString dscpName(int dscp);
/// All names, in the order of their numbers.
QStringList dscpNames();
