// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/endpoint/qtsocket.h"

#include "model/endpoint/endpointurl.h"
#include "model/endpoint/system/socketsystem.h"

#include <QDir>
#include <QFile>
#include <QSet>
#include <QTcpServer>
#include <QUdpSocket>

namespace qtsocket {

namespace {

constexpr quint16 firstUserPort = 1024; // lower ones need administrator rights

/// The inodes of the sockets bound to `port`, from the tables that proc(5) describes.
QSet<QByteArray> socketsOn(Transport transport, quint16 port)
{
    constexpr auto listening = "0A"; // TCP_LISTEN
    const QByteArray wanted = ':' + QByteArray::number(port, 16).toUpper().rightJustified(4, '0');
    const QString name = transport == Transport::Tcp ? QStringLiteral("tcp") : QStringLiteral("udp");
    QSet<QByteArray> inodes;
    for (const QString &table : {name, name + u'6'}) {
        QFile file(QStringLiteral("/proc/net/") + table);
        if (!file.open(QIODevice::ReadOnly))
            continue;
        for (const QByteArray &line : file.readAll().split('\n')) {
            const QByteArrayList fields = line.simplified().split(' ');
            if (fields.size() > 9 && fields[1].endsWith(wanted)
                && (transport == Transport::Udp || fields[3] == listening))
                inodes.insert(fields[9]);
        }
    }
    return inodes;
}

/// The program that uses a local port, as `name (PID 123)`; empty if unknown, as for other users' programs or outside
/// Linux. Searches /proc, which takes milliseconds.
QString portOwner(Transport transport, quint16 port)
{
    const QSet<QByteArray> inodes = socketsOn(transport, port);
    if (inodes.isEmpty())
        return {};
    const QStringList processes = QDir(QStringLiteral("/proc")).entryList({QStringLiteral("[0-9]*")}, QDir::Dirs);
    for (const QString &pid : processes) {
        const QString folder = QStringLiteral("/proc/") + pid;
        const QFileInfoList files =
            QDir(folder + QStringLiteral("/fd")).entryInfoList(QDir::NoDotAndDotDot | QDir::AllEntries | QDir::System);
        for (const QFileInfo &entry : files) {
            // Such a link reads "socket:[12345]"; Qt makes a path in the folder of it.
            const QByteArray target = entry.symLinkTarget().section(u'/', -1).toLatin1();
            if (!target.startsWith("socket:[") || !inodes.contains(target.mid(8).chopped(1)))
                continue;
            QFile name(folder + QStringLiteral("/comm"));
            if (!name.open(QIODevice::ReadOnly))
                return {};
            return QStringLiteral("%1 (PID %2)").arg(QString::fromLocal8Bit(name.readAll().trimmed()), pid);
        }
    }
    return {};
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
        return {EventCode::PortInUse, {QString::number(local.port), portOwner(transport, local.port)}};
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

void applyOptions(QAbstractSocket &socket, const EndpointUrl &url)
{
    socket.setSocketOption(QAbstractSocket::LowDelayOption, url.noDelay ? 1 : 0);
    if (url.keepAliveSeconds > 0)
        socketsystem::setKeepAlive(socket.socketDescriptor(), url.keepAliveSeconds);
}

/// Connecting that fails at once has sent nothing: the system does not allow it, or has no route.
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
    case QAbstractSocket::ConnectionRefusedError: // also for a blackhole route
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

} // namespace qtsocket
