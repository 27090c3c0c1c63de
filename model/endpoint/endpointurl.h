// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/framing.h"
#include "model/result.h"

#include <QString>

#include <optional>

enum class Role : quint8 { TcpServer, TcpClient, Udp };

/// Where an endpoint opens and with which options: the text form is the endpoint URL of the
/// command line, the address field and stored profiles (design.md 3.1).
struct EndpointUrl
{
    Role role = Role::TcpServer;
    /// Near end: an address, a host name, or empty for every interface (dual stack).
    QString localHost;
    /// 0 means any free port.
    quint16 localPort = 0;
    /// Far end: the server of a TCP client, the default target of UDP. May be empty for UDP.
    QString remoteHost;
    quint16 remotePort = 0;

    QString encoding;           ///< codec name; empty: the user's choice stands
    QString captureFile;        ///< keep the capture in this file; empty: a temporary one
    bool overwrite = false;     ///< `captureFile` may replace a file that exists
    QString reply;              ///< a ReplyPreset; empty: nothing is answered by itself
    QString rulesFile;          ///< ReplyRules in JSON, instead of `reply`
    Framing framing;            ///< what a message is for the rules; None: the user's choice stands
    int timeoutMs = 10000;      ///< for connecting
    int keepAliveSeconds = 0;   ///< 0: off
    int receiveBufferBytes = 0; ///< 0: the best the system grants
    bool noDelay = true;        ///< TCP_NODELAY: what is sent leaves at once
    bool reconnect = false;     ///< TCP client: connect again after it was lost
    bool anySender = false;     ///< UDP with a default target: take datagrams from others too
    /// How long a half-closed connection can be sent to; none: as the session thinks right.
    std::optional<int> halfClosedSeconds;

    /// As long as most systems wait for the rest of a connection that they have closed.
    static constexpr int defaultHalfClosedSeconds = 60;
    static constexpr int maxHalfClosedSeconds = 24 * 3600;

    /// Reads `tcp-server://[bind]:port`, `tcp://host:port`, `udp://host:port`, `udp-server://[bind]:port`.
    /// The error names the bad part; its position counts UTF-16 units from the start of `text`. The interface of a
    /// link-local address may be written as in RFC 6874: `%25eth0`.
    static Result<EndpointUrl> parse(const QString &text);

    /// The shortest URL that parse() reads back to an equal value.
    QString toString() const;

    bool operator==(const EndpointUrl &) const = default;
};

/// A port number, or a service name such as `http` looked up in the system's services database.
Result<quint16> parsePort(const QString &text);
