// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/endpoint/system/localports.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QMap>
#include <QtEndian>

#include <pwd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>

namespace localports {

namespace {

/// A line of the tables /proc/net/tcp, tcp6, udp and udp6, which proc(5) describes.
struct Socket
{
    QByteArray inode;
    uint user = 0;
    bool isListening = false;
};

/// The address as in the tables: four bytes at a time as a number of this computer. IPv4 becomes `::ffff:a.b.c.d`.
QByteArray tableForm(const QHostAddress &host)
{
    const Q_IPV6ADDR bytes = host.toIPv6Address();
    QByteArray text;
    for (int i = 0; i < 16; i += 4) {
        quint32 word = 0;
        std::memcpy(&word, bytes.c + i, sizeof word);
        text += QByteArray::number(word, 16).toUpper().rightJustified(8, '0');
    }
    return text;
}

/// Whether one of two sockets on a port, with an address of the tables each, prevents the other.
bool isConflict(const QByteArray &entry, const QHostAddress &local)
{
    const auto isEvery = [](const QByteArray &host) {
        return std::all_of(host.begin(), host.end(), [](char c) { return c == '0'; });
    };
    if (isEvery(entry) || local.isNull() || local == QHostAddress(QHostAddress::AnyIPv4)
        || local == QHostAddress(QHostAddress::AnyIPv6) || local == QHostAddress(QHostAddress::Any))
        return true;
    const QByteArray wanted = tableForm(local);
    return entry == wanted
        || (entry.size() == 8 && local.protocol() == QAbstractSocket::IPv4Protocol && entry == wanted.right(8));
}

/// Those that listen come first.
QList<Socket> socketsOn(Transport transport, const SocketAddress &local)
{
    constexpr auto listening = "0A"; // TCP_LISTEN
    const QByteArray port = QByteArray::number(local.port, 16).toUpper().rightJustified(4, '0');
    const QString name = transport == Transport::Tcp ? QStringLiteral("tcp") : QStringLiteral("udp");
    QList<Socket> sockets;
    for (const QString &table : {name, name + u'6'}) {
        QFile file(QStringLiteral("/proc/net/") + table);
        if (!file.open(QIODevice::ReadOnly))
            continue;
        for (const QByteArray &line : file.readAll().split('\n')) {
            const QByteArrayList fields = line.simplified().split(' ');
            const QByteArrayList address = fields.value(1).split(':');
            // A connection that only waits for the end of its time (TIME_WAIT) has no inode.
            if (fields.size() > 9 && address.value(1) == port && fields[9] != "0" && isConflict(address[0], local.host))
                sockets.append({fields[9], fields[7].toUInt(), fields[3] == listening});
        }
    }
    std::stable_sort(sockets.begin(), sockets.end(),
                     [](const Socket &a, const Socket &b) { return a.isListening > b.isListening; });
    return sockets;
}

/// The process that has the first of the sockets open, as far as this user may see it; empty: none.
QString processOf(const QList<Socket> &sockets)
{
    QMap<qsizetype, QString> found; // by the number of the socket
    const QStringList processes = QDir(QStringLiteral("/proc")).entryList({QStringLiteral("[0-9]*")}, QDir::Dirs);
    for (const QString &pid : processes) {
        const QDir files(QStringLiteral("/proc/%1/fd").arg(pid));
        for (const QFileInfo &entry : files.entryInfoList(QDir::NoDotAndDotDot | QDir::AllEntries | QDir::System)) {
            // Such a link reads "socket:[12345]"; Qt makes a path in the folder of it.
            const QByteArray target = entry.symLinkTarget().section(u'/', -1).toLatin1();
            if (!target.startsWith("socket:["))
                continue;
            const QByteArray inode = target.mid(8).chopped(1);
            const auto socket =
                std::find_if(sockets.begin(), sockets.end(), [&](const Socket &one) { return one.inode == inode; });
            if (socket != sockets.end() && !found.contains(socket - sockets.begin()))
                found.insert(socket - sockets.begin(), pid);
        }
    }
    return found.isEmpty() ? QString() : found.first();
}

/// The user's name, or its number where it has none.
QString userName(uint user)
{
    std::array<char, 4096> buffer;
    passwd entry{};
    passwd *found = nullptr;
    if (::getpwuid_r(user, &entry, buffer.data(), buffer.size(), &found) == 0 && found)
        return QString::fromLocal8Bit(entry.pw_name);
    return QString::number(user);
}

} // namespace

std::optional<Owner> owner(Transport transport, const SocketAddress &local)
{
    const QList<Socket> sockets = socketsOn(transport, local);
    if (sockets.isEmpty())
        return {};
    Owner owner;
    if (const QString pid = processOf(sockets); !pid.isEmpty()) {
        QFile name(QStringLiteral("/proc/%1/comm").arg(pid));
        if (name.open(QIODevice::ReadOnly)) // it still runs
            owner.program = QStringLiteral("%1 (PID %2)").arg(QString::fromLocal8Bit(name.readAll().trimmed()), pid);
        owner.isSelf = pid.toLongLong() == QCoreApplication::applicationPid();
    }
    if (sockets.first().user != ::geteuid())
        owner.user = userName(sockets.first().user);
    return owner;
}

std::optional<Range> ephemeral()
{
    QFile file(QStringLiteral("/proc/sys/net/ipv4/ip_local_port_range"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QByteArrayList numbers = file.readAll().simplified().split(' ');
    if (numbers.size() != 2)
        return {};
    return Range{quint16(numbers[0].toUInt()), quint16(numbers[1].toUInt())};
}

} // namespace localports
