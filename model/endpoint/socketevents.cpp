// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/endpoint/socketevents.h"

#include "model/endpoint/portowner.h"
#include "model/endpoint/system/socketsystem.h"

#include <QNetworkProxy>
#include <QUdpSocket>

namespace socketevents {

namespace {

constexpr quint16 firstFreePort = 1024; // what is below needs administrator rights

/// Connecting a socket for datagrams sends nothing, but finds the way.
QAbstractSocket::SocketError tryRoute(const QHostAddress &remote, QHostAddress *source)
{
    QUdpSocket probe;
    probe.setProxy(QNetworkProxy::NoProxy);
    probe.connectToHost(remote, 9); // any port will do
    *source = SocketAddress::fromHost(probe.localAddress(), 0).host;
    return probe.error();
}

} // namespace

Event bindFailure(QAbstractSocket::SocketError error, const QString &text, const SocketAddress &local,
                  Transport transport)
{
    switch (error) {
    case QAbstractSocket::AddressInUseError:
        return {EventCode::PortInUse, {QString::number(local.port), portOwner(transport, local.port)}};
    case QAbstractSocket::SocketAccessError:
        if (local.port > 0 && local.port < firstFreePort)
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

/// What fails at once has sent nothing: the system refuses it, or knows no way.
Event connectFailure(const QAbstractSocket &socket, const SocketAddress &remote, quint16 localPort)
{
    QHostAddress source;
    const QAbstractSocket::SocketError error = socket.error();
    switch (error) {
    case QAbstractSocket::SocketAccessError:
        return {EventCode::Forbidden, {remote.toString()}};
    case QAbstractSocket::SocketResourceError:
        return socketsystem::noFreeFiles(remote);
    case QAbstractSocket::NetworkError:
        if (localPort != 0 && tryRoute(remote.host, &source) != QAbstractSocket::NetworkError && !source.isNull())
            return {EventCode::PortInUse, {QString::number(localPort), portOwner(Transport::Tcp, localPort)}};
        return {EventCode::Unreachable, {remote.toString()}};
    case QAbstractSocket::ConnectionRefusedError: // Qt says so of a blackhole route too
        if (tryRoute(remote.host, &source) == QAbstractSocket::ConnectionRefusedError)
            return {EventCode::Unreachable, {remote.toString()}};
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

SocketAddress localAddress(const QHostAddress &host, quint16 port)
{
    if (host == QHostAddress(QHostAddress::Any))
        return {QHostAddress(QHostAddress::AnyIPv6), port};
    return SocketAddress::fromHost(host, port);
}

} // namespace socketevents
