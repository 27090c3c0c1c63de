// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/framing.h"
#include "model/endpoint/address/allowlist.h"
#include "model/endpoint/backoff.h"
#include "model/endpoint/impairment.h"
#include "model/endpoint/role.h"
#include "model/endpoint/socketoptions.h"
#include "model/endpoint/tls/tlssettings.h"
#include "model/result.h"

#include <QString>

#include <optional>

/// Where an endpoint opens and its options; as text: the URL of the command line, address field and settings.
struct EndpointUrl
{
    Role role = Role::TcpServer;
    /// Local end: an address, a host name, or empty for every interface (dual stack).
    QString localHost;
    /// 0 means any free port.
    quint16 localPort = 0;
    /// Remote end: the server of a TCP client or relay, the default target of UDP; may be empty for UDP. Of Role::Multicast the
    /// groups, separated by commas, of which the first is the default target; the local port is `remotePort` then.
    QString remoteHost;
    quint16 remotePort = 0;
    /// The path of a local socket: absolute, or `@name` in Linux' abstract namespace.
    QString path = {};

    QString encoding;       ///< codec name; empty: as the user chose
    QString captureFile;    ///< where the log is stored; empty: a temporary file
    bool overwrite = false; ///< `captureFile` may replace an existing file
    QString reply;          ///< a ReplyPreset; empty: no automatic replies
    QString rulesFile;      ///< ReplyRules in JSON, instead of `reply`
    Framing framing;        ///< how streams are cut into messages; None: as `protocol` or the user chose
    QString protocol;       ///< a ProtocolPreset; empty: none
    int timeoutMs = 10000;  ///< for connecting, and for the handshake of TLS
    KeepAlive keepAlive;
    int receiveBufferBytes = 0; ///< 0: the best the system grants
    int sendBufferBytes = 0;    ///< 0: as the system chooses
    bool noDelay = true;        ///< TCP_NODELAY
    int ttl = 0;                ///< of packets; 0: as the system chooses, to groups 1
    std::optional<int> dscp;    ///< 0 to 63; none: as the system chooses
    bool resetOnClose = false;  ///< closing sends RST and drops what is unsent
    bool reconnect = false;     ///< of a client: connect again after a failure or loss
    Backoff::Limits backoff;    ///< for `reconnect`
    int idleSeconds = 0;        ///< report when nothing was received for so long; 0: never
    bool closeIdle = false;     ///< and close the connection then
    AllowList allow;            ///< of a server; empty: everybody
    int maxClients = 0;         ///< of a server; 0: no limit
    bool anySender = false;     ///< UDP with a default target: accept datagrams from others too
    int mode = 0600;            ///< permissions of a local server's file
    /// The name of the interface to which a TCP client is bound. UDP: the name or an address of that on which groups are
    /// joined, and by which datagrams to groups and broadcast addresses are sent. Empty: by the route; groups: on all, or
    /// on that of `localHost`.
    QString interface;
    QString sources;  ///< Role::Multicast: receive only from these addresses, separated by commas; empty: from all
    bool loop = true; ///< UDP: what is sent to a group is also received on this computer
    /// Relay: the URL of the connections to the server when `to` was one, for its scheme and options; see onward().
    QString to;
    Impairments impairments; ///< relay
    /// Relay: of the random numbers for impairments; none: others each time.
    std::optional<int> seed;
    /// How long a half-closed connection stays open; none: the session's default.
    std::optional<int> halfClosedSeconds;
    TlsSettings tls;

    /// As FIN_WAIT_2 lasts on most systems.
    static constexpr int defaultHalfClosedSeconds = 60;
    static constexpr int maxHalfClosedSeconds = 24 * 3600;
    static constexpr int maxWaitMs = 24 * 3600 * 1000;
    static constexpr int maxIdleSeconds = 24 * 3600;
    static constexpr int maxTtl = 255;

    /// Reads `tcp-server://[bind]:port`, `tcp://host:port`, `udp://host:port`, `udp-server://[bind]:port`,
    /// `multicast://group[,group…]:port`, `tls://host:port`, `tls-server://[bind]:port`, and `unix-server://path`,
    /// `unix://path` with a path as localPath() reads it, percent-encoded; and `tcp-relay://[bind]:port?to=host:port`, in
    /// which `to` may also be the URL of a TCP or TLS client, so `tls-relay://` and `udp-relay://`.
    /// The error names the bad part; its position counts UTF-16 units from the start of `text`. Hosts: see HostPort.
    static Result<EndpointUrl> parse(const QString &text);

    /// `framing`, or else that of `protocol`.
    Framing messages() const;
    /// The shortest URL that parse() reads back to an equal value, but without a typed password and options that have no
    /// effect.
    QString toString() const;

    /// The address of the remote end, as text.
    QString remoteText() const;

    /// Reads the path of a local socket: absolute, from the current folder, `~/…`, or an abstract name `@…`. Fails on one
    /// that no system call would take.
    static Result<QString> localPath(const QString &text);

    /// The endpoint that a relay opens for each client.
    EndpointUrl onward() const;

    /// Has exactly this certificate of the server accepted, of a relay that of the server that it relays to.
    void setTrust(const QString &fingerprint);

    /// The scheme of a role's URLs, `tcp-server`; of UDP the one without a remote end.
    static QString schemeOf(Role role);
    static std::optional<Role> roleOf(const QString &scheme);

    /// The options that apply to the role and are not the default, as in the URL: `keepalive=7&nodelay=0`.
    QString options() const;
    /// Reads such a text; the options that it does not name stay. Those before an error are taken over. Unlike parse() it
    /// keeps options that have no effect.
    Result<void> setOptions(const QString &text);

    /// The options that apply to a role, without addresses.
    EndpointUrl optionsFor(Role other) const;

    /// The options of its sockets that are set, before the system changes them.
    SocketOptions socketOptions() const;

    bool operator==(const EndpointUrl &) const = default;
};
