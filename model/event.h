// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QStringList>

#include <optional>

/// What can happen to an endpoint or its log besides traffic. Stored in captures by name (see eventName) with its
/// arguments, so that it can be shown in any language.
enum class EventCode : quint8 {
    Listening,         ///< address
    Bound,             ///< address, granted receive buffer in bytes
    Connecting,        ///< address
    Stopped,           ///< address
    Connected,         ///< peer address            (in the capture: a SYN)
    ClosedByPeer,      ///< peer address            (a FIN received)
    ClosedHere,        ///< peer address            (a FIN sent)
    ResetByPeer,       ///< peer address            (a RST received)
    ResetHere,         ///< peer address            (a RST sent)
    ConnectionTimeout, ///< peer address; it does not confirm what was sent
    KeepAliveFailed,   ///< peer address; it does not answer the probes
    ConnectionCutOff,  ///< peer address; there is no longer a route to it
    ConnectionFailed,  ///< peer address, reason of the system
    HalfClosed,        ///< peer address, seconds; follows its FIN
    HalfClosedTimeout, ///< peer address, seconds
    HalfClosedEvicted, ///< peer address; there were too many
    HalfClosedGone,    ///< peer address; it no longer receives either
    PortInUse,         ///< port, owner program or empty, `self` if it is this one, the owner's user if another
    ConnectionExists,  ///< address, local port
    NoFreePort,        ///< address
    AddressNotLocal,   ///< address
    PermissionDenied,  ///< address with a port that needs administrator rights
    Forbidden,         ///< address
    Refused,           ///< address
    TimedOut,          ///< address, milliseconds
    HostNotFound,      ///< host name; it does not exist
    NameHasNoAddress,  ///< host name; it exists
    NoNameServer,      ///< host name
    NoWayToNameServer, ///< host name, name servers, reason of the system
    NameServerFailed,  ///< host name, name server, its response code
    NameServerSilent,  ///< host name, name servers
    LookupFailed,      ///< host name, reason of the system
    LookupTimedOut,    ///< host name, milliseconds
    NotAnAddress,      ///< the invalid host
    ScopeMissing,      ///< IPv6 address, suggestions with an interface
    ScopeUnknown,      ///< IPv6 address, its interface, the existing interfaces
    FamiliesDiffer,    ///< remote address, local address
    InterfaceUnknown,  ///< interface, the existing interfaces
    Unreachable,       ///< address; its host does not answer, or a router or firewall says no
    NoRoute,           ///< address; no network of this computer leads there
    PortUnreachable,   ///< address; the ICMP answer to a datagram
    OthersIgnored,     ///< datagrams, the only accepted sender, the last ignored one
    OtherPortIgnored,  ///< the same, where the last one is another port of the same host
    OtherPortAnswers,  ///< sender, the address of the same host that was sent to
    OwnUnmarked,       ///< datagrams from the endpoint's own address that may be own ones, own ones that are remembered
    PeersForgotten,    ///< peers
    GroupJoined,       ///< group, interface with its address, the only senders or empty
    GroupNotJoined,    ///< group, interface, reason
    GroupLost,         ///< group, interface; it is down or has gone
    GroupSilent,       ///< groups, seconds
    PortShared,        ///< port, owner program or empty
    NoPeer,            ///< nothing; there was no peer to send to
    SendFailed,        ///< address, bytes, reason of the system
    Unsent,            ///< address, bytes
    PeerTooSlow,       ///< address, bytes waiting
    DatagramTooLarge,  ///< bytes, largest possible
    TooManyOpenFiles,  ///< limit; a client is not accepted
    NoFreeFiles,       ///< address, limit
    NoThread,          ///< nothing; the I/O thread cannot start
    KernelDrops,       ///< datagrams
    CaptureFailed,     ///< file, reason of the system
    CaptureWorks,      ///< file, seconds for which it could not be written
    CaptureMoved,      ///< damaged file, file in which the log continues, records in the first
    CaptureGrows,      ///< file that cannot be created, reason of the system
    LogGap,            ///< records, bytes; of a stream also the peer's address, and `in` or `out`
    LogDropped,        ///< records dropped before this place
    LogUnreadable,     ///< records missing at this place
    CaptureGap,        ///< bytes, address of the sender, address of the receiver
    CaptureSkipped,    ///< packets: of other protocols, fragments of incomplete packets, damaged
    CaptureLeftOut,    ///< packets, their kind
    CapturePartial,    ///< bytes, address of the sender, address of the receiver, bytes shown
    CaptureReset,      ///< address of the sender, address of the receiver; a RST outside the window
    CaptureDamaged,    ///< reason
    LogDamaged,        ///< bytes that cannot be read, file
    LogPartUnreadable, ///< what cannot be read, and why
    LogMissing,        ///< file
    BadReplies,        ///< reason
    ReplyFailed,       ///< peer address, reason
    FileRefused,       ///< peer address, name asked for, reason (in English; a key of "FileRefusal")
    EchoStopped,       ///< peer address, answers
    EchoSuspected,     ///< peer address, seconds
    SendingPeerGone,   ///< messages, bytes: what was sent before
    SendingFailed,     ///< reason
    FrameTooLong,      ///< peer address, bytes that are allowed
    FrameBadLength,    ///< peer address, what the field says, bytes that are allowed
    FrameMalformed,    ///< peer address, what encodes the message: COBS, SLIP or JT/T 808

    LocalInUse,           ///< path, owner program or empty
    LocalNotSocket,       ///< path of a file of another kind, `client` if not of a server
    LocalNoFolder,        ///< path, the missing folder
    LocalFolderForbidden, ///< path, its folder, a folder to use instead
    LocalReadOnly,        ///< path, a folder to use instead
    LocalNotFound,        ///< path
    LocalRefused,         ///< path; its program has ended
    LocalNoPermission,    ///< path, owner of the file
    LocalWrongType,       ///< path; it is no stream socket
    LocalBusy,            ///< path, milliseconds
    LocalPeer,            ///< peer address, program, user
    LocalStaleReplaced,   ///< path
    LocalFileGone,        ///< path; the file of a server is not its own any more

    OptionsSet,        ///< address, options in effect, options asked for that have another value or empty
    OptionRefused,     ///< address, option, reason of the system
    ClientsNotAllowed, ///< clients refused, the last one's address
    SendersNotAllowed, ///< datagrams ignored, the last one's sender
    ClientLimit,       ///< clients refused, the last one's address, limit
    Reconnecting,      ///< address, longest wait in s
    Reconnected,       ///< address, seconds without a connection, attempts without a connection that lasted
    ReconnectGaveUp,   ///< address, seconds and attempts without a connection that lasted
    ReconnectStopped,  ///< the same
    Idle,              ///< peer address, seconds
    IdleDatagrams,     ///< local address, seconds, `group` if own ones may have come back

    LooksLikeTls,   ///< peer address; it sent a TLS record to an endpoint without TLS
    TlsNotOpened,   ///< reason: a certificate, key or other option cannot be used
    TlsServing,     ///< subject, names, fingerprint of the certificate, `made` if it was made for this run
    TlsEstablished, ///< peer address, version, cipher, ALPN protocol, subject and fingerprint of the peer's certificate
    TlsUnverified,  ///< peer address, reasons (see TlsReason), expected name (none: the peer is a client), subject,
                    ///< names, from, until, issuer, fingerprint, DER in Base64,
                    ///< the file of trusted issuers (none: the system's)
    TlsAccepted,    ///< peer address, reasons, why it was accepted all the same (`trust`, `verify` or
                    ///< `optional`), fingerprint, the file of trusted issuers (none: the system's)
    TlsFailed,      ///< peer address, reason: a name that tlsfailure::text() knows, or a text of the TLS library
    TlsTimedOut,    ///< peer address, milliseconds
    TlsPlainText,   ///< peer address; it does not speak TLS
    TlsAlertReceived, ///< peer address, its name (see tlsfailure), the name of what it means if another
    TlsAlertSent,     ///< peer address, its name (see tlsfailure)
    TlsEnded,         ///< peer address; its close_notify
    TlsTruncated,     ///< peer address; its FIN without close_notify
    TlsUndecrypted,   ///< peer address, bytes

    RelaysTo,      ///< client, server, the relay's address towards the server
    RelayFailed,   ///< client, server; an event before it says why there is no connection
    RelayUnsent,   ///< client, server, bytes that were not passed on to a server that was never connected
    RelayLoop,     ///< the server's address, which is the relay's own
    RelayIdle,     ///< client, server, seconds without a datagram
    RelayEvicted,  ///< clients, the last one's address, how many are relayed at a time
    RelayReset,    ///< sender, recipient, bytes after which both are reset
    RelayImpairs,  ///< options for the direction to the server, to the clients; empty: none
    RelayImpaired, ///< sender, recipient, datagrams: dropped, dropped for lack of room, duplicated, overtaken
    RelayTotals,   ///< as of RelayImpaired for all directions together, and delayed ones

    Other, ///< address, reason of the system
};

struct Event
{
    EventCode code = EventCode::Other;
    QStringList args;
    quint64 more = 0; ///< how many others of its kind it stands for

    bool operator==(const Event &) const = default;
};

/// Whether the user should see it; false for ordinary events.
bool isFailure(EventCode code);

/// Whether the capture has a packet for it: SYN, FIN or RST.
bool hasPacket(EventCode code);

/// Whether it is a step in the life of one peer's TCP connection, from Connected on.
bool isConnectionStep(EventCode code);

/// Whether it is about TLS on one connection.
bool isTlsStep(EventCode code);

/// Whether the peer of a TCP connection sends nothing after it. (We may still send after ClosedByPeer.)
bool isPeersEnd(EventCode code);

/// Whether it stands for records missing at its place in the log.
bool isLogGap(EventCode code);

/// What happened, where, and what the user can do, in the language in use now.
QString eventText(const Event &event);

/// The reasons of EventCode::TlsUnverified (its second argument) as the end of a sentence. `issuersFile`: its last one.
QString tlsReasons(const QString &names, const QString &issuersFile);

/// The stable name written to captures, e.g. `port-in-use`.
QString eventName(EventCode code);
/// Also knows the names of earlier versions.
std::optional<EventCode> eventFromName(const QString &name);
