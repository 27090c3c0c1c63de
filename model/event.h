// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QStringList>

#include <optional>

/// Everything that can happen to an endpoint or its log besides traffic. Stored in the capture by
/// name (see eventName) with its arguments, so that it can be read in any language later.
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
    ConnectionTimeout, ///< peer address; it confirmed nothing any more, nothing came of it
    ConnectionCutOff,  ///< peer address; no way leads to it any more
    ConnectionFailed,  ///< peer address, reason of the system
    HalfClosed,        ///< peer address, seconds; behind its FIN
    HalfClosedTimeout, ///< peer address, seconds
    HalfClosedEvicted, ///< peer address; there were too many
    PortInUse,         ///< port, owner program or empty
    AddressNotLocal,   ///< address
    PermissionDenied,  ///< address with a port that only an administrator may listen on
    Forbidden,         ///< address
    Refused,           ///< address
    TimedOut,          ///< address, milliseconds
    HostNotFound,      ///< host name
    LookupFailed,      ///< host name, reason of the system
    LookupTimedOut,    ///< host name, milliseconds
    NotAnAddress,      ///< what was given for a host
    ScopeMissing,      ///< IPv6 address, the same with the interfaces that may be meant
    ScopeUnknown,      ///< IPv6 address, its interface, the interfaces that there are
    FamiliesDiffer,    ///< remote address, local address
    Unreachable,       ///< address
    PortUnreachable,   ///< address; the ICMP answer to a datagram
    OthersIgnored,     ///< datagrams, the only address that they are taken from, the last one that they came from
    NoPeer,            ///< nothing; a send had nobody to go to
    SendFailed,        ///< address, bytes, reason of the system
    Unsent,            ///< address, bytes
    PeerTooSlow,       ///< address, bytes waiting
    DatagramTooLarge,  ///< bytes, largest possible
    TooManyOpenFiles,  ///< limit; a client is not accepted
    NoFreeFiles,       ///< address, limit
    NoThread,          ///< nothing; a session cannot run
    KernelDrops,       ///< datagrams
    CaptureFailed,     ///< file, reason of the system
    CaptureWorks,      ///< file, seconds for which it could not be written
    CaptureMoved,      ///< file that was spoilt, file in which the log goes on, records that were in the first
    CaptureGrows,      ///< file that cannot be made, reason of the system
    LogGap,            ///< records, bytes; of a stream also the peer's address, and `in` or `out`
    LogDropped,        ///< records that stood before this place
    LogUnreadable,     ///< records that stood at this place
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
    Other,             ///< address, reason of the system
};

struct Event
{
    EventCode code = EventCode::Other;
    QStringList args;
    quint64 more = 0; ///< others of its kind that it stands for, too many to tell one by one

    bool operator==(const Event &) const = default;
};

/// True for what a user must be told about, false for the ordinary course of things.
bool isFailure(EventCode code);

/// Whether the capture has a packet for it: SYN, FIN or RST.
bool hasPacket(EventCode code);

/// A step in a TCP connection's life, from Connected on. Each is told of one peer.
bool isConnectionStep(EventCode code);

/// After it nothing more comes of the peer of a TCP connection. (We may still send to it after ClosedByPeer.)
bool isPeersEnd(EventCode code);

/// True for what stands for records that are missing at its place in a log.
bool isLogGap(EventCode code);

/// What happened, where, and what the user can do, in the language in use now.
QString eventText(const Event &event);

/// The stable name written to the capture, e.g. `port-in-use`.
QString eventName(EventCode code);
std::optional<EventCode> eventFromName(const QString &name);
