// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
// Long because one table has the texts of all events.
#include "model/event.h"

#include "model/bytes/printable.h"
#include "model/tlsfailure.h"

#include <QCoreApplication>
#include <QDir>

#include <algorithm>
#include <climits>
#include <cstring>
#include <iterator>

namespace {

struct EventRow
{
    EventCode code;
    const char *name; // stored in captures: a new one needs an oldName
    bool failure;
    const char *text;              // %1, %2 … are the arguments listed in event.h; %n the first one, as a plural
    const char *oldName = nullptr; // in captures of earlier versions; still read
};

using enum EventCode;

struct EventTable
{
    Q_DECLARE_TR_FUNCTIONS(Event)
public:
    static constexpr EventRow rows[] = {
        {Listening, "listening", false, QT_TR_NOOP("Listening on %1")},
        {Bound, "bound", false, QT_TR_NOOP("Bound to %1 with a receive buffer of %2 bytes")},
        {Connecting, "connecting", false, QT_TR_NOOP("Connecting to %1")},
        {Stopped, "stopped", false, QT_TR_NOOP("Closed %1")},
        {Connected, "connected", false, QT_TR_NOOP("%1 connected")},
        {ClosedByPeer, "closed-by-peer", false, QT_TR_NOOP("%1 closed the connection (FIN)")},
        {ClosedHere, "closed-here", false, QT_TR_NOOP("Connection to %1 closed from this side (FIN)")},
        {ResetByPeer, "reset-by-peer", false,
         QT_TR_NOOP("%1 reset the connection (RST): its program aborted it or its computer restarted")},
        {ResetHere, "reset-here", false, QT_TR_NOOP("Connection to %1 reset from this side (RST)")},
        {ConnectionTimeout, "connection-timeout", true,
         QT_TR_NOOP("The connection to %1 is lost: the peer no longer answers (timeout). Check the cable, the network "
                    "and whether the peer still runs.")},
        {KeepAliveFailed, "keep-alive-failed", true,
         QT_TR_NOOP("The connection to %1 is lost: the peer did not answer the keep-alive probes. Check the cable, the "
                    "network and whether the peer still runs.")},
        {ConnectionCutOff, "connection-cut-off", true,
         QT_TR_NOOP("The connection to %1 is lost: the peer cannot be reached any more. Check the cable, the network "
                    "and the firewall.")},
        {ConnectionFailed, "connection-failed", true, QT_TR_NOOP("The connection to %1 is lost. System error: %2.")},
        {HalfClosed, "half-closed", false,
         QT_TR_NOOP("%1 may still receive: the connection stays half-closed, until nothing is sent for %2 s."),
         "half-open"},
        {HalfClosedTimeout, "half-closed-timeout", false,
         QT_TR_NOOP("Nothing was sent to %1 for %2 s: the half-closed connection is closed."), "half-open-over"},
        {HalfClosedEvicted, "half-closed-evicted", false,
         QT_TR_NOOP("The connection to %1, the oldest half-closed one, is closed to make room for other clients."),
         "half-open-cut"},
        {HalfClosedGone, "half-closed-gone", false,
         QT_TR_NOOP("%1 no longer receives either: the half-closed connection is closed.")},
        {PortInUse, "port-in-use", true,
         QT_TR_NOOP("Local port %1 is in use by another program. Close that program or choose another port.")},
        {ConnectionExists, "connection-exists", true,
         QT_TR_NOOP(
             "Local port %2 already has a connection to %1, or had one less than a minute ago (TIME_WAIT). Choose "
             "another local port, or none.")},
        {NoFreePort, "no-free-port", true,
         QT_TR_NOOP(
             "%1 cannot be opened: this computer has no free local port left for it. Close other connections, and "
             "wait a minute for the ports of closed ones (TIME_WAIT).")},
        {AddressNotLocal, "address-not-local", true,
         QT_TR_NOOP("Address %1 does not belong to this computer. Choose one from the list of local addresses.")},
        {PermissionDenied, "permission-denied", true,
         QT_TR_NOOP(
             "The system does not allow opening %1. Ports below 1024 need administrator rights: choose a higher one.")},
        {Forbidden, "forbidden", true,
         QT_TR_NOOP("The system does not allow this for %1: a firewall, a route or a security policy of this computer "
                    "forbids it.")},
        {Refused, "refused", true,
         QT_TR_NOOP("%1 refused the connection: the host answers, but no program listens on that port. Start the "
                    "server or check the port.")},
        {TimedOut, "timed-out", true,
         QT_TR_NOOP("%1 did not answer within %2 ms: the address may be wrong, or a firewall drops the packets.")},
        {HostNotFound, "host-not-found", true,
         QT_TR_NOOP("The host name “%1” does not exist. Check the spelling, or enter an IP address.")},
        {NameHasNoAddress, "name-has-no-address", true,
         QT_TR_NOOP("The host name “%1” exists, but has no IP address. Check the spelling, or enter an IP address.")},
        {NoNameServer, "no-name-server", true,
         QT_TR_NOOP(
             "The host name “%1” could not be looked up: no name server is configured on this computer. Check its "
             "network settings, or enter an IP address.")},
        {NoWayToNameServer, "no-way-to-name-server", true,
         QT_TR_NOOP("The host name “%1” could not be looked up: the name server %2 cannot be reached (%3). Check the "
                    "network and the name server, or enter an IP address.")},
        {NameServerFailed, "name-server-failed", true,
         QT_TR_NOOP("The name server %2 could not look up the host name “%1”: it answered %3. Try again later, use "
                    "another name server, or enter an IP address.")},
        {NameServerSilent, "name-server-silent", true,
         QT_TR_NOOP("The name server %2 does not answer for the host name “%1”. Check the network and the name server, "
                    "or enter an IP address.")},
        {LookupFailed, "lookup-failed", true,
         QT_TR_NOOP("The host name “%1” could not be looked up: %2. Check the network and the name server, or enter an "
                    "IP address.")},
        {LookupTimedOut, "lookup-timed-out", true,
         QT_TR_NOOP("The name server did not answer within %2 ms for the host name “%1”. Check the network and the "
                    "name server, or enter an IP address.")},
        {NotAnAddress, "not-an-address", true,
         QT_TR_NOOP("“%1” is neither a host name nor an IPv4 address, which has four numbers from 0 to 255 without "
                    "leading zeros.")},
        {ScopeMissing, "scope-missing", true,
         QT_TR_NOOP("%1 is a link-local address, which needs a network interface: %2")},
        {ScopeUnknown, "scope-unknown", true,
         QT_TR_NOOP("%1: this computer has no network interface “%2”. It has: %3")},
        {FamiliesDiffer, "families-differ", true,
         QT_TR_NOOP("%1 cannot be reached from %2: one is an IPv4 and the other an IPv6 address. Choose another local "
                    "address.")},
        {InterfaceUnknown, "interface-unknown", true,
         QT_TR_NOOP("This computer has no network interface “%1”. It has: %2")},
        {Unreachable, "unreachable", true,
         QT_TR_NOOP("%1 cannot be reached: its host may be off, or a router or firewall rejects the packets. Check the "
                    "host, the address and the firewall.")},
        {NoRoute, "no-route", true,
         QT_TR_NOOP("%1 cannot be reached: no network of this computer leads there. Check the cable or Wi-Fi, and this "
                    "computer's address, mask and gateway.")},
        {PortUnreachable, "port-unreachable", true,
         QT_TR_NOOP("The host of %1 says that no program receives on that port (ICMP port unreachable). Start the "
                    "receiver, or check the port.")},
        {OthersIgnored, "others-ignored", false,
         QT_TR_N_NOOP(
             "Ignored %n datagram(s) that did not come from %2; the last one came from %3. To receive from every "
             "address, add any=1 to the URL.")},
        {OtherPortIgnored, "other-port-ignored", false,
         QT_TR_N_NOOP("Ignored %n datagram(s); the last one came from %3, another port of the same host as %2, to "
                      "which you send. "
                      "To receive them, add any=1 to the URL.")},
        {OtherPortAnswers, "other-port-answers", false,
         QT_TR_NOOP(
             "A datagram came from %1, but you sent to %2: the host seems to answer from another port. To send to "
             "that port, enter it as the remote port, or choose “Reply to last sender”.")},
        {OwnUnmarked, "own-unmarked", false,
         QT_TR_N_NOOP(
             "%n datagram(s) above may be this endpoint's own ones that came back, and are not marked as such: "
             "only the last %2 that were sent are remembered.")},
        {PeersForgotten, "peers-forgotten", false,
         QT_TR_N_NOOP(
             "%n address(es) are remembered, as many as possible: all are forgotten, and replies that are still "
             "due to them are not sent. One that sends again is listed as a new one.")},
        {GroupJoined, "group-joined", false, QT_TR_NOOP("Joined the group %1 on %2")},
        {GroupNotJoined, "group-not-joined", true, QT_TR_NOOP("The group %1 could not be joined on %2: %3")},
        {GroupLost, "group-lost", true,
         QT_TR_NOOP("The group %1 is no longer received on %2: the interface is down or has gone. It is joined again "
                    "when the interface comes back.")},
        {GroupSilent, "group-silent", false,
         QT_TR_NOOP(
             "No datagram from others came to %1 for %2 s. Check the group and port of the sender, its TTL if there "
             "are routers, the interface, the firewall of this computer, and IGMP snooping: a switch without "
             "an IGMP querier stops forwarding a group after some minutes.")},
        {PortShared, "port-shared", false,
         QT_TR_NOOP("Port %1 is shared with another program. Both receive what is sent to the groups, but only one of "
                    "them what is sent to an address of this computer.")},
        {NoPeer, "no-peer", true,
         QT_TR_NOOP("Nothing was sent: there is no peer to send to yet. Wait until one is there, or enter a target.")},
        {SendFailed, "send-failed", true, QT_TR_NOOP("%2 bytes to %1 could not be sent: %3")},
        {Unsent, "unsent", true,
         QT_TR_NOOP("The connection to %1 ended before the last %2 bytes could be sent. Connect again to "
                    "send them.")},
        {PeerTooSlow, "peer-too-slow", true,
         QT_TR_NOOP("Not sent to %1: it does not read, and %2 bytes are already waiting for it. Send more slowly, or "
                    "disconnect it.")},
        {DatagramTooLarge, "datagram-too-large", true,
         QT_TR_NOOP("%1 bytes do not fit into one datagram; the largest possible has %2.")},
        {TooManyOpenFiles, "too-many-open-files", true,
         QT_TR_NOOP("A client could not be accepted: this program may have no more than %1 files and sockets open (see "
                    "ulimit -n).")},
        {NoFreeFiles, "no-free-files", true,
         QT_TR_NOOP(
             "%1 cannot be opened: this program may have no more than %2 files and sockets open (see ulimit -n).")},
        {NoThread, "no-thread", true,
         QT_TR_NOOP("Nothing can be opened: the system gives this program no more threads or files (see ulimit -a).")},
        {KernelDrops, "kernel-drops", true,
         QT_TR_N_NOOP("The system dropped %n datagram(s) because they came faster than they could be read. A larger "
                      "receive buffer holds more (rcvbuf= in the URL).")},
        {CaptureFailed, "capture-failed", true,
         QT_TR_NOOP("The log cannot be written to %1: %2. Reading and sending are paused until it can. Free disk "
                    "space, or close the session.")},
        {CaptureWorks, "capture-works", false,
         QT_TR_NOOP("The log is written to %1 again, after %2 s. Reading and sending continue.")},
        {CaptureMoved, "capture-moved", true,
         QT_TR_NOOP("Another program has removed, replaced or truncated the log file %1 (%3 records). The log "
                    "continues in %2.")},
        {CaptureGrows, "capture-grows", true,
         QT_TR_NOOP("The next file of the log, %1, cannot be created: %2. Nothing is lost, but the current file grows "
                    "beyond its limit.")},
        {LogGap, "log-gap", true,
         QT_TR_NOOP("%1 records with %2 bytes are missing here, because the log could not be written.")},
        {LogDropped, "log-dropped", true,
         QT_TR_NOOP("The log begins here: %1 records before this one were dropped from it.")},
        {LogUnreadable, "log-unreadable", true,
         QT_TR_NOOP("%1 records are missing here, because the log's file can no longer be read.")},
        {CaptureGap, "capture-gap", true, QT_TR_NOOP("%1 bytes from %2 to %3 are missing in the capture here.")},
        {CaptureSkipped, "capture-skipped", false,
         QT_TR_NOOP("Packets of the capture that are not shown: %1 of other protocols, %2 fragments of incomplete IP "
                    "packets, %3 damaged ones.")},
        {CaptureLeftOut, "capture-left-out", false, QT_TR_NOOP("%1 packets of kind %2 were left out.")},
        {CapturePartial, "capture-partial", true,
         QT_TR_NOOP("%1 bytes of this datagram from %2 to %3 are missing: IP fragments are missing from the capture, "
                    "truncated or too late. Only the first %4 bytes are shown.")},
        {CaptureReset, "capture-reset", true,
         QT_TR_NOOP("%1 sent a RST outside the window: %2 ignores it, and the connection stays open.")},
        {CaptureDamaged, "capture-damaged", true, QT_TR_NOOP("The capture cannot be read any further: %1")},
        {LogDamaged, "log-damaged", true, QT_TR_NOOP("%1 bytes of the log are damaged and cannot be shown here: %2")},
        {LogPartUnreadable, "log-part-unreadable", true, QT_TR_NOOP("A part of the log is missing here: %1")},
        {LogMissing, "log-missing", true, QT_TR_NOOP("A part of the log is missing here: the file %1 does not exist.")},
        {BadReplies, "bad-replies", true, QT_TR_NOOP("Not opened, because the reply rules cannot be used: %1")},
        {ReplyFailed, "reply-failed", true, QT_TR_NOOP("No reply to %1: %2")},
        {FileRefused, "file-refused", true, QT_TR_NOOP("%1 was refused the file “%2”: %3.")},
        {EchoStopped, "echo-stopped", true,
         QT_TR_NOOP("Replies to %1 were stopped: it sent %2 of them back. Two peers that echo each other never stop.")},
        {EchoSuspected, "echo-suspected", true,
         QT_TR_NOOP(
             "For %2 seconds, %1 has only sent the last reply back. If it echoes everything, the two never stop: "
             "close one of them.")},
        {SendingPeerGone, "sending-peer-gone", true,
         QT_TR_NOOP("Sending ended after %1 messages, %2 bytes: the peer has disconnected.")},
        {SendingFailed, "sending-failed", true, QT_TR_NOOP("Sending ended: %1")},
        {FrameTooLong, "frame-too-long", true,
         QT_TR_NOOP("A message from %1 is longer than %2 bytes: the rules see only its beginning. Check the framing.")},
        {FrameBadLength, "frame-bad-length", true,
         QT_TR_NOOP("The length field of a message from %1 is %2, which is invalid or more than the %3 bytes allowed. "
                    "Check the framing.")},
        {FrameMalformed, "frame-malformed", true,
         QT_TR_NOOP("A message from %1 is not valid %2: the rules do not see it. Check the framing.")},
        {LocalInUse, "local-in-use", true,
         QT_TR_NOOP("%1 is in use by another program. Close that program or choose another path.")},
        {LocalNotSocket, "local-not-socket", true,
         QT_TR_NOOP("%1 exists, but is not a socket, and is left as it is. Choose another path.")},
        {LocalNoFolder, "local-no-folder", true,
         QT_TR_NOOP("%1 cannot be opened: there is no folder %2. Create it or choose another path.")},
        {LocalFolderForbidden, "local-folder-forbidden", true,
         QT_TR_NOOP("%1 cannot be opened: you may not create or replace files in %2. Choose a folder of your own, such "
                    "as %3")},
        {LocalReadOnly, "local-read-only", true,
         QT_TR_NOOP("%1 cannot be opened: the file system is read-only. Choose another folder, such as %2")},
        {LocalNotFound, "local-not-found", true,
         QT_TR_NOOP("There is no socket %1. Start the server or check the path.")},
        {LocalRefused, "local-refused", true,
         QT_TR_NOOP("No program listens on %1: the one that made it has ended. Start the server again.")},
        {LocalNoPermission, "local-no-permission", true,
         QT_TR_NOOP("You may not connect to %1, which belongs to %2. Have its permissions changed, or run this program "
                    "as that user.")},
        {LocalWrongType, "local-wrong-type", true,
         QT_TR_NOOP("%1 is not a stream socket: its server expects datagrams or packets, which are not supported.")},
        {LocalBusy, "local-busy", true,
         QT_TR_NOOP("%1 did not accept the connection within %2 ms: too many clients wait for the server.")},
        {LocalPeer, "local-peer", false, QT_TR_NOOP("%1 is %2, user %3")},
        {LocalStaleReplaced, "local-stale-replaced", false,
         QT_TR_NOOP("Replaced %1, which a program that has ended left behind")},
        {LocalFileGone, "local-file-gone", true,
         QT_TR_NOOP("%1 was removed or replaced by another program: new clients can no longer connect, those that are "
                    "connected stay. Close and open the server to create it again.")},
        {OptionsSet, "options-set", false, QT_TR_NOOP("In effect for %1: %2")},
        {OptionRefused, "option-refused", true, QT_TR_NOOP("The system refused the option %2 for %1: %3.")},
        {ClientsNotAllowed, "clients-not-allowed", false,
         QT_TR_N_NOOP("Refused %n client(s) whose addresses are not allowed; the last one came from %2.")},
        {SendersNotAllowed, "senders-not-allowed", false,
         QT_TR_N_NOOP("Ignored %n datagram(s) from addresses that are not allowed; the last one came from %2.")},
        {ClientLimit, "client-limit", true,
         QT_TR_N_NOOP(
             "Refused %n client(s), because %3 are connected, the most that are allowed; the last one came from "
             "%2. Disconnect one, or raise the limit.")},
        {Reconnecting, "reconnecting", false,
         QT_TR_NOOP(
             "Connecting to %1 again. The waits double, up to %2 s, and each is shortened by a random part. Only "
             "failures with a new reason are reported.")},
        {Reconnected, "reconnected", false, QT_TR_NOOP("%1 is connected again after %2 s (attempt %3)")},
        {ReconnectGaveUp, "reconnect-gave-up", true,
         QT_TR_NOOP("Stopped connecting to %1 after %2 s: attempt %3 was the last that is allowed, and no connection "
                    "lasted. Check the server, then connect again.")},
        {ReconnectStopped, "reconnect-stopped", false,
         QT_TR_NOOP("Stopped connecting to %1 after %2 s (attempts: %3)")},
        {Idle, "idle", true, QT_TR_NOOP("Nothing was received from %1 for %2 s.")},
        {IdleDatagrams, "idle-datagrams", true, QT_TR_NOOP("No datagram was received on %1 for %2 s.")},
        {LooksLikeTls, "looks-like-tls", true,
         QT_TR_NOOP(
             "%1 speaks TLS, but this endpoint does not. Choose the role TLS Server or TLS Client (tls-server://, "
             "tls://).")},
        {TlsNotOpened, "tls-not-opened", true, QT_TR_NOOP("TLS cannot be used: %1")},
        {TlsServing, "tls-serving", false, QT_TR_NOOP("Certificate of this server: %1 for %2. SHA-256: %3")},
        {TlsEstablished, "tls-established", false, QT_TR_NOOP("TLS with %1: %2, %3")},
        {TlsUnverified, "tls-unverified", true, QT_TR_NOOP("The identity of %1 is not verified, because %2.")},
        {TlsAccepted, "tls-accepted", false, QT_TR_NOOP("The identity of %1 is not verified, because %2. %3")},
        {TlsFailed, "tls-failed", true, QT_TR_NOOP("TLS with %1 failed. %2")},
        {TlsTimedOut, "tls-timed-out", true,
         QT_TR_NOOP("%1 did not complete the TLS handshake within %2 ms. Perhaps it does not speak TLS.")},
        {TlsPlainText, "tls-plain-text", true,
         QT_TR_NOOP("%1 does not speak TLS: it sent the bytes before this. Choose a role without TLS, or check the "
                    "port.")},
        {TlsAlertReceived, "tls-alert-received", true, QT_TR_NOOP("%1 sent the TLS alert “%2”.")},
        {TlsAlertSent, "tls-alert-sent", false, QT_TR_NOOP("Sent %1 the TLS alert “%2”.")},
        {TlsEnded, "tls-ended", false, QT_TR_NOOP("%1 ended TLS (close_notify): it sends nothing more.")},
        {TlsTruncated, "tls-truncated", false,
         QT_TR_NOOP("%1 closed the connection without ending TLS (no close_notify): its last data may be missing.")},
        {TlsUndecrypted, "tls-undecrypted", true,
         QT_TR_NOOP("%2 encrypted bytes of %1 that came after the end of TLS could not be decrypted.")},
        {RelaysTo, "relays-to", false, QT_TR_NOOP("%1 is relayed to %2 from %3")},
        {RelayFailed, "relay-failed", true,
         QT_TR_NOOP("%1 is not relayed, because there is no connection to %2. The message before this one says why.")},
        {RelayUnsent, "relay-unsent", true,
         QT_TR_NOOP("%3 bytes from %1 were not passed on, because there was no connection to %2.")},
        {RelayLoop, "relay-loop", true,
         QT_TR_NOOP("%1 is this relay's own address: it would relay to itself without end. Choose another server or "
                    "local port.")},
        {RelayIdle, "relay-idle", false,
         QT_TR_NOOP(
             "Nothing passed between %1 and %2 for %3 s: the relay has closed its port for this client. It opens "
             "another one when the client sends again.")},
        {RelayEvicted, "relay-evicted", true,
         QT_TR_N_NOOP(
             "%n client(s) of the relay had to make room for others, the last one %2: it serves at most %3 at a "
             "time, and those that were silent for longest go first. What the server still sends "
             "to them is lost.")},
        {RelayReset, "relay-reset", false, QT_TR_NOOP("%1 and %2 are reset after %3 bytes, as the impairments say.")},
        {RelayImpairs, "relay-impairs", false, QT_TR_NOOP("Impairments to the server: %1. To the clients: %2.")},
        {RelayImpaired, "relay-impaired", false,
         QT_TR_NOOP("Datagrams from %1 to %2 impaired since the last message: %3 dropped, %4 dropped because too much "
                    "was waiting, %5 duplicated, %6 overtaken.")},
        {RelayTotals, "relay-totals", false,
         QT_TR_NOOP("Impaired altogether: %1 dropped, %2 dropped because too much was waiting, %3 duplicated, %4 "
                    "overtaken, %5 delayed.")},
        {Other, "other", true, QT_TR_NOOP("%1: system error: %2.")},
    };
};

constexpr const EventRow &rowOf(EventCode code)
{
    return EventTable::rows[size_t(code)];
}

constexpr bool rowsAreInOrder()
{
    for (size_t i = 0; i < std::size(EventTable::rows); ++i) {
        if (size_t(EventTable::rows[i].code) != i)
            return false;
    }
    return std::size(EventTable::rows) == size_t(Other) + 1;
}
static_assert(rowsAreInOrder());

struct TlsReason
{
    Q_DECLARE_TR_FUNCTIONS(TlsReason)
public:
    const char *name; // stored in captures
    const char *text;
};

constexpr TlsReason tlsReasonRows[] = {
    {"wrong-host", QT_TRANSLATE_NOOP("TlsReason", "its certificate is for other names than the one connected to")},
    {"other-certificate",
     QT_TRANSLATE_NOOP("TlsReason", "its certificate is not the one whose fingerprint was given (trust=)")},
    {"expired", QT_TRANSLATE_NOOP("TlsReason", "its certificate has expired")},
    {"not-yet-valid", QT_TRANSLATE_NOOP("TlsReason", "its certificate is not valid yet (check the clocks)")},
    {"self-signed", QT_TRANSLATE_NOOP("TlsReason", "its certificate is self-signed")},
    {"unknown-issuer", QT_TRANSLATE_NOOP("TlsReason", "the issuer of its certificate is not known here")},
    {"bad-signature", QT_TRANSLATE_NOOP("TlsReason", "the signature of its certificate is wrong")},
    {"wrong-purpose", QT_TRANSLATE_NOOP("TlsReason", "its certificate or its issuer's is not meant for this purpose")},
    {"revoked", QT_TRANSLATE_NOOP("TlsReason", "its certificate was revoked")},
    {"no-certificate", QT_TRANSLATE_NOOP("TlsReason", "it sent no certificate")},
    {"chain-too-long", QT_TRANSLATE_NOOP("TlsReason", "its chain of certificates is too long")},
    {"weak", QT_TRANSLATE_NOOP("TlsReason", "its certificate or its issuer's is too weak for today's rules")},
    {"damaged", QT_TRANSLATE_NOOP("TlsReason", "its certificate is damaged")},
};

QString acceptedBecause(const QString &why)
{
    if (why == u"trust")
        return QCoreApplication::translate("Event", "Exactly this certificate was accepted before.");
    return why == u"optional"
        ? QCoreApplication::translate("Event", "It is served all the same: client certificates are optional.")
        : QCoreApplication::translate("Event", "It is accepted all the same: verification is off (verify=0).");
}

/// What follows the first sentence of events about TLS, for what is known.
QString tlsDetails(const Event &event)
{
    const QStringList &args = event.args;
    QString text;
    if (event.code == TlsEstablished) {
        if (!args.value(3).isEmpty())
            text += QCoreApplication::translate("Event", ", protocol %4 (ALPN)");
        if (!args.value(5).isEmpty())
            text += QCoreApplication::translate("Event", ". Certificate: %5, SHA-256: %6");
    } else if (event.code == TlsUnverified && !args.value(8).isEmpty()) {
        text += u' '
            + (args.value(4).isEmpty()
                   ? QCoreApplication::translate("Event",
                                                 "Certificate: %4; valid from %6 to %7; issued by %8; SHA-256: %9.")
                   : QCoreApplication::translate(
                       "Event", "Certificate: %4; names: %5; valid from %6 to %7; issued by %8; SHA-256: %9."));
    } else if (event.code == TlsAlertReceived) {
        const QString meaning = tlsfailure::ofAlert(args.value(args.size() > 2 ? 2 : 1));
        if (!meaning.isEmpty())
            text += u' ' + meaning;
    }
    return text;
}

QString singleEventText(const Event &event)
{
    const char *source = rowOf(event.code).text;
    if (event.code == PortInUse && !event.args.value(1).isEmpty())
        source = event.args.value(2) == u"self"
            ? QT_TRANSLATE_NOOP("Event",
                                "Local port %1 is in use by this program itself, %2. Close it there, for example in "
                                "another tab, or choose another port.")
            : QT_TRANSLATE_NOOP("Event", "Local port %1 is in use by %2. Close that program or choose another port.");
    else if (event.code == PortInUse && !event.args.value(2).isEmpty())
        source = QT_TRANSLATE_NOOP("Event",
                                   "Local port %1 is in use by a program of the user %3. Have it closed, or choose "
                                   "another port.");
    else if (event.code == LocalInUse && !event.args.value(1).isEmpty())
        source = QT_TRANSLATE_NOOP("Event", "%1 is in use by %2. Close that program or choose another path.");
    if (event.code == LogGap && event.args.size() > 2)
        source = event.args.value(3) == u"in"
            ? QT_TRANSLATE_NOOP(
                "Event",
                "%1 records with %2 bytes received from %3 are missing here, because the log could not be written.")
            : QT_TRANSLATE_NOOP(
                "Event", "%1 records with %2 bytes sent to %3 are missing here, because the log could not be written.");
    if (event.code == PortShared && !event.args.value(1).isEmpty())
        source = QT_TRANSLATE_NOOP("Event",
                                   "Port %1 is shared with %2. Both receive what is sent to the groups, but only one "
                                   "of them what is sent to an address of this computer.");
    if (event.code == GroupJoined && !event.args.value(2).isEmpty())
        source = QT_TRANSLATE_NOOP("Event", "Joined the group %1 on %2, only for datagrams from %3");
    if (event.code == IdleDatagrams && !event.args.value(2).isEmpty())
        source = QT_TRANSLATE_NOOP("Event", "No datagram from others was received on %1 for %2 s.");
    if (event.code == LocalNotSocket && !event.args.value(1).isEmpty())
        source = QT_TRANSLATE_NOOP("Event",
                                   "%1 is not a socket: no program can be reached there. Start the server or check the "
                                   "path.");
    if (event.code == OptionsSet && !event.args.value(2).isEmpty())
        source = QT_TRANSLATE_NOOP("Event", "In effect for %1: %2. Asked for: %3");
    if (event.code == TlsUnverified && event.args.value(2).isEmpty())
        source = event.args.value(8).isEmpty()
            ? QT_TRANSLATE_NOOP("Event",
                                "The client %1 was refused, because it sent no certificate, which is required here "
                                "(client-cert=require). Give the client a certificate with its private key.")
            : QT_TRANSLATE_NOOP("Event",
                                "The client %1 was refused, because %2. Give it a certificate of an issuer that is "
                                "trusted here, or choose its issuer under Trusted issuers (ca=).");
    const int count = int(std::min(event.args.value(0).toULongLong(), qulonglong(INT_MAX)));
    QString text = QCoreApplication::translate("Event", source, nullptr, std::strstr(source, "%n") ? count : -1)
        + tlsDetails(event);
    // One pass, so that a %1 inside an argument stays as it is.
    for (qsizetype at = text.indexOf(u'%'); at >= 0 && at + 1 < text.size();) {
        const int number = text[at + 1].digitValue();
        QString arg = number > 0 ? event.args.value(number - 1) : QStringLiteral("%");
        if (event.code == FileRefused && number == 3)
            arg = QCoreApplication::translate("FileRefusal", arg.toUtf8().constData());
        else if ((event.code == TlsUnverified || event.code == TlsAccepted) && number == 2)
            arg = tlsReasons(arg, event.args.value(event.code == TlsUnverified ? 10 : 4));
        else if (event.code == TlsAccepted && number == 3)
            arg = acceptedBecause(arg);
        else if (event.code == TlsFailed && number == 2)
            arg = tlsfailure::text(arg);
        else if ((event.code == TlsAlertReceived || event.code == TlsAlertSent) && number == 2)
            arg = tlsfailure::alertName(arg);
        else if (event.code == TlsServing && number == 1 && event.args.value(3) == u"made")
            arg = QCoreApplication::translate("Event", "a self-signed one, made for this run,");
        if (number > 0)
            text.replace(at, 2, arg);
        at = text.indexOf(u'%', at + arg.size());
    }
    return makePrintable({text, {}}).text; // names of certificates, programs and files may contain control characters
}

} // namespace

bool isFailure(EventCode code)
{
    return rowOf(code).failure;
}

bool hasPacket(EventCode code)
{
    return code >= Connected && code <= ResetHere;
}

bool isConnectionStep(EventCode code)
{
    return code >= Connected && code <= HalfClosedGone;
}

bool isTlsStep(EventCode code)
{
    return code >= TlsEstablished && code <= TlsUndecrypted;
}

bool isPeersEnd(EventCode code)
{
    switch (code) {
    case ClosedByPeer:
    case ResetByPeer:
    case ResetHere:
    case ConnectionTimeout:
    case KeepAliveFailed:
    case ConnectionCutOff:
    case ConnectionFailed:
        return true;
    default:
        return false;
    }
}

bool isLogGap(EventCode code)
{
    return code == LogGap || code == LogDropped || code == LogUnreadable || code == CaptureMoved || code == LogDamaged
        || code == LogPartUnreadable || code == LogMissing;
}

QString eventText(const Event &event)
{
    QString text = singleEventText(event);
    if (event.more == 0)
        return text;
    const int more = int(std::min(event.more, quint64(INT_MAX)));
    const QString counted = QCoreApplication::translate("Event", "(and %n more of this kind)", nullptr, more);
    return QStringLiteral("%1 %2").arg(text, counted);
}

QString tlsReasons(const QString &names, const QString &issuersFile)
{
    QStringList texts;
    for (const QString &name : names.split(u',')) {
        const auto *const row =
            std::find_if(std::begin(tlsReasonRows), std::end(tlsReasonRows),
                         [&](const TlsReason &reason) { return name == QLatin1StringView(reason.name); });
        const char *const among = issuersFile.isEmpty() ? nullptr
            : name == u"self-signed"
            ? QT_TRANSLATE_NOOP("TlsReason", "its certificate is self-signed and not one of those in %1")
            : name == u"unknown-issuer"
            ? QT_TRANSLATE_NOOP("TlsReason", "its certificate was not issued by one of those in %1")
            : nullptr;
        if (among)
            texts.append(TlsReason::tr(among).arg(QDir::toNativeSeparators(issuersFile)));
        else
            texts.append(row == std::end(tlsReasonRows) ? name : TlsReason::tr(row->text));
    }
    return texts.join(QCoreApplication::translate("Event", ", and "));
}

QString eventName(EventCode code)
{
    return QString::fromLatin1(rowOf(code).name);
}

std::optional<EventCode> eventFromName(const QString &name)
{
    for (const EventRow &row : EventTable::rows) {
        if (name == QLatin1StringView(row.name) || (row.oldName && name == QLatin1StringView(row.oldName)))
            return row.code;
    }
    return {};
}
