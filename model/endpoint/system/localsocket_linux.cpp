// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/endpoint/system/localsocket.h"

#include <QFile>

#include <sys/socket.h>

namespace localsocket {

bool hasAbstractNames()
{
    return true;
}

std::optional<Program> peerProgram(Descriptor socket)
{
    ucred peer{};
    socklen_t size = sizeof peer;
    if (::getsockopt(int(socket), SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0 || peer.pid <= 0)
        return {};
    QFile name(QStringLiteral("/proc/%1/comm").arg(peer.pid));
    const QByteArray text = name.open(QIODevice::ReadOnly) ? name.readAll().trimmed() : QByteArray();
    return Program{QString::fromLocal8Bit(text), peer.pid, userName(peer.uid)};
}

/// proc(5): /proc/net/unix has a row `Num: RefCount Protocol Flags Type St Inode Path` for each socket.
bool isBeingOpened(const QString &path)
{
    constexpr uint listening = 0x10000; // of Flags: __SO_ACCEPTCON
    QFile table(QStringLiteral("/proc/net/unix"));
    if (!table.open(QIODevice::ReadOnly))
        return false;
    const QByteArray wanted = ' ' + QFile::encodeName(path);
    for (const QByteArray &line : table.readAll().split('\n')) {
        if (!line.endsWith(wanted))
            continue;
        const QByteArrayList fields = line.simplified().split(' ');
        const bool isUnconnectedStream = fields.size() > 7 && fields[4] == "0001" && fields[5] == "01";
        if (isUnconnectedStream && !(fields[3].toUInt(nullptr, 16) & listening))
            return true;
    }
    return false;
}

} // namespace localsocket
