// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QStringList>

#include <optional>

/// Everything that can happen to an endpoint or its log besides traffic. Stored in the capture by
/// name (see eventName) with its arguments, so that it can be read in any language later.
enum class EventCode : quint8 {
    Listening,        ///< address
    Bound,            ///< address, granted receive buffer in bytes
    Connecting,       ///< address
    Stopped,          ///< address
    Connected,        ///< peer address            (in the capture: a SYN)
    ClosedByPeer,     ///< peer address            (a FIN received)
    ClosedHere,       ///< peer address            (a FIN sent)
    ResetByPeer,      ///< peer address            (a RST received)
    ResetHere,        ///< peer address            (a RST sent)
    PortInUse,        ///< port, owner program or empty
    AddressNotLocal,  ///< address
    PermissionDenied, ///< address
    Refused,          ///< address
    TimedOut,         ///< address, milliseconds
    HostNotFound,     ///< host name
    ServiceNotFound,  ///< service name
    Unreachable,      ///< address
    PortUnreachable,  ///< address; the ICMP answer to a datagram
    NoPeer,           ///< nothing; a send had nobody to go to
    SendFailed,       ///< address, bytes, reason of the system
    Unsent,           ///< address, bytes
    PeerTooSlow,      ///< address, bytes waiting
    DatagramTooLarge, ///< bytes, largest possible
    TooManyOpenFiles, ///< limit
    KernelDrops,      ///< datagrams
    CaptureFailed,    ///< file, reason of the system
    CaptureGrows,     ///< file that cannot be made, reason of the system
    CaptureGap,       ///< bytes, address of the sender, address of the receiver
    CaptureSkipped,   ///< packets: of other protocols, later fragments, damaged
    CaptureDamaged,   ///< reason of libpcap
    LogDamaged,       ///< bytes that cannot be read, file
    LogUnreadable,    ///< what cannot be read, and why
    LogMissing,       ///< file
    BadReplies,       ///< reason
    ReplyFailed,      ///< peer address, reason
    FileRefused,      ///< peer address, name asked for, reason (in English; a key of "FileRefusal")
    EchoStopped,      ///< peer address, answers
    EchoSuspected,    ///< peer address, seconds
    SendingPeerGone,  ///< messages, bytes: what was sent before
    SendingFailed,    ///< reason
    FrameTooLong,     ///< peer address, bytes that are allowed
    FrameBadLength,   ///< peer address, what the field says, bytes that are allowed
    Other,            ///< address, reason of the system
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

/// What happened, where, and what the user can do, in the language in use now.
QString eventText(const Event &event);

/// The stable name written to the capture, e.g. `port-in-use`.
QString eventName(EventCode code);
std::optional<EventCode> eventFromName(const QString &name);
