// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/endpoint/qtsocket.h"

#include "model/endpoint/system/localports.h"
#include "model/endpoint/system/socketsystem.h"

#include <QTcpServer>
#include <QUdpSocket>

namespace qtsocket {

namespace {

constexpr quint16 firstUserPort = 1024; // lower ones need administrator rights

/// Binding to `local` failed, as something has the port.
Event portInUse(Transport transport, const SocketAddress &local)
{
    const auto owner = localports::owner(transport, local).value_or(localports::Owner());
    const QString who = owner.isSelf ? QStringLiteral("self") : owner.user;
    return {EventCode::PortInUse, {QString::number(local.port), owner.program, who}};
}

/// Connecting a datagram socket sends nothing, but looks up the route.
QAbstractSocket::SocketError tryRoute(const QHostAddress &remote, QHostAddress *source)
{
    const auto probe = make<QUdpSocket>();
    probe->connectToHost(remote, 9); // any port will do
    *source = SocketAddress::fromHost(probe->localAddress(), 0).host;
    return probe->error();
}

Event bindFailure(QAbstractSocket::SocketError error, const QString &text, const SocketAddress &local,
                  Transport transport)
{
    switch (error) {
    case QAbstractSocket::AddressInUseError:
        if (local.port == 0)
            return {EventCode::NoFreePort, {local.toString()}};
        return portInUse(transport, local);
    case QAbstractSocket::SocketAccessError:
        if (local.port > 0 && local.port < firstUserPort)
            return {EventCode::PermissionDenied, {local.toString()}};
        return {EventCode::Forbidden, {local.toString()}};
    case QAbstractSocket::SocketAddressNotAvailableError:
        return {EventCode::AddressNotLocal, {local.host.toString()}};
    case QAbstractSocket::SocketResourceError:
        return socketsystem::noFreeFiles(local);
    default:
        return {EventCode::Other, {local.toString(), text}};
    }
}

/// `attempt` binds to an address; `error` and `text` say why it failed.
template<typename Attempt, typename Error, typename Text>
std::optional<Event> bindTo(const SocketAddress &local, Transport transport, Attempt attempt, Error error, Text text)
{
    const bool isEvery = local.host.isNull();
    bool bound = attempt(isEvery ? QHostAddress(QHostAddress::Any) : local.host);
    if (!bound && isEvery && error() == QAbstractSocket::SocketAddressNotAvailableError)
        bound = attempt(QHostAddress(QHostAddress::AnyIPv4));
    if (bound)
        return {};
    const SocketAddress shown{isEvery ? QHostAddress(QHostAddress::AnyIPv6) : local.host, local.port};
    return bindFailure(error(), text(), shown, transport);
}

} // namespace

std::optional<Event> bind(QAbstractSocket &socket, const SocketAddress &local, QAbstractSocket::BindMode mode)
{
    return bindTo(
        local, socket.socketType() == QAbstractSocket::TcpSocket ? Transport::Tcp : Transport::Udp,
        [&](const QHostAddress &host) { return socket.bind(host, local.port, mode); }, [&] { return socket.error(); },
        [&] { return socket.errorString(); });
}

std::optional<Event> listen(QTcpServer &server, const SocketAddress &local)
{
    return bindTo(
        local, Transport::Tcp, [&](const QHostAddress &host) { return server.listen(host, local.port); },
        [&] { return server.serverError(); }, [&] { return server.errorString(); });
}

std::optional<QString> userOfUdpPort(const SocketAddress &local)
{
    const auto owner = local.port == 0 ? std::nullopt : localports::owner(Transport::Udp, local);
    if (!owner)
        return {};
    // Its socket may be one of the other family. Without an owner there is no such attempt, as it would be in the way of
    // another one that begins to share the port.
    const auto probe = make<QUdpSocket>();
    const bool isFree = probe->bind(local.host, local.port, QAbstractSocket::DontShareAddress);
    return isFree ? std::nullopt : std::optional(owner->program);
}

/// Connecting that fails at once has sent nothing: the system does not allow it, or has no route.
Event connectFailure(const QAbstractSocket &socket, const SocketAddress &remote, quint16 localPort)
{
    const int systemError = socketsystem::lastError(); // Qt has no error for some
    QHostAddress source;
    const QAbstractSocket::SocketError error = socket.error();
    if (error == QAbstractSocket::UnknownSocketError && socketsystem::hasNoLocalAddress(systemError)) {
        return localPort == 0 ? Event{EventCode::NoFreePort, {remote.toString()}}
                              : Event{EventCode::ConnectionExists, {remote.toString(), QString::number(localPort)}};
    }
    switch (error) {
    case QAbstractSocket::SocketAccessError:
        return {EventCode::Forbidden, {remote.toString()}};
    case QAbstractSocket::SocketResourceError:
        return socketsystem::noFreeFiles(remote);
    case QAbstractSocket::NetworkError:
        if (localPort != 0 && tryRoute(remote.host, &source) != QAbstractSocket::NetworkError && !source.isNull())
            return portInUse(Transport::Tcp, {{}, localPort});
        return {EventCode::NoRoute, {remote.toString()}};
    case QAbstractSocket::ConnectionRefusedError: // also for a blackhole route
        if (tryRoute(remote.host, &source) == QAbstractSocket::ConnectionRefusedError)
            return {EventCode::NoRoute, {remote.toString()}};
        return {EventCode::Refused, {remote.toString()}};
    default:
        return {EventCode::Other, {remote.toString(), socket.errorString()}};
    }
}

QHostAddress sourceFor(const QHostAddress &remote)
{
    QHostAddress source;
    tryRoute(remote, &source);
    return source;
}

bool isLocal(const QHostAddress &host)
{
    const auto probe = make<QUdpSocket>();
    return probe->bind(host) || probe->error() != QAbstractSocket::SocketAddressNotAvailableError;
}

SocketAddress localAddress(const QHostAddress &host, quint16 port)
{
    if (host == QHostAddress(QHostAddress::Any))
        return {QHostAddress(QHostAddress::AnyIPv6), port};
    return SocketAddress::fromHost(host, port);
}

} // namespace qtsocket
