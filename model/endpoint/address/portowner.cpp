// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/endpoint/address/portowner.h"

#include <QDir>
#include <QFile>
#include <QSet>

namespace {

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

} // namespace

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
